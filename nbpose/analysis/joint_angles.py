"""Joint angles of every person in every frame, as a tidy table with its conventions."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from nbpose._arguments import need_array, need_names, need_number
from nbpose.analysis import facing as _facing
from nbpose.analysis.account import Account, facing_warnings
from nbpose.analysis.definitions import AngleDefinition, Segment
from nbpose.analysis.measure import Array, combine, included, turn, turn_sd, wrap
from nbpose.analysis.roles import choose, keypoints_of, segment_weights
from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.poses import Poses, need_poses

_UP = ("y-down", "y-up")

MIN_CONFIDENCE = 0.3
"""Keypoints the model is less sure of are left out, unless told otherwise."""

COLUMNS = ("frame", "time", "track", "angle", "side", "value", "sd")


class AnalysisWarning(NbposeWarning):
    """Numbers were left out, or mean less than they seem."""


def joint_angles(
    poses: Poses,
    angles: Sequence[str] | None = None,
    facing: Literal["auto", "left", "right"] = "auto",
    min_confidence: float = MIN_CONFIDENCE,
    keypoint_sd: float | ArrayLike | None = None,
) -> pd.DataFrame:
    """Measure joint angles.

    2-D points are taken as a view from the side: angles lie in the picture plane and are signed
    by the direction the person faces. 3-D points (``poses.world_poses()``) give included angles,
    which do not tell flexion from hyperextension, and only where they mean one movement.

    Parameters
    ----------
    poses : Poses
        N rows, 2-D or 3-D.
    angles : sequence of str, optional
        Such as ``["knee_flexion"]``; all that the skeleton has when left out. See `angle_table`.
    facing : {"auto", "left", "right"}
        The side of the picture the person faces. "auto" decides it by stretches of each track
        (see `nbpose.analysis.facing.decide`); towards or away from the camera there are no
        sagittal angles, and the values are NaN.
    min_confidence : float
        Keypoints the model is less sure of give NaN. Points that a person placed always count.
    keypoint_sd : float or (K,) array, optional
        Standard deviation of the keypoints along each axis, in pixels; gives the column ``sd``.

    Returns
    -------
    pandas.DataFrame
        Columns frame, time (s), track, angle, side ("left", "right" or ""), value and sd
        (degrees): one line for each row of the poses, angle and side, NaN where it cannot be
        measured. ``.attrs`` holds ``conventions`` (angle -> text), ``keypoints`` (what was
        measured between), ``facing`` (stretches by track), ``min_confidence``, ``left_out``
        (how many values are NaN, and why), ``warnings``, ``unit``, ``dimensions``.

    Raises
    ------
    AnalysisError
        When an angle is unknown, the skeleton lacks its keypoints, or it has no meaning in 3-D.
    ArgumentError
        When another argument does not fit.
    """
    need_poses(poses, "joint_angles")
    dimensions = poses.points.shape[2]
    _check_facing(facing, dimensions, keypoint_sd)
    min_confidence = need_number("min_confidence", min_confidence, "a number from 0 to 1", 0, 1)
    chosen = choose(poses.skeleton, _names(angles), dimensions)
    sd = _keypoint_sd(keypoint_sd, len(poses.skeleton))
    poses = _y_down(poses)
    signs, stretches = _signs(poses, facing, dimensions)
    account = Account(poses, min_confidence, signs)
    blocks = [
        _block(poses, definition, side, signs, sd, account)
        for definition in chosen
        for side in definition.sides
    ]
    table = pd.concat(blocks, ignore_index=True)
    facts = _attrs(poses, chosen, min_confidence, stretches, account)
    table.attrs.update(facts)
    for text in facts["warnings"]:
        warnings.warn(text, AnalysisWarning, stacklevel=2)
    return table


def _names(angles: Any) -> tuple[str, ...] | None:
    if angles is None or isinstance(angles, str):
        return None if angles is None else (angles,)
    return need_names("angles", angles, 'names such as ["knee_flexion"], or None for all')


def _check_facing(facing: Any, dimensions: int, sd: Any) -> None:
    if not isinstance(facing, str) or facing not in ("auto", "left", "right"):
        raise ArgumentError(f'facing is "{facing}"; give "auto", "left" or "right".')
    if dimensions == 3 and (facing != "auto" or sd is not None):
        what = "facing" if facing != "auto" else "keypoint_sd"
        raise ArgumentError(
            f"{what} is for angles in the picture plane, but these points are 3-D, where angles "
            f"have no sign; leave it out."
        )


def _keypoint_sd(value: float | ArrayLike | None, keypoints: int) -> Array | None:
    if value is None:
        return None
    wanted = f"one positive number, or {keypoints} of them"
    array = need_array("keypoint_sd", value, wanted)
    if array.shape not in ((), (keypoints,)):
        raise ArgumentError(f"keypoint_sd has the shape {array.shape}; give {wanted}.")
    wrong = array[~(np.isfinite(array) & (array >= 0))]
    if wrong.size:
        raise ArgumentError(f"keypoint_sd has the value {wrong.flat[0]}; give {wanted}.")
    return np.broadcast_to(array, (keypoints,))


def _signs(poses: Poses, facing: str, dimensions: int) -> tuple[Array, list[_facing.Stretch]]:
    if dimensions == 3:
        return np.ones(len(poses)), []
    return _facing.decide(poses) if facing == "auto" else _facing.given(poses, facing)


def _block(
    poses: Poses,
    definition: AngleDefinition,
    side: str,
    signs: Array,
    sd: Array | None,
    account: Account,
) -> pd.DataFrame:
    """All rows of one angle on one side, sorted by track and frame."""
    start, start_weights = _segment(poses, definition.start, side)
    end, end_weights = _segment(poses, definition.end, side)
    if poses.points.shape[2] == 3:
        value = definition.offset + definition.included * included(start, end)
    else:
        raw = turn(start, end) * -signs  # y down: turns from x to y go clockwise
        value = wrap(definition.offset + raw, definition.lowest)
    usable = account.usable(definition.name, side, start_weights, end_weights, value)
    value = np.where(usable, value, np.nan)
    spread = np.full(len(poses), np.nan)
    if sd is not None:
        spread = np.where(usable, turn_sd(start, end, start_weights, end_weights, sd), np.nan)
    order = np.lexsort((poses.frame, poses.track))
    columns = (poses.frame, poses.time, poses.track, definition.name, side, value, spread)
    return pd.DataFrame(
        {
            name: column[order] if isinstance(column, np.ndarray) else column
            for name, column in zip(COLUMNS, columns, strict=True)
        },
        index=range(len(poses)),
    )


def _segment(poses: Poses, segment: Segment | None, side: str) -> tuple[Array, NDArray[np.float64]]:
    weights = segment_weights(poses.skeleton, segment, side)
    if segment is None:
        return np.tile([0.0, 1.0], (len(poses), 1)), weights
    return combine(poses.points, weights), weights


def _y_down(poses: Poses) -> Poses:
    pixels = poses.unit == "px" and poses.axes is None  # they count downwards
    if poses.points.shape[2] == 3 or pixels:
        return poses
    if poses.axes not in _UP:
        raise ArgumentError(
            f"These 2-D points are in {poses.unit} and do not say which way is up (axes is "
            f"{poses.axes!r}); give it by poses.replace(axes=...) as one of {', '.join(_UP)}."
        )
    if poses.axes == "y-up":
        return poses.replace(points=poses.points * [1.0, -1.0], axes="y-down")
    return poses


def _attrs(
    poses: Poses,
    chosen: list[AngleDefinition],
    min_confidence: float,
    stretches: list[_facing.Stretch],
    account: Account,
) -> dict[str, Any]:
    dimensions = poses.points.shape[2]
    return {
        "unit": "degrees",
        "dimensions": dimensions,
        "conventions": {a.name: a.describe(dimensions) for a in chosen},
        "keypoints": {a.name: _keypoints(poses, a) for a in chosen},
        "facing": [stretch.as_dict() for stretch in stretches],
        "min_confidence": min_confidence,
        "left_out": account.left_out(),
        "warnings": facing_warnings(stretches),
    }


def _keypoints(poses: Poses, definition: AngleDefinition) -> dict[str, list[str]]:
    return {
        side: [
            " + ".join(keypoints_of(poses.skeleton, role, side) or ()) for role in definition.points
        ]
        for side in definition.sides
    }
