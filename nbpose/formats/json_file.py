"""JSON files, with errors in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbpose.errors import FormatError


def read_json(path: Path) -> tuple[Any, list[str]]:
    """Read a JSON file.

    Parameters
    ----------
    path : Path
        Of an existing file in UTF-8.

    Returns
    -------
    object
        Its value.
    list of str
        Each "NaN" and "Infinity" in it: many tools write them, but they are no JSON.

    Raises
    ------
    FormatError
        When it is no JSON; the message names the line.
    """
    constants: list[str] = []

    def constant(name: str) -> float:
        constants.append(name)
        return float(name)

    try:
        with open(path, encoding="utf-8-sig") as file:
            return json.load(file, parse_constant=constant), constants
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{path} is no JSON: {error.msg} in line {error.lineno}, column {error.colno}; it may "
            f"be cut off, so copy or export it again."
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path} is no JSON in UTF-8: byte {error.start} fits no letter; save it as UTF-8."
        ) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or brackets as deep
        raise FormatError(f"{path} is no JSON that can be read; export it again.") from None
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from None


def to_json(value: Any, path: Path) -> bytes:
    """Write a value as JSON.

    Parameters
    ----------
    value : object
        Of dicts, lists, texts, numbers, booleans and None.
    path : Path
        Where it will go, for messages.

    Returns
    -------
    bytes
        ASCII.

    Raises
    ------
    FormatError
        When something in it is no JSON.
    """
    try:
        return (json.dumps(value, allow_nan=False) + "\n").encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise FormatError(
            f"{path} cannot be written, for the poses carry something that JSON cannot hold: "
            f"{error}; take it out of their extra or file_info."
        ) from None
