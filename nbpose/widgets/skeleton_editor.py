"""The skeleton editor: Python's half of the widget in which skeletons are made by clicks."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import traitlets as t
from numpy.typing import NDArray

from nbpose._texts import count, plain
from nbpose.errors import NbposeError, SkeletonError
from nbpose.media import encode_jpeg
from nbpose.plots import overlay
from nbpose.poses import Poses
from nbpose.skeletons import Skeleton, SkeletonFinding, need_skeleton
from nbpose.skeletons.draft import Draft, to_dict
from nbpose.skeletons.draft_message import read
from nbpose.skeletons.files import write
from nbpose.skeletons.layout import inside, layout
from nbpose.skeletons.naming import canonical_names
from nbpose.skeletons.palette import PERSON_COLORS, SIDE_COLORS
from nbpose.widgets.base import Widget
from nbpose.widgets.grounds import FIGURES, ground_for, joint_names, outline
from nbpose.widgets.protocol import Buffers, message
from nbpose.widgets.still import Still

PICTURE_WIDTH, STATIC_WIDTH = 1600, 960
LONGEST_LABEL = 200
NEW = "custom"
"""Name of a skeleton that was begun from nothing."""


class SkeletonEditor(Widget, code="skeleton_editor"):
    """Make a skeleton on a template picture: click joints, drag from one to another.

    Parameters
    ----------
    template : str, path, array or Media, optional
        What to draw on: any picture `nbpose.open` takes (the first frame of a clip), or
        ``"human"``, ``"animal"`` or ``"blank"`` for a neutral ground of nbpose's own.
    skeleton : Skeleton or str, optional
        What to begin with: a skeleton, or the name of a schema. One that says nothing of places
        is laid out by itself.

    Raises
    ------
    NbposeError
        When the template cannot be opened, or no schema has that name.

    Examples
    --------
    >>> editor = nbp.SkeletonEditor("mouse.jpg")  # doctest: +SKIP
    >>> nbp.annotate("mice/*.jpg", skeleton=editor.skeleton)  # doctest: +SKIP
    """

    ground = t.Dict().tag(sync=True, once=True)
    palette = t.Dict().tag(sync=True, once=True)
    outline = t.Enum(("none", "human", "animal"), "none").tag(sync=True)

    def __init__(self, template: Any = None, skeleton: Skeleton | str | None = None) -> None:
        self._start = None if skeleton is None else need_skeleton(skeleton)
        self._ground, figure = ground_for(template, self._start)
        self._draft = _first_draft(self._start, self._ground.size)
        self._past: list[Draft] = []
        self._future: list[Draft] = []
        self._seq = 0
        self._author = ("", 0)
        self._done: dict[str, int] = {}
        self._lock = threading.RLock()
        width, height = self._ground.size
        super().__init__(
            ground={
                "name": self._ground.name,
                "width": width,
                "height": height,
                "picture": self._ground.picture is not None,
                "outlines": {name: outline(name, width, height) for name in FIGURES},
                "names": {name: joint_names(name, width, height) for name in FIGURES},
            },
            palette={
                **{side or "middle": color for side, color in SIDE_COLORS.items()},
                "people": list(PERSON_COLORS),
            },
            outline=figure,
        )
        self._seen = False  # by a view; nothing is said before
        self.on_msg(self._on_message)
        self.observe(lambda _change: self._exhibit.touch(), "outline")

    @property
    def skeleton(self) -> Skeleton:
        """The skeleton as it is now.

        Raises
        ------
        SkeletonError
            While it is not sound; `lint` lists what is wrong, and nothing of it is lost.
        """
        return self._draft.skeleton(self._start, self._longer_side)

    @property
    def template(self) -> NDArray[np.float64]:
        """Where the joints lie on the template: (K, 2), as fractions of its longer side."""
        return self._draft.template(self._longer_side)

    @property
    def renamed(self) -> dict[str, str]:
        """New names of those joints of the skeleton it began with that have one.

        ``poses.with_skeleton(editor.skeleton, renamed=editor.renamed)`` takes labels along.
        """
        return {} if self._start is None else self._draft.renamed(self._start)

    def lint(self) -> list[SkeletonFinding]:
        """List what is wrong or strange; errors first, and they keep it from being a skeleton."""
        return self._draft.lint(self._start)

    def to_json(self, path: str | os.PathLike[str] | None = None) -> str:
        """Give the skeleton as JSON, places on the template included.

        Parameters
        ----------
        path : str or path, optional
            A file to write it to, too.

        Returns
        -------
        str
            What `nbpose.Skeleton.from_json` reads.

        Raises
        ------
        SkeletonError
            While it is not sound, or when the file cannot be written.
        """
        return write(self.skeleton, path)

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Bring back what was last undone; False when there is nothing."""
        return self._step(self._future, self._past)

    def snapshot(self, width: int = STATIC_WIDTH) -> Still:
        """Picture of the skeleton on its template, that stays in the saved notebook.

        Parameters
        ----------
        width : int
            At most so many pixels wide.

        Returns
        -------
        IPython.display.Image
        """
        return Still(self._picture(width), self.static_text())

    def static_picture(self) -> bytes | None:
        """JPEG of the skeleton on its template."""
        return self._picture(STATIC_WIDTH)

    def static_text(self) -> str:
        """What the skeleton is called, and of how many joints and bones it is made."""
        joints, bones = len(self._draft.joints), len(self._draft.bones)
        ground = f" on {plain(self._ground.name)}" if self._ground.name else ""
        return (
            f"The skeleton {plain(self._draft.name)}{ground}: {count(joints, 'joint')}, "
            f"{count(bones, 'bone')}."
        )

    @property
    def _longer_side(self) -> float:
        return float(max(self._ground.size))

    def _picture(self, width: int) -> bytes:
        figure: Any = self.outline  # one of the enumeration, which traitlets types as a text
        pixels = self._ground.painted(figure)
        if self._draft.joints:
            drawn = Poses.build(_drawable(self._draft), self._draft.places()[None])
            pixels = overlay(pixels, drawn)
        return encode_jpeg(pixels, width=width)

    def _step(self, source: list[Draft], onto: list[Draft], client: str = "", n: int = 0) -> bool:
        with self._lock:
            if not source:
                return False
            onto.append(self._draft)
            self._accept(source.pop(), client, n)
            return True

    def _accept(self, draft: Draft, client: str, n: int) -> None:
        """Make a draft the one that counts, and tell every view."""
        self._draft = draft
        self._seq += 1
        self._author = (client, n)
        self._exhibit.touch()
        if self._seen:
            self.send(message("state", **self._state()), [])

    def _state(self) -> dict[str, Any]:
        client, n = self._author
        return {
            "seq": self._seq,
            "client": client,
            "n": n,
            "draft": to_dict(self._draft),
            "findings": [_finding(self._draft, found) for found in self.lint()],
            "can_undo": bool(self._past),
            "can_redo": bool(self._future),
        }

    def _on_message(self, _widget: Any, content: Any, _buffers: Any) -> None:
        kind = content.get("kind") if isinstance(content, Mapping) else None
        answer = _ANSWERS.get(kind) if isinstance(kind, str) else None
        if answer is None:
            self._status(f"The browser sent {kind!r:.80}, which is unknown.")
            return
        try:
            with self._lock:
                answer(self, content)
        except NbposeError as error:
            self._status(str(error))

    def _status(self, text: str) -> None:
        self.send(message("status", level="error", text=text), [])

    def _ready(self, content: Mapping[str, Any]) -> None:
        client = _client(content)
        self._seen = True
        buffers: Buffers = []
        if self._ground.picture is not None:
            buffers = [encode_jpeg(self._ground.picture, width=PICTURE_WIDTH)]
        state = self._state() | {"client": client, "n": self._done.get(client, 0)}
        self.send(message("welcome", **state), buffers)

    def _take(self, content: Mapping[str, Any]) -> None:
        client, n = self._counted(content)
        if n <= self._done.get(client, 0):
            return
        try:
            self._check_base(content)
            draft = read(content.get("draft"), self._draft.next)
        except SkeletonError as error:
            self._done[client] = n
            self._refuse(client, n, str(error))
            return
        self._done[client] = n
        self._past.append(self._draft)
        self._future.clear()
        self._accept(draft, client, n)

    def _check_base(self, content: Mapping[str, Any]) -> None:
        if content.get("base") != self._seq:
            raise SkeletonError(
                "The skeleton was changed elsewhere meanwhile, so this change was not made; "
                "make it again."
            )

    def _refuse(self, client: str, n: int, reason: str) -> None:
        state = self._state() | {"client": client, "n": n}
        self.send(message("reject", **state, reason=reason), [])

    def _undo(self, content: Mapping[str, Any]) -> None:
        self._step_for(content, self._past, self._future, "There is nothing to undo.")

    def _redo(self, content: Mapping[str, Any]) -> None:
        self._step_for(content, self._future, self._past, "There is nothing to redo.")

    def _step_for(
        self, content: Mapping[str, Any], source: list[Draft], onto: list[Draft], nothing: str
    ) -> None:
        client, n = self._counted(content)
        if n <= self._done.get(client, 0):
            return
        self._done[client] = n
        if not self._step(source, onto, client, n):
            self._refuse(client, n, nothing)

    def _counted(self, content: Mapping[str, Any]) -> tuple[str, int]:
        n = content.get("n")
        if isinstance(n, bool) or not isinstance(n, int) or n < 1:
            raise SkeletonError("A message of the browser has no number; reload the page.")
        return _client(content), n

    def _client_error(self, content: Mapping[str, Any]) -> None:
        self.log.warning("nbpose, in the browser: %s", str(content.get("text", ""))[:1000])


_ANSWERS: dict[str, Callable[[SkeletonEditor, Mapping[str, Any]], None]] = {
    "ready": SkeletonEditor._ready,
    "draft": SkeletonEditor._take,
    "undo": SkeletonEditor._undo,
    "redo": SkeletonEditor._redo,
    "client_error": SkeletonEditor._client_error,
}
"""Who answers which message."""


def _client(content: Mapping[str, Any]) -> str:
    client = content.get("client")
    if not isinstance(client, str) or not 0 < len(client) <= LONGEST_LABEL:
        raise SkeletonError("A message of the browser does not say who sent it; reload the page.")
    return client


def _first_draft(start: Skeleton | None, size: tuple[int, int]) -> Draft:
    """Begin with a skeleton at its own places, where they fit the ground, else laid out."""
    if start is None:
        return Draft(NEW)
    if start.template is not None:
        places = np.array(start.template) * max(size)
        if inside(places, *size):
            return Draft.of(start, places)
    return Draft.of(start, layout(start, *size))


def _finding(draft: Draft, found: SkeletonFinding) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "field": found.field,
        "text": found.text,
        "joints": [draft.joints[index].id for index in found.keypoints],
        "bones": [[draft.bones[index].a, draft.bones[index].b] for index in found.edges],
    }


def _drawable(draft: Draft) -> Skeleton:
    """A skeleton that looks like the draft, whatever is wrong with it."""
    names = canonical_names(draft.keypoints)
    colors: dict[Any, str] = {
        name: joint.color for name, joint in zip(names, draft.joints, strict=True) if joint.color
    }
    edges = [edge for edge in draft.edges if edge[0] != edge[1]]
    for bone, (a, b) in zip(draft.bones, draft.edges, strict=True):
        if bone.color and a != b:
            colors[names[a], names[b]] = bone.color
    return Skeleton("drawn", names, edges, mirror=range(len(names)), colors=colors)
