"""Who is told of commits: in the order of the log, whichever thread or process made them."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator

from nbpose.errors import NbposeWarning, ProjectError
from nbpose.project.commit import Commit
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
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._told = 0
        self._busy = False
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
        with self._lock:
            self._fresh.clear()
            self._told = self._journal.seq
        self._watch.start()

    def _tell(self) -> None:
        failures: list[tuple[Commit, Exception]] = []
        with self._lock:
            if self._busy:  # a listener has edited: it is told of that after all of this
                return
            self._busy = True
            try:
                for commit in self._untold():
                    failures += self._tell_of(commit)
            finally:
                self._busy = False
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
        while self._told < self._journal.seq:
            self._told += 1
            fresh = self._fresh.pop(self._told, None)
            yield self._journal.commit(self._told) if fresh is None else fresh
