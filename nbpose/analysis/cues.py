"""What a single row tells about where a person faces: feet, head, shoulders, knees.

Lengths are in trunks (middle of the shoulders to middle of the hips), and each cue is divided by
the value it has on an adult seen exactly from the side (or, for widths, from the front), so that
it is about 1 there. The divisors were read off BlazePose results on walking and standing adults;
they decide between views, they enter no angle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nbpose.analysis.definitions import Segment
from nbpose.analysis.measure import combine
from nbpose.analysis.roles import keypoints_of, segment_weights
from nbpose.poses import Poses

Array = NDArray[np.float64]

_HEEL_TO_TOE = 0.42
_EAR_TO_NOSE = 0.15
_SHOULDER_WIDTH = 0.75
_HIP_WIDTH = 0.40
_KNEE_AHEAD = 0.10
_TRUNK = ("mid_shoulder", "mid_hip")
_FEET_WEIGHT = 2.0  # heads turn more easily than feet


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
    feet = [
        _ahead_of(poses, ("knee", "ankle"), ("heel", "toe"), side) / _HEEL_TO_TOE
        for side in ("left", "right")
    ]
    head = _ahead_of(poses, _TRUNK, ("mid_ear", "nose"), "") / _EAR_TO_NOSE
    return _mean([(_mean([(foot, 1.0) for foot in feet]), _FEET_WEIGHT), (head, 1.0)])


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
    shoulders = _ahead_of(poses, _TRUNK, ("right_shoulder", "left_shoulder"), "")
    hips = _ahead_of(poses, _TRUNK, ("right_hip", "left_hip"), "")
    return _mean([(shoulders / _SHOULDER_WIDTH, 1.0), (hips / _HIP_WIDTH, 1.0)])


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
    legs = [
        _ahead_of(poses, ("hip", "ankle"), ("hip", "knee"), side) / _KNEE_AHEAD
        for side in ("left", "right")
    ]
    return np.clip(_mean([(leg, 1.0) for leg in legs]), -1.0, 1.0)


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


def _ahead_of(poses: Poses, axis: Segment, segment: Segment, side: str) -> Array:
    """Part of a segment at right angles to a body axis that runs downwards, in trunks.

    Measured against the body and not against the picture, it holds for a raised leg and for
    people who bend or lie.
    """
    down, across = _vector(poses, axis, side), _vector(poses, segment, side)
    length = np.linalg.norm(down, axis=1)
    cross = down[:, 1] * across[:, 0] - down[:, 0] * across[:, 1]
    return cross / np.where(length > 0, length, np.nan) / _trunk(poses)


def _trunk(poses: Poses) -> Array:
    length = np.linalg.norm(_vector(poses, _TRUNK, ""), axis=1)
    return np.where(length > 0, length, np.nan)


def _vector(poses: Poses, segment: Segment, side: str) -> Array:
    """NaN where the skeleton lacks one of the roles."""
    if any(keypoints_of(poses.skeleton, role, side) is None for role in segment):
        return np.full((len(poses), 2), np.nan)
    return combine(poses.points, segment_weights(poses.skeleton, segment, side))


def _mean(parts: list[tuple[Array, float]]) -> Array:
    """Weighted mean of those that are there."""
    values = np.stack([values for values, _ in parts])
    weights = np.array([weight for _, weight in parts])[:, None] * np.isfinite(values)
    total = weights.sum(axis=0)
    summed = (np.nan_to_num(values) * weights).sum(axis=0)
    return np.where(total > 0, summed / np.where(total > 0, total, 1.0), np.nan)
