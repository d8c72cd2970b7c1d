"""Single values of a COCO file: what they may be, how they are spelled, and what is wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbpose.errors import FormatError

_INT64 = 1 << 63
_EXACT = 1 << 53  # up to here a float64 holds every whole number


@dataclass(frozen=True)
class Entry:
    """One image, annotation or category of a file.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        What to call the entry, such as "annotation 12".
    values : mapping
        Its keys.
    """

    path: Path
    name: str
    values: Mapping[str, Any]

    def wrong(self, field: str, mend: str) -> FormatError:
        """Make the error for a field: what stands there, and what should."""
        if field not in self.values:
            return FormatError(f"{self.path}: {self.name} has no {field}; {mend}.")
        return self.wrong_value(field, self.values[field], mend)

    def wrong_value(self, what: str, value: Any, mend: str) -> FormatError:
        """Make the error for a value inside a field."""
        text = repr(value)
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        return FormatError(f"{self.path}: {self.name} has the {what} {shown}; {mend}.")

    def integer(self, field: str) -> int:
        """Give a whole number that must be there."""
        value = self.values.get(field)
        if type(value) is not int or not -_INT64 <= value < _INT64:
            raise self.wrong(field, "give a whole number")
        return value

    def number(self, field: str) -> float:
        """Give a number, or NaN where it is missing or null."""
        value = self.values.get(field)
        if value is None:
            return math.nan
        finite = _finite(value)
        if finite is None:
            raise self.wrong(field, "give a finite number")
        return finite

    def numbers(self, field: str, count: int, what: str) -> list[float]:
        """Give a list of `count` numbers, or of NaN where it is missing or null."""
        values = self.values.get(field)
        if values is None:
            return [math.nan] * count
        if type(values) is not list or len(values) != count:
            raise self.wrong(field, f"give {what}")
        finite = [_finite(value) for value in values]
        if None in finite:
            raise self.wrong(field, f"number {finite.index(None)} of it is not finite")
        return [value for value in finite if value is not None]

    def text(self, field: str) -> str:
        """Give a text, or "" where it is missing or null."""
        value = self.values.get(field)
        if value is None:
            return ""
        if type(value) is not str:
            raise self.wrong(field, "give a text")
        return value

    def of_type(self, field: str, *types: type) -> None:
        """Check a field that is only passed on; it may be missing or null."""
        if type(self.values.get(field)) not in (type(None), *types):
            names = {int: "number", float: "number", bool: "boolean", str: "text", dict: "object"}
            kinds = dict.fromkeys(names.get(kind, kind.__name__) for kind in types)
            raise self.wrong(field, f"give a {' or '.join(kinds)}")


def _finite(value: Any) -> float | None:
    if type(value) not in (int, float):  # a boolean is an int to Python, but no number here
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def spelled(number: float) -> int | float:
    """Spell a number the way COCO files do: without a fraction where it has none."""
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


def same(first: Any, second: Any) -> bool:
    """Whether two values are written alike: 1, 1.0 and true are three."""
    if type(first) is not type(second):
        return False
    if type(first) is list:
        return bool(first == second) and list(map(type, first)) == list(map(type, second))
    return bool(first == second)


def merged(old: Any, new: Any) -> Any:
    """Take the new value, but keep the old spelling of what has not changed."""
    if type(old) is list and type(new) is list and len(old) == len(new):
        return [merged(a, b) for a, b in zip(old, new, strict=True)]
    return old if type(old) is not bool and old == new else new
