"""The table that edits start from: in memory, or in a project file and read block by block."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ProjectError
from nbpose.poses import Poses
from nbpose.poses.columns import column_names
from nbpose.project.codec import Block, DamageError, pack, unpack
from nbpose.project.file import ProjectFile

ROWS_IN_BLOCK = 256
_BLOCKS_KEPT = 64


class Base(Protocol):
    """Rows by their place in the table."""

    @property
    def row(self) -> NDArray[np.int64]:
        """(N,) row ids."""
        ...

    @property
    def frame(self) -> NDArray[np.int64]:
        """(N,) frames."""
        ...

    @property
    def blank(self) -> Poses:
        """The table without its rows: what is said of it as a whole."""
        ...

    def take(self, positions: NDArray[np.int64]) -> Poses:
        """Rows at these places, in this order."""
        ...

    def everything(self) -> Poses:
        """All rows."""
        ...


class TableBase:
    """A table in memory.

    Parameters
    ----------
    poses : Poses
        It stays as it is.
    """

    def __init__(self, poses: Poses) -> None:
        self._poses = poses

    @property
    def row(self) -> NDArray[np.int64]:
        """(N,) row ids."""
        return self._poses.row

    @property
    def frame(self) -> NDArray[np.int64]:
        """(N,) frames."""
        return self._poses.frame

    @functools.cached_property
    def blank(self) -> Poses:
        """The table without its rows."""
        return self._poses[:0]

    def take(self, positions: NDArray[np.int64]) -> Poses:
        """Rows at these places."""
        return self._poses[positions]

    def everything(self) -> Poses:
        """The very table that came."""
        return self._poses


class FileBase:
    """A table in a project file; only the blocks that are asked for are read.

    Parameters
    ----------
    file : ProjectFile
        Where it is kept.
    media : int
        Id of the media.
    blank : Poses
        The table without its rows, on the current skeleton.
    current : callable
        Brings a block of an older skeleton version to the current one.
    """

    def __init__(
        self, file: ProjectFile, media: int, blank: Poses, current: Callable[[Block], Block]
    ) -> None:
        self._file = file
        self._media = media
        self._current = current
        self.blank = blank
        line = file.one("SELECT rows, frames FROM base_index WHERE media = ?", media)
        rows, frames = line if line else (b"", b"")
        self.row = np.frombuffer(rows, "<i8").astype(np.int64, copy=False)
        self.frame = np.frombuffer(frames, "<i8").astype(np.int64, copy=False)
        self._block = functools.lru_cache(_BLOCKS_KEPT)(self._read)

    def take(self, positions: NDArray[np.int64]) -> Poses:
        """Rows at these places."""
        if len(positions) == 0:
            return self.blank
        blocks, inside = np.divmod(positions, ROWS_IN_BLOCK)
        needed = np.unique(blocks)
        parts = [(self._block(int(number)), np.flatnonzero(blocks == number)) for number in needed]
        columns = {
            name: _gathered([(block.columns[name], inside[at], at) for block, at in parts])
            for name in column_names()
        }
        return self.blank.replace(**columns)

    def everything(self) -> Poses:
        """All rows, read from the file anew."""
        if len(self.row) == 0:
            return self.blank
        blocks = [self._read(number) for number in range(-(-len(self.row) // ROWS_IN_BLOCK))]
        columns = {name: _joined([b.columns[name] for b in blocks]) for name in column_names()}
        return self.blank.replace(**columns)

    def _read(self, number: int) -> Block:
        line = self._file.one(
            "SELECT data FROM base WHERE media = ? AND block = ?", self._media, number
        )
        try:
            if line is None:
                raise DamageError("it is missing")
            return self._current(unpack(line[0]))
        except DamageError as error:
            first = number * ROWS_IN_BLOCK
            raise ProjectError(
                f"{self._file.name}: the poses of rows {first} to {first + ROWS_IN_BLOCK - 1} are "
                f"damaged ({error}); nbp.Project.rescue(damaged, new) saves what can be read."
            ) from None


def write_base(file: ProjectFile, media: int, poses: Poses) -> None:
    """Write a table; the caller holds `file.writing()`.

    Parameters
    ----------
    file : ProjectFile
        Where to.
    media : int
        Id of the media.
    poses : Poses
        The table, on version 1 of the media's skeleton.
    """
    for number, columns in enumerate(_chunks(poses)):
        file.all("INSERT INTO base VALUES (?, ?, ?)", media, number, pack(Block(1, columns)))
    file.all(
        "INSERT INTO base_index VALUES (?, ?, ?)",
        media,
        poses.row.astype("<i8").tobytes(),
        poses.frame.astype("<i8").tobytes(),
    )


def hash_of(poses: Poses) -> str:
    """Hash of a table's rows and keypoints: equal for equal tables, in every process."""
    digest = hashlib.sha256("\n".join(poses.skeleton.keypoints).encode())
    for columns in _chunks(poses):
        digest.update(pack(Block(1, columns)))
    return digest.hexdigest()


def _chunks(poses: Poses) -> Iterator[dict[str, Any]]:
    for start in range(0, len(poses), ROWS_IN_BLOCK):
        part = slice(start, start + ROWS_IN_BLOCK)
        columns = {name: getattr(poses, name) for name in column_names()}
        yield {name: None if column is None else column[part] for name, column in columns.items()}


def _gathered(
    parts: list[tuple[Any, NDArray[np.int64], NDArray[np.int64]]],
) -> NDArray[Any] | None:
    """One column of rows that lie in several blocks, each at its place."""
    if all(column is None for column, _, _ in parts):
        return None
    if len(parts) == 1:
        [(column, inside, _)] = parts
        taken: NDArray[Any] = column[inside]
        return taken
    first = parts[0][0]
    gathered = np.empty((sum(len(at) for *_, at in parts), *first.shape[1:]), first.dtype)
    for column, inside, at in parts:
        gathered[at] = column[inside]
    return gathered


def _joined(columns: list[Any]) -> NDArray[Any] | None:
    if all(column is None for column in columns):
        return None
    joined = np.concatenate(columns)
    joined.flags.writeable = False
    return joined
