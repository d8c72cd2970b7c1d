"""Parts of frames at full resolution, for the loupe: answered from a thread of its own.

The picture on screen has no more pixels than the screen shows. What a loupe needs is a small part
of the frame, so only that is sent, without loss; a newer wish of the same browser replaces one
that was not served yet.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

import cv2

from nbpose.errors import WidgetError
from nbpose.media import Media
from nbpose.media.media import Frame
from nbpose.widgets.protocol import Buffers, Message, message

MOST = 512
"""Pixels a crop is wide and high at most."""

Send = Callable[[Message, Buffers], None]

_log = logging.getLogger(__name__)
_FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1]


@dataclass(frozen=True)
class Crop:
    """A part of a frame.

    Parameters
    ----------
    gen : int
        Comes back with the pixels.
    frame : int
        Number of the frame.
    x, y, width, height : int
        In image pixels; what lies beside the frame is left out.
    """

    gen: int
    frame: int
    x: int
    y: int
    width: int
    height: int


class CropFeed:
    """Serves the parts of frames that browsers want.

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
        self._wanted: dict[str, Crop] = {}
        self._change = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def want(self, name: str, crop: Crop) -> None:
        """Replace what a client waits for.

        Parameters
        ----------
        name : str
            The client.
        crop : Crop
            Its newest wish.

        Raises
        ------
        WidgetError
            When the media has no such frame, or the crop is larger than the limit, or empty.
        """
        if not 0 <= crop.frame < len(self._media):
            raise WidgetError(
                f"The browser needs a part of frame {crop.frame}, but {self._media.name} has "
                f"{len(self._media)} frames; reload the page."
            )
        if not (0 < crop.width <= MOST and 0 < crop.height <= MOST):
            raise WidgetError(
                f"The browser needs a part of {crop.width}x{crop.height} pixels; a part has 1 to "
                f"{MOST} a side. Reload the page."
            )
        with self._change:
            if self._closed:
                return
            self._wanted[name] = crop
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._serve, name="nbpose-crops", daemon=True
                )
                self._thread.start()
            self._change.notify()

    def close(self) -> None:
        """End the thread."""
        with self._change:
            self._closed = True
            self._change.notify()

    def _serve(self) -> None:
        while (job := self._next_job()) is not None:
            content, buffer = self._answer(*job)
            try:
                self._send(content, [buffer])
            except Exception:
                _log.exception("A part of frame %d could not be sent.", content["frame"])

    def _next_job(self) -> tuple[str, Crop] | None:
        """Wait until a client wants something; None when the feed is closed."""
        with self._change:
            while not self._closed:
                if self._wanted:
                    name = next(iter(self._wanted))
                    return name, self._wanted.pop(name)
                self._change.wait()
            return None

    def _answer(self, name: str, crop: Crop) -> tuple[Message, bytes]:
        """Cut and encode; a frame that cannot be read gives an empty part, so that none waits."""
        try:
            part, x, y = cut(self._media[crop.frame], crop)
            buffer = _png(part)
        except Exception as error:  # a decoder has errors of its own, and so has a user's array
            _log.warning("Frame %d of %s: no crop: %r", crop.frame, self._media.name, error)
            (x, y), height, width, buffer = (crop.x, crop.y), 0, 0, b""
        else:
            height, width = part.shape[:2]
        content = message(
            "crop",
            client=name,
            gen=crop.gen,
            frame=crop.frame,
            x=x,
            y=y,
            width=width,
            height=height,
            mime="image/png",
        )
        return content, buffer


def cut(frame: Frame, crop: Crop) -> tuple[Frame, int, int]:
    """Part of a frame.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.
    crop : Crop
        Which part.

    Returns
    -------
    ((h, w, 3) uint8, int, int)
        What of it lies on the frame, and the x and y of its first pixel.
    """
    height, width = frame.shape[:2]
    left, right = (min(max(x, 0), width) for x in (crop.x, crop.x + crop.width))
    top, bottom = (min(max(y, 0), height) for y in (crop.y, crop.y + crop.height))
    return frame[top:bottom, left:right], left, top


def _png(part: Frame) -> bytes:
    if part.size == 0:
        return b""
    _, encoded = cv2.imencode(".png", cv2.cvtColor(part, cv2.COLOR_RGB2BGR), _FAST)
    return encoded.tobytes()
