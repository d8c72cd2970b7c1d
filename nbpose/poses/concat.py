"""Tables below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import PosesError
from nbpose.poses.columns import column_names

if TYPE_CHECKING:
    from nbpose.poses.table import Poses


def concat(tables: list[Poses]) -> Poses:
    """Put tables below each other; see `Poses.concat`."""
    if not tables:
        raise PosesError("There is nothing to put together; give at least one table.")
    first = tables[0]
    for table in tables[1:]:
        _check_alike(first, table)
    joined = {name: _join(tables, name) for name in column_names()}
    return first.replace(**joined)


def _check_alike(first: Poses, other: Poses) -> None:
    for what, here, there in (
        ("skeleton", first.skeleton.keypoints, other.skeleton.keypoints),
        ("unit", first.unit, other.unit),
        ("dimension", first.points.shape[2], other.points.shape[2]),
    ):
        if here != there:
            raise PosesError(f"The tables differ in {what}: {here} and {there}; convert one first.")


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
