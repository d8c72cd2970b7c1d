"""Frames for the browser: JPEG batches, answered from a thread of its own.

A thread, because a running cell must not freeze the picture. A want-list replaces the one before
it, so that scrubbing never queues up frames nobody waits for; at most two messages are on their
way to a client, so that a slow link is never flooded.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from nbpose.media import Media
from nbpose.media.jpeg import encode_jpeg
from nbpose.widgets.protocol import Buffers, Message, message

UNACKNOWLEDGED = 2
BATCH_BYTES = 1_000_000
BATCH_FRAMES = 16

Send = Callable[[Message, Buffers], None]

_log = logging.getLogger(__name__)


@dataclass
class _Client:
    """What one browser waits for, and what is on its way to it."""

    gen: int = 0
    width: int = 0
    wanted: deque[int] = field(default_factory=deque)
    started: bool = False
    sent: int = 0
    received: int = 0

    @property
    def ready(self) -> bool:
        return bool(self.wanted) and self.sent - self.received < UNACKNOWLEDGED


class PictureFeed:
    """Serves the frames that browsers want.

    Parameters
    ----------
    media : Media
        Where the frames come from.
    send : callable
        Takes a message and its buffers; called from the feed's thread.
    """

    def __init__(self, media: Media, send: Send) -> None:
        self._media = media
        self._send = send
        self._clients: dict[str, _Client] = {}
        self._change = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def reset(self, name: str) -> None:
        """Forget what a client waited for: it starts anew."""
        with self._change:
            self._clients[name] = _Client()

    def want(self, name: str, gen: int, frames: list[int], width: int) -> None:
        """Replace a client's want-list.

        Parameters
        ----------
        name : str
            The client.
        gen : int
            Generation of the list; comes back with the pictures.
        frames : list of int
            Frames in the order wanted; those that the media does not have are left out.
        width : int
            Wanted width of the pictures in pixels.
        """
        known = deque(frame for frame in frames if 0 <= frame < len(self._media))
        with self._change:
            client = self._clients.setdefault(name, _Client())
            client.gen, client.width, client.wanted, client.started = gen, width, known, False
            self._start()
            self._change.notify()

    def acknowledge(self, name: str, received: int) -> None:
        """Note how many messages a client has had."""
        with self._change:
            client = self._clients.setdefault(name, _Client())
            client.received = min(max(client.received, received), client.sent)
            self._change.notify()

    def close(self) -> None:
        """End the thread."""
        with self._change:
            self._closed = True
            self._change.notify()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="nbpose-pictures", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        while (job := self._next_job()) is not None:
            name, client, gen = job
            content, buffer = self._batch(name, client, gen)
            if content is not None:
                self._deliver(client, content, buffer)

    def _deliver(self, client: _Client, content: Message, buffer: bytes) -> None:
        """Send; what could not be sent is no reason to send nothing more."""
        try:
            self._send(content, [buffer])
        except Exception:
            _log.exception("Pictures of the frames %s could not be sent.", content["frames"])
            with self._change:
                client.sent -= 1  # the browser will never acknowledge it

    def _next_job(self) -> tuple[str, _Client, int] | None:
        """Wait until a client may get pictures; None when the feed is closed."""
        with self._change:
            while not self._closed:
                for name, client in self._clients.items():
                    if client.ready:
                        return name, client, client.gen
                self._change.wait()
            return None

    def _batch(self, name: str, client: _Client, gen: int) -> tuple[Message | None, bytes]:
        """Encode frames until the message is full; the first frame of a list goes alone."""
        frames: list[int] = []
        pictures: list[bytes] = []
        shapes: list[list[int]] = []
        while True:
            with self._change:
                if client.gen != gen:
                    return None, b""  # nobody waits for these any more
                alone = not client.started and bool(frames)
                full = len(frames) >= BATCH_FRAMES or sum(map(len, pictures)) >= BATCH_BYTES
                if alone or full or not client.wanted:
                    client.started = True
                    client.sent += 1
                    break
                frame, width = client.wanted.popleft(), client.width
            picture, shape = self._encode(frame, width)
            frames.append(frame)
            pictures.append(picture)
            shapes.append(shape)
        content = message(
            "pictures",
            client=name,
            gen=gen,
            frames=frames,
            sizes=[len(picture) for picture in pictures],
            shapes=shapes,
            width=client.width,
            mime="image/jpeg",
        )
        return content, b"".join(pictures)

    def _encode(self, frame: int, width: int) -> tuple[bytes, list[int]]:
        """Picture and size of the frame; no bytes where it cannot be read.

        Whatever goes wrong with one frame, the others are still waited for: a decoder has errors
        of its own, and so has a user's array that computes its frames.
        """
        try:
            pixels = self._media[frame]
            height, own_width = pixels.shape[:2]
            return encode_jpeg(pixels, width=min(width, own_width)), [own_width, height]
        except Exception as error:
            _log.warning("Frame %d of %s cannot be read: %r", frame, self._media.name, error)
            return b"", [0, 0]
