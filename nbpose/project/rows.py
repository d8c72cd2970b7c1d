"""The state of single rows: what an edit reads, changes and can restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ProjectError
from nbpose.poses import Origin, Visibility
from nbpose.poses.boxes import boxes_around
from nbpose.project.edits import (
    AddPerson,
    DeleteKeypoint,
    DeletePerson,
    Edit,
    Move,
    Place,
    SetVisibility,
)


@dataclass(frozen=True, eq=False)
class Row:
    """One row of the table, detached from it.

    Parameters
    ----------
    values : mapping
        The row's entry in every column; arrays are read-only.
    """

    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def with_point(self, keypoint: int, **changes: Any) -> Row:
        """Give the row with the entries of one keypoint changed.

        Parameters
        ----------
        keypoint : int
            Index of the keypoint.
        **changes
            Column and new entry.

        Returns
        -------
        Row
        """
        values = dict(self.values)
        for column, entry in changes.items():
            if values[column] is None:
                continue
            changed = values[column].copy()
            changed[keypoint] = entry
            changed.flags.writeable = False
            values[column] = changed
        return replace(self, values=values)


State = Row | None
"""A row, or None where there is none."""


def apply(edit: Edit, row: State, blank: Callable[[int], Row]) -> State:
    """Apply an edit to the row it names.

    Parameters
    ----------
    edit : Edit
        What to do.
    row : Row or None
        The row as it is.
    blank : callable
        Makes an empty row of this table in a frame, for new people.

    Returns
    -------
    Row or None
        The row as it becomes.

    Raises
    ------
    ProjectError
        When the edit does not fit the row.
    """
    if isinstance(edit, AddPerson):
        return _add(edit, row, blank)
    if row is None:
        raise ProjectError(
            f"Row {edit.row} is not there (any more), so it cannot be changed; undo its deletion "
            f"first."
        )
    if isinstance(edit, DeletePerson):
        return None
    keypoint = _keypoint(edit, len(row["visibility"]))
    if isinstance(edit, Place):
        if edit.visibility == Visibility.ABSENT:
            raise ProjectError(
                "A keypoint that is placed is hidden (1) or visible (2), not 0; delete it instead."
            )
        return _placed(row, keypoint, edit.to, edit.visibility)
    if isinstance(edit, Move):
        if not np.isfinite(row["points"][keypoint, :2]).all():
            raise ProjectError(
                f"Keypoint {keypoint} of row {edit.row} has no position to move; place it first."
            )
        return _placed(row, keypoint, edit.to, row["visibility"][keypoint])
    if isinstance(edit, SetVisibility):
        return _with_visibility(row, edit)
    if isinstance(edit, DeleteKeypoint):
        return _without_point(row, keypoint)
    raise ProjectError(f"The edit {edit!r} is of no kind that nbpose knows.")


def measured(row: Row, size: tuple[int, int]) -> Row:
    """Give a row the box around its points, and the area of that box.

    Parameters
    ----------
    row : Row
        With points in pixels.
    size : (int, int)
        Width and height of its picture; 0 where unknown.

    Returns
    -------
    Row
        With NaN where no point has a position.
    """
    [box] = boxes_around(row["points"][None, :, :2], np.array([size]))
    return replace(row, values={**row.values, "bbox": frozen(box), "area": box[2] * box[3]})


def _add(edit: AddPerson, row: State, blank: Callable[[int], Row]) -> Row:
    if row is not None:
        raise ProjectError(f"Row {edit.row} exists; take a new id from reserve_rows.")
    empty = blank(edit.frame)
    return replace(empty, values={**empty.values, "row": edit.row, "track": edit.track})


def _keypoint(edit: Edit, count: int) -> int:
    keypoint = int(getattr(edit, "keypoint", -1))
    if not 0 <= keypoint < count:
        raise ProjectError(f"There is no keypoint {keypoint}; the skeleton has 0 to {count - 1}.")
    return keypoint


def _placed(row: Row, keypoint: int, to: tuple[float, float], visibility: int) -> Row:
    """A person's hand: no model's confidence and no world coordinates are left to this point."""
    point = np.full(row["points"].shape[1], np.nan)
    point[:2] = to
    return row.with_point(
        keypoint,
        points=point,
        visibility=visibility,
        confidence=np.nan,
        origin=Origin.PERSON,
        world=np.nan,
    )


def _with_visibility(row: Row, edit: SetVisibility) -> Row:
    if edit.visibility == Visibility.ABSENT:
        return _without_point(row, edit.keypoint)
    if not np.isfinite(row["points"][edit.keypoint, :2]).all():
        raise ProjectError(
            f"Keypoint {edit.keypoint} of row {edit.row} has no position to be seen at; "
            f"place it first."
        )
    return row.with_point(edit.keypoint, visibility=edit.visibility)


def _without_point(row: Row, keypoint: int) -> Row:
    return row.with_point(
        keypoint,
        points=np.nan,
        visibility=Visibility.ABSENT,
        confidence=np.nan,
        origin=Origin.UNKNOWN,
        world=np.nan,
    )


def same(first: State, second: State) -> bool:
    """Whether two states of a row are equal in every column; NaN equals NaN."""
    if first is None or second is None:
        return first is second
    return all(_equal(entry, second[column]) for column, entry in first.values.items())


def _equal(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray):
        numeric = first.dtype.kind == "f"
        return bool(np.array_equal(first, second, equal_nan=numeric))
    if isinstance(first, float) and np.isnan(first):
        return isinstance(second, float) and bool(np.isnan(second))
    return bool(first == second)


def frozen(entry: NDArray[Any]) -> NDArray[Any]:
    """Copy an array entry and make the copy read-only."""
    copied = entry.copy()
    copied.flags.writeable = False
    return copied
