"""The edit vocabulary: what a person can do to poses, one small frozen value each.

An edit names rows and keypoints by their stable ids, never by position in an array, so that it
still fits after other edits. `to_dict` and `from_dict` give its form on the wire and in the log.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from nbpose.errors import ProjectError
from nbpose.poses import Visibility


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Base of all edits; `op` is the name on the wire. Checked when it is made.

    Parameters
    ----------
    row : int
        Id of the row it changes.

    Raises
    ------
    ProjectError
        When a value is none of its kind.
    """

    op: ClassVar[str]
    row: int

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            read: Callable[[Any], Any] = _READ.get(field.name, _whole)
            try:
                checked = read(value)
            except (TypeError, ValueError, OverflowError):
                kind = _KINDS_OF_VALUES.get(field.name, "a whole number from 0 on")
                raise ProjectError(
                    f'The edit "{self.op}" has {field.name}={value!r}; give {kind}.'
                ) from None
            object.__setattr__(self, field.name, checked)


@dataclass(frozen=True, kw_only=True)
class AddPerson(Edit):
    """Add an empty row.

    Parameters
    ----------
    row : int
        Id of the new row; it must never have been used.
    frame : int
        Where the person is.
    track : int
        Identity; -1 none.
    """

    op = "add_person"
    frame: int
    track: int = -1


@dataclass(frozen=True, kw_only=True)
class DeletePerson(Edit):
    """Take a row away."""

    op = "delete_person"


@dataclass(frozen=True, kw_only=True)
class Place(Edit):
    """Put a keypoint that may have had no position.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    to : (float, float)
        Pixels; an integer is the centre of a pixel.
    visibility : int
        1 hidden or 2 visible.
    """

    op = "place"
    keypoint: int
    to: tuple[float, float]
    visibility: int = Visibility.VISIBLE


@dataclass(frozen=True, kw_only=True)
class Move(Edit):
    """Move a keypoint that has a position; its visibility stays.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    to : (float, float)
        Pixels; an integer is the centre of a pixel.
    """

    op = "move"
    keypoint: int
    to: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class SetVisibility(Edit):
    """Say whether a keypoint is absent (0), hidden (1) or visible (2); 0 takes its position away.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    visibility : int
        0, 1 or 2.
    """

    op = "set_visibility"
    keypoint: int
    visibility: int


@dataclass(frozen=True, kw_only=True)
class DeleteKeypoint(Edit):
    """Take position and visibility of a keypoint away; undo brings them back.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    """

    op = "delete_keypoint"
    keypoint: int


def _whole(value: Any) -> int:
    number = operator.index(value)
    if number < 0:
        raise ValueError(value)
    return number


def _identity(value: Any) -> int:
    return -1 if value == -1 else _whole(value)


def _position(value: Any) -> tuple[float, float]:
    x, y = (float(number) for number in value)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(value)
    return x, y


def _state(value: Any) -> int:
    return Visibility(operator.index(value)).value


_READ: dict[str, Callable[[Any], Any]] = {
    "to": _position,
    "track": _identity,
    "visibility": _state,
}
"""How a field is read, where it is no whole number from 0 on."""

_KINDS_OF_VALUES = {
    "to": "x and y in pixels as two finite numbers",
    "track": "a whole number, -1 for none",
    "visibility": "0 (absent), 1 (hidden) or 2 (visible)",
    "keypoint": "the index of a keypoint, from 0 on (skeleton.index(name) tells it)",
}

_KINDS: dict[str, type[Edit]] = {
    kind.op: kind for kind in (AddPerson, DeletePerson, Place, Move, SetVisibility, DeleteKeypoint)
}


def to_dict(edit: Edit) -> dict[str, Any]:
    """Give an edit the form it has on the wire.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    dict
        Its fields and ``op``.
    """
    return {"op": edit.op, **asdict(edit)}


def from_dict(message: Mapping[str, Any]) -> Edit:
    """Read an edit from the wire.

    Parameters
    ----------
    message : mapping
        ``op`` and the fields of that edit.

    Returns
    -------
    Edit

    Raises
    ------
    ProjectError
        When the op is unknown, a field is missing or its value is none of its kind.
    """
    kind = _KINDS.get(str(message.get("op")))
    if kind is None:
        raise ProjectError(
            f'There is no edit "{message.get("op")}"; nbpose knows {", ".join(_KINDS)}.'
        )
    names = [field.name for field in fields(kind)]
    values = {name: message[name] for name in names if name in message}
    try:
        return kind(**values)
    except TypeError:  # a field is missing
        raise ProjectError(
            f'The edit "{kind.op}" needs {", ".join(names)}; it came with '
            f"{', '.join(values) or 'none of them'}."
        ) from None
