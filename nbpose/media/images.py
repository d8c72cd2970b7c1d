"""Picture files as media: one, a list of them, or a folder."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import MediaError
from nbpose.media import fingerprint
from nbpose.media.cache import FrameCache
from nbpose.media.media import Frame, Media, steady_times
from nbpose.media.picture_file import SUFFIXES, read_picture


class ImageMedia(Media):
    """Picture files as media; frame i is file i. A file is read when its frame is.

    Parameters
    ----------
    files : sequence of Path
        Existing picture files, in the order of the frames.
    name : str
        What to call them.
    path : Path, optional
        The one file, or the folder.
    fps : float, optional
        Frames a second, when the pictures are frames of a clip.

    Raises
    ------
    MediaError
        When the first picture cannot be read.
    """

    kind = "images"

    def __init__(
        self, files: Sequence[Path], name: str, path: Path | None, fps: float | None = None
    ) -> None:
        super().__init__(name, path)
        self._files = tuple(files)
        self._fps = fps
        self._times = steady_times(len(files), fps)
        self._lock = threading.Lock()
        self._cache: FrameCache[Frame] = FrameCache()
        self._sizes: dict[int, tuple[int, int]] = {}
        self.size_of(0)

    def __len__(self) -> int:
        return len(self._files)

    def _read(self, index: int) -> Frame:
        with self._lock:
            return self._cached(index).copy()

    def _frames(self, numbers: range) -> Iterator[tuple[int, Frame]]:
        for number in numbers:
            self.check_open()
            yield number, read_picture(self._files[number])

    def _cached(self, index: int) -> Frame:
        frame = self._cache.get(index)
        if frame is None:
            frame = read_picture(self._files[index])
            self._cache.put(index, frame, frame.nbytes)
            self._sizes[index] = frame.shape[1], frame.shape[0]
        return frame

    def size_of(self, index: int) -> tuple[int, int]:
        """Width and height of a frame in pixels; reads the picture once."""
        number = self.frame_number(index)
        with self._lock:
            if number not in self._sizes:
                self._cached(number)
            return self._sizes[number]

    @property
    def fps(self) -> float | None:
        """Frames a second, as it was given."""
        return self._fps

    @property
    def times(self) -> NDArray[np.float64]:
        """(N,) seconds: i / fps, or NaN without it."""
        return self._times

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash of the files' contents in their order; of samples where they are big."""
        return fingerprint.of_files(self._files)

    def frame_name(self, index: SupportsIndex) -> str:
        """File name of a picture, without its folder."""
        return self._files[self.frame_number(index)].name

    def close(self) -> None:
        """Let go of the pictures kept."""
        super().close()
        with self._lock:
            self._cache.clear()


def pictures_in(folder: Path) -> list[Path]:
    """List the picture files of a folder as a person would count them: 2 before 10.

    Parameters
    ----------
    folder : Path
        Subfolders and hidden files are left out.

    Returns
    -------
    list of Path
        At least one.

    Raises
    ------
    MediaError
        When the folder cannot be read or holds no pictures.
    """
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except PermissionError:
        raise MediaError(
            f"The folder {folder} may not be read; give yourself permission (chmod u+rx)."
        ) from None
    pictures = [entry for entry in entries if entry.suffix.lower() in SUFFIXES]
    if not pictures:
        others = ", ".join(sorted(entry.name for entry in entries)[:3])
        held = f"no pictures, but {others}" if others else "nothing"
        raise MediaError(
            f"The folder {folder} holds {held}; give one with .png, .jpg, .tif or other pictures, "
            f"or the path of a clip."
        )
    return naturally_sorted(pictures)


def naturally_sorted(paths: Iterable[Path]) -> list[Path]:
    """Sort paths with the numbers in them by value.

    Parameters
    ----------
    paths : iterable of Path
        In any order.

    Returns
    -------
    list of Path
        ``img2`` before ``img10``.
    """
    return sorted(paths, key=lambda path: (_parts(str(path)), str(path)))


def _parts(text: str) -> list[tuple[int, str]]:
    """Split into texts and numbers; a number sorts by its value."""
    pieces = re.split(r"([0-9]+)", text.casefold())
    return [
        (int(piece), "") if piece.isascii() and piece.isdigit() else (0, piece) for piece in pieces
    ]
