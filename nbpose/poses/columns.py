"""Columns of the pose table: their types, their defaults, and whether they fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose._arguments import is_rate
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

_CODES: dict[str, type[IntEnum]] = {
    "visibility": Visibility,
    "origin": Origin,
    "area_source": AreaSource,
}

UNITS = ("px", "m", "mm")
"""Units of points."""

OPTIONAL = ("extra", "world")
"""Columns that may be None."""


def column_names() -> tuple[str, ...]:
    """Names of all columns, in the order of the documentation."""
    return ("points", *PER_POINT, *PER_ROW, "bbox", *OPTIONAL)


def read_only(name: str, values: Any, dtype: Any) -> NDArray[Any]:
    """Turn values into a read-only array that nobody else can change.

    Parameters
    ----------
    name : str
        The column, for messages.
    values : array_like
        The caller's; copied unless it is read-only already.
    dtype : dtype
        Of the column. Whole numbers may come as floats.

    Returns
    -------
    array

    Raises
    ------
    PosesError
        When a value is of another type, or is no whole number where one is needed.
    """
    try:
        given = np.asarray(values)
        with np.errstate(invalid="ignore"):  # NaN as a whole number: the error follows
            array = given if given.dtype == dtype else given.astype(dtype)
    except (TypeError, ValueError) as error:
        raise PosesError(f"{name} cannot be made an array of numbers: {error}.") from None
    if np.issubdtype(array.dtype, np.integer) and given.dtype != array.dtype:
        changed = np.flatnonzero((array != given).ravel())
        if len(changed):
            raise PosesError(
                f"{name} has the value {given.ravel()[changed[0]]}; it must be a whole number "
                f"from {np.iinfo(dtype).min} to {np.iinfo(dtype).max}."
            )
    if array is given and array.flags.writeable and _is_shared(array, values):
        array = array.copy()
    view = array.view()
    view.flags.writeable = False
    return view


def _is_shared(array: NDArray[Any], values: Any) -> bool:
    """Whether somebody else holds the memory of the array, too."""
    return array is values or array.base is not None


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
    points = read_only("points", columns["points"], np.float64)
    count = len(points) if points.ndim else 0  # a single number: refused for its shape
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
    check_names(columns)
    return as_arrays(defaults | columns | {"points": points})


def as_arrays(columns: dict[str, Any]) -> dict[str, Any]:
    """Turn every column into a read-only array of its dtype."""
    dtypes = {"points": np.float64, **PER_POINT, **PER_ROW, "bbox": np.float64}
    arrays: dict[str, Any] = {
        name: read_only(name, columns[name], dtype) for name, dtype in dtypes.items()
    }
    world, extra = columns["world"], columns["extra"]
    arrays["world"] = None if world is None else read_only("world", world, np.float64)
    arrays["extra"] = None if extra is None else read_only("extra", _objects(extra), object)
    return arrays


def check_names(names: Iterable[Any]) -> None:
    """Refuse names of columns that a table does not have."""
    unknown = [name for name in names if name not in column_names()]
    if unknown:
        raise PosesError(
            f'A pose table has no column "{unknown[0]}"; it has {", ".join(column_names())}.'
        )


def _objects(entries: Any) -> NDArray[np.object_]:
    """One object a row, even where these are lists that numpy would stack."""
    if isinstance(entries, np.ndarray):
        return entries
    if not isinstance(entries, Sequence):
        raise PosesError(f"extra is a {type(entries).__name__}; give a list of one entry a row.")
    column = np.empty(len(entries), object)
    column[:] = entries
    return column


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
    if np.isinf(points).any():
        raise PosesError("points has infinite values; write NaN where there is no position.")
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
    for name, codes in _CODES.items():
        if count and columns[name].max() > max(codes):
            known = ", ".join(f"{code:d} ({code.name.lower()})" for code in codes)
            raise PosesError(f"{name} {columns[name].max()} is none of {known}.")


def check_unit(unit: str) -> None:
    """Refuse a unit that no formula of ours knows."""
    if unit not in UNITS:
        raise PosesError(f"unit is {unit!r}; give one of {', '.join(UNITS)}.")


def check_fps(fps: float | None) -> None:
    """Refuse a frame rate that is no positive number."""
    if fps is not None and not is_rate(fps):
        raise PosesError(f"fps is {fps!r}; give a positive number of frames a second, or None.")
