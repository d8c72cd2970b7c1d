"""Who is told of commits: in the order of the log, whichever thread or process made them."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator

from nbpose.errors import NbposeWarning, ProjectError
from nbpose.project.commit import Commit
from nbpose.project.file import NotSavedError
from nbpose.project.journal import Journal
from nbpose.project.watch import Watch

Listener = Callable[[Commit], None]


class News:
    """Tells listeners of every commit, outside the lock of the file.

    Parameters
    ----------
    journal : Journal
        The log.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._turn = threading.Lock()
        self._wanted = False
        self._listeners: list[Listener] = []
        self._told = 0
        self._fresh: dict[int, Commit] = {}
        self._watch = Watch(journal.file, self._tell)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell a function of every commit from now on; what comes back ends it."""
        if not callable(listener):
            raise ProjectError(f"{listener!r} cannot be called; give a function of the commit.")
        if not self._listeners:
            self._begin()
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)
            if not self._listeners:
                self._watch.stop()

        return end

    def tell(self, commit: Commit) -> None:
        """Tell of a commit of this process."""
        if self._listeners:
            self._fresh[commit.seq] = commit
            self._tell()

    def stop(self) -> None:
        """Tell nobody any more."""
        self._listeners.clear()
        self._watch.stop()

    def _begin(self) -> None:
        self._fresh.clear()
        self._told = self._journal.seq
        self._watch.start()

    def _tell(self) -> None:
        """Tell of all that is new. Only one does: what comes meanwhile it tells of as well.

        So nobody waits for a listener, not even one that edits, on whichever thread.
        """
        failures: list[tuple[Commit, Exception]] = []
        self._wanted = True
        while self._wanted and self._turn.acquire(blocking=False):
            try:
                self._wanted = False
                for commit in self._untold():
                    failures += self._tell_of(commit)
                self._fresh.clear()
            finally:
                self._turn.release()
        for told, failure in failures:
            warnings.warn(
                f'A function that was told of the edit "{told.label}" failed: {failure!r}; the '
                f"edit stands.",
                NbposeWarning,
                stacklevel=4,
            )

    def _tell_of(self, commit: Commit) -> list[tuple[Commit, Exception]]:
        failures: list[tuple[Commit, Exception]] = []
        for listener in tuple(self._listeners):
            try:
                listener(commit)
            except Exception as error:  # the edit stands, and the others must still hear
                failures.append((commit, error))
        return failures

    def _untold(self) -> Iterator[Commit]:
        """Commits that nobody was told of; one that a listener makes comes after its own."""
        while (number := self._told + 1) <= self._last():
            commit = self._fresh.pop(number, None) or self._read(number)
            self._told = number
            if commit is not None:
                yield commit

    def _last(self) -> int:
        try:
            return self._journal.seq
        except NotSavedError:  # closed by a listener, say: what was saved is saved nevertheless
            return 0

    def _read(self, number: int) -> Commit | None:
        try:
            return self._journal.commit(number)
        except ProjectError:  # whoever reads the rows hears of the damage
            return None
