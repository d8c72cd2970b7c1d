"""A table on another skeleton: labels follow their keypoints by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose._arguments import shown
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses.table import Poses
from nbpose.skeletons import Skeleton, need_skeleton
from nbpose.skeletons.change import change

_BLANK = {
    "points": np.nan,
    "visibility": 0,
    "confidence": np.nan,
    "origin": 0,
    "world": np.nan,
}
"""What a keypoint that nobody has labelled has in each column."""


def with_skeleton(
    poses: Poses,
    skeleton: Skeleton | str,
    renamed: Mapping[str, str] | None = None,
    drop: Iterable[str] = (),
) -> Poses:
    """Put a table onto another skeleton; see `Poses.with_skeleton`."""
    new = need_skeleton(skeleton)
    followed = change(poses.skeleton, new, renamed)
    _check_drop(poses, followed.dropped, _names(drop))
    source = np.array(followed.source, np.int64)
    columns = {
        name: _moved(column, source, blank)
        for name, blank in _BLANK.items()
        if (column := getattr(poses, name)) is not None
    }
    return poses.replace(skeleton=new, **columns)


def _moved(column: NDArray[Any], source: NDArray[np.int64], blank: float) -> NDArray[Any]:
    """Take the keypoints of a column from where they were; those that are new are blank."""
    moved = np.full((len(column), len(source), *column.shape[2:]), blank, column.dtype)
    known = source >= 0
    moved[:, known] = column[:, source[known]]
    return moved


def _check_drop(poses: Poses, dropped: tuple[int, ...], drop: tuple[str, ...]) -> None:
    """Refuse to lose labels that nobody said may go."""
    gone = [poses.skeleton.keypoints[index] for index in dropped]
    for name in drop:
        if name not in gone:
            poses.skeleton.index(name)  # unknown names get the nearest
            raise ArgumentError(f'drop names "{name}", which the new skeleton has; leave it out.')
    for index, name in zip(dropped, gone, strict=True):
        placed = np.isfinite(poses.points[:, index]).any(axis=-1) | (poses.visibility[:, index] > 0)
        if poses.world is not None:
            placed = placed | np.isfinite(poses.world[:, index]).any(axis=-1)
        count = int(placed.sum())
        if count and name not in drop:
            raise PosesError(
                f'The new skeleton has no "{name}", which has {count} '
                f"label{'s' if count > 1 else ''} here; say what it is called now, with "
                f'renamed={{"{name}": ...}}, or let it go, with drop=["{name}"].'
            )


def _names(drop: Any) -> tuple[str, ...]:
    names = tuple(drop) if isinstance(drop, Iterable) and not isinstance(drop, str) else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise ArgumentError(f"drop is {shown(drop)}; give a list of keypoints, like ['tail'].")
    return names
