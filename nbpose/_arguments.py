"""What is asked of the plain arguments of public functions: numbers, names, paths, arrays.

Each check gives the value back in the form that is worked with, or raises one sentence that names
the argument, what came, and what to give.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError

_FINITE = sys.float_info.max
_LONGEST = 80  # characters of a value in a sentence


def need_number(
    name: str, value: Any, wanted: str, low: float = -_FINITE, high: float = _FINITE
) -> float:
    """Give a number back, or say what came instead.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What a user gave.
    wanted : str
        What to give, such as "a number from 0 to 1".
    low, high : float
        The least and the greatest that fit.

    Returns
    -------
    float

    Raises
    ------
    ArgumentError
        When it is no number, or NaN, or out of range; True and False are no numbers.
    """
    number = _as_number(value)
    if not low <= number <= high:
        raise ArgumentError(f"{name} is {shown(value)}; give {wanted}.")
    return number


def is_rate(value: Any) -> bool:
    """Whether a value is a positive, finite number, as frames a second are."""
    return 0 < _as_number(value) <= _FINITE


def _as_number(value: Any) -> float:
    """Give a number as a float, and NaN for everything else, or beyond all floats."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return np.nan
    try:
        return float(value)
    except OverflowError:
        return np.nan


def need_whole(
    name: str, value: Any, wanted: str, low: float = -_FINITE, high: float = _FINITE
) -> int:
    """Give a whole number back, or say what came instead; as `need_number`."""
    number = need_number(name, value, wanted, low, high)
    if not number.is_integer():
        raise ArgumentError(f"{name} is {shown(value)}; give {wanted}.")
    return int(value)


def need_array(name: str, value: Any, wanted: str) -> NDArray[np.float64]:
    """Give numbers back as an array, or say what came instead; as `need_number`."""
    try:
        return np.asarray(value, np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ArgumentError(f"{name} is no array of numbers; give {wanted}.") from None


def need_names(name: str, value: Any, wanted: str) -> tuple[str, ...]:
    """Give one or more names back, or say what came instead; as `need_number`."""
    is_list = isinstance(value, Iterable) and not isinstance(value, str)
    names = tuple(value) if is_list else ()
    if not names or not all(isinstance(entry, str) for entry in names):
        raise ArgumentError(f"{name} is {shown(value)}; give {wanted}.")
    return names


def need_path(name: str, value: Any) -> Path:
    """Give a path back, or say what came instead.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
        What a user gave.

    Returns
    -------
    Path
        With the user's folder in the place of "~".

    Raises
    ------
    ArgumentError
        When it is no text and no path, or one that no system takes.
    """
    text = os.fspath(value) if isinstance(value, str | os.PathLike) else None
    if not isinstance(text, str) or not text or "\0" in text:
        raise ArgumentError(f"{name} is {shown(value)}; give the path of a file.")
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # "~somebody" who is not there
        raise ArgumentError(f"{name} is {shown(text)}, but nobody has that name here.") from None
    _look_at(name, path)
    return path


def _look_at(name: str, path: Path) -> None:
    """Refuse a path that the system takes offence at; nothing needs to be there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except UnicodeEncodeError:  # half of a surrogate pair
        raise ArgumentError(
            f"{name} is {str(path)[:_LONGEST]!r}, which no file can be named; choose another."
        ) from None
    except OSError as error:  # too long, a loop of links, a folder that is closed to the user
        raise ArgumentError(
            f"{name} is {str(path)[:_LONGEST]!r}, which cannot be used: {error.strerror}; "
            f"choose another."
        ) from None


def shown(value: Any) -> str:
    """Spell a value for a sentence; long ones, and those of several lines, are named by type."""
    text = repr(value)
    if len(text) > _LONGEST or "\n" in text:
        return f"a {type(value).__name__}"
    return text
