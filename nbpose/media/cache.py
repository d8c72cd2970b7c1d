"""The frames read last, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

BYTES = 256 << 20
"""What the frames of one media may take."""


class FrameCache(Generic[T]):
    """Frames by number; the one unused for longest goes first. Not thread-safe.

    Parameters
    ----------
    limit : int
        Bytes to keep at most; the newest frame stays whatever its size.
    """

    def __init__(self, limit: int = BYTES) -> None:
        self._limit = limit
        self._frames: OrderedDict[int, tuple[T, int]] = OrderedDict()
        self._bytes = 0

    def get(self, number: int) -> T | None:
        """Give a frame, or None when it is not kept."""
        if number not in self._frames:
            return None
        self._frames.move_to_end(number)
        return self._frames[number][0]

    def put(self, number: int, frame: T, size: int) -> None:
        """Keep a frame of `size` bytes."""
        if number in self._frames:
            self._bytes -= self._frames.pop(number)[1]
        self._frames[number] = (frame, size)
        self._bytes += size
        while self._bytes > self._limit and len(self._frames) > 1:
            self._bytes -= self._frames.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget all frames."""
        self._frames.clear()
        self._bytes = 0
