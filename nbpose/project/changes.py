"""What commits changed, thing by thing: the table behind the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nbpose.poses import AreaSource
from nbpose.poses.said import FRAME_FACTS, PERSON_FACTS
from nbpose.project.commit import Commit
from nbpose.project.rows import Row, State
from nbpose.skeletons import Skeleton

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "seq",
    "time",
    "by",
    "label",
    "frame",
    "row",
    "track",
    "what",
    "keypoint",
    "before",
    "after",
)

Line = tuple[int, int, int, str, str, Any, Any]
"""frame, row, track, what, keypoint, before, after"""


def changes_of(log: Sequence[Commit], skeleton: Skeleton) -> pd.DataFrame:
    """List what every commit changed.

    Parameters
    ----------
    log : sequence of Commit
        In order.
    skeleton : Skeleton
        Of the rows.

    Returns
    -------
    pandas.DataFrame
        seq, time, by, label, frame, row, track, what ("person", "joint", "box", "tags" ...),
        keypoint, before, after. A joint is (x, y, visibility), and None where it is absent.
    """
    import pandas as pd

    lines = [
        (commit.seq, commit.time, commit.by, commit.label, *line)
        for commit in log
        for line in _lines(commit, skeleton)
    ]
    table = pd.DataFrame(lines, columns=list(COLUMNS))
    table["time"] = pd.to_datetime(table["time"], unit="s", utc=True)
    return table


def _lines(commit: Commit, skeleton: Skeleton) -> Iterator[Line]:
    for number, after in sorted(commit.after.items()):
        before = commit.before[number]
        known = after if after is not None else before
        if known is None:
            continue
        where = (int(known["frame"]), number, int(known["track"]))
        for what, keypoint, old, new in _row_changes(before, after, skeleton):
            yield (*where, what, keypoint, old, new)
    for frame, facts in commit.facts_after.items():
        for name, old, new in _fact_changes(commit.facts_before[frame], facts, FRAME_FACTS):
            yield (frame, -1, -1, name, "", old, new)


def _row_changes(
    before: State, after: State, skeleton: Skeleton
) -> Iterator[tuple[str, str, Any, Any]]:
    if before is None or after is None:
        yield "person", "", _presence(before), _presence(after)
    for keypoint, name in enumerate(skeleton.keypoints):
        old, new = _joint(before, keypoint), _joint(after, keypoint)
        if old != new:
            yield "joint", name, old, new
    if _box(before) != _box(after):
        yield "box", "", _box(before), _box(after)
    extras = [{} if state is None else state["extra"] or {} for state in (before, after)]
    for name, old, new in _fact_changes(extras[0], extras[1], PERSON_FACTS):
        yield name, "", old, new


def _fact_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]
) -> Iterator[tuple[str, Any, Any]]:
    for name in names:
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _presence(row: State) -> str:
    return "not there" if row is None else "there"


def _joint(row: State, keypoint: int) -> tuple[float, float, int] | None:
    if row is None or not np.isfinite(row["points"][keypoint, :2]).all():
        return None
    x, y = row["points"][keypoint, :2]
    return float(x), float(y), int(row["visibility"][keypoint])


def _box(row: Row | None) -> tuple[float, ...] | None:
    """A box that somebody drew; one that follows from the points changes with them."""
    if row is None or row["area_source"] == AreaSource.POINTS or np.isnan(row["bbox"]).any():
        return None
    return tuple(float(side) for side in row["bbox"])
