"""Range of motion: how far each joint of each person moves, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbpose._arguments import need_number
from nbpose.analysis.catalogue import angle as _angle
from nbpose.analysis.conventions import PLANES, dimensions_of, stretches_of
from nbpose.analysis.tables import need_table
from nbpose.errors import AnalysisError, ArgumentError

_KEYS = ["track", "angle", "side"]
NEEDED = ("frame", "time", "track", "angle", "side", "value")
"""Columns of a table of joint angles that are used here."""


def range_of_motion(angles: pd.DataFrame, percentile: float = 2.0) -> pd.DataFrame:
    """Sum each joint angle up over the clip.

    ``min``, ``max`` and ``range`` are the true extremes, which a single wrong keypoint can make.
    The columns named by percentile, such as ``p2``, ``p98`` and ``range_p2_p98``, leave the
    outermost frames out: they shrink little on a movement that is repeated or held, and are the
    ones to compare between clips.

    Parameters
    ----------
    angles : pandas.DataFrame
        As `joint_angles` gives it.
    percentile : float
        Percent of the valid frames to leave out at each end, 0 to 50 (excluded).

    Returns
    -------
    pandas.DataFrame
        One line a track, angle and side: min, max, range, the two percentiles and the range
        between them, mean (degrees), min_frame, max_frame, min_time, max_time (s), valid,
        frames, share (of the frames that are valid, 0 to 1), zero, positive, plane, facing (see
        `with_conventions`). ``.attrs`` are those of the angles, with ``percentile`` and ``robust``
        (what it means).

    Raises
    ------
    AnalysisError
        When a column is missing, or one track has several people in a frame.
    ArgumentError
        When the percentile does not fit.
    """
    angles = _checked(angles, percentile)
    low, high = f"p{percentile:g}", f"p{100.0 - percentile:g}"
    groups: Any = angles.groupby(_KEYS, sort=False).indices
    dimensions, stretches = dimensions_of(angles), stretches_of(angles)
    frame, time, value = (angles[name].to_numpy() for name in ("frame", "time", "value"))
    lines = [
        dict(zip(_KEYS, key, strict=True))
        | _convention(key[1], dimensions)
        | _line(frame[rows], time[rows], value[rows], (percentile, low, high))
        | {"facing": _facing(stretches, key[0])}
        for key, rows in groups.items()
    ]
    columns = [*_KEYS, *_columns(low, high)]
    table = pd.DataFrame(lines, columns=columns).astype(
        {"min_frame": "Int64", "max_frame": "Int64"}
    )
    table = table.sort_values("track", kind="stable", ignore_index=True)
    table.attrs = {
        **angles.attrs,
        "percentile": percentile,
        "robust": f"{low} and {high} leave {percentile:g} % of the valid frames out at each end",
    }
    return table


def _checked(angles: pd.DataFrame, percentile: float) -> pd.DataFrame:
    angles = need_table(angles, NEEDED, "angles", "nbp.analysis.joint_angles")
    wanted = "a number from 0 to below 50"
    if need_number("percentile", percentile, wanted, 0, 50) == 50:
        raise ArgumentError(f"percentile is {percentile}; give {wanted}.")
    twice = angles[angles.duplicated([*_KEYS, "frame"])]
    if len(twice):
        raise AnalysisError(
            f"Track {twice['track'].iloc[0]} has several people in frame "
            f"{twice['frame'].iloc[0]}, so a range of motion would mix them; give each person a "
            f"track of its own."
        )
    return angles


def _columns(low: str, high: str) -> list[str]:
    extremes = ["min", "max", "range", low, high, f"range_{low}_{high}", "mean"]
    where = ["min_frame", "max_frame", "min_time", "max_time"]
    return [*extremes, *where, "valid", "frames", "share", "zero", "positive", "plane", "facing"]


def _convention(angle: str, dimensions: int | None) -> dict[str, str]:
    definition = _angle(angle)
    return {
        "zero": definition.zero,
        "positive": definition.growth(dimensions),
        "plane": PLANES[dimensions],
    }


def _facing(stretches: Iterable[Mapping[str, Any]], track: int) -> str:
    """Sides that a person faces where there are values: "left", "right", "left, right" or ""."""
    faced = {s["facing"] for s in stretches if s["track"] == track}
    return ", ".join(sorted(faced & {"left", "right"}))


def _line(
    frames: NDArray[np.int64],
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    robust_ends: tuple[float, str, str],
) -> dict[str, Any]:
    good = np.flatnonzero(np.isfinite(values))
    line: dict[str, Any] = {
        "valid": len(good),
        "frames": len(values),
        "share": len(good) / len(values),
    }
    if not len(good):
        return line
    percentile, low, high = robust_ends
    least, most = good[values[good].argmin()], good[values[good].argmax()]
    robust = np.percentile(values[good], [percentile, 100.0 - percentile])
    return line | {
        "min": values[least],
        "max": values[most],
        "range": values[most] - values[least],
        low: robust[0],
        high: robust[1],
        f"range_{low}_{high}": robust[1] - robust[0],
        "mean": values[good].mean(),
        "min_frame": frames[least],
        "max_frame": frames[most],
        "min_time": times[least],
        "max_time": times[most],
    }
