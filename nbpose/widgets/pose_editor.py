"""The pose editor: Python's half of the widget that shows frames and edits skeletons."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import traitlets as t

from nbpose._arguments import need_number, need_whole
from nbpose.errors import ArgumentError, NbposeError
from nbpose.media import Media
from nbpose.media.jpeg import encode_jpeg
from nbpose.plots import overlay
from nbpose.poses import Poses
from nbpose.project import Commit, Document
from nbpose.project.edits import Edit
from nbpose.widgets import page_state, protocol
from nbpose.widgets.angles import angles_trait
from nbpose.widgets.base import Widget
from nbpose.widgets.cell import Cell, show_error
from nbpose.widgets.conversation import Conversation
from nbpose.widgets.keymap import keymap_trait
from nbpose.widgets.seen import seen
from nbpose.widgets.still import Still
from nbpose.widgets.vocabulary import vocabulary_trait

DEFAULT_OPTIONS = {
    "labels": False,
    "confidence": True,
    "angles": True,
    "height": 480,
    "loupe": False,
    "rings": False,
    "brightness": 1.0,
    "contrast": 1.0,
    "gamma": 1.0,
}
TONES = ("brightness", "contrast", "gamma")
MOST_TONE = 4.0
LOWEST = 120
STATIC_WIDTH = 960


class PoseEditor(Widget, code="pose_editor"):
    """Frames with skeletons that can be edited by hand; `poses` is live.

    Made by `nbpose.annotate`. The browser shows an edit at once and sends it as one message;
    Python commits it to the `document` and tells every view.

    Parameters
    ----------
    media : Media
        What is shown.
    document : Document
        The poses under edit; several editors may share one.
    keymap : mapping, optional
        From `nbpose.widgets.keymap.keymap_trait`.
    vocabulary : mapping, optional
        What the panels offer: ``tags`` and ``frame_tags`` are lists of texts, ``attributes`` and
        ``frame_attributes`` map names to lists of values. Anything else may be typed as well.
    **options
        ``labels`` (names beside the joints), ``confidence`` (fade what the model doubts),
        ``angles`` (joint angles beside the hand), ``loupe`` at the pointer, ``rings`` of the
        joints' OKS sigma, ``height`` of the picture in CSS pixels; ``brightness``, ``contrast``,
        ``gamma``: factors for the picture, 1/4 to 4.

    Raises
    ------
    ArgumentError
        When an option is unknown.
    """

    skeleton = t.Dict().tag(sync=True, once=True)
    media = t.Dict().tag(sync=True, once=True)
    angles = t.Dict().tag(sync=True, once=True)
    frame = t.Int(0).tag(sync=True)
    selection = t.Dict({"row": -1, "keypoint": -1}).tag(sync=True)
    tool = t.Enum(page_state.TOOLS, "edit").tag(sync=True)
    view = t.Dict().tag(sync=True)
    options = t.Dict().tag(sync=True)
    keymap = t.Dict().tag(sync=True, once=True)
    vocabulary = t.Dict().tag(sync=True)
    seq = t.Int(0).tag(sync=True)
    can_undo = t.Bool(False).tag(sync=True)
    can_redo = t.Bool(False).tag(sync=True)
    document = t.Instance(Document).tag(sync=True, once=True, to_json=protocol.document_trait)

    _ends: tuple[Callable[[], None], ...] = ()  # an editor whose making failed is closed, too

    def __init__(
        self,
        media: Media,
        document: Document,
        keymap: Mapping[str, Any] | None = None,
        vocabulary: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self._source = media
        super().__init__(
            document=document,
            skeleton=protocol.skeleton_trait(document.about.skeleton),
            media=protocol.media_trait(media),
            angles=angles_trait(document.about),
            options=_checked_options(options),
            keymap=keymap_trait() if keymap is None else keymap,
            vocabulary=vocabulary or {},
        )
        self._talk = Conversation(media, document, lambda *said: self.send(*said))
        self._ends = (document.on_commit(self._tell), self._talk.close)
        self._show_state()
        self.on_msg(self._on_message)
        self.observe(lambda _change: self._exhibit.touch(), "frame")

    @property
    def poses(self) -> Poses:
        """The table as it is now, with every edit that was saved."""
        return self.document.poses

    def go_to(self, frame: int) -> None:
        """Show a frame.

        Parameters
        ----------
        frame : int
            Its index.

        Raises
        ------
        ArgumentError
            When the media has no such frame.
        """
        self.frame = need_whole("frame", frame, "the number of a frame")
        # the trait alone could be overtaken by steps that are on their way from the browser
        self._talk.show(self.frame)

    def apply(self, edits: Edit | Sequence[Edit], label: str = "from Python") -> Commit:
        """Edit from Python, as one gesture.

        Parameters
        ----------
        edits : Edit or sequence of Edit
            See `nbpose.edits`.
        label : str
            What to call it in the history.

        Returns
        -------
        Commit
        """
        return self.document.apply(edits, label=label)

    def undo(self) -> Commit | None:
        """Take the last edit back; None when there is none."""
        return self.document.undo()

    def redo(self) -> Commit | None:
        """Bring back what was last undone; None when there is nothing."""
        return self.document.redo()

    def on_edit(self, callback: Callable[[Commit], None]) -> Callable[[], None]:
        """Call a function after every edit, whoever made it.

        Parameters
        ----------
        callback : callable
            Takes the `Commit`. It may run on another thread than the cells. What it prints shows
            below the cell that called `on_edit`, and so does its error, should it fail: the edit
            stands then.

        Returns
        -------
        callable
            Ends it.

        Raises
        ------
        ArgumentError
            When it cannot be called.
        """
        if not callable(callback):
            raise ArgumentError(f"on_edit was given {callback!r}; give a function of the commit.")
        cell = Cell.running()

        def tell(entry: Commit) -> None:
            with cell.output():
                self._call(callback, entry)

        return self.document.on_commit(tell)

    def _call(self, callback: Callable[[Commit], None], entry: Commit) -> None:
        """Call a user's function; its error is not one of the edit."""
        try:
            callback(entry)
        except Exception as error:
            show_error(error, "Your on_edit callback")
            self._talk.warn(f"Your on_edit callback failed: {type(error).__name__}: {error}")

    def snapshot(self, width: int = STATIC_WIDTH) -> Still:
        """Picture of the frame shown, with its skeletons, that stays in the saved notebook.

        Parameters
        ----------
        width : int
            At most so many pixels wide.

        Returns
        -------
        IPython.display.Image
            Its ``alt`` says in words what is seen.
        """
        return Still(self._picture(width), self.static_text())

    def static_picture(self) -> bytes | None:
        """JPEG of the frame shown; None where it cannot be read."""
        try:
            return self._picture(STATIC_WIDTH)
        except NbposeError:
            return None

    def static_text(self) -> str:
        """Which frame it is, and how many joints of whom are placed."""
        _, people = self.document.between(self.frame, self.frame + 1)
        return seen(self._source, self.frame, people)

    def close(self) -> None:
        """End the editor; its document stays."""
        for end in self._ends:
            end()
        super().close()

    def _picture(self, width: int) -> bytes:
        pixels = self._source[self.frame]
        _, people = self.document.between(self.frame, self.frame + 1)
        return encode_jpeg(overlay(pixels, people), width=width)

    @t.validate("vocabulary")
    def _valid_vocabulary(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        return vocabulary_trait(proposal["value"])

    @t.validate("frame")
    def _valid_frame(self, proposal: Mapping[str, Any]) -> int:
        frame, count = proposal["value"], len(self._source)
        if not 0 <= frame < count:
            raise ArgumentError(
                f"{self._source.name} has no frame {frame}; it has 0 to {count - 1}."
            )
        return int(frame)

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what a page wrote into the traits, as far as it may and as it fits."""
        good, wrong = page_state.checked(sync_data, _checked_options)
        if not 0 <= good.get("frame", 0) < len(self._source):
            wrong.append(("frame", f"{self._source.name} has no frame {good.pop('frame')}."))
        super().set_state(good)
        for name, told in wrong:
            self._talk.refuse(told)
            if self.has_trait(name):
                self.send_state(name)  # the page shows what is true again

    def _on_message(self, _widget: Any, content: Any, _buffers: Any) -> None:
        self._talk.hear(content)

    def _tell(self, entry: Commit) -> None:
        """Send a commit to every view; called for each, in order."""
        self._talk.tell(entry)
        self._show_state()
        if self.frame in entry.frames:
            self._exhibit.touch()

    def _show_state(self) -> None:
        with self.hold_sync():
            self.seq = self.document.seq
            self.can_undo = self.document.can_undo
            self.can_redo = self.document.can_redo


def _checked_options(options: Mapping[str, Any]) -> dict[str, Any]:
    for name in options:
        if name not in DEFAULT_OPTIONS:
            near = difflib.get_close_matches(name, DEFAULT_OPTIONS, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"it has {', '.join(DEFAULT_OPTIONS)}."
            raise ArgumentError(f'The editor has no option "{name}"; {hint}')
    return {**DEFAULT_OPTIONS, **{name: _option(name, value) for name, value in options.items()}}


def _option(name: str, value: Any) -> float | bool:
    if name == "height":
        return need_whole(name, value, f"at least {LOWEST} pixels", low=LOWEST)
    if name in TONES:
        wanted = "a factor from 0.25 to 4; 1 leaves the picture as it is"
        return need_number(name, value, wanted, 1 / MOST_TONE, MOST_TONE)
    if not isinstance(value, bool | np.bool_):
        raise ArgumentError(f"{name} is {value!r}; give True or False.")
    return bool(value)
