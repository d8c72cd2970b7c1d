"""A table under edit: a lock, a log of commits, undo and redo, and who is told."""

from __future__ import annotations

import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbpose._arguments import need_whole
from nbpose.errors import NbposeWarning, ProjectError
from nbpose.poses import Poses, need_poses
from nbpose.project import rows
from nbpose.project.edits import AddPerson, Edit, RowEdit, to_dict
from nbpose.project.rows import State
from nbpose.project.store import RowStore

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike


@dataclass(frozen=True, eq=False)
class Commit:
    """One gesture as it stands in the log; nothing in it ever changes.

    Parameters
    ----------
    seq : int
        Its number, from 1.
    edits : tuple of Edit
        What was done; empty for an undo or a redo.
    before, after : mapping of int to Row or None
        The rows it touched, as they were and as they became.
    by : str
        Who did it.
    label : str
        What to call it, such as "move left_knee".
    time : float
        Seconds since the epoch.
    client, n : str, int
        The browser's name and its count of the gesture; "" and 0 from Python.
    undoes, redoes : int or None
        The commit that this one takes back or brings back.
    """

    seq: int
    edits: tuple[Edit, ...]
    before: Mapping[int, State]
    after: Mapping[int, State]
    by: str
    label: str
    time: float
    client: str = ""
    n: int = 0
    undoes: int | None = None
    redoes: int | None = None


_REASONS_KEPT = 64  # a browser that was away that long asks for all rows anyway

Listener = Callable[[Commit], None]


class Document:
    """Poses that can be edited from a widget and from Python, both at once.

    Every change is one commit in a log that only grows; undo is a commit, too. Listeners are told
    of each commit in order and outside the lock, on the thread that committed; one that fails is
    warned of, and the commit stands.

    Parameters
    ----------
    poses : Poses
        The table to start from; it stays as it is.
    frame_count : int, optional
        Frames of the media; nobody can be added beyond. Unknown when left out.
    times : (M,) array, optional
        Seconds of the media's frames; people who are added get them. NaN when left out.
    """

    def __init__(self, poses: Poses, frame_count: int | None = None, times: ArrayLike = ()) -> None:
        wanted = "the number of frames of the media, or None"
        if frame_count is not None:
            frame_count = need_whole("frame_count", frame_count, wanted, 0)
        self._frame_count = frame_count
        self._lock = threading.RLock()
        self._telling = threading.RLock()
        self._store = RowStore(need_poses(poses, "Document"), times)
        self._log: list[Commit] = []
        self._undo: list[Commit] = []
        self._redo: list[Commit] = []
        self._done: dict[str, int] = {}
        self._rejected: dict[str, dict[int, str]] = {}
        self._listeners: list[Listener] = []
        self._untold: deque[Commit] = deque()
        self._snapshot: tuple[int, Poses] = (0, poses)

    @property
    def poses(self) -> Poses:
        """The table as it is now."""
        with self._lock:
            if self._snapshot[0] != self.seq:
                self._snapshot = (self.seq, self._store.everything())
            return self._snapshot[1]

    @property
    def base(self) -> Poses:
        """The table to start from."""
        return self._store.base

    @property
    def frame_count(self) -> int | None:
        """Frames of the media it was made for; None when unknown."""
        return self._frame_count

    @property
    def seq(self) -> int:
        """Number of the last commit; 0 before the first."""
        return len(self._log)

    @property
    def can_undo(self) -> bool:
        """Whether there is a commit to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a commit to bring back."""
        return bool(self._redo)

    def between(self, start: int, stop: int) -> tuple[int, Poses]:
        """Rows of the frames start <= f < stop, and the commit they stand at."""
        with self._lock:
            return self.seq, self._store.between(start, stop)

    def rows_after(self, commit: Commit) -> Poses:
        """The rows that a commit touched and left in the table."""
        kept = [state for state in commit.after.values() if state is not None]
        return self._store.table_of(kept)

    def people_per_frame(self, count: int) -> list[int]:
        """Number of people in each of the first frames."""
        with self._lock:
            return [int(people) for people in self._store.people_per_frame(count)]

    def reserve_rows(self, count: int) -> range:
        """Set row ids apart for people that a browser adds."""
        with self._lock:
            return self._store.reserve(count)

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
            The browser's name and its count of the gesture, for edits that may come twice.

        Returns
        -------
        Commit

        Raises
        ------
        ProjectError
            When an edit does not fit; nothing is changed then.
        """
        gesture = tuple(edits) if isinstance(edits, Iterable) else (edits,)
        with self._lock:
            before, after = self._try(gesture)
            commit = self._append(gesture, before, after, by, label, client, n)
            self._undo.append(commit)
            self._redo.clear()
        self._tell()
        return commit

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
        with self._lock:
            self._handled(client, n)
            if not self._undo:
                return None
            last = self._undo.pop()
            commit = self._append(
                (), last.after, last.before, by, f"undo {last.label}", client, n, undoes=last.seq
            )
            self._redo.append(last)
        self._tell()
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
        with self._lock:
            self._handled(client, n)
            if not self._redo:
                return None
            last = self._redo.pop()
            commit = self._append(
                (), last.before, last.after, by, f"redo {last.label}", client, n, redoes=last.seq
            )
            self._undo.append(last)
        self._tell()
        return commit

    def done(self, client: str) -> int:
        """Count of a client's last gesture that was applied or refused."""
        with self._lock:
            return self._done.get(client, 0)

    def refuse(self, client: str, n: int, reason: str) -> None:
        """Note that a client's gesture was refused, should the news not reach it.

        Parameters
        ----------
        client, n : str, int
            The browser's name and its count of the gesture.
        reason : str
            What to tell the user.
        """
        with self._lock:
            self._handled(client, n)
            reasons = self._rejected.setdefault(client, {})
            reasons[n] = reason
            if len(reasons) > _REASONS_KEPT:
                del reasons[min(reasons)]

    def rejected(self, client: str) -> dict[int, str]:
        """The gestures of a client that were refused, and why; the last 64 of them."""
        with self._lock:
            return dict(self._rejected.get(client, {}))

    def on_commit(self, listener: Listener) -> Callable[[], None]:
        """Tell a function of every commit from now on.

        Parameters
        ----------
        listener : callable
            Called with the `Commit`.

        Returns
        -------
        callable
            Ends it.
        """
        if not callable(listener):
            raise ProjectError(f"{listener!r} cannot be called; give a function of the commit.")
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def history(self) -> pd.DataFrame:
        """List all commits.

        Returns
        -------
        pandas.DataFrame
            seq, time, by, label, rows, edits (as on the wire), undoes, redoes.
        """
        import pandas as pd

        with self._lock:
            log = tuple(self._log)
        return pd.DataFrame(
            {
                "seq": [c.seq for c in log],
                "time": pd.to_datetime([c.time for c in log], unit="s", utc=True),
                "by": [c.by for c in log],
                "label": [c.label for c in log],
                "rows": [tuple(c.after) for c in log],
                "edits": [tuple(to_dict(edit) for edit in c.edits) for c in log],
                "undoes": pd.array([c.undoes for c in log], dtype="Int64"),
                "redoes": pd.array([c.redoes for c in log], dtype="Int64"),
            }
        )

    def _try(self, edits: tuple[Edit, ...]) -> tuple[dict[int, State], dict[int, State]]:
        """States before and after, without changing anything yet."""
        if not edits:
            raise ProjectError("There is no edit to apply; give at least one.")
        before: dict[int, State] = {}
        after: dict[int, State] = {}
        for edit in edits:
            self._check(edit)
            if not isinstance(edit, RowEdit):
                raise ProjectError(f'The edit "{edit.op}" does not fit this document.')
            if edit.row not in before:
                before[edit.row] = after[edit.row] = self._store.get(edit.row)
            mirror = self._store.base.skeleton.mirror
            after[edit.row] = rows.apply(edit, after[edit.row], self._store.blank, mirror)
        measured = {row: self._store.measured(before[row], after[row]) for row in after}
        return before, measured

    def _check(self, edit: Edit) -> None:
        """Refuse what no row can tell by itself."""
        if not isinstance(edit, Edit):
            raise ProjectError(f"{edit!r} is no edit; nbp.edits has them.")
        if not isinstance(edit, AddPerson):
            return
        if self._store.used(edit.row):
            raise ProjectError(
                f"Row {edit.row} was used before, and row ids are never reused; take one of "
                f"reserve_rows."
            )
        if edit.track in self._store.between(edit.frame, edit.frame + 1).tracks:
            raise ProjectError(
                f"Track {edit.track} is in frame {edit.frame} already; give another, or -1."
            )
        if self._frame_count is not None and edit.frame >= self._frame_count:
            raise ProjectError(
                f"There is no frame {edit.frame}; the media has 0 to {self._frame_count - 1}."
            )

    def _append(
        self,
        edits: tuple[Edit, ...],
        before: Mapping[int, State],
        after: Mapping[int, State],
        by: str,
        label: str,
        client: str,
        n: int,
        undoes: int | None = None,
        redoes: int | None = None,
    ) -> Commit:
        for row, state in after.items():
            self._store.put(row, state)
        seq = self.seq + 1
        commit = Commit(
            seq, edits, before, after, by, label, time.time(), client, n, undoes, redoes
        )
        self._log.append(commit)
        self._untold.append(commit)
        self._handled(client, n)
        return commit

    def _handled(self, client: str, n: int) -> None:
        if client:
            self._done[client] = max(n, self._done.get(client, 0))

    def _tell(self) -> None:
        """Tell the listeners in the order of the log, whichever thread comes first."""
        with self._telling:
            failures: list[tuple[Commit, Exception]] = []
            while self._untold:
                commit = self._untold.popleft()
                for listener in tuple(self._listeners):
                    try:
                        listener(commit)
                    except Exception as error:  # the edit stands, and the others must still hear
                        failures.append((commit, error))
        for told, failure in failures:
            warnings.warn(
                f'A function that was told of the edit "{told.label}" failed: {failure!r}; the '
                f"edit stands.",
                NbposeWarning,
                stacklevel=3,
            )
