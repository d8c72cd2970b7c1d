"""Columns of the pose table: their types, their defaults, and whether they fit together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import PosesError
from nbpose.poses.codes import AreaSource, Origin, Visibility

PER_ROW: dict[str, Any] = {
    "row": np.int64,
    "frame": np.int64,
    "time": np.float64,
    "track": np.int64,
    "score": np.float64,
    "area": np.float64,
    "area_source": np.uint8,
    "category": np.int64,
    "id": np.int64,
}
"""Columns of shape (N,) with their dtype."""

PER_POINT: dict[str, Any] = {
    "visibility": np.uint8,
    "confidence": np.float32,
    "origin": np.uint8,
}
"""Columns of shape (N, K) with their dtype."""

OPTIONAL = ("extra", "world")
"""Columns that may be None."""


def column_names() -> tuple[str, ...]:
    """Names of all columns, in the order of the documentation."""
    return ("points", *PER_POINT, *PER_ROW, "bbox", *OPTIONAL)


def read_only(values: Any, dtype: Any) -> NDArray[Any]:
    """View the values as a read-only array; the caller's own array stays as it is."""
    array = np.asarray(values, dtype).view()
    array.flags.writeable = False
    return array


def with_defaults(keypoints: int, columns: dict[str, Any]) -> dict[str, Any]:
    """Complete the columns given with the defaults of the rest.

    Parameters
    ----------
    keypoints : int
        K.
    columns : dict
        ``points`` and any of the other columns.

    Returns
    -------
    dict
        Every column, as arrays of the right dtype.
    """
    points = np.asarray(columns["points"], np.float64)
    count = len(points)
    placed = np.isfinite(points).all(axis=-1) if points.ndim == 3 else np.zeros((count, keypoints))
    defaults: dict[str, Any] = {
        "row": np.arange(count),
        "frame": np.zeros(count),
        "time": np.full(count, np.nan),
        "track": np.full(count, -1),
        "score": np.full(count, np.nan),
        "area": np.full(count, np.nan),
        "area_source": np.full(count, AreaSource.NONE),
        "category": np.ones(count),
        "id": np.full(count, -1),
        "visibility": np.where(placed, Visibility.VISIBLE, Visibility.ABSENT),
        "confidence": np.full((count, keypoints), np.nan),
        "origin": np.full((count, keypoints), Origin.UNKNOWN),
        "bbox": np.full((count, 4), np.nan),
        "extra": None,
        "world": None,
    }
    unknown = sorted(set(columns) - set(column_names()))
    if unknown:
        raise PosesError(
            f'A pose table has no column "{unknown[0]}"; it has {", ".join(column_names())}.'
        )
    return as_arrays(defaults | columns)


def as_arrays(columns: dict[str, Any]) -> dict[str, Any]:
    """Turn every column into a read-only array of its dtype."""
    arrays: dict[str, Any] = {"points": read_only(columns["points"], np.float64)}
    for name, dtype in (PER_POINT | PER_ROW).items():
        arrays[name] = read_only(columns[name], dtype)
    arrays["bbox"] = read_only(columns["bbox"], np.float64)
    arrays["extra"] = None if columns["extra"] is None else read_only(columns["extra"], object)
    arrays["world"] = None if columns["world"] is None else read_only(columns["world"], np.float64)
    return arrays


def check(keypoints: int, columns: dict[str, Any]) -> None:
    """Refuse columns that do not fit together.

    Parameters
    ----------
    keypoints : int
        K of the skeleton.
    columns : dict
        All columns, as arrays.

    Raises
    ------
    PosesError
        Names the column, its shape and the one expected.
    """
    points = columns["points"]
    if points.ndim != 3 or points.shape[1] != keypoints or points.shape[2] not in (2, 3):
        raise PosesError(
            f"points has the shape {points.shape}, but the skeleton has {keypoints} keypoints; "
            f"give (N, {keypoints}, 2) or (N, {keypoints}, 3)."
        )
    count = len(points)
    expected: dict[str, tuple[int, ...]] = dict.fromkeys(PER_ROW, (count,))
    expected |= dict.fromkeys(PER_POINT, (count, keypoints))
    expected |= {"bbox": (count, 4), "extra": (count,), "world": (count, keypoints, 3)}
    for name, shape in expected.items():
        column = columns[name]
        if column is not None and column.shape != shape:
            raise PosesError(f"{name} has the shape {column.shape}, but {count} rows need {shape}.")
    rows, counts = np.unique(columns["row"], return_counts=True)
    if len(rows) < count:
        raise PosesError(
            f"row {rows[counts > 1][0]} stands more than once; row ids are unique and never reused."
        )
    if count and columns["frame"].min() < 0:
        raise PosesError(f"frame {columns['frame'].min()} is negative; frames count from 0.")
    if count and columns["visibility"].max() > Visibility.VISIBLE:
        raise PosesError(
            f"visibility {columns['visibility'].max()} is none of 0 (absent), 1 (hidden), "
            f"2 (visible)."
        )
