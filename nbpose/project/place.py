"""Where a project file lies: checked before it is opened, and watched while it is open."""

from __future__ import annotations

import os
from pathlib import Path

from nbpose import _files
from nbpose.errors import ProjectError

_HEADER = b"SQLite format 3\0"


class Place:
    """Notices that an open file was moved, deleted or replaced, which SQLite does not.

    Parameters
    ----------
    path : Path
        Of the file, which is open; absolute.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = _identity(path)

    def what_happened(self) -> str | None:
        """What was done to the file since it was opened; None while it is at its place."""
        now = _identity(self._path)
        if now is None:
            return "moved or deleted"
        return None if now == self._identity else "replaced by another file"


def check(path: Path) -> None:
    """Refuse a path where no project can be, before anything is made there.

    Parameters
    ----------
    path : Path
        Of a project, or of one to be made.

    Raises
    ------
    ProjectError
        When it is a folder, cannot be written, or is another kind of file.
    """
    folder = path.absolute().parent
    if path.is_dir():
        raise ProjectError(f"{path} is a folder; add a file name, such as study.nbpose.")
    if not folder.is_dir():
        raise ProjectError(_files.missing(path))
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise ProjectError(
            f"{path} cannot be written, and a project needs that even to be read safely; copy it "
            f"to a folder of your own."
        )
    if path.exists() and not _looks_like_sqlite(path):
        raise ProjectError(
            f"{path} is no project of nbpose, or its beginning is damaged; give the path of a "
            f".nbpose file, or take your copy of it."
        )


def is_same(first: Path | None, second: Path | None) -> bool:
    """Whether two paths lead to one file that is there."""
    if first is None or second is None:
        return False
    identity = _identity(first)
    return identity is not None and identity == _identity(second)


def log_beside(path: Path) -> Path:
    """Path of the write-ahead log that belongs to a file while that is open."""
    return path.with_name(path.name + "-wal")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _looks_like_sqlite(path: Path) -> bool:
    """Whether a file begins as SQLite's do; an empty one may become one."""
    with open(path, "rb") as file:
        head = file.read(len(_HEADER))
    return head in (b"", _HEADER)
