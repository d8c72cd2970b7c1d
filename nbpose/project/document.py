"""The poses of one media under edit: commits, undo and redo, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nbpose._arguments import need_whole, shown
from nbpose.errors import ArgumentError
from nbpose.poses import Poses
from nbpose.project.commit import Author, Change, Facts
from nbpose.project.commit import Commit as Commit
from nbpose.project.edits import Edit
from nbpose.project.gesture import Gesture
from nbpose.project.journal import Journal
from nbpose.project.news import Listener, News
from nbpose.project.rows import State
from nbpose.project.store import RowStore

if TYPE_CHECKING:
    import pandas as pd

_FEW = 8
"""Up to so many frames are looked at one by one."""

NOTHING_TO_UNDO = "There is nothing to undo."
NOTHING_TO_REDO = "There is nothing to redo."


class Document:
    """Poses that can be edited from a widget, from Python and from other processes at once.

    Every change is one commit in a log that only grows; undo is a commit, too. Listeners are told
    of each commit in order and outside the lock, on the thread that committed, on one that is just
    telling of an earlier commit, or on one that looks for other processes' commits; a listener that
    fails is warned of, and the commit stands. Made by `Project.document` and by `nbpose.annotate`.

    Parameters
    ----------
    store : RowStore
        The rows.
    journal : Journal
        The log, on disk or in memory.
    frame_count : int or None
        Frames of the media; nobody can be added beyond. None when unknown.
    by : str
        Who edits.
    id : str
        Names the document wherever it is opened.
    name : str
        Of its file; "" in memory.
    """

    def __init__(
        self,
        store: RowStore,
        journal: Journal,
        frame_count: int | None,
        by: str = "",
        id: str = "",
        name: str = "",
    ) -> None:
        self.id = id
        self.name = name
        self.by = by
        self.owner: object = None
        self._frame_count = frame_count
        self._store = store
        self._journal = journal
        self._file = journal.file
        self._snapshot: tuple[int, Poses] | None = None
        self._news = News(journal)

    @property
    def poses(self) -> Poses:
        """The table as it is now."""
        with self._file.reading():
            seq = self.seq
            if self._snapshot is None or self._snapshot[0] != seq:
                self._snapshot = (seq, self._store.everything())
            return self._snapshot[1]

    @property
    def store(self) -> RowStore:
        """The rows, for the modules of this package."""
        return self._store

    @property
    def journal(self) -> Journal:
        """The log, for the modules of this package."""
        return self._journal

    @property
    def about(self) -> Poses:
        """The table without its rows: skeleton, unit, images."""
        return self._store.base.blank

    @property
    def frame_count(self) -> int | None:
        """Frames of the media it was made for; None when unknown."""
        return self._frame_count

    @property
    def stored(self) -> bool:
        """Whether commits are kept in a file."""
        return self._file.path is not None

    @property
    def seq(self) -> int:
        """Number of the last commit; 0 before the first."""
        return self._journal.seq

    @property
    def can_undo(self) -> bool:
        """Whether there is a commit to take back."""
        return self._journal.tops.undo > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a commit to bring back."""
        return self._journal.tops.redo > 0

    def between(self, start: int, stop: int) -> tuple[int, Poses]:
        """Rows of the frames start <= f < stop, and the commit they stand at."""
        with self._file.reading():
            return self.seq, self._store.between(start, stop)

    def reading(self) -> AbstractContextManager[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        return self._file.reading()

    def people_in(self, frames: Sequence[int]) -> dict[int, int]:
        """Number of people in each of these frames."""
        if len(frames) <= _FEW:
            return {frame: len(self._store.between(frame, frame + 1)) for frame in frames}
        there = self._store.between(min(frames), max(frames) + 1).frame
        found, counts = np.unique(there, return_counts=True)
        people = dict(zip(found.tolist(), counts.tolist(), strict=True))
        return {frame: people.get(frame, 0) for frame in frames}

    def frame_facts(self, start: int, stop: int) -> dict[int, Facts]:
        """Tags and attributes of the frames start <= f < stop that have any."""
        return self._store.facts_between(start, stop)

    def facts_of(self, frame: int) -> Facts:
        """Tags and attributes of a frame; empty where there are none."""
        return self._store.frame_facts(frame)

    def deleted(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Row and frame of the people who were deleted in start <= f < stop and can come back."""
        return self._journal.deleted(start, stop)

    def rows_after(self, commit: Commit) -> Poses:
        """The rows that a commit touched and left in the table."""
        kept = [state for state in commit.after.values() if state is not None]
        return self._store.table_of(kept)

    def people_per_frame(self, count: int) -> list[int]:
        """Number of people in each of the first frames."""
        with self._file.reading():
            return [int(people) for people in self._store.people_per_frame(count)]

    def reserve_rows(self, count: int) -> range:
        """Set row ids apart for people that a browser adds; no process gets them again."""
        return self._journal.reserve(need_whole("count", count, "a number from 0 on", 0))

    def apply(
        self,
        edits: Edit | Sequence[Edit],
        by: str = "",
        label: str = "",
        client: str = "",
        n: int = 0,
    ) -> Commit:
        """Apply edits as one commit: all of them, or none.

        Parameters
        ----------
        edits : Edit or sequence of Edit
            One gesture.
        by : str
            Who does it.
        label : str
            What to call it in the history.
        client, n : str, int
            The browser's name and its count of the gesture. One that comes twice is applied once.

        Returns
        -------
        Commit
            On the disk when this returns, where the document has a file.

        Raises
        ------
        ProjectError
            When an edit does not fit; nothing is changed then.
        """
        gesture = tuple(edits) if isinstance(edits, Iterable) else (edits,)
        author = self._author(by, label, client, n)
        with self._file.writing():
            known = self._made(author)
            if known is not None:
                return known
            change = Gesture(self._store, self._journal, self._frame_count).change(gesture)
            commit = self._journal.append(author, change, gesture)
        self._news.tell(commit)
        return commit

    def record(self, label: str, work: Callable[[], Change]) -> Commit | None:
        """Write what was worked out elsewhere, such as in a merge, as one commit.

        Parameters
        ----------
        label : str
            What to call it in the history.
        work : callable
            Gives rows and facts before and after. Nobody else can write meanwhile.

        Returns
        -------
        Commit or None
            None where nothing changes.
        """
        with self._file.writing():
            change = work()
            if not (change.after or change.facts_after):
                return None
            commit = self._journal.append(Author(self.by, label), change)
        self._news.tell(commit)
        return commit

    def note(self, label: str) -> Commit:
        """Write a line into the log that changes no row and that undo passes over."""
        return self._journal.skip_undo(Author(self.by, label), Change())

    def tell(self, commit: Commit) -> None:
        """Tell listeners of a commit that was noted."""
        self._news.tell(commit)

    def undo(self, by: str = "", client: str = "", n: int = 0) -> Commit | None:
        """Take the last commit back by a new one.

        Parameters
        ----------
        by : str
            Who does it.
        client, n : str, int
            The browser's name and its count of the gesture.

        Returns
        -------
        Commit or None
            None when there is nothing to take back.
        """
        with self._file.writing():
            author = self._author(by, "", client, n)
            top = self._journal.tops.undo
            if (known := self._made(author)) is not None:
                return known
            if not top:
                self._refuse(author, NOTHING_TO_UNDO)
                return None
            last = self._journal.commit(top)
            change = Change(last.before, last.after, last.facts_before, last.facts_after).inverse
            author = replace(author, label=f"undo {last.label}".rstrip())
            commit = self._journal.append(author, change, undoes=top)
        self._news.tell(commit)
        return commit

    def redo(self, by: str = "", client: str = "", n: int = 0) -> Commit | None:
        """Bring back what was last undone, by a new commit.

        Parameters
        ----------
        by : str
            Who does it.
        client, n : str, int
            The browser's name and its count of the gesture.

        Returns
        -------
        Commit or None
            None when there is nothing to bring back.
        """
        with self._file.writing():
            author = self._author(by, "", client, n)
            top = self._journal.tops.redo
            if (known := self._made(author)) is not None:
                return known
            if not top:
                self._refuse(author, NOTHING_TO_REDO)
                return None
            undone = self._journal.commit(self._journal.commit(top).undoes or 0)
            change = Change(undone.before, undone.after, undone.facts_before, undone.facts_after)
            author = replace(author, label=f"redo {undone.label}".rstrip())
            commit = self._journal.append(author, change, redoes=undone.seq)
        self._news.tell(commit)
        return commit

    def handled(self, client: str, n: int) -> bool:
        """Whether a client's gesture was applied or refused."""
        with self._file.reading():
            known = self._journal.made(client, n) is not None
            return known or n in self._journal.refused(client)

    def done(self, client: str) -> int:
        """Count of a client's last gesture that was applied or refused."""
        return self._journal.done(client)

    def refuse(self, client: str, n: int, reason: str) -> None:
        """Note that a client's gesture was refused, should the news not reach it.

        Parameters
        ----------
        client, n : str, int
            The browser's name and its count of the gesture.
        reason : str
            What to tell the user.
        """
        with self._file.writing():
            self._journal.refuse(client, n, reason)

    def rejected(self, client: str) -> dict[int, str]:
        """The gestures of a client that were refused, and why."""
        return self._journal.refused(client)

    def on_commit(self, listener: Listener) -> Callable[[], None]:
        """Tell a function of every commit from now on, other processes' included.

        Parameters
        ----------
        listener : callable
            Called with the `Commit`.

        Returns
        -------
        callable
            Ends it.
        """
        return self._news.subscribe(listener)

    def table_with(self, rows: Mapping[int, State], facts: Mapping[int, Facts]) -> Poses:
        """The table that came with these rows and facts of frames instead of its own."""
        return self._store.with_changes(rows, facts)

    def history(self) -> pd.DataFrame:
        """List all commits.

        Returns
        -------
        pandas.DataFrame
            seq, time, by, label, rows, frames, edits (as on the wire), undoes, redoes.
        """
        from nbpose.project.history import history_of

        return history_of(self.commits())

    def commits(self) -> list[Commit]:
        """Every commit, with the rows before and after it."""
        return self._journal.commits()

    def commit(self, seq: int) -> Commit:
        """One commit, with the rows before and after it."""
        return self._journal.commit(need_whole("seq", seq, "the number of a commit"))

    def close(self) -> None:
        """Stop looking for other processes' commits."""
        self._news.stop()

    def _author(self, by: str, label: str, client: str, n: int) -> Author:
        for name, value in (("by", by), ("label", label), ("client", client)):
            if not isinstance(value, str):
                raise ArgumentError(f"{name} is {shown(value)}; give a text.")
        return Author(by or self.by, label, client, n)

    def _made(self, author: Author) -> Commit | None:
        """The commit that a browser's gesture became when it came before."""
        seq = self._journal.made(author.client, author.n) if author.client else None
        return None if seq is None else self._journal.commit(seq)

    def _refuse(self, author: Author, reason: str) -> None:
        if author.client:
            self._journal.refuse(author.client, author.n, reason)
