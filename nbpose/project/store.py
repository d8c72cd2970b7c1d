"""Rows of a table that can change: the table as it came, with the changed rows on top."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose.poses import AreaSource, Images, Origin, Poses, Visibility
from nbpose.poses.columns import column_names
from nbpose.poses.said import FRAME_FACTS, facts_among
from nbpose.project.base import Base
from nbpose.project.codec import block_of, row_at
from nbpose.project.commit import Facts
from nbpose.project.journal import Journal
from nbpose.project.rows import Row, State, box_is_due, measured


class RowStore:
    """Single rows for edits, and frames of rows for the widget, in time that does not grow.

    Parameters
    ----------
    base : Base
        The table as it came; it stays as it is.
    journal : Journal
        The rows that were changed, and the log.
    times : (M,) array, optional
        Seconds of the media's frames, for people who are added; NaN where unknown.
    """

    def __init__(self, base: Base, journal: Journal, times: ArrayLike = ()) -> None:
        self.base = base
        self._journal = journal
        self._times = np.asarray(times, np.float64)
        self._by_frame = np.argsort(base.frame, kind="stable")
        self._frames = base.frame[self._by_frame]
        self._by_row = np.argsort(base.row)
        self._rows = base.row[self._by_row]

    def used(self, row: int) -> bool:
        """Whether a row has or had this id."""
        return self._position(row) is not None or self._journal.known(row)

    def get(self, row: int) -> State:
        """State of a row, or None where there is none."""
        return self.states([row])[row]

    def states(self, rows: Collection[int]) -> dict[int, State]:
        """States of many rows; None where there is none."""
        changed = self._journal.states(rows)
        places = {row: self._position(row) for row in rows if row not in changed}
        came = {row: place for row, place in places.items() if place is not None}
        columns = _columns(self.base.take(np.array([*came.values()], np.int64)))
        there = {row: row_at(columns, index) for index, row in enumerate(came)}
        return {**dict.fromkeys(rows), **changed, **there}

    def frame_facts(self, frame: int) -> Facts:
        """What is said of a frame: by the file it came from, or by the edits since."""
        changed = self._journal.facts(frame, frame + 1)
        extra = self.base.blank.images.extra
        came = extra[frame] if frame < len(extra) else {}
        return changed.get(frame, facts_among(came, FRAME_FACTS))

    def facts_between(self, start: int, stop: int) -> dict[int, Facts]:
        """What is said of the frames start <= f < stop, where anything is."""
        extra = self.base.blank.images.extra[start:stop]
        came = {frame: facts_among(said, FRAME_FACTS) for frame, said in enumerate(extra, start)}
        known = {**came, **self._journal.facts(start, stop)}
        return {frame: said for frame, said in known.items() if said}

    def blank(self, frame: int) -> Row:
        """An empty row of this table in a frame, for a person who is added.

        It has neither box nor area: a file that wants them takes those of the points it writes.
        """
        about = self.base.blank
        count = len(about.skeleton)
        empty = Poses.build(
            about.skeleton,
            np.full((1, count, about.points.shape[2]), np.nan),
            frame=[frame],
            time=[self._times[frame] if frame < len(self._times) else np.nan],
            visibility=np.full((1, count), Visibility.ABSENT),
            origin=np.full((1, count), Origin.UNKNOWN),
            area_source=[AreaSource.NONE],
            category=[self._category()],
        )
        values = dict(row_at(_columns(empty), 0).values)
        if about.world is not None:
            values["world"] = np.full((count, 3), np.nan)
        return Row(values)

    def _category(self) -> int:
        """Category of the table's first row."""
        return int(self.base.take(np.array([0])).category[0]) if len(self._rows) else 1

    def measured(self, before: State, after: State) -> State:
        """Measure a row again that was measured from its points, where an edit changed these."""
        if after is None or self.base.blank.unit != "px" or not box_is_due(before, after):
            return after
        return measured(after, self.size_of(int(after["frame"])))

    def size_of(self, frame: int) -> tuple[int, int]:
        """Width and height of a frame's picture; 0 where the table does not know."""
        sizes = self.base.blank.images.size
        return (int(sizes[frame, 0]), int(sizes[frame, 1])) if frame < len(sizes) else (0, 0)

    def between(self, start: int, stop: int) -> Poses:
        """Rows of the frames start <= f < stop, by frame; new people come last in theirs."""
        first, last = np.searchsorted(self._frames, [start, stop])
        kept = self._by_frame[first:last]
        changed = self._journal.changed(start, stop)
        if changed:
            kept = kept[~np.isin(self.base.row[kept], list(changed))]
        there = [state for state in changed.values() if state is not None]
        if not there:
            return self.base.take(kept)
        table = Poses.concat([self.base.take(kept), self.table_of(there)])
        return table[np.lexsort((table.row, table.frame))]

    def everything(self) -> Poses:
        """The whole table as it is now; the very table that came while nothing has changed."""
        return self.with_changes(self._journal.changed(0, _LAST), self._journal.facts(0, _LAST))

    def with_changes(self, changed: Mapping[int, State], facts: Mapping[int, Facts]) -> Poses:
        """The table that came with these rows and facts of frames instead of its own.

        Parameters
        ----------
        changed : mapping of int to Row or None
            Rows by id.
        facts : mapping of int to mapping
            Tags and attributes by frame.

        Returns
        -------
        Poses
        """
        whole = self.base.everything()
        if changed:
            kept = whole[np.flatnonzero(~np.isin(whole.row, list(changed)))]
            there = [state for state in changed.values() if state is not None]
            whole = Poses.concat([kept, self.table_of(there)]) if there else kept
            whole = whole[np.lexsort((whole.row, whole.frame))]
        return whole.replace(images=_with_facts(whole.images, facts)) if facts else whole

    def table_of(self, rows: Sequence[Row]) -> Poses:
        """Put single rows together to a table."""
        if not rows:
            return self.base.blank
        columns = dict(block_of(rows, 0).columns)
        if columns["extra"] is None and self.base.blank.extra is not None:
            columns["extra"] = [None] * len(rows)
        return self.base.blank.replace(**columns)

    def people_per_frame(self, count: int) -> NDArray[np.int64]:
        """Number of rows in each of the first frames."""
        people = np.bincount(self._frames, minlength=count)[:count]
        for row, frame, there in self._journal.changed_frames():
            if 0 <= frame < count:
                people[frame] += int(there) - int(self._position(row) is not None)
        return people

    def rows_of_track(self, start: int, stop: int, track: int) -> list[Row]:
        """Rows of a person in the frames start <= f < stop; -1: of everybody."""
        table = self.between(start, stop)
        columns = _columns(table)
        return [
            row_at(columns, index)
            for index in range(len(table))
            if track in (-1, int(table.track[index]))
        ]

    def _position(self, row: int) -> int | None:
        found = int(np.searchsorted(self._rows, row))
        if found < len(self._rows) and self._rows[found] == row:
            return int(self._by_row[found])
        return None


_LAST = 1 << 62


def _columns(poses: Poses) -> dict[str, Any]:
    return {name: getattr(poses, name) for name in column_names()}


def _with_facts(images: Images, facts: Mapping[int, Facts]) -> Images:
    """Put tags and attributes beside what else is said of the frames."""
    extra = list(images.extra) if images.extra else [{} for _ in range(len(images))]
    for frame, said in facts.items():
        if frame < len(extra):
            rest = {name: fact for name, fact in extra[frame].items() if name not in FRAME_FACTS}
            extra[frame] = {**rest, **said}
    return replace(images, extra=tuple(extra))
