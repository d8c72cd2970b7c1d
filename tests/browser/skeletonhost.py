"""The skeleton editor in a plain page, with Python's real half behind it and no notebook."""

from __future__ import annotations

import base64
from typing import Any

from nbpose.widgets.skeleton_editor import SkeletonEditor

TRAITS = ("ground", "palette", "outline")


class PagedEditor(SkeletonEditor):
    """Python's half; what it has to say is kept until the page asks for it."""

    def __init__(self, *args: Any) -> None:
        self.said: list[tuple[Any, list[bytes]]] = []
        super().__init__(*args)

    def send(self, content: Any, buffers: Any = None) -> None:
        self.said.append((content, buffers or []))

    def hear(self, message: Any) -> list[Any]:
        """Take a message of the page; gives the answers."""
        self._on_message(self, message, [])
        return self.answers()

    def answers(self) -> list[Any]:
        """What was said since the last time, with the buffers as text."""
        said, self.said = self.said, []
        return [[c, [base64.b64encode(b).decode() for b in buffers]] for c, buffers in said]


def mount(page: Any, url: str, *args: Any) -> tuple[PagedEditor, Any]:
    """Open the page on a new editor; gives the editor and the page's canvas."""
    editor = PagedEditor(*args)
    page.expose_function("toPython", editor.hear)
    page.goto(f"{url}/tests/browser/skeletonhost.html")
    page.wait_for_function("() => window.ready")
    page.evaluate("(traits) => mount(traits)", {k: getattr(editor, k) for k in TRAITS})
    canvas = page.locator("canvas.nbp-overlay[data-ready='1']")
    canvas.wait_for()
    canvas.focus()
    return editor, canvas


def at(canvas: Any, x: float, y: float) -> tuple[float, float]:
    """Where a point of the template lies on the page."""
    box = canvas.bounding_box()
    zoom, cx, cy = (float(canvas.get_attribute(f"data-{name}")) for name in ("zoom", "x", "y"))
    return (
        box["x"] + box["width"] / 2 + (x - cx) * zoom,
        box["y"] + box["height"] / 2 + (y - cy) * zoom,
    )
