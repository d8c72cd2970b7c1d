"""A notebook's part, played by a plain page: any widget of nbpose with its real Python half."""

from __future__ import annotations

import base64
import contextlib
from collections import deque
from collections.abc import Iterator
from typing import Any

import comm
from comm.base_comm import BaseComm

from nbpose.widgets.base import Widget

PAGE = "tests/browser/tour/host.html"


class PageComm(BaseComm):
    """The channel of a widget; what Python says waits here until the page asks for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.said: deque[tuple[Any, list[Any]]] = deque()
        super().__init__(*args, **kwargs)

    def publish_msg(self, msg_type: str, data: Any = None, *_: Any, buffers: Any = None, **__: Any):
        if msg_type == "comm_msg":
            self.said.append((data, buffers or []))


@contextlib.contextmanager
def paged_widgets() -> Iterator[None]:
    """Widgets made meanwhile talk to pages."""
    before = comm.create_comm
    comm.create_comm = PageComm
    try:
        yield
    finally:
        comm.create_comm = before


class Host:
    """Carries messages between one widget at a time and one page."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self._url = url
        self._widget: Widget | None = None
        self._held: list[Any] | None = None
        page.expose_function("toPython", self._hear)
        page.expose_function("fromPython", self._said)

    def show(self, widget: Widget) -> None:
        """Load the page anew, with this widget on it."""
        self._widget, self._held = None, None
        self.page.goto(f"{self._url}/{PAGE}")
        self.page.wait_for_function("() => window.ready")
        self._widget = widget
        widget.comm.said.clear()
        state = {k: v for k, v in widget.get_state().items() if not k.startswith("_")}
        self.page.evaluate(
            "([b, s]) => mount(b, s)", [type(widget).__module__.rsplit(".", 1)[-1], state]
        )

    def hold(self) -> None:
        """Python is busy with a cell: edits wait."""
        self._held = []

    def release(self) -> None:
        """Python hears what has waited."""
        held, self._held = self._held or [], None
        for message in held:
            self._hear(message)

    def _hear(self, data: Any) -> None:
        if self._widget is None:
            return
        if self._held is not None and data["method"] == "custom":
            self._held.append(data)
            return
        content = {"data": {**data, "buffer_paths": []}}
        self._widget.comm.handle_msg({"content": content, "buffers": []})

    def _said(self) -> list[Any]:
        if self._widget is None:
            return []
        said = self._widget.comm.said
        ready = [said.popleft() for _ in range(len(said))]
        return [[d, [base64.b64encode(bytes(b)).decode() for b in buffers]] for d, buffers in ready]
