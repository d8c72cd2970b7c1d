"""Media: what pictures, clips and arrays have in common."""

from __future__ import annotations

import abc
import operator
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Literal, Self, SupportsIndex, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nbpose._arguments import need_whole
from nbpose.errors import MediaError

Frame: TypeAlias = NDArray[np.uint8]
"""(H, W, 3) RGB."""


class FrameOutOfRangeError(MediaError, IndexError):
    """The media has no frame of that number."""


class Media(abc.ABC):
    """Frames with exact numbers; get one from `nbpose.open`.

    ``len(media)`` is the number of frames and ``media[i]`` frame i as (H, W, 3) uint8 RGB, an
    array of the caller's own; a negative i counts from the end. Any thread may read. Works as a
    context manager that closes the file.

    Parameters
    ----------
    name : str
        What to call it: the name of the file or folder.
    path : Path, optional
        Where it is.
    """

    kind: ClassVar[Literal["video", "images", "array"]]

    def __init__(self, name: str, path: Path | None) -> None:
        self.name = name
        self.path = path
        self._closed = False

    @abc.abstractmethod
    def __len__(self) -> int:
        """Number of frames."""

    @abc.abstractmethod
    def _read(self, index: int) -> Frame:
        """Read frame `index`, which exists, into an array of the caller's own."""

    @abc.abstractmethod
    def size_of(self, index: int) -> tuple[int, int]:
        """Width and height of a frame.

        Parameters
        ----------
        index : int
            Number of the frame.

        Returns
        -------
        (int, int)
            Pixels.
        """

    @property
    @abc.abstractmethod
    def fps(self) -> float | None:
        """Frames a second; None for still images."""

    @property
    @abc.abstractmethod
    def times(self) -> NDArray[np.float64]:
        """(N,) seconds of the frames, read-only; NaN for still images."""

    @property
    @abc.abstractmethod
    def fingerprint(self) -> str:
        """Hash of the content, the same wherever the file lies and whatever its name."""

    def __getitem__(self, index: SupportsIndex) -> Frame:
        """Give frame `index` as (H, W, 3) uint8 RGB."""
        self.check_open()
        return self._read(self.frame_number(index))

    def __iter__(self) -> Iterator[Frame]:
        """Give one frame after the other."""
        return (frame for _, frame in self.frames())

    def frames(
        self, start: int = 0, stop: int | None = None, step: int = 1
    ) -> Iterator[tuple[int, Frame]]:
        """Read frames in order.

        Parameters
        ----------
        start, stop, step : int
            As in a slice; by default all frames.

        Returns
        -------
        iterator of (int, (H, W, 3) uint8)
            Number and RGB picture. Several iterators, and reading by number, do not disturb each
            other.

        Raises
        ------
        ArgumentError
            When a number is none, or the step is not positive.
        MediaError
            When a frame cannot be read; the ones before it were given.
        """
        self.check_open()
        first, last = (
            None if end is None else need_whole(name, end, "the number of a frame, or None")
            for name, end in (("start", start), ("stop", stop))
        )
        step = need_whole("step", step, "1 or more", 1)
        return self._frames(range(*slice(first, last, step).indices(len(self))))

    def _frames(self, numbers: range) -> Iterator[tuple[int, Frame]]:
        for number in numbers:
            yield number, self[number]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of frame 0 in pixels."""
        return self.size_of(0)

    def frame_name(self, index: SupportsIndex) -> str:
        """File name of a picture; empty for the frames of clips and arrays."""
        self.frame_number(index)
        return ""

    def close(self) -> None:
        """Let go of the file; frames can no longer be read."""
        self._closed = True

    def frame_number(self, index: SupportsIndex) -> int:
        """Turn an index that may be negative into the number of a frame.

        Parameters
        ----------
        index : int
            From ``-len(media)`` to ``len(media) - 1``.

        Returns
        -------
        int
            From 0.

        Raises
        ------
        MediaError
            When there is no such frame (an IndexError as well), or the index is no integer.
        """
        try:
            number = operator.index(index)
        except TypeError:
            raise MediaError(
                f"{self.name}: {index!r} is no frame number; give an integer, "
                f"or use frames(start, stop, step) for several."
            ) from None
        if not -len(self) <= number < len(self):
            raise FrameOutOfRangeError(
                f"{self.name} has no frame {number}; its {len(self)} frames are 0 to "
                f"{len(self) - 1}."
            )
        return number % len(self)

    def check_open(self) -> None:
        """Raise MediaError when the media was closed."""
        if self._closed:
            raise MediaError(f"{self.name} is closed; open it again.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        width, height = self.size
        rate = f", {self.fps:.6g} fps" if self.fps else ""
        return f'Media("{self.name}", {self.kind}, {len(self)} frames of {width}x{height}{rate})'


def steady_times(count: int, fps: float | None) -> NDArray[np.float64]:
    """Times of frames that have none of their own.

    Parameters
    ----------
    count : int
        Number of frames.
    fps : float or None
        Frames a second, if known.

    Returns
    -------
    (count,) float64
        i / fps seconds, or NaN; read-only.
    """
    times = np.full(count, np.nan) if fps is None else np.arange(count) / fps
    times.flags.writeable = False
    return times
