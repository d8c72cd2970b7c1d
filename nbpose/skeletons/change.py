"""What became of the keypoints when a skeleton was changed: by name, with those renamed told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbpose.errors import SkeletonError
from nbpose.skeletons.skeleton import Skeleton


@dataclass(frozen=True)
class Change:
    """Where each keypoint of a skeleton comes from in the one before it.

    Parameters
    ----------
    source : tuple of int
        For each keypoint of the new skeleton its index in the old one; -1 where it is new.
    dropped : tuple of int
        Indices of the old keypoints that have no place in the new skeleton.
    """

    source: tuple[int, ...]
    dropped: tuple[int, ...]

    @property
    def is_identity(self) -> bool:
        """Whether every keypoint is where it was."""
        return not self.dropped and self.source == tuple(range(len(self.source)))


def change(old: Skeleton, new: Skeleton, renamed: Mapping[str, str] | None = None) -> Change:
    """Follow the keypoints of a skeleton into another by their names.

    Parameters
    ----------
    old, new : Skeleton
        Before and after.
    renamed : mapping of str to str, optional
        New names of the old keypoints that have one.

    Returns
    -------
    Change

    Raises
    ------
    SkeletonError
        When a name is unknown, or two old keypoints would become one.
    """
    names = _renamed(renamed)
    for before, after in names.items():
        old.index(before)
        new.index(after)
    place: dict[str, int] = {}
    dropped = []
    for index, keypoint in enumerate(old.keypoints):
        name = names.get(keypoint, keypoint)
        if name in place:
            first = old.keypoints[place[name]]
            raise SkeletonError(
                f'"{first}" and "{keypoint}" of the skeleton "{old.name}" would both become '
                f'"{name}"; say in renamed what becomes of each.'
            )
        if new.has(name):
            place[name] = index
        else:
            dropped.append(index)
    source = tuple(place.get(keypoint, -1) for keypoint in new.keypoints)
    return Change(source, tuple(dropped))


def _renamed(renamed: Any) -> Mapping[str, str]:
    if renamed is None:
        return {}
    if isinstance(renamed, Mapping) and all(
        isinstance(name, str) for pair in renamed.items() for name in pair
    ):
        return renamed
    raise SkeletonError(
        f"renamed is {renamed!r}; give the new names by the old ones, like {{'paw': 'left_paw'}}."
    )
