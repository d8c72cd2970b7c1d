"""What a format is: how to know it, read it and write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbpose.poses import Poses


def _nothing(poses: Poses) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Format:
    """One format of pose files.

    Parameters
    ----------
    name : str
        What users call it in ``format=``.
    title : str
        What to call it in a sentence.
    extensions : tuple of str
        Endings with their dot, lower case.
    sniff : callable
        Whether a file that begins with these bytes is in the format.
    read : callable
        From a path, and the options, to `Poses`.
    write : callable
        From `Poses`, and the path for messages, to the content of the file.
    options : tuple of str
        Names of the options of ``read``.
    losses : callable
        Names what these `Poses` have that a file of the format will not hold.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[..., Poses]
    write: Callable[[Poses, Path], bytes]
    options: tuple[str, ...] = ()
    losses: Callable[[Poses], tuple[str, ...]] = _nothing
