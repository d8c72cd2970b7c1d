"""What the edits of one gesture make of rows and frames, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nbpose.errors import ProjectError
from nbpose.project import facts, rows
from nbpose.project.commit import Change, Facts
from nbpose.project.edits import (
    AddPerson,
    Edit,
    FrameEdit,
    RestoreKeypoint,
    RestorePerson,
    RowEdit,
    SwapSides,
    SwapSidesRange,
)
from nbpose.project.journal import Journal
from nbpose.project.rows import Row, State
from nbpose.project.store import RowStore

_FAR_BEYOND = 2**32
"""Nobody leaves out so many row ids; one edit must not use up the numbers that are left."""


class Gesture:
    """Works out a gesture step by step; an edit sees what the edits before it have done.

    Parameters
    ----------
    store : RowStore
        The rows as they are.
    journal : Journal
        The log, for what is brought back from it.
    frame_count : int or None
        Frames of the media; None when unknown.
    """

    def __init__(self, store: RowStore, journal: Journal, frame_count: int | None) -> None:
        self._store = store
        self._journal = journal
        self._frame_count = frame_count
        self._mirror = store.base.blank.skeleton.mirror
        self._before: dict[int, State] = {}
        self._after: dict[int, State] = {}
        self._touched: set[int] = set()
        self._facts_before: dict[int, Facts] = {}
        self._facts_after: dict[int, Facts] = {}

    def change(self, edits: Sequence[Edit]) -> Change:
        """Work out all edits.

        Parameters
        ----------
        edits : sequence of Edit
            One gesture.

        Returns
        -------
        Change

        Raises
        ------
        ProjectError
            When one of them does not fit.
        """
        if not edits:
            raise ProjectError("There is no edit to apply; give at least one.")
        for edit in edits:
            self._apply(edit)
        touched = {row: state for row, state in self._after.items() if row in self._touched}
        before = {row: self._before[row] for row in touched}
        after = {row: self._store.measured(before[row], touched[row]) for row in touched}
        return Change(before, after, self._facts_before, self._facts_after)

    def _apply(self, edit: Edit) -> None:
        if isinstance(edit, RestorePerson):
            self._put(edit.row, self._restored_person(edit))
        elif isinstance(edit, RestoreKeypoint):
            self._put(edit.row, self._restored_keypoint(edit))
        elif isinstance(edit, SwapSidesRange):
            self._swap_range(edit)
        elif isinstance(edit, RowEdit):
            self._edit_row(edit)
        elif isinstance(edit, FrameEdit):
            self._edit_frame(edit)
        else:
            raise ProjectError(f"{edit!r} is no edit; nbp.edits has them.")

    def _edit_row(self, edit: RowEdit) -> None:
        if isinstance(edit, AddPerson):
            self._check_addition(edit)
        after = rows.apply(edit, self._state(edit.row), self._store.blank, self._mirror)
        self._put(edit.row, after)

    def _edit_frame(self, edit: FrameEdit) -> None:
        frame = edit.frame
        self._check_frame(frame)
        if frame not in self._facts_before:
            self._facts_before[frame] = self._store.frame_facts(frame)
            self._facts_after[frame] = self._facts_before[frame]
        self._facts_after[frame] = facts.apply(edit, self._facts_after[frame]) or {}

    def _swap_range(self, edit: SwapSidesRange) -> None:
        """Swap everyone who may be swapped; to find nobody is an error, not a silent nothing."""
        found = self._store.rows_of_track(edit.start, edit.stop, edit.track)
        for row in found:  # read together, which takes a fraction of the time of one by one
            self._before.setdefault(int(row["row"]), row)
            self._after.setdefault(int(row["row"]), row)
        now = [self._after[int(row["row"])] for row in found]
        free = [row for row in now if row is not None and not facts.is_locked(row["extra"])]
        if not free:
            whose = "anybody" if edit.track < 0 else f"track {edit.track}"
            locked = " who is not locked" if found else ""
            raise ProjectError(
                f"The frames {edit.start} to {edit.stop - 1} do not have {whose}{locked}; give "
                f"other frames."
            )
        for row in free:
            self._edit_row(SwapSides(row=int(row["row"])))

    def _restored_person(self, edit: RestorePerson) -> Row:
        if self._state(edit.row) is not None:
            raise ProjectError(f"Row {edit.row} is there; there is nothing to bring back.")
        for commit in self._journal.touching(edit.row):
            earlier = commit.before[edit.row]
            if earlier is not None:
                self._check_track(int(earlier["frame"]), int(earlier["track"]))
                return earlier
        raise ProjectError(f"There was never a row {edit.row}, so it cannot be brought back.")

    def _restored_keypoint(self, edit: RestoreKeypoint) -> Row:
        row = self._state(edit.row)
        if row is None:
            raise ProjectError(
                f"Row {edit.row} is not there (any more); bring the person back first."
            )
        if edit.keypoint >= len(self._mirror):
            raise ProjectError(
                f"There is no keypoint {edit.keypoint}; the skeleton has 0 to "
                f"{len(self._mirror) - 1}."
            )
        if _has_position(row, edit.keypoint):
            raise ProjectError(
                f"Keypoint {edit.keypoint} of row {edit.row} has a position; there is nothing to "
                f"bring back."
            )
        for commit in self._journal.touching(edit.row):
            earlier = commit.before[edit.row]
            if earlier is not None and _has_position(earlier, edit.keypoint):
                return rows.restored(row, edit.keypoint, earlier)
        raise ProjectError(
            f"Keypoint {edit.keypoint} of row {edit.row} never had a position; place it."
        )

    def _state(self, row: int) -> State:
        """A row as the edits so far have left it."""
        if row not in self._before:
            self._before[row] = self._after[row] = self._store.get(row)
        return self._after[row]

    def _put(self, row: int, state: State) -> None:
        self._touched.add(row)
        self._after[row] = state

    def _check_addition(self, edit: AddPerson) -> None:
        if self._store.used(edit.row) or edit.row in self._before:
            raise ProjectError(
                f"Row {edit.row} was used before, and row ids are never reused; take one of "
                f"reserve_rows."
            )
        if edit.row >= self._journal.next_row + _FAR_BEYOND:
            raise ProjectError(
                f"Row {edit.row} is far beyond all that were given out, so the next ones would run "
                f"out of numbers; take one of reserve_rows."
            )
        self._check_frame(edit.frame)
        self._check_track(edit.frame, edit.track)

    def _check_frame(self, frame: int) -> None:
        if self._frame_count is not None and frame >= self._frame_count:
            raise ProjectError(
                f"There is no frame {frame}; the media has 0 to {self._frame_count - 1}."
            )

    def _check_track(self, frame: int, track: int) -> None:
        """One person is in a frame once; what this gesture has done so far counts."""
        there = self._store.between(frame, frame + 1)
        pairs = zip(there.row.tolist(), there.track.tolist(), strict=True)
        tracks = {other for row, other in pairs if row not in self._after}
        for state in self._after.values():
            if state is not None and state["frame"] == frame:
                tracks.add(int(state["track"]))
        if track >= 0 and track in tracks:
            raise ProjectError(f"Track {track} is in frame {frame} already; give another, or -1.")


def _has_position(row: Row, keypoint: int) -> bool:
    return bool(np.isfinite(row["points"][keypoint, :2]).all())
