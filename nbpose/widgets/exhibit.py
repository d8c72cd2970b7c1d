"""The picture that a notebook keeps of a widget, renewed whenever all is quiet."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from IPython import get_ipython
from IPython.display import display

from nbpose.widgets.still import Still

QUIET = 1.5
"""Seconds without a change before the picture is made anew."""

CAPTION = "As last shown. Run the cell to edit."
NO_PICTURE = "This frame cannot be shown."


class Exhibit:
    """The picture below which a widget is displayed; a live widget hides it.

    Parameters
    ----------
    still : callable
        Gives the picture as it would be now; None where there is none.
    """

    def __init__(self, still: Callable[[], Still | None]) -> None:
        self.name = f"nbpose-still-{secrets.token_hex(6)}"
        self._still = still
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._due = 0.0
        self._stale = False
        self._on_display: dict[str, Any] | None = None
        self._shell: Any = None

    def show(self) -> None:
        """Put the picture below the running cell."""
        data, metadata = self._bundle()
        display(data, metadata=metadata, raw=True, display_id=self.name)
        if self._on_display is None:
            self._shell = get_ipython()
            if self._shell is not None:
                self._shell.events.register("post_run_cell", self._after_cell)
        self._on_display = data

    def touch(self) -> None:
        """Say that the picture is another now; it is renewed after a cell, or when all is quiet."""
        if self._on_display is None:
            return
        with self._lock:
            self._stale = True
            self._due = time.monotonic() + QUIET
            if self._timer is None:
                self._wait(QUIET)

    def renew(self) -> None:
        """Bring the picture up to date, wherever it is displayed."""
        with self._lock:
            if not self._stale:
                return
            self._stale = False
        data, metadata = self._bundle()
        if data != self._on_display:
            self._on_display = data
            display(data, metadata=metadata, raw=True, display_id=self.name, update=True)

    def close(self) -> None:
        """Leave the picture as it is."""
        with self._lock:
            self._stale, self._on_display = False, None
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if self._shell is not None:
            self._shell.events.unregister("post_run_cell", self._after_cell)
            self._shell = None

    def _after_cell(self, *_result: Any) -> None:
        self.renew()

    def _wait(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        try:
            self._timer.start()
        except RuntimeError:  # no threads here, or the kernel ends: cells renew it
            self._timer = None

    def _look(self) -> None:
        """Renew the picture if nothing came meanwhile, else wait on."""
        with self._lock:
            left = self._due - time.monotonic()
            if self._stale and left > 0:
                return self._wait(left)
            self._timer = None
        self.renew()

    def _bundle(self) -> tuple[dict[str, Any], dict[str, Any]]:
        still = self._still()
        if still is None:
            words = f'<p class="{self.name}">{NO_PICTURE}</p>'
            return {"text/plain": NO_PICTURE, "text/html": words}, {}
        return still.bundle(self.name, CAPTION)
