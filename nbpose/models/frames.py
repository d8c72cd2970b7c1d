"""Reading the frames that a model is to see: which, in which order, and ahead of time."""

from __future__ import annotations

import contextlib
import operator
import queue
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError
from nbpose.media import Frame, Media
from nbpose.media import open as open_media

Choice: TypeAlias = "slice | Sequence[int] | NDArray[np.integer[Any]] | None"
"""Which frames: all, a slice, or their numbers."""

_AHEAD = 4  # frames decoded before they are asked for
_USUAL_RATE = 30.0  # frames a second of a clip that does not say

Item = TypeVar("Item")
_Fetched: TypeAlias = "tuple[Item] | Exception | None"
_THREAD = "nbpose reads ahead"
_PATIENCE = 0.1  # seconds between two looks whether anybody still wants frames


@contextlib.contextmanager
def opened(pictures: Any) -> Iterator[Media]:
    """Open pictures, and close again what was not open before.

    Parameters
    ----------
    pictures : Media, or what `nbpose.open` takes
        A path, an array, a list of either.

    Yields
    ------
    Media
    """
    media = open_media(pictures)
    try:
        yield media
    finally:
        if media is not pictures:
            media.close()


def chosen(media: Media, frames: Choice) -> NDArray[np.int64]:
    """Give the numbers of the frames to look at.

    Parameters
    ----------
    media : Media
        The frames.
    frames : slice or sequence of int, optional
        All of them when left out; negative numbers count from the end.

    Returns
    -------
    (N,) int64
        Ascending, each once.

    Raises
    ------
    ArgumentError
        When a number is no integer, or there is no such frame.
    """
    count = len(media)
    if frames is None:
        return np.arange(count)
    if isinstance(frames, slice):
        return np.sort(np.arange(count)[frames])
    try:
        numbers = [operator.index(number) for number in frames]
    except TypeError:
        raise ArgumentError(
            f"frames={frames!r} is no choice of frames; give a slice or a list of integers."
        ) from None
    for number in numbers:
        if not -count <= number < count:
            raise ArgumentError(
                f"frames names frame {number}, but {media.name} has the frames 0 to {count - 1}."
            )
    return np.unique(np.array(numbers, dtype=np.int64) % count)


def read(media: Media, numbers: NDArray[np.int64], start: int = 0) -> Iterator[tuple[int, Frame]]:
    """Read frames in ascending order from a position on, as (position in numbers, picture)."""
    return ((at, media[int(numbers[at])]) for at in range(start, len(numbers)))


def read_back(
    media: Media, numbers: NDArray[np.int64], position: int
) -> Iterator[tuple[int, Frame]]:
    """Read frames in descending order, from the one before a position down to the first.

    A clip is decoded forward only, but it keeps the frames it passes on the way to one.
    """
    return ((at, media[int(numbers[at])]) for at in range(position - 1, -1, -1))


@contextlib.contextmanager
def reading(
    media: Media, numbers: NDArray[np.int64], progress: bool, start: int = 0
) -> Iterator[Iterable[tuple[int, Frame]]]:
    """Read frames ahead of time, from a position on.

    Parameters
    ----------
    media : Media
        The frames.
    numbers : (N,) int64
        Which of them, ascending.
    progress : bool
        Whether to show a bar that says how many frames are done a second.
    start : int
        Position of the first one to read.

    Yields
    ------
    iterable of (int, (H, W, 3) uint8)
        Position in `numbers`, and picture.
    """
    from tqdm.auto import tqdm

    pictures = ahead(read(media, numbers, start))
    try:
        yield tqdm(pictures, total=len(numbers) - start, unit=" frames", disable=not progress)
    finally:
        pictures.close()  # an interrupted cell must not leave a thread behind


def seconds(media: Media, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Time of each frame; at 30 frames a second where the media does not say."""
    times = media.times[numbers]
    return times if np.isfinite(times).all() else numbers / _USUAL_RATE


def ahead(items: Iterable[Item]) -> Generator[Item]:
    """Fetch items in a thread, a few before they are asked for.

    Parameters
    ----------
    items : iterable
        Such as frames, whose decoding then runs beside the model.

    Returns
    -------
    iterator
        The same items. An error arrives in its place in the order.
    """
    fetched: queue.Queue[_Fetched[Item]] = queue.Queue(_AHEAD)
    enough = threading.Event()
    thread = threading.Thread(
        target=_fetch, args=(items, fetched, enough), name=_THREAD, daemon=True
    )
    thread.start()
    try:
        while (next_one := fetched.get()) is not None:
            if isinstance(next_one, Exception):
                raise next_one
            yield next_one[0]
    finally:
        enough.set()
        thread.join()


def _fetch(
    items: Iterable[Item], fetched: queue.Queue[_Fetched[Item]], enough: threading.Event
) -> None:
    """Put items into a queue, then None or the error that ended them."""

    def hand_over(entry: _Fetched[Item]) -> None:
        while not enough.is_set():
            with contextlib.suppress(queue.Full):
                fetched.put(entry, timeout=_PATIENCE)
                return

    try:
        for item in items:
            hand_over((item,))
            if enough.is_set():
                return
    except Exception as error:  # it belongs to whoever asks for the next item
        hand_over(error)
    else:
        hand_over(None)
