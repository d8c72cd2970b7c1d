"""The state of single rows: what an edit reads, changes and can restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ProjectError
from nbpose.poses import AreaSource, Origin, Visibility
from nbpose.poses.boxes import boxes_around
from nbpose.project import facts
from nbpose.project.edits import (
    AddPerson,
    DeleteKeypoint,
    DeletePerson,
    KeypointEdit,
    Move,
    Place,
    RowEdit,
    SetBox,
    SetLocked,
    SetVisibility,
    SwapSides,
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

OF_A_POINT = ("points", "visibility", "confidence", "origin", "world")
"""Columns with an entry for every keypoint."""


def apply(edit: RowEdit, row: State, blank: Callable[[int], Row], mirror: Sequence[int]) -> State:
    """Apply an edit to the row it names.

    What needs the log (`RestorePerson`, `RestoreKeypoint`) is not for here; see `restored`.

    Parameters
    ----------
    edit : RowEdit
        What to do.
    row : Row or None
        The row as it is.
    blank : callable
        Makes an empty row of this table in a frame, for new people.
    mirror : sequence of int
        The skeleton's: for every keypoint the one of the other side.

    Returns
    -------
    Row or None
        The row as it becomes.

    Raises
    ------
    ProjectError
        When the edit does not fit the row, or the row is locked.
    """
    if isinstance(edit, AddPerson):
        return _add(edit, row, blank)
    if row is None:
        raise ProjectError(
            f"Row {edit.row} is not there (any more), so it cannot be changed; undo its deletion "
            f"first."
        )
    if not isinstance(edit, SetLocked):
        need_unlocked(row)
    if isinstance(edit, DeletePerson):
        return None
    if isinstance(edit, facts.FACT_EDITS):
        return replace(row, values={**row.values, "extra": facts.apply(edit, row["extra"])})
    if isinstance(edit, SetBox):
        return _boxed(row, edit)
    if isinstance(edit, SwapSides):
        return _swapped(row, edit, mirror)
    if isinstance(edit, KeypointEdit):
        return _with_keypoint(row, edit)
    raise ProjectError(f"The edit {edit!r} is of no kind that nbpose knows.")


def _with_keypoint(row: Row, edit: KeypointEdit) -> Row:
    keypoint = _known(edit.keypoint, len(row["visibility"]))
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
        return without_point(row, keypoint, Origin.UNKNOWN)
    raise ProjectError(f"The edit {edit!r} is of no kind that nbpose knows.")


def need_unlocked(row: Row) -> None:
    """Refuse to change a row that somebody has locked.

    Parameters
    ----------
    row : Row

    Raises
    ------
    ProjectError
        When it is locked.
    """
    if facts.is_locked(row["extra"]):
        raise ProjectError(
            f"The person in row {row['row']} (frame {row['frame']}) is locked; unlock it first."
        )


def restored(row: Row, keypoint: int, earlier: Row) -> Row:
    """Give a row one keypoint back as it was in an earlier state of it.

    Parameters
    ----------
    row : Row
        The row as it is.
    keypoint : int
        Which point.
    earlier : Row
        The same row when it had that point.

    Returns
    -------
    Row
    """
    need_unlocked(row)
    kept = {
        column: earlier[column][keypoint]
        for column in OF_A_POINT
        if row[column] is not None and earlier[column] is not None
    }
    return row.with_point(_known(keypoint, len(row["visibility"])), **kept)


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


def box_is_due(before: State, after: State) -> bool:
    """Whether an edit has left a row with a box that its points no longer give.

    Parameters
    ----------
    before, after : Row or None
        The row before and after a gesture.

    Returns
    -------
    bool
        False where the box is not the points' own.
    """
    if before is None or after is None or after["area_source"] != AreaSource.POINTS:
        return False
    stays = before["area_source"] == AreaSource.POINTS and all(
        np.array_equal(before[name], after[name], equal_nan=True) for name in ("points", "bbox")
    )
    return not stays


def _add(edit: AddPerson, row: State, blank: Callable[[int], Row]) -> Row:
    if row is not None:
        raise ProjectError(f"Row {edit.row} exists; take a new id from reserve_rows.")
    empty = blank(edit.frame)
    return replace(empty, values={**empty.values, "row": edit.row, "track": edit.track})


def _known(keypoint: int, count: int) -> int:
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
    if edit.visibility == Visibility.ABSENT:  # a decision, unlike a joint that was never labelled
        return without_point(row, edit.keypoint, Origin.PERSON)
    if not np.isfinite(row["points"][edit.keypoint, :2]).all():
        raise ProjectError(
            f"Keypoint {edit.keypoint} of row {edit.row} has no position to be seen at; "
            f"place it first."
        )
    return row.with_point(edit.keypoint, visibility=edit.visibility)


def without_point(row: Row, keypoint: int, origin: Origin) -> Row:
    """Give a row without one of its points; `origin` says whether somebody decided that."""
    return row.with_point(
        keypoint,
        points=np.nan,
        visibility=Visibility.ABSENT,
        confidence=np.nan,
        origin=origin,
        world=np.nan,
    )


def _swapped(row: Row, edit: SwapSides, mirror: Sequence[int]) -> Row:
    """Everything of a point goes along: its position may be a model's still."""
    chosen = [_known(keypoint, len(mirror)) for keypoint in edit.keypoints or range(len(mirror))]
    if all(mirror[keypoint] == keypoint for keypoint in chosen):
        raise ProjectError("None of these keypoints has one of the other side to swap with.")
    order = np.arange(len(mirror))
    for keypoint in chosen:
        order[[keypoint, mirror[keypoint]]] = mirror[keypoint], keypoint
    columns = {name: row[name] for name in OF_A_POINT if row[name] is not None}
    swapped = {name: frozen(column[order]) for name, column in columns.items()}
    return replace(row, values={**row.values, **swapped})


def _boxed(row: Row, edit: SetBox) -> Row:
    """A segment tells the area better than any box, so it keeps that."""
    if edit.box is None:
        empty = {"bbox": frozen(np.full(4, np.nan)), "area": np.nan}
        return replace(row, values={**row.values, **empty, "area_source": AreaSource.POINTS})
    values = {**row.values, "bbox": frozen(np.array(edit.box, np.float64))}
    if row["area_source"] != AreaSource.SEGMENT:
        values |= {"area": edit.box[2] * edit.box[3], "area_source": AreaSource.BOX}
    return replace(row, values=values)


def same(first: State, second: State) -> bool:
    """Whether two states of a row are equal in every column; NaN equals NaN."""
    if first is None or second is None:
        return first is second
    return all(is_equal(entry, second[column]) for column, entry in first.values.items())


def is_equal(first: Any, second: Any) -> bool:
    """Whether two entries of a column are equal; NaN equals NaN."""
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
