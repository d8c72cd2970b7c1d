"""The cell that a callback came from: where what it prints, and its errors, show.

A notebook shows output below the cell that asked for it. A function that is called for a message
of a widget was asked for by no cell: what it prints goes to JupyterLab's log, or nowhere.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from IPython import get_ipython

from nbpose.errors import NbposeWarning

Request = Mapping[str, Any]


@dataclass(frozen=True)
class Cell:
    """A cell, as the request to run it.

    Parameters
    ----------
    request : mapping or None
        None where there is no notebook.
    """

    request: Request | None

    @classmethod
    def running(cls) -> Cell:
        """The cell that runs now."""
        return cls(_request())

    @contextlib.contextmanager
    def output(self) -> Iterator[None]:
        """Show below this cell what is printed meanwhile, unless another cell asks for it now."""
        now = _request()
        if self.request is None or now is None or now.get("msg_type") == "execute_request":
            yield
            return
        shell: Any = get_ipython()
        shell.set_parent(self.request)
        try:
            yield
        finally:
            sys.stdout.flush()  # what waits here would go where the next line goes
            sys.stderr.flush()
            shell.set_parent(now)


def show_error(error: Exception, where: str) -> None:
    """Show an error that must not end what goes on, while it is handled.

    Parameters
    ----------
    error : Exception
        In a notebook, its traceback is shown.
    where : str
        What failed, as the beginning of a sentence; for places without a notebook.
    """
    shell: Any = get_ipython()
    if shell is None:
        warnings.warn(f"{where} failed: {error!r}", NbposeWarning, stacklevel=2)
    else:
        shell.showtraceback()


def _request() -> Request | None:
    """What the kernel is doing right now; None where no ipykernel runs."""
    shell = get_ipython()
    get_parent = getattr(getattr(shell, "kernel", None), "get_parent", None)
    if get_parent is None or not hasattr(shell, "set_parent"):
        return None
    request: Request | None = get_parent()
    return request
