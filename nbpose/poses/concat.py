"""Tables below each other."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError, NbposeWarning, PosesError
from nbpose.poses.check import need_poses
from nbpose.poses.columns import column_names
from nbpose.poses.file_facts import facts_of, leading
from nbpose.poses.merge import by_images, doubled_names, one_after_another
from nbpose.poses.table import Poses


def concat(tables: Iterable[Poses]) -> Poses:
    """Put tables below each other; see `Poses.concat`."""
    given = _checked(tables)
    groups = by_images(given)
    if len(groups) > 1:
        given = one_after_another(given, groups)
        twice = doubled_names(given[0].images)
        if twice:
            warnings.warn(
                f"{len(twice)} file name{'s stand' if len(twice) > 1 else ' stands'} for several "
                f"images of the tables, the first is {twice[0]}; these stay apart, and cannot be "
                f"matched with pictures by name.",
                NbposeWarning,
                stacklevel=3,
            )
    return _below_each_other(given)


def _checked(tables: Any) -> list[Poses]:
    if isinstance(tables, Poses | str) or not isinstance(tables, Iterable):
        raise ArgumentError(
            f"concat needs a list of Poses, such as [first, second]; it was given a "
            f"{type(tables).__name__}."
        )
    given = [need_poses(table, "concat") for table in tables]
    if not given:
        raise PosesError("There is nothing to put together; give at least one table.")
    for table in given[1:]:
        _check_alike(given[0], table)
    return given


def _check_alike(first: Poses, other: Poses) -> None:
    for what, here, there in (
        ("skeleton", first.skeleton.keypoints, other.skeleton.keypoints),
        ("unit", first.unit, other.unit),
        ("dimension", first.points.shape[2], other.points.shape[2]),
        ("axes", first.axes or other.axes, other.axes or first.axes),
    ):
        if here != there:
            raise PosesError(f"The tables differ in {what}: {here} and {there}; convert one first.")


def _below_each_other(tables: list[Poses]) -> Poses:
    """Join tables of the same images; what is said of all comes from the first that has them."""
    _check_rows(tables)
    lead = leading(tables)
    fps = next((table.fps for table in tables if table.fps is not None), None)
    axes = next((table.axes for table in tables if table.axes is not None), None)
    joined = {name: _join(tables, name) for name in column_names()}
    return lead.replace(**joined, fps=fps, axes=axes, file_info=facts_of(tables))


def _check_rows(tables: list[Poses]) -> None:
    values, counts = np.unique(np.concatenate([t.row for t in tables]), return_counts=True)
    if len(values) and counts.max() > 1:
        named = any(len(table.images) for table in tables)
        other = ", or, where it is of another clip, other names of images" if named else ""
        raise PosesError(
            f"row {values[counts > 1][0]} stands more than once; row ids are unique, so give one "
            f"table others, by table.replace(row=table.row + {values[-1] + 1}){other}."
        )


def _join(tables: list[Poses], name: str) -> NDArray[Any] | None:
    """Join a column; where only some tables have it, the others' rows are blank."""
    parts = [getattr(table, name) for table in tables]
    if all(part is None for part in parts):
        return None
    pairs = zip(tables, parts, strict=True)
    joined = np.concatenate([_blank(t, name) if part is None else part for t, part in pairs])
    joined.flags.writeable = False  # nobody else has it, so it need not be copied
    return joined


def _blank(table: Poses, name: str) -> NDArray[Any]:
    if name == "extra":
        return np.full(len(table), None, object)
    return np.full((len(table), len(table.skeleton), 3), np.nan)
