"""One person as the landmark network saw them, and when two of them are the same."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose import regions
from nbpose.models.similarity import similarity
from nbpose.signals import OneEuro
from nbpose.skeletons import skeleton

Array = NDArray[np.float64]

POINTS = 33
MIN_FLAG = 0.5
"""Least probability at which a region counts as holding a person."""

SAME_PERSON = 0.5
"""Similarity above which two bodies are one person seen twice."""

_WHOLE = slice(0, POINTS)
_FACE = slice(0, 11)
_ARMS = slice(11, 23)
_LEGS = slice(23, 33)
_MOST = 0.7  # share of the points
_DOUBT = 0.02  # sides of the region
_PARTNER = np.array(skeleton("mediapipe_pose33").mirror)
_CALM = {"min_cutoff": 0.01, "beta": 5.0}  # Hz, and Hz for each side of the region a second
_NO_POINTS = np.zeros((0, POINTS, 2))


@dataclass(frozen=True, eq=False)
class Body:
    """One person as the network saw them.

    Parameters
    ----------
    points : (33, 2)
        Pixels of the picture.
    confidence : (33,)
        Probability that the point is visible.
    world : (33, 3)
        Metres from the middle of the hips; x to the picture's right, y down, z away.
    flag : float
        Probability that the region holds a person.
    region : (4,)
        Where the network looked.
    alignment : OneEuro
        The two points that give the next region, (2, 2) pixels, as they are and calmed.
    """

    points: Array
    confidence: Array
    world: Array
    flag: float
    region: Array
    alignment: OneEuro

    @functools.cached_property
    def next_region(self) -> Array:
        """Where to look for the same person next, (4,): of the calmed points only the size."""
        here, calm = (
            regions.from_alignment_points(start[None], end[None])[0]
            for start, end in (self.alignment.raw, self.alignment.smooth)
        )
        return np.array([here[0], here[1], calm[2], here[3]])

    def calmed(self, before: Body, step: float) -> Body:
        """Let the next region change its size less, knowing the body `step` seconds away.

        Parameters
        ----------
        before : Body
            The same person in the frame that was looked at before this one.
        step : float
            Seconds between the two, whichever is earlier.

        Returns
        -------
        Body
            With the same points.

        Notes
        -----
        MediaPipe calms both points with a beta of 10, and place and angle with them
        (pose_landmark_filtering.pbtxt, auxiliary landmarks). Then the region lags behind: on 100
        frames of somebody who turns, with seven slightly different margins, left and right were
        exchanged in 28 frames on average, in 18 with nothing calmed, in 10 with the size alone.
        """
        scale = 1.0 / self.region[2]
        state = before.alignment.after(self.alignment.raw, step, **_CALM, speed_scale=scale)
        return replace(self, alignment=state)

    @property
    def seen(self) -> bool:
        """Whether the network took it for a person."""
        return self.flag >= MIN_FLAG

    @property
    def face(self) -> Array:
        """Middle of the eleven points of the face, (2,) pixels."""
        return np.asarray(self.points[_FACE].mean(axis=0))

    @property
    def face_extent(self) -> float:
        """Diagonal of the box around the points of the face, pixels."""
        return float(np.linalg.norm(np.ptp(self.points[_FACE], axis=0)))


def alike(body: Body, others: Sequence[Body], part: slice = _WHOLE) -> Array:
    """Similarity of a body, or a part of it, to each of n others, (n,)."""
    points = np.stack([other.points for other in others]) if others else _NO_POINTS
    return np.asarray(similarity(body.points[None, part], points[:, part])[0])


def mirrored(before: Body, after: Body) -> bool:
    """Whether arms or legs moved as if left and right were exchanged.

    Parameters
    ----------
    before, after : Body
        One person, a frame apart.

    Returns
    -------
    bool
        True when the exchanged points of a limb pair are nearer to those before, by more than
        0.02 sides of the region.
    """
    exchanged = after.points[_PARTNER]
    for limbs in (_ARMS, _LEGS):
        moved = np.linalg.norm(after.points[limbs] - before.points[limbs], axis=1).mean()
        swapped = np.linalg.norm(exchanged[limbs] - before.points[limbs], axis=1).mean()
        if moved - swapped > _DOUBT * after.region[2]:
            return True
    return False


def within(body: Body, others: Sequence[Body]) -> bool:
    """Whether most of the body's points lie in the box around one of the others."""
    for other in others:
        low, high = other.points.min(axis=0), other.points.max(axis=0)
        inside = ((body.points >= low) & (body.points <= high)).all(axis=1)
        if inside.mean() > _MOST:
            return True
    return False


def is_among(body: Body, others: Sequence[Body]) -> bool:
    """Whether one of the others is the same person: alike as a whole, or in legs or face."""
    for part in (_WHOLE, _LEGS):
        if (alike(body, others, part) > SAME_PERSON).any():
            return True
    return any(
        np.linalg.norm(body.face - other.face) < max(body.face_extent, other.face_extent) / 2
        for other in others
    )
