"""The pose editor: Python's half of the widget that shows frames and edits skeletons."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import traitlets as t
from IPython.display import Image

from nbpose._arguments import need_number, need_whole
from nbpose.errors import ArgumentError, NbposeError
from nbpose.media import Media
from nbpose.media.jpeg import encode_jpeg
from nbpose.plots import overlay
from nbpose.poses import Poses
from nbpose.project import Commit, Document
from nbpose.project.edits import Edit
from nbpose.widgets import protocol
from nbpose.widgets.angles import REACH, angles_trait, stretches
from nbpose.widgets.base import Widget, bundle
from nbpose.widgets.cell import Cell, show_error
from nbpose.widgets.crops import Crop, CropFeed
from nbpose.widgets.keymap import keymap_trait
from nbpose.widgets.pictures import PictureFeed
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
IN_MEMORY = (
    "These edits live in the kernel's memory; "
    'nbp.annotate(media, project="study.nbpose") keeps them in a file.'
)


class PoseEditor(Widget):
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

    _esm = bundle("pose_editor.js")
    _css = bundle("pose_editor.css")

    skeleton = t.Dict().tag(sync=True)
    media = t.Dict().tag(sync=True)
    angles = t.Dict().tag(sync=True)
    frame = t.Int(0).tag(sync=True)
    selection = t.Dict({"row": -1, "keypoint": -1}).tag(sync=True)
    tool = t.Enum(("edit", "place", "loop", "box"), "edit").tag(sync=True)
    view = t.Dict().tag(sync=True)
    options = t.Dict().tag(sync=True)
    keymap = t.Dict().tag(sync=True)
    vocabulary = t.Dict().tag(sync=True)
    seq = t.Int(0).tag(sync=True)
    can_undo = t.Bool(False).tag(sync=True)
    can_redo = t.Bool(False).tag(sync=True)
    document = t.Instance(Document).tag(sync=True, to_json=protocol.document_trait)

    _told_of_memory = False  # by any editor of this kernel: once is enough
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
            angles=angles_trait(document.poses),
            options=_checked_options(options),
            keymap=keymap_trait() if keymap is None else keymap,
            vocabulary=vocabulary or {},
        )
        self._seen = False  # by a view; nothing is said before
        self._feed = PictureFeed(media, self.send)
        self._crops = CropFeed(media, self.send)
        self._ends = (document.on_commit(self._tell), self._feed.close, self._crops.close)
        self._show_state()
        self.on_msg(self._on_message)

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
        if self._seen:
            self.send(protocol.message("show", frame=self.frame), [])

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
            if self._seen:
                text = f"Your on_edit callback failed: {type(error).__name__}: {error}"
                self._status("warning", text)

    def snapshot(self, width: int = STATIC_WIDTH) -> Image:
        """Picture of the frame shown, with its skeletons, that stays in the saved notebook.

        Parameters
        ----------
        width : int
            At most so many pixels wide.

        Returns
        -------
        IPython.display.Image
        """
        return Image(data=self._picture(width), format="jpeg")

    def static_picture(self) -> bytes | None:
        """JPEG of the frame shown; None where it cannot be read."""
        try:
            return self._picture(STATIC_WIDTH)
        except NbposeError:
            return None

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

    def _on_message(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        answer = _ANSWERS.get(str(content.get("kind")))
        if answer is None:
            self._status("error", f'The browser sent "{content.get("kind")}", which is unknown.')
            return
        try:
            answer(self, content)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            self._status("error", f'A message "{content["kind"]}" is incomplete: {error!r}.')

    def _status(self, level: str, text: str) -> None:
        self.send(protocol.message("status", level=level, text=text), [])

    def _ready(self, content: Mapping[str, Any]) -> None:
        client = str(content["client"])
        self._seen = True
        self._feed.reset(client)
        rows = self.document.reserve_rows(protocol.ROWS_IN_BLOCK)
        people = self.document.people_per_frame(len(self._source))
        answer, buffers = protocol.welcome(
            client=client,
            seq=self.document.seq,
            done=self.document.done(client),
            rejected=self.document.rejected(client),
            rows=rows,
            times=list(self._source.times),
            people=people,
        )
        self.send(answer, buffers)
        if not self.document.stored and not PoseEditor._told_of_memory:
            PoseEditor._told_of_memory = True
            self._status("info", IN_MEMORY)

    def _need(self, content: Mapping[str, Any]) -> None:
        client, gen, what = str(content["client"]), int(content["gen"]), content["what"]
        if what == "pictures":
            frames = [int(frame) for frame in content["frames"]]
            self._feed.want(client, gen, frames, int(content["width"]))
        elif what == "crop":
            fields = ("frame", "x", "y", "width", "height")
            self._crops.want(client, Crop(gen, *(int(content[name]) for name in fields)))
        elif what == "poses":
            self._answer_poses(client, gen, int(content["start"]), int(content["stop"]))
        elif what == "rows":
            rows = self.document.reserve_rows(protocol.ROWS_IN_BLOCK)
            block = [rows.start, rows.stop]
            self.send(protocol.message("rows", client=client, gen=gen, rows=block), [])
        elif what == "facing":
            self._answer_facing(client, gen, int(content["frame"]))
        elif what == "handled":
            asked = [int(n) for n in content["ns"]]
            self._answer_handled(client, gen, str(content["of"]), asked)
        else:
            raise ValueError(f"nothing is called {what}")

    def _answer_poses(self, client: str, gen: int, start: int, stop: int) -> None:
        stop = min(stop, start + protocol.FRAMES_IN_NEED)
        with self.document.reading():
            seq, table = self.document.between(start, stop)
            said = self.document.frame_facts(start, stop)
            deleted = self.document.deleted(start, stop)
        self.send(*protocol.poses(client, gen, seq, range(start, stop), table, said, deleted))

    def _answer_facing(self, client: str, gen: int, frame: int) -> None:
        count = len(self._source)
        frame = min(max(frame, 0), count)
        start, stop = max(0, frame - REACH), min(count, frame + REACH)
        _, table = self.document.between(start, stop)
        known = {"start": start, "stop": stop, "stretches": stretches(table)}
        self.send(protocol.message("facing", client=client, gen=gen, **known), [])

    def _answer_handled(self, client: str, gen: int, of: str, asked: list[int]) -> None:
        """Tell which of the gestures that another page left have arrived after all."""
        refused = self.document.rejected(of)
        answer = protocol.message(
            "handled",
            client=client,
            gen=gen,
            of=of,
            ns=[n for n in asked if self.document.handled(of, n)],
            rejected=[{"n": n, "reason": refused[n]} for n in asked if n in refused],
        )
        self.send(answer, [])

    def _ack(self, content: Mapping[str, Any]) -> None:
        self._feed.acknowledge(str(content["client"]), int(content["received"]))

    def _edit(self, content: Mapping[str, Any]) -> None:
        client, n = str(content["client"]), int(content["n"])
        if self._was_handled(client, n):
            return
        try:
            edits = protocol.edits_of(content)
            self.document.apply(edits, label=str(content.get("label", "")), client=client, n=n)
        except NbposeError as error:
            self.document.refuse(client, n, str(error))
            self.send(protocol.message("reject", client=client, n=n, reason=str(error)), [])

    def _undo(self, content: Mapping[str, Any]) -> None:
        self._step(content, self.document.undo, "There is nothing to undo.")

    def _redo(self, content: Mapping[str, Any]) -> None:
        self._step(content, self.document.redo, "There is nothing to redo.")

    def _step(
        self, content: Mapping[str, Any], step: Callable[..., Commit | None], nothing: str
    ) -> None:
        client, n = str(content["client"]), int(content["n"])
        if not self._was_handled(client, n) and step(client=client, n=n) is None:
            self.send(protocol.message("reject", client=client, n=n, reason=nothing), [])

    def _was_handled(self, client: str, n: int) -> bool:
        """Answer a gesture that comes a second time, after a reconnect."""
        handled = self.document.handled(client, n)
        if handled:
            self.send(protocol.message("done", client=client, n=n), [])
        return handled

    def _client_error(self, content: Mapping[str, Any]) -> None:
        self.log.warning("nbpose, in the browser: %s", content.get("text", ""))

    def _tell(self, entry: Commit) -> None:
        """Send a commit to every view; called for each, in order."""
        frames = entry.frames
        with self.document.reading():
            people = self.document.people_in(frames)
            said = {frame: self.document.facts_of(frame) for frame in frames}
            deleted = [pair for frame in frames for pair in self.document.deleted(frame, frame + 1)]
        facts = {f: facts for f, facts in said.items() if facts or f in entry.facts_after}
        table = self.document.rows_after(entry)
        self.send(*protocol.commit(entry, table, people, facts, deleted))
        self._show_state()

    def _show_state(self) -> None:
        with self.hold_sync():
            self.seq = self.document.seq
            self.can_undo = self.document.can_undo
            self.can_redo = self.document.can_redo


_ANSWERS: dict[str, Callable[[PoseEditor, Mapping[str, Any]], None]] = {
    "ready": PoseEditor._ready,
    "need": PoseEditor._need,
    "ack": PoseEditor._ack,
    "edit": PoseEditor._edit,
    "undo": PoseEditor._undo,
    "redo": PoseEditor._redo,
    "client_error": PoseEditor._client_error,
}
"""Who answers which message."""


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
