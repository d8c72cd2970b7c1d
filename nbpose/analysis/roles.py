"""Roles in the body, and which keypoints of a skeleton play them."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nbpose.analysis.catalogue import ANGLES, angle
from nbpose.analysis.definitions import AngleDefinition, Segment
from nbpose.errors import AnalysisError
from nbpose.skeletons import Skeleton

ROLES = MappingProxyType(
    {
        "shoulder": (("{side}_shoulder",),),
        "elbow": (("{side}_elbow",),),
        "wrist": (("{side}_wrist",),),
        "hip": (("{side}_hip",),),
        "knee": (("{side}_knee",),),
        "ankle": (("{side}_ankle",),),
        "heel": (("{side}_heel",),),
        "toe": (("{side}_big_toe",), ("{side}_foot_index",)),
        "mid_shoulder": (("left_shoulder", "right_shoulder"), ("neck",), ("thorax",)),
        "mid_hip": (("left_hip", "right_hip"), ("mid_hip",), ("pelvis",), ("root",)),
        "mid_ear": (("left_ear", "right_ear"),),
        "nose": (("nose",),),
        "left_shoulder": (("left_shoulder",),),
        "right_shoulder": (("right_shoulder",),),
        "left_hip": (("left_hip",),),
        "right_hip": (("right_hip",),),
    }
)
"""For each role the keypoints whose mean it is; of several ways the first that a skeleton has."""


def keypoints_of(skeleton: Skeleton, role: str, side: str = "") -> tuple[str, ...] | None:
    """Find the keypoints that play a role.

    The choice is one of the skeleton, never of a frame: an angle keeps its definition when a
    point is missing.

    Parameters
    ----------
    skeleton : Skeleton
        Whose keypoints to look among.
    role : str
        A key of `ROLES`.
    side : str
        "left", "right" or "".

    Returns
    -------
    tuple of str or None
        Names; the role's place is their mean. None when the skeleton has no such keypoints.
    """
    for names in ROLES[role]:
        filled = tuple(name.format(side=side) for name in names)
        if skeleton.has(*filled):
            return filled
    return None


def has_segment(skeleton: Skeleton, segment: Segment, side: str) -> bool:
    """Whether a skeleton has the keypoints at both ends of a segment."""
    return all(keypoints_of(skeleton, role, side) is not None for role in segment)


def segment_weights(skeleton: Skeleton, segment: Segment | None, side: str) -> NDArray[np.float64]:
    """Write a segment as a sum of keypoints: ``weights @ points`` is its vector.

    Parameters
    ----------
    skeleton : Skeleton
        With K keypoints.
    segment : (str, str) or None
        Roles it runs from and to; None is the vertical, which no keypoint touches.
    side : str
        "left", "right" or "".

    Returns
    -------
    (K,) float64

    Raises
    ------
    AnalysisError
        When the skeleton lacks a role.
    """
    weights = np.zeros(len(skeleton))
    for role, sign in zip(segment or (), (-1.0, 1.0), strict=False):
        names = keypoints_of(skeleton, role, side)
        if names is None:
            raise AnalysisError(
                f'The skeleton "{skeleton.name}" has no {_wanted(role, side)}; take one that has.'
            )
        for name in names:
            weights[skeleton.index(name)] += sign / len(names)
    return weights


def supports(skeleton: Skeleton, definition: AngleDefinition) -> bool:
    """Whether the skeleton has all keypoints of an angle, on all of its sides."""
    return not _missing(skeleton, definition)


def choose(
    skeleton: Skeleton, names: tuple[str, ...] | None, dimensions: int
) -> list[AngleDefinition]:
    """Pick the angles to measure.

    Parameters
    ----------
    skeleton : Skeleton
        Of the poses.
    names : tuple of str or None
        Angles asked for; None for all that make sense.
    dimensions : int
        2 or 3, of the points.

    Returns
    -------
    list of AngleDefinition

    Raises
    ------
    AnalysisError
        When an angle asked for is unknown, lacks a keypoint or is not defined in 3-D, or none is
        left.
    """
    if names is None:
        listed = skeleton.angles or (() if skeleton.kind else tuple(ANGLES))
        chosen = [a for a in map(angle, listed) if supports(skeleton, a)]
        chosen = [a for a in chosen if dimensions == 2 or a.included]
        if not chosen:
            raise AnalysisError(
                f'The skeleton "{skeleton.name}" has no joint angles that nbpose knows; '
                f"they are defined for human bodies with hips, knees, shoulders and elbows."
            )
        return chosen
    chosen = [angle(name) for name in names]
    for definition in chosen:
        _check(skeleton, definition, dimensions)
    return chosen


def _check(skeleton: Skeleton, definition: AngleDefinition, dimensions: int) -> None:
    if dimensions == 3 and not definition.included:
        usable = ", ".join(a.name for a in ANGLES.values() if a.included)
        raise AnalysisError(
            f"{definition.name} is not defined for 3-D points: without a plane it would mix "
            f"flexion with abduction; take {usable}, or the 2-D points of a side view."
        )
    missing = _missing(skeleton, definition)
    if missing:
        raise AnalysisError(
            f"{definition.name} needs {' and '.join(missing)}, which the skeleton "
            f'"{skeleton.name}" has not; it has {", ".join(skeleton.angles) or "no joint angles"}.'
        )


def _missing(skeleton: Skeleton, definition: AngleDefinition) -> list[str]:
    needed = [(role, side) for side in definition.sides for role in definition.points]
    lacking = (_wanted(*need) for need in needed if keypoints_of(skeleton, *need) is None)
    return list(dict.fromkeys(lacking))


def _wanted(role: str, side: str) -> str:
    return " or ".join(" + ".join(names).format(side=side) for names in ROLES[role])
