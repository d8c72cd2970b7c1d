"""The Python half of the protocol's conversation: hears what pages send, and answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from nbpose.errors import NbposeError, WidgetError
from nbpose.media import Media
from nbpose.project import Commit, Document, NotSavedError
from nbpose.widgets import inbound, protocol
from nbpose.widgets.angles import REACH, stretches
from nbpose.widgets.crops import MOST, Crop, CropFeed
from nbpose.widgets.inbound import text, whole, wholes
from nbpose.widgets.pictures import PictureFeed
from nbpose.widgets.protocol import Buffers, Message

IN_MEMORY = (
    "These edits live in the kernel's memory; "
    'nbp.annotate(media, project="study.nbpose") keeps them in a file.'
)
_WIDEST = 32_768
_FARTHEST = 1_000_000  # pixels beside a frame
_OTHER_DOCUMENT = "It was made for another document; nothing was changed."
_NOTHING = {"undo": "There is nothing to undo.", "redo": "There is nothing to redo."}

Content = Mapping[str, Any]
Send = Callable[[Message, Buffers], None]

_log = logging.getLogger(__name__)


class Conversation:
    """Answers the pages of one editor; see PROTOCOL.md.

    Whatever comes, the worst it can do is to be refused in a sentence.

    Parameters
    ----------
    media : Media
        What is shown.
    document : Document
        The poses under edit.
    send : callable
        Takes a message and its buffers.
    """

    told_of_memory = False  # by any editor of this kernel: once is enough

    def __init__(self, media: Media, document: Document, send: Send) -> None:
        self._media = media
        self._document = document
        self._send = send
        self._seen = False  # by a view; nothing is said before
        self._feed = PictureFeed(media, send)
        self._crops = CropFeed(media, send)

    def hear(self, content: Any) -> None:
        """Take a message of a page, and answer it."""
        try:
            known = inbound.need_message(content)
            answer = _ANSWERS.get(known.get("kind")) if _is_text(known.get("kind")) else None
            if answer is None:
                kind = str(known.get("kind"))[: inbound.LONGEST_NAME]
                raise WidgetError(f'The browser sent "{kind}", which is unknown.')
            answer(self, known)
        except NbposeError as error:
            self._status("error", str(error))

    def tell(self, entry: Commit) -> None:
        """Send a commit to every view."""
        document, frames = self._document, entry.frames
        with document.reading():
            people = document.people_in(frames)
            said = {frame: document.facts_of(frame) for frame in frames}
            deleted = [pair for frame in frames for pair in document.deleted(frame, frame + 1)]
        facts = {f: facts for f, facts in said.items() if facts or f in entry.facts_after}
        self._send(*protocol.commit(entry, document.rows_after(entry), people, facts, deleted))
        if not frames:  # nothing of what is shown has changed, but something of how it is kept
            self.warn(f"{entry.label[:1].upper()}{entry.label[1:]}: run the cell again to see it.")

    def show(self, frame: int) -> None:
        """Let every view go to a frame."""
        if self._seen:
            self._send(protocol.message("show", frame=frame), [])

    def warn(self, words: str) -> None:
        """Show a warning in every view, if there is any."""
        if self._seen:
            self._status("warning", words)

    def refuse(self, words: str) -> None:
        """Tell the page that what it wrote was not taken."""
        self._status("error", words)

    def close(self) -> None:
        """Send no more pictures."""
        self._feed.close()
        self._crops.close()

    def _status(self, level: str, words: str) -> None:
        self._send(protocol.message("status", level=level, text=words), [])

    def _ready(self, content: Content) -> None:
        client, document = text(content, "client"), self._document
        self._seen = True
        self._feed.reset(client)
        answer, buffers = protocol.welcome(
            client=client,
            seq=document.seq,
            done=document.done(client),
            rejected=document.rejected(client),
            rows=document.reserve_rows(protocol.ROWS_IN_BLOCK),
            times=list(self._media.times),
            people=document.people_per_frame(len(self._media)),
        )
        self._send(answer, buffers)
        if not document.stored and not Conversation.told_of_memory:
            Conversation.told_of_memory = True
            self._status("info", IN_MEMORY)

    def _need(self, content: Content) -> None:
        what = content.get("what")
        answer = _NEEDS.get(what) if isinstance(what, str) else None
        if answer is None:
            kind = str(what)[: inbound.LONGEST_NAME]
            raise WidgetError(f'The browser needs "{kind}", which is unknown.')
        answer(self, text(content, "client"), whole(content, "gen"), content)

    def _need_pictures(self, client: str, gen: int, content: Content) -> None:
        width = whole(content, "width", 1, _WIDEST)
        self._feed.want(client, gen, wholes(content, "frames"), width)

    def _need_crop(self, client: str, gen: int, content: Content) -> None:
        frame = whole(content, "frame")
        x, y = (whole(content, name, -_FARTHEST, _FARTHEST) for name in ("x", "y"))
        width, height = (whole(content, name, 1, MOST) for name in ("width", "height"))
        self._crops.want(client, Crop(gen, frame, x, y, width, height))

    def _need_poses(self, client: str, gen: int, content: Content) -> None:
        start, stop = whole(content, "start"), whole(content, "stop")
        stop = min(stop, start + protocol.FRAMES_IN_NEED)
        with self._document.reading():
            seq, table = self._document.between(start, stop)
            said = self._document.frame_facts(start, stop)
            deleted = self._document.deleted(start, stop)
        self._send(*protocol.poses(client, gen, seq, range(start, stop), table, said, deleted))

    def _need_rows(self, client: str, gen: int, _content: Content) -> None:
        rows = self._document.reserve_rows(protocol.ROWS_IN_BLOCK)
        block = [rows.start, rows.stop]
        self._send(protocol.message("rows", client=client, gen=gen, rows=block), [])

    def _need_facing(self, client: str, gen: int, content: Content) -> None:
        count = len(self._media)
        frame = min(whole(content, "frame"), count)
        start, stop = max(0, frame - REACH), min(count, frame + REACH)
        _, table = self._document.between(start, stop)
        known = {"start": start, "stop": stop, "stretches": stretches(table)}
        self._send(protocol.message("facing", client=client, gen=gen, **known), [])

    def _need_handled(self, client: str, gen: int, content: Content) -> None:
        """Tell which of the gestures that another page left have arrived after all."""
        of, asked = text(content, "of"), wholes(content, "ns")
        refused = self._document.rejected(of)
        answer = protocol.message(
            "handled",
            client=client,
            gen=gen,
            of=of,
            ns=[n for n in asked if self._document.handled(of, n)],
            rejected=[{"n": n, "reason": refused[n]} for n in asked if n in refused],
        )
        self._send(answer, [])

    def _ack(self, content: Content) -> None:
        self._feed.acknowledge(text(content, "client"), whole(content, "received"))

    def _edit(self, content: Content) -> None:
        client, n = text(content, "client"), whole(content, "n", 1)
        if self._was_handled(client, n):
            return
        try:
            self._check_document(content)
            label = inbound.short_text(content, "label")
            self._document.apply(inbound.edits(content), label=label, client=client, n=n)
        except NotSavedError:
            raise  # it may be saved yet: without an answer the page keeps it and sends it again
        except NbposeError as error:
            self._reject(client, n, str(error))

    def _step(self, content: Content) -> None:
        """Undo or redo."""
        client, n = text(content, "client"), whole(content, "n", 1)
        if self._was_handled(client, n):
            return
        undo = content["kind"] == "undo"
        try:
            self._check_document(content)
            step = self._document.undo if undo else self._document.redo
            if step(client=client, n=n) is None:
                raise WidgetError(_NOTHING["undo" if undo else "redo"])
        except NotSavedError:
            raise
        except NbposeError as error:
            self._reject(client, n, str(error))

    def _check_document(self, content: Content) -> None:
        """An edit that was kept for one document must not land in another."""
        if content.get("document", self._document.id) != self._document.id:
            raise WidgetError(_OTHER_DOCUMENT)

    def _reject(self, client: str, n: int, reason: str) -> None:
        self._document.refuse(client, n, reason)
        self._send(protocol.message("reject", client=client, n=n, reason=reason), [])

    def _was_handled(self, client: str, n: int) -> bool:
        """Answer a gesture that comes a second time, after a reconnect."""
        handled = self._document.handled(client, n)
        reason = self._document.rejected(client).get(n)
        if reason is not None:
            self._send(protocol.message("reject", client=client, n=n, reason=reason), [])
        elif handled:
            self._send(protocol.message("done", client=client, n=n), [])
        return handled

    def _client_error(self, content: Content) -> None:
        _log.warning("nbpose, in the browser: %s", inbound.short_text(content, "text"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_ANSWERS: dict[Any, Callable[[Conversation, Content], None]] = {
    "ready": Conversation._ready,
    "need": Conversation._need,
    "ack": Conversation._ack,
    "edit": Conversation._edit,
    "undo": Conversation._step,
    "redo": Conversation._step,
    "client_error": Conversation._client_error,
}
"""Who answers which message."""

_NEEDS: dict[str, Callable[[Conversation, str, int, Content], None]] = {
    "pictures": Conversation._need_pictures,
    "crop": Conversation._need_crop,
    "poses": Conversation._need_poses,
    "rows": Conversation._need_rows,
    "facing": Conversation._need_facing,
    "handled": Conversation._need_handled,
}
"""Who answers which need."""
