"""What a single row tells about where a person faces: feet, head, shoulders, knees.

Lengths are in trunks (middle of the shoulders to middle of the hips), and each cue is divided by
the value it has on an adult seen exactly from the side (or, for widths, from the front), so that
it is about 1 there. The divisors were read off BlazePose results on walking and standing adults;
they decide between views, they enter no angle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nbpose.analysis.definitions import Segment
from nbpose.analysis.measure import combine
from nbpose.analysis.roles import has_segment, keypoints_of, segment_weights
from nbpose.poses import Poses

Array = NDArray[np.float64]

TRUNK: Segment = ("mid_shoulder", "mid_hip")
"""Its length is the unit of all cues."""

_SIDES = ("left", "right")


@dataclass(frozen=True)
class Cue:
    """How far a segment stands out across a body axis, in trunks.

    Parameters
    ----------
    axis : (str, str)
        Roles that the axis runs between, downwards.
    segment : (str, str)
        Roles that the segment runs between.
    side : str
        "left", "right" or "".
    full : float
        The value on an adult in the view that the cue speaks for.
    """

    axis: Segment
    segment: Segment
    side: str
    full: float


FEET = tuple(Cue(("knee", "ankle"), ("heel", "toe"), side, 0.42) for side in _SIDES)
"""Toes ahead of heels, against the shanks."""

HEAD = (Cue(TRUNK, ("mid_ear", "nose"), "", 0.15),)
"""Nose ahead of the ears, against the trunk."""

FEET_WEIGHT = 2.0
"""Against the head's 1: heads turn more easily than feet."""

BREADTH = (
    Cue(TRUNK, ("right_shoulder", "left_shoulder"), "", 0.75),
    Cue(TRUNK, ("right_hip", "left_hip"), "", 0.40),
)
"""Shoulders and hips across the trunk."""

KNEES = tuple(Cue(("hip", "ankle"), ("hip", "knee"), side, 0.10) for side in _SIDES)
"""Knees ahead of the line of hip and ankle."""


def forward(poses: Poses) -> Array:
    """How far the body points to the picture's right: feet against shanks, head against trunk.

    Parameters
    ----------
    poses : Poses
        2-D, y down, N rows.

    Returns
    -------
    (N,)
        About 1 for a person who faces right, -1 left, 0 towards or away from the camera; NaN
        where neither feet nor head are there.
    """
    return _mean([(_mean_of(poses, FEET), FEET_WEIGHT), (_mean_of(poses, HEAD), 1.0)])


def width(poses: Poses) -> Array:
    """How broad the person looks: shoulders and hips across the trunk.

    Parameters
    ----------
    poses : Poses
        2-D, y down, N rows.

    Returns
    -------
    (N,)
        About 1 for a person who faces the camera, -1 for one seen from behind, 0 from the side.
    """
    return _mean_of(poses, BREADTH)


def knees_ahead(poses: Poses) -> Array:
    """How far bent knees stand out from the line of hip and ankle, to the picture's right.

    Parameters
    ----------
    poses : Poses
        2-D, y down, N rows.

    Returns
    -------
    (N,)
        Positive for a person with bent knees who faces right; 0 with straight knees.
    """
    return np.clip(_mean_of(poses, KNEES), -1.0, 1.0)


def place(poses: Poses) -> Array:
    """Place of the hips across the picture, in trunks.

    Parameters
    ----------
    poses : Poses
        2-D, N rows.

    Returns
    -------
    (N,)
        Differences between rows tell which way a person travels.
    """
    names = keypoints_of(poses.skeleton, "mid_hip")
    trunk = _trunk(poses)
    if names is None or not np.isfinite(trunk).any():
        return np.full(len(poses), np.nan)
    x = [poses.points[:, poses.skeleton.index(name), 0] for name in names]
    return np.asarray(np.mean(x, axis=0) / np.nanmedian(trunk))


def _mean_of(poses: Poses, cues: tuple[Cue, ...]) -> Array:
    return _mean([(_ahead_of(poses, cue) / cue.full, 1.0) for cue in cues])


def _ahead_of(poses: Poses, cue: Cue) -> Array:
    """Part of a segment at right angles to a body axis that runs downwards, in trunks.

    Measured against the body and not against the picture, it holds for a raised leg and for
    people who bend or lie.
    """
    down = _vector(poses, cue.axis, cue.side)
    across = _vector(poses, cue.segment, cue.side)
    length = np.linalg.norm(down, axis=1)
    cross = down[:, 1] * across[:, 0] - down[:, 0] * across[:, 1]
    return cross / np.where(length > 0, length, np.nan) / _trunk(poses)


def _trunk(poses: Poses) -> Array:
    length = np.linalg.norm(_vector(poses, TRUNK, ""), axis=1)
    return np.where(length > 0, length, np.nan)


def _vector(poses: Poses, segment: Segment, side: str) -> Array:
    """NaN where the skeleton lacks one of the roles."""
    if not has_segment(poses.skeleton, segment, side):
        return np.full((len(poses), 2), np.nan)
    return combine(poses.points, segment_weights(poses.skeleton, segment, side))


def _mean(parts: list[tuple[Array, float]]) -> Array:
    """Weighted mean of those that are there."""
    values = np.stack([values for values, _ in parts])
    weights = np.array([weight for _, weight in parts])[:, None] * np.isfinite(values)
    total = weights.sum(axis=0)
    summed = (np.nan_to_num(values) * weights).sum(axis=0)
    return np.where(total > 0, summed / np.where(total > 0, total, 1.0), np.nan)
