"""Merging one row three ways: joint by joint, then box, identity and facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nbpose.poses import AreaSource, Visibility
from nbpose.project import facts_merge
from nbpose.project.conflicts import Conflict, edit_of
from nbpose.project.edits import (
    DeleteKeypoint,
    DeletePerson,
    Edit,
    Place,
    RestorePerson,
    SetBox,
    SetVisibility,
)
from nbpose.project.rows import OF_A_POINT, Row, State, same
from nbpose.skeletons import Skeleton

BOX = ("bbox", "area", "area_source")
IDENTITY = ("track", "category", "score", "id", "time")


@dataclass
class Merged:
    """What a row becomes here.

    Parameters
    ----------
    state : Row or None
        The row.
    conflicts : list of Conflict
        What stayed ours.
    """

    state: State
    conflicts: list[Conflict] = field(default_factory=list)


def merged(
    ancestor: State, ours: State, theirs: State, row: int, key: str, skeleton: Skeleton
) -> Merged:
    """Merge a row three ways.

    Parameters
    ----------
    ancestor, ours, theirs : Row or None
        As both had it, as it is here, as it is there; None where it is not.
    row : int
        Its id here.
    key : str
        Of the media.
    skeleton : Skeleton
        Of the rows.

    Returns
    -------
    Merged
    """
    theirs = None if theirs is None else _renumbered(theirs, row)
    ancestor = None if ancestor is None else _renumbered(ancestor, row)
    if same(ours, theirs) or same(ancestor, theirs):
        return Merged(ours)
    if same(ancestor, ours):
        return Merged(theirs)
    if ours is None or theirs is None:
        known = theirs if ours is None else ours
        assert known is not None
        edit = RestorePerson(row=row) if ours is None else DeletePerson(row=row)
        states = [_presence(state) for state in (ancestor, ours, theirs)]
        return Merged(ours, [_conflict(key, known, row, "person", "", states, edit)])
    result = Merged(ours)
    _merge_points(result, ancestor, ours, theirs, key, skeleton)
    _merge_box(result, ancestor, ours, theirs, key)
    _merge_identity(result, ancestor, ours, theirs, key)
    _merge_facts(result, ancestor, ours, theirs, key)
    return result


def _merge_points(
    result: Merged, ancestor: State, ours: Row, theirs: Row, key: str, skeleton: Skeleton
) -> None:
    for keypoint, name in enumerate(skeleton.keypoints):
        old = None if ancestor is None else point_of(ancestor, keypoint)
        own, other = point_of(ours, keypoint), point_of(theirs, keypoint)
        if own == other or other == old or (old is None and _absent(theirs, keypoint)):
            continue
        if own == old or (old is None and _absent(ours, keypoint)):
            result.state = _with_point(result.state, theirs, keypoint)
            continue
        states = [None if s is None else _shown(s, keypoint) for s in (ancestor, ours, theirs)]
        edit = _edit(theirs, keypoint)
        result.conflicts.append(_conflict(key, ours, int(ours["row"]), "joint", name, states, edit))


def _merge_box(result: Merged, ancestor: State, ours: Row, theirs: Row, key: str) -> None:
    """A box that follows from the points is measured again; only drawn ones can differ."""
    old, own, other = (box_of(state) for state in (ancestor, ours, theirs))
    if own == other or other == old:
        return
    assert result.state is not None
    if own == old:
        values = {name: theirs[name] for name in BOX}
        result.state = replace(result.state, values={**result.state.values, **values})
        return
    drawn = theirs["bbox"] if isinstance(other, tuple) else None
    edit = edit_of(SetBox, row=int(ours["row"]), box=drawn)
    result.conflicts.append(
        _conflict(key, ours, int(ours["row"]), "box", "", [old, own, other], edit)
    )


def _merge_identity(result: Merged, ancestor: State, ours: Row, theirs: Row, key: str) -> None:
    for name in IDENTITY:
        old = None if ancestor is None else _number(ancestor[name])
        own, other = _number(ours[name]), _number(theirs[name])
        if own == other or other == old or ancestor is None:
            continue
        assert result.state is not None
        if own == old:
            values = {**result.state.values, name: theirs[name]}
            result.state = replace(result.state, values=values)
        else:
            states = [old, own, other]
            result.conflicts.append(_conflict(key, ours, int(ours["row"]), name, "", states, None))


def _merge_facts(result: Merged, ancestor: State, ours: Row, theirs: Row, key: str) -> None:
    old = None if ancestor is None else ancestor["extra"]
    said, differences = facts_merge.merged(old, ours["extra"], theirs["extra"])
    assert result.state is not None
    extra = said or (ours["extra"] if not ours["extra"] else None)
    result.state = replace(result.state, values={**result.state.values, "extra": extra})
    for found in differences:
        row = int(ours["row"])
        states = [found.ancestor, found.ours, found.theirs]
        edit = facts_merge.row_edit(row, found)
        result.conflicts.append(_conflict(key, ours, row, found.what, "", states, edit))


def _conflict(
    key: str, row: Row, number: int, what: str, name: str, states: list[Any], edit: Edit | None
) -> Conflict:
    ancestor, ours, theirs = states
    frame, track = int(row["frame"]), int(row["track"])
    return Conflict(key, frame, number, track, what, name, ancestor, ours, theirs, edit)


def _renumbered(row: Row, number: int) -> Row:
    return replace(row, values={**row.values, "row": np.int64(number)})


def point_of(row: Row, keypoint: int) -> tuple[Any, ...]:
    """All of one joint in a form in which NaN equals NaN."""
    parts = (np.ravel(row[name][keypoint]) for name in OF_A_POINT if row[name] is not None)
    return tuple(_number(value) for part in parts for value in part)


def _absent(row: Row, keypoint: int) -> bool:
    return not np.isfinite(row["points"][keypoint, :2]).all()


def _shown(row: Row, keypoint: int) -> tuple[float, float, int] | None:
    if _absent(row, keypoint):
        return None
    x, y = row["points"][keypoint, :2]
    return float(x), float(y), int(row["visibility"][keypoint])


def _with_point(row: State, theirs: Row, keypoint: int) -> Row:
    assert row is not None
    changes = {name: theirs[name][keypoint] for name in OF_A_POINT if theirs[name] is not None}
    return row.with_point(keypoint, **changes)


def _edit(theirs: Row, keypoint: int) -> Edit | None:
    row = int(theirs["row"])
    if not _absent(theirs, keypoint):
        x, y = theirs["points"][keypoint, :2]
        visibility = max(int(theirs["visibility"][keypoint]), Visibility.HIDDEN)
        return edit_of(Place, row=row, keypoint=keypoint, to=(x, y), visibility=visibility)
    if theirs["origin"][keypoint]:
        return SetVisibility(row=row, keypoint=keypoint, visibility=Visibility.ABSENT)
    return DeleteKeypoint(row=row, keypoint=keypoint)


def box_of(row: State) -> tuple[float, ...] | str | None:
    """The box that somebody drew, or what it has in its place."""
    if row is None or row["area_source"] == AreaSource.POINTS:
        return None if row is None else "of the points"
    box = tuple(_number(side) for side in row["bbox"])
    return None if None in box else box


def _presence(row: State) -> str:
    return "not there" if row is None else "there"


def _number(value: Any) -> Any:
    number = value.item() if isinstance(value, np.generic) else value
    return None if number != number else number
