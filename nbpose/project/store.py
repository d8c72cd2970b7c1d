"""Rows of a table that can change: the table as it came, with the changed rows on top."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose.poses import AreaSource, Origin, Poses, Visibility
from nbpose.poses.columns import column_names
from nbpose.project.rows import Row, State, box_is_due, frozen, measured


class RowStore:
    """Single rows for edits, and frames of rows for the widget, in time that does not grow.

    Parameters
    ----------
    poses : Poses
        The table as it came; it stays as it is.
    times : (M,) array, optional
        Seconds of the media's frames, for people who are added; NaN where unknown.
    """

    def __init__(self, poses: Poses, times: ArrayLike = ()) -> None:
        self._base = poses
        self._times = np.asarray(times, np.float64)
        self._by_frame = np.argsort(poses.frame, kind="stable")
        self._frames = poses.frame[self._by_frame]
        self._by_row = np.argsort(poses.row)
        self._rows = poses.row[self._by_row]
        self._changed: dict[int, State] = {}
        self._next_row = int(poses.row.max()) + 1 if len(poses) else 0

    @property
    def base(self) -> Poses:
        """The table as it came."""
        return self._base

    def reserve(self, count: int) -> range:
        """Set row ids apart that nobody else gets."""
        block = range(self._next_row, self._next_row + count)
        self._next_row = block.stop
        return block

    def used(self, row: int) -> bool:
        """Whether a row has or had this id."""
        return row in self._changed or self._position(row) is not None

    def get(self, row: int) -> State:
        """State of a row, or None where there is none."""
        if row in self._changed:
            return self._changed[row]
        position = self._position(row)
        return None if position is None else _row_at(self._base, position)

    def put(self, row: int, state: State) -> None:
        """Change, add (a new id) or take away (None) a row."""
        self._changed[row] = state
        self._next_row = max(self._next_row, row + 1)

    def blank(self, frame: int) -> Row:
        """An empty row of this table in a frame, for a person who is added.

        It has neither box nor area: a file that wants them takes those of the points it writes.
        """
        count = len(self._base.skeleton)
        empty = Poses.build(
            self._base.skeleton,
            np.full((1, count, self._base.points.shape[2]), np.nan),
            frame=[frame],
            time=[self._times[frame] if frame < len(self._times) else np.nan],
            visibility=np.full((1, count), Visibility.ABSENT),
            origin=np.full((1, count), Origin.UNKNOWN),
            area_source=[AreaSource.NONE],
            category=[self._base.category[0] if len(self._base) else 1],
        )
        values = dict(_row_at(empty, 0).values)
        if self._base.world is not None:
            values["world"] = np.full((count, 3), np.nan)
        return Row(values)

    def measured(self, before: State, after: State) -> State:
        """Measure a row again that was measured from its points, where an edit changed these."""
        if after is None or self._base.unit != "px" or not box_is_due(before, after):
            return after
        return measured(after, self._size_of(int(after["frame"])))

    def _size_of(self, frame: int) -> tuple[int, int]:
        """Width and height of a frame's picture; 0 where the table does not know."""
        sizes = self._base.images.size
        return (int(sizes[frame, 0]), int(sizes[frame, 1])) if frame < len(sizes) else (0, 0)

    def between(self, start: int, stop: int) -> Poses:
        """Rows of the frames start <= f < stop, by frame; new people come last in theirs."""
        first, last = np.searchsorted(self._frames, [start, stop])
        kept = self._by_frame[first:last]
        changed = [
            state for state in self._changed.values() if state and start <= state["frame"] < stop
        ]
        if self._changed:
            kept = kept[~np.isin(self._base.row[kept], list(self._changed))]
        if not changed:
            return self._base[kept]
        table = Poses.concat([self._base[kept], self.table_of(changed)])
        return table[np.lexsort((table.row, table.frame))]

    def everything(self) -> Poses:
        """The whole table as it is now; the very table that came while nothing has changed."""
        if not self._changed:
            return self._base
        last = max(
            [int(s["frame"]) for s in self._changed.values() if s] + [self._base.frame_count]
        )
        return self.between(0, last + 1)

    def table_of(self, rows: list[Row]) -> Poses:
        """Put single rows together to a table."""
        if not rows:
            return self._base[:0]
        columns: dict[str, Any] = {}
        for name in column_names():
            entries = [row[name] for row in rows]
            columns[name] = _stack(entries, getattr(self._base, name))
        return self._base.replace(**columns)

    def people_per_frame(self, count: int) -> NDArray[np.int64]:
        """Number of rows in each of the first frames."""
        rows = np.bincount(self._frames, minlength=count)[:count]
        for row, state in self._changed.items():
            position = self._position(row)
            if position is not None and self._base.frame[position] < count:
                rows[self._base.frame[position]] -= 1
            if state is not None and state["frame"] < count:
                rows[state["frame"]] += 1
        return rows

    def _position(self, row: int) -> int | None:
        found = int(np.searchsorted(self._rows, row))
        if found < len(self._rows) and self._rows[found] == row:
            return int(self._by_row[found])
        return None


def _row_at(poses: Poses, position: int) -> Row:
    values: dict[str, Any] = {}
    for name in column_names():
        column = getattr(poses, name)
        entry = None if column is None else column[position]
        values[name] = frozen(entry) if isinstance(entry, np.ndarray) else entry
    return Row(values)


def _stack(entries: list[Any], like: NDArray[Any] | None) -> NDArray[Any] | None:
    """Column of entries; None where no row has any."""
    if all(entry is None for entry in entries):
        return None if like is None else _objects(entries)
    if like is not None and like.dtype == object:
        return _objects(entries)
    return np.stack(entries)


def _objects(entries: list[Any]) -> NDArray[np.object_]:
    column = np.empty(len(entries), object)
    column[:] = entries
    return column
