"""Content hashes that stay quick on big files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from nbpose.media.media import Frame

_ENDS = 1 << 20
_SAMPLE = 1 << 12
_SAMPLES = 64


def of_file(path: Path) -> str:
    """Hash the size, both ends and 64 samples between of a file.

    Parameters
    ----------
    path : Path
        An existing file. One of up to 2.25 MiB is hashed whole.

    Returns
    -------
    str
        Hexadecimal SHA-256.
    """
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with open(path, "rb", buffering=0) as file:
        for start, count in _chunks(size):
            file.seek(start, os.SEEK_SET)
            digest.update(file.read(count))
    return digest.hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """Hash the fingerprints of files in their order.

    Parameters
    ----------
    paths : iterable of Path
        Existing files.

    Returns
    -------
    str
        Hexadecimal SHA-256.
    """
    return hashlib.sha256("".join(map(of_file, paths)).encode()).hexdigest()


def of_arrays(frames: Iterable[Frame]) -> str:
    """Hash the shapes of frames, and of each the same samples as of a file.

    Parameters
    ----------
    frames : iterable of (H, W, 3) uint8
        RGB.

    Returns
    -------
    str
        Hexadecimal SHA-256.
    """
    digest = hashlib.sha256()
    for frame in frames:
        data = np.ascontiguousarray(frame).reshape(-1)
        digest.update(repr(frame.shape).encode())
        for start, count in _chunks(data.size):
            digest.update(data[start : start + count].tobytes())
    return digest.hexdigest()


def _chunks(size: int) -> list[tuple[int, int]]:
    """Start and length of the pieces that are hashed."""
    middle = size - 2 * _ENDS
    if middle <= _SAMPLE * _SAMPLES:
        return [(0, size)]
    spread = [_ENDS + middle * sample // _SAMPLES for sample in range(_SAMPLES)]
    return [(0, _ENDS), *((start, _SAMPLE) for start in spread), (size - _ENDS, _ENDS)]
