"""`nbpose.open`: whatever holds frames, as Media."""

from __future__ import annotations

import builtins
import glob
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nbpose import _files
from nbpose._arguments import is_rate
from nbpose.errors import MediaError
from nbpose.media.array import ArrayMedia, split_array
from nbpose.media.images import ImageMedia, naturally_sorted, pictures_in
from nbpose.media.media import Media
from nbpose.media.picture_file import is_picture
from nbpose.media.video import Video

Source: TypeAlias = "str | os.PathLike[str] | NDArray[np.uint8] | Sequence[Any] | Media"


def open(source: Source, fps: float | None = None) -> Media:
    """Open a picture, a folder of pictures, a clip or arrays.

    Parameters
    ----------
    source : path, glob, list of paths, array, list of arrays, or Media
        A folder, or a glob such as ``"frames/*.png"``, gives its pictures in natural order (2
        before 10); a list gives them in its own. Whether a file is a picture or a clip is told by
        its content. An animated GIF is a clip. Arrays are uint8: (H, W), (H, W, 3 or 4) or
        (T, H, W, 1, 3 or 4), RGB. Open media are given back as they are.
    fps : float, optional
        Frames a second of pictures and arrays that are frames of a clip; it gives them times. A
        clip has its own.

    Returns
    -------
    Media
        Frames by number, their times and sizes.

    Raises
    ------
    MediaError
        When there is nothing to open; the message says why.
    """
    if fps is not None and not is_rate(fps):
        raise MediaError(f"fps is {fps!r}; give a positive number of frames a second.")
    if isinstance(source, Media):
        if fps is not None:
            raise MediaError(f"{source.name} is open already; leave fps={fps:g} out.")
        source.check_open()
        return source
    if isinstance(source, np.ndarray):
        return _open_arrays([source], fps)
    if isinstance(source, str | os.PathLike):
        return _open_path(source, fps)
    if isinstance(source, Sequence) and not isinstance(source, bytes):
        return _open_list(source, fps)
    raise MediaError(
        f"An object of the type {type(source).__name__} cannot be opened; give a path, a list of "
        f"paths, or an array."
    )


def _open_path(source: str | os.PathLike[str], fps: float | None) -> Media:
    text = os.fspath(source)
    if not text:
        raise MediaError("The path is empty; give that of a picture, folder or clip.")
    if "://" in text:
        raise MediaError(f"{text} is a web address; download the file and give its path.")
    path = Path(text).expanduser()
    try:
        if path.is_dir():
            return ImageMedia(pictures_in(path), path.resolve().name, path, fps)
        if not path.exists() and glob.has_magic(text):
            return _open_glob(path, fps)
        return _open_file(path, fps)
    except (ValueError, OSError) as error:  # a path that no system takes: too long, a null byte
        reason = getattr(error, "strerror", None) or error
        raise MediaError(f"The path {text[:80]!r} cannot be opened: {reason}.") from None


def _open_glob(pattern: Path, fps: float | None) -> Media:
    files = naturally_sorted(map(Path, glob.glob(str(pattern))))
    if not files:
        raise MediaError(f"No file fits {pattern}; check the folder and the pattern.")
    if len(files) == 1:
        return _open_file(files[0], fps)
    return ImageMedia(_only_pictures(files), pattern.parent.resolve().name, None, fps)


def _open_file(path: Path, fps: float | None) -> Media:
    if is_picture(_head(path)):
        return ImageMedia([path], path.name, path, fps)
    return Video(path, fps)


def _open_list(source: Sequence[Any], fps: float | None) -> Media:
    if not source:
        raise MediaError("The list is empty; give at least one picture.")
    if all(isinstance(item, np.ndarray) for item in source):
        return _open_arrays(source, fps)
    if not all(isinstance(item, str | os.PathLike) for item in source):
        kinds = ", ".join(sorted({type(item).__name__ for item in source}))
        raise MediaError(f"The list mixes {kinds}; give either paths of pictures or arrays.")
    files = _only_pictures([Path(item).expanduser() for item in source])
    return ImageMedia(files, f"{files[0].name} ...", None, fps)


def _open_arrays(arrays: Sequence[NDArray[Any]], fps: float | None) -> Media:
    pictures = [picture for array in arrays for picture in split_array(array)]
    if not pictures:
        raise MediaError("The array has no frames; give at least one.")
    return ArrayMedia(pictures, fps)


def _only_pictures(files: list[Path]) -> list[Path]:
    for file in files:
        if not is_picture(_head(file)):
            raise MediaError(
                f"{file} is no picture; several files can only be opened together when all are "
                f"pictures, so open a clip by itself."
            )
    return files


def _head(path: Path) -> bytes:
    """First bytes of a file, which tell what it is."""
    if not path.exists():
        raise MediaError(_files.missing(path))
    if not path.is_file():
        raise MediaError(f"{path} is no file; give the path of a picture or clip.")
    try:
        with builtins.open(path, "rb") as file:
            head = file.read(16)
    except PermissionError:
        raise MediaError(
            f"The file {path} may not be read; give yourself permission (chmod u+r)."
        ) from None
    if not head:
        raise MediaError(f"{path} is empty (0 bytes); copy or record it again.")
    return head
