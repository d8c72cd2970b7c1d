"""Modules that bear the name of their main function, and may be called by it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class CallableModule(ModuleType):
    """A module that passes a call on to its function `main_function`.

    `nbp.report(...)` is the function that users type and `nbpose.report` the package that holds
    it; importing the package would otherwise put the module in the function's place.
    """

    main_function: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return getattr(self, self.main_function)(*args, **kwargs)


def make_callable(module: str, function: str) -> None:
    """Let the module be called as its function.

    Parameters
    ----------
    module : str
        Its ``__name__``; it must be imported.
    function : str
        Name of the function in it.
    """
    itself = sys.modules[module]
    itself.__class__ = CallableModule
    itself.main_function = function  # type: ignore[attr-defined]
    itself.__doc__ = f"{itself.__doc__}\n\n{getattr(itself, function).__doc__}"
