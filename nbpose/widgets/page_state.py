"""The traits that a page may write, and what it may write there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import NbposeError, WidgetError

TOOLS = ("edit", "place", "loop", "box")
_SIZE = 2**53
_NUMBERS = ("zoom", "x", "y")

Check = Callable[[Any], Any]


def checked(
    state: Mapping[str, Any], options: Check
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Take what a page wrote that fits.

    Parameters
    ----------
    state : mapping
        Values by name of the trait.
    options : callable
        Checks the options; raises NbposeError.

    Returns
    -------
    (dict, list of (str, str))
        What fits, and the name and a sentence for everything else.
    """
    checks: dict[str, Check] = {**_CHECKS, "options": lambda value: options(_mapping(value))}
    good: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for name, value in state.items():
        try:
            if name not in checks:
                raise WidgetError(f"A page has no business with {shown(name)}; it stays as it is.")
            good[name] = checks[name](value)
        except NbposeError as error:
            wrong.append((str(name), str(error)))
    return good, wrong


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise WidgetError(f"The page wrote the options {shown(value)}, which are none.")
    return value


def _frame(value: Any) -> int:
    if not _is_whole(value, 0):
        raise WidgetError(f"The page went to frame {shown(value)}, which cannot be.")
    return int(value)


def _selection(value: Any) -> dict[str, int]:
    known = value if isinstance(value, Mapping) else {}
    row, keypoint = known.get("row"), known.get("keypoint")
    if set(known) != {"row", "keypoint"} or not (_is_whole(row, -1) and _is_whole(keypoint, -1)):
        raise WidgetError(f"The page selected {shown(value)}, which is no row and keypoint.")
    return {"row": known["row"], "keypoint": known["keypoint"]}


def _tool(value: Any) -> str:
    if not isinstance(value, str) or value not in TOOLS:
        raise WidgetError(f"The page took {shown(value)}; there are {', '.join(TOOLS)}.")
    return value


def _view(value: Any) -> dict[str, float]:
    if value == {}:
        return {}
    known = value if isinstance(value, Mapping) else {}
    numbers = [known.get(name) for name in _NUMBERS]
    if set(known) != set(_NUMBERS) or not all(map(_is_number, numbers)) or known["zoom"] <= 0:
        raise WidgetError(f"The page looks at {shown(value)}, which is no zoom and place.")
    return {name: known[name] for name in _NUMBERS}


def _is_whole(value: Any, low: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value < _SIZE


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value) and abs(value) < _SIZE


_CHECKS: dict[str, Check] = {
    "frame": _frame,
    "selection": _selection,
    "tool": _tool,
    "view": _view,
}
"""How a trait is checked, but for the options, which the editor knows."""
