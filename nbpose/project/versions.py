"""The versions of a media's skeleton: rows written on an older one are read on the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.poses import Origin, Visibility
from nbpose.project.codec import Block
from nbpose.skeletons import Skeleton

_BLANKS: Mapping[str, float] = {
    "points": np.nan,
    "visibility": Visibility.ABSENT,
    "confidence": np.nan,
    "origin": Origin.UNKNOWN,
    "world": np.nan,
}
"""What a keypoint has that a row was written without."""


@dataclass(frozen=True)
class Version:
    """A skeleton and the ids of its keypoints; an id names a keypoint through all its renamings.

    Parameters
    ----------
    number : int
        From 1.
    skeleton : Skeleton
        K keypoints.
    ids : tuple of int
        K ids, never reused.
    """

    number: int
    skeleton: Skeleton
    ids: tuple[int, ...]

    def followed_by(
        self, skeleton: Skeleton, renamed: Mapping[str, str], known: Sequence[Version]
    ) -> Version:
        """Give the next version: a keypoint keeps its id by name, or by its old name.

        Parameters
        ----------
        skeleton : Skeleton
            The new one.
        renamed : mapping of str to str
            New names by old ones.
        known : sequence of Version
            All versions there were, so that no id is given twice.

        Returns
        -------
        Version
        """
        names = [renamed.get(name, name) for name in self.skeleton.keypoints]
        own = dict(zip(names, self.ids, strict=True))
        free = max(number for version in known for number in (*version.ids, -1)) + 1
        new = iter(range(free, free + len(skeleton)))
        ids = tuple(own[name] if name in own else next(new) for name in skeleton.keypoints)
        return Version(self.number + 1, skeleton, ids)


class Versions:
    """All versions of the skeleton of one media; the latest at this moment stays the current one.

    Parameters
    ----------
    read : callable
        Gives all versions there are, by number; called again for rows that another process wrote
        on a newer one.
    """

    def __init__(self, read: Callable[[], Sequence[Version]]) -> None:
        self._read = read
        self._all = {version.number: version for version in read()}
        self.current = self._all[max(self._all)]

    @property
    def all(self) -> tuple[Version, ...]:
        """Every version, by number."""
        return tuple(self._all.values())

    def to_current(self, block: Block) -> Block:
        """Give rows of any version on the current skeleton.

        Parameters
        ----------
        block : Block
            As it was written.

        Returns
        -------
        Block
            The very block where it is of the current version.
        """
        current = self.current
        if block.version == current.number:
            return block
        old = {number: index for index, number in enumerate(self._ids_of(block))}
        source = np.array([old.get(number, -1) for number in current.ids], np.int64)
        columns = {
            name: _taken(column, source, _BLANKS[name]) if name in _BLANKS else column
            for name, column in block.columns.items()
        }
        return Block(current.number, columns)

    def loses(self, block: Block) -> bool:
        """Whether rows of a newer version have labels that the current one has no joint for."""
        if block.version <= self.current.number:
            return False
        ids = enumerate(self._ids_of(block))
        new = [index for index, number in ids if number not in self.current.ids]
        points, origin = block.columns["points"][:, new], block.columns["origin"][:, new]
        return bool(np.isfinite(points).any() or origin.any())

    def _ids_of(self, block: Block) -> tuple[int, ...]:
        if block.version not in self._all:
            self._all = {version.number: version for version in self._read()}
        return self._all[block.version].ids


def _taken(column: NDArray[Any] | None, source: NDArray[np.int64], blank: float) -> Any:
    if column is None:
        return None
    taken = np.take(column, np.maximum(source, 0), axis=1)
    taken[:, source < 0] = blank
    taken.flags.writeable = False
    return taken
