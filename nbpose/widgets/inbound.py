"""What comes from a page, field by field: anybody can send anything, so nothing is taken on trust.

Each function gives a field of a message in the form that is worked with, or raises one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import WidgetError
from nbpose.project.edits import Edit, from_dict

LARGEST = 2**53
"""No whole number is as large: beyond, a browser cannot tell two of them apart."""

MOST_EDITS = 20_000
"""So many edits a gesture may have: ten people of 133 joints take 1,330."""

MOST_LISTED = 10_000
"""So many numbers a list of frames or gestures may have."""

LONGEST_NAME = 64
LONGEST_TEXT = 500


def need_message(content: Any) -> Mapping[str, Any]:
    """A message is a mapping with texts as names."""
    if not isinstance(content, Mapping):
        raise WidgetError(f"The browser sent {shown(content)}, which is no message.")
    return content


def text(content: Mapping[str, Any], name: str, longest: int = LONGEST_NAME) -> str:
    """A text that is not empty."""
    value = content.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not _can_be_written(value):
        raise _wrong(content, name, f"a text of 1 to {longest} letters")
    return value


def short_text(content: Mapping[str, Any], name: str) -> str:
    """A text for people to read, cut off where it is too long; "" where there is none."""
    value = content.get(name, "")
    if not isinstance(value, str):
        raise _wrong(content, name, "a text")
    return value.encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def whole(content: Mapping[str, Any], name: str, low: int = 0, high: int = LARGEST) -> int:
    """A whole number; JSON may write it as 3.0."""
    value = content.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise _wrong(content, name, f"a whole number from {low} to {high}")
    return value


def wholes(content: Mapping[str, Any], name: str) -> list[int]:
    """A list of whole numbers."""
    values = content.get(name)
    if not isinstance(values, list) or len(values) > MOST_LISTED:
        raise _wrong(content, name, f"a list of at most {MOST_LISTED} whole numbers")
    return [whole({**content, name: value}, name) for value in values]


def edits(content: Mapping[str, Any]) -> list[Edit]:
    """The edits of a gesture.

    Raises
    ------
    WidgetError
        When it carries no list of edits, or too long a one.
    ProjectError
        When one of them cannot be read.
    """
    given = content.get("edits")
    if not isinstance(given, list) or not all(isinstance(edit, Mapping) for edit in given):
        raise WidgetError("An edit message came without its list of edits; reload the page.")
    if len(given) > MOST_EDITS:
        raise WidgetError(
            f"A gesture came with {len(given):,} edits; it has at most {MOST_EDITS:,}, so do it in "
            f"several."
        )
    return [from_dict(edit) for edit in given]


def _can_be_written(value: str) -> bool:
    """Half of a surrogate pair cannot, though JSON may bring one."""
    return value.encode("utf-8", "ignore").decode() == value


def _wrong(content: Mapping[str, Any], name: str, wanted: str) -> WidgetError:
    kind = shown(content.get("kind"))
    return WidgetError(
        f"A message {kind} came with {name} {shown(content.get(name))}; it is {wanted}."
    )
