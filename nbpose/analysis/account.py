"""Which values are left out, and why: an empty cell says what it is empty for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.analysis.facing import FRONTAL, OBLIQUE, Stretch
from nbpose.poses import Poses, Visibility

Array = NDArray[np.float64]

_NOT_SIDEWAYS = "not seen from the side"
_NO_POINT = "a keypoint is missing"
_UNSURE = "a keypoint is below min_confidence"
_NO_LENGTH = "two keypoints coincide"


class Account:
    """Judges the values of an angle, and keeps count of those left out.

    Parameters
    ----------
    poses : Poses
        N rows.
    min_confidence : float
        Keypoints below it do not count; those without a confidence do.
    signs : (N,) float64
        NaN where the person does not face a side of the picture.
    """

    def __init__(self, poses: Poses, min_confidence: float, signs: Array) -> None:
        placed = np.isfinite(poses.points).all(axis=2)
        self._placed = placed & (poses.visibility != Visibility.ABSENT)
        self._sure = ~(poses.confidence < min_confidence)
        self._sideways = np.isfinite(signs)
        self._counts: dict[tuple[str, str, str], int] = {}

    def usable(
        self, angle: str, side: str, start_weights: Array, end_weights: Array, values: Array
    ) -> NDArray[np.bool_]:
        """Judge the N values of an angle on one side.

        Parameters
        ----------
        angle, side : str
            What is judged.
        start_weights, end_weights : (K,)
            Keypoints with a weight take part.
        values : (N,)
            Degrees.

        Returns
        -------
        (N,) bool
        """
        used = (start_weights != 0) | (end_weights != 0)
        kept = np.ones(len(values), bool)
        for reason, good in (
            (_NOT_SIDEWAYS, self._sideways),
            (_NO_POINT, self._placed[:, used].all(axis=1)),
            (_UNSURE, self._sure[:, used].all(axis=1)),
            (_NO_LENGTH, np.isfinite(values)),
        ):
            self._counts[angle, side, reason] = int((kept & ~good).sum())
            kept &= good
        return kept

    def left_out(self) -> list[dict[str, Any]]:
        """List how many values of each angle and side are missing for which reason."""
        return [
            {"angle": angle, "side": side, "reason": reason, "rows": rows}
            for (angle, side, reason), rows in self._counts.items()
            if rows
        ]


def facing_warnings(stretches: list[Stretch]) -> list[str]:
    """Say once what the view does to the numbers.

    Parameters
    ----------
    stretches : list of Stretch
        As decided.

    Returns
    -------
    list of str
        One sentence for each kind of trouble; empty for good views from the side.
    """
    frontal = [s for s in stretches if s.facing in ("front", "back")]
    unknown = [s for s in stretches if s.facing == "unknown"]
    oblique = [
        s for s in stretches if s.facing in ("left", "right") and s.view and s.view > OBLIQUE
    ]
    texts = []
    if frontal:
        texts.append(
            f"{_where(frontal)}: the person faces the camera or turns the back to it (more than "
            f"{FRONTAL:g} degrees from a side view), so sagittal angles have no meaning there and "
            f'are NaN; use poses.world_poses() for angles in space, or facing="left" or "right" '
            f"to project all the same."
        )
    if unknown:
        texts.append(
            f"{_where(unknown)}: nothing tells which way the person faces, so the angles are NaN; "
            f'give facing="left" or "right".'
        )
    if oblique:
        views = ", ".join(f"{view:.0f}" for view in sorted({s.view for s in oblique if s.view})[:3])
        texts.append(
            f"{_where(oblique)}: seen obliquely (about {views} degrees from a side view), so "
            f"the projection distorts sagittal angles; film at right angles to the movement, or "
            f"use poses.world_poses()."
        )
    return texts


def _where(stretches: list[Stretch], most: int = 3) -> str:
    """Name the first stretches, and count the others."""
    named = [
        f"{'rows without a track' if s.track < 0 else f'track {s.track}'}, "
        f"frames {s.start} to {s.stop - 1}"
        for s in stretches[:most]
    ]
    rest = len(stretches) - len(named)
    more = f" and {rest} more stretches" if rest else ""
    text = "; ".join(named) + more
    return text[0].upper() + text[1:]
