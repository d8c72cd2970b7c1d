"""Looks whether another process has written to a project file."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Callable

from nbpose.errors import ProjectError
from nbpose.project.file import ProjectFile

EVERY = 0.5  # seconds


class Watch:
    """Calls a method soon after another connection has written, on a thread of its own.

    Parameters
    ----------
    file : ProjectFile
        One in memory has no other writers and is not looked at.
    changed : bound method
        Called without arguments. It does not keep its object alive.
    """

    def __init__(self, file: ProjectFile, changed: Callable[[], None]) -> None:
        self._file = file
        self._changed = weakref.WeakMethod(changed)
        self._stop: threading.Event | None = None

    def start(self) -> None:
        """Begin to look."""
        if self._file.path is None or self._stop is not None:
            return
        self._stop = threading.Event()
        work = threading.Thread(target=_look, args=(self._file, self._changed, self._stop))
        work.daemon = True  # it must not keep a kernel from ending
        work.start()

    def stop(self) -> None:
        """Look no more."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None


def _look(
    file: ProjectFile, changed: weakref.WeakMethod[Callable[[], None]], stop: threading.Event
) -> None:
    seen = -1
    while not stop.wait(EVERY) and not file.closed:
        with contextlib.suppress(ProjectError):  # busy or closed meanwhile: look again
            version = file.data_version
            tell = changed()
            if tell is None:
                return
            if version != seen:
                seen = version
                tell()
