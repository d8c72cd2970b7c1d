"""What all edits share: their checks, and how the value of each field is read."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar

import numpy as np

from nbpose._arguments import shown
from nbpose.errors import ProjectError
from nbpose.poses import Visibility

FURTHEST = 1e7
"""No coordinate is larger: single precision still knows whole pixels there."""

LARGEST = 2**53
"""No number of a row is as large: beyond, a browser cannot tell two of them apart."""

MOST = 64
"""So many tags, and so many attributes, a person or a frame may have."""

LONGEST = 10_000
"""Letters of a tag, of an attribute's name or of its text."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Base of all edits; `op` is the name on the wire. Checked when it is made.

    Raises
    ------
    ProjectError
        When a value is none of its kind.
    """

    op: ClassVar[str]

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            read: Callable[[Any], Any] = _READ.get(field.name, _whole)
            try:
                checked = read(value)
            except (TypeError, ValueError, OverflowError):
                kind = _KINDS_OF_VALUES.get(field.name, "a whole number from 0 on")
                raise ProjectError(
                    f'The edit "{self.op}" has {field.name}={shown(value)}; give {kind}.'
                ) from None
            object.__setattr__(self, field.name, checked)


@dataclass(frozen=True, kw_only=True)
class RowEdit(Edit):
    """Base of the edits that change one row.

    Parameters
    ----------
    row : int
        Id of the row it changes.
    """

    row: int


@dataclass(frozen=True, kw_only=True)
class FrameEdit(Edit):
    """Base of the edits that change what is said of a frame.

    Parameters
    ----------
    frame : int
        Index of the frame.
    """

    frame: int


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError(value)
    number = operator.index(value)
    if not 0 <= number < LARGEST:
        raise ValueError(value)
    return number


def _index(value: Any) -> int:
    number = _whole(value)
    if number >= 2**31:
        raise ValueError(value)
    return number


def _identity(value: Any) -> int:
    return -1 if value == -1 else _index(value)


def _indices(value: Any) -> tuple[int, ...]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise TypeError(value)
    return tuple(sorted({_index(entry) for entry in value}))


def _coordinate(value: Any) -> float:
    if isinstance(value, str | bytes | bool):
        raise TypeError(value)
    number = float(value)
    if not abs(number) <= FURTHEST:  # NaN is not, either
        raise ValueError(value)
    return number


def _position(value: Any) -> tuple[float, float]:
    x, y = (_coordinate(number) for number in value)
    return x, y


def _box(value: Any) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    x, y, width, height = (_coordinate(number) for number in value)
    if width <= 0 or height <= 0:
        raise ValueError(value)
    return x, y, width, height


def _state(value: Any) -> int:
    return Visibility(_whole(value)).value


def _text(value: Any) -> str:
    """A text that can be written anywhere: half a surrogate pair cannot."""
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()
    if not 0 < len(value) <= LONGEST:
        raise ValueError(value)
    return value


def _tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise TypeError(value)
    tags = tuple(_text(tag) for tag in value)
    if len(tags) > MOST or len(set(tags)) < len(tags):
        raise ValueError(value)
    return tags


def _flag(value: Any) -> bool:
    if not isinstance(value, bool | np.bool_):
        raise TypeError(value)
    return bool(value)


def _attribute(value: Any) -> str | float | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    number = value if isinstance(value, int) else float(value)
    if not abs(number) <= LARGEST:  # NaN is not, either
        raise ValueError(value)
    return number


_READ: dict[str, Callable[[Any], Any]] = {
    "frame": _index,
    "start": _index,
    "stop": _index,
    "keypoint": _index,
    "keypoints": _indices,
    "to": _position,
    "box": _box,
    "track": _identity,
    "visibility": _state,
    "tags": _tags,
    "name": _text,
    "value": _attribute,
    "locked": _flag,
    "keyframe": _flag,
}
"""How a field is read, where it is no whole number from 0 on."""

_KINDS_OF_VALUES = {
    "to": "x and y in pixels as two finite numbers",
    "box": "x, y, width and height in pixels as four finite numbers, or None for the points' own",
    "track": "a whole number, -1 for none",
    "visibility": "0 (absent), 1 (hidden) or 2 (visible)",
    "keypoint": "the index of a keypoint, from 0 on (skeleton.index(name) tells it)",
    "keypoints": "a list of indices of keypoints; an empty one means all",
    "tags": f"a list of at most {MOST} different texts of 1 to {LONGEST} letters",
    "name": f"a text of 1 to {LONGEST} letters",
    "value": f"a text of at most {LONGEST} letters, a finite number, True, False, or None for none",
    "locked": "True or False",
    "keyframe": "True or False",
}
