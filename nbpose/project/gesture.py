"""What the edits of one gesture make of rows and frames, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from nbpose.errors import ProjectError
from nbpose.project import rows
from nbpose.project.commit import Change
from nbpose.project.edits import AddPerson, Edit
from nbpose.project.journal import Journal
from nbpose.project.rows import State
from nbpose.project.store import RowStore


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
        self._before: dict[int, State] = {}
        self._after: dict[int, State] = {}

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
            if not isinstance(edit, Edit):
                raise ProjectError(f"{edit!r} is no edit; nbp.edits has them.")
            self._edit_row(edit)
        measured = {
            row: self._store.measured(self._before[row], after)
            for row, after in self._after.items()
        }
        return Change(self._before, measured)

    def _edit_row(self, edit: Edit) -> None:
        if isinstance(edit, AddPerson):
            self._check_addition(edit)
        self._put(edit.row, rows.apply(edit, self._state(edit.row), self._store.blank))

    def _state(self, row: int) -> State:
        return self._after[row] if row in self._after else self._store.get(row)

    def _put(self, row: int, state: State) -> None:
        if row not in self._before:
            self._before[row] = self._store.get(row)
        self._after[row] = state

    def _check_addition(self, edit: AddPerson) -> None:
        if self._store.used(edit.row):
            raise ProjectError(
                f"Row {edit.row} was used before, and row ids are never reused; take one of "
                f"reserve_rows."
            )
        self._check_frame(edit.frame)
        self._check_track(edit.frame, edit.track)

    def _check_frame(self, frame: int) -> None:
        if self._frame_count is not None and frame >= self._frame_count:
            raise ProjectError(
                f"There is no frame {frame}; the media has 0 to {self._frame_count - 1}."
            )

    def _check_track(self, frame: int, track: int) -> None:
        if track in self._store.between(frame, frame + 1).tracks:
            raise ProjectError(f"Track {track} is in frame {frame} already; give another, or -1.")
