"""Merging what is said of people and frames: tags as a whole, attributes one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbpose.project.conflicts import edit_of
from nbpose.project.edits import (
    Edit,
    SetAttribute,
    SetFrameAttribute,
    SetKeyframe,
    SetLocked,
    SetTags,
    TagFrame,
)

_NOTHING = object()


@dataclass(frozen=True)
class Difference:
    """One fact that both sides changed to different values.

    Parameters
    ----------
    what, name : str
        "tags", "attribute" and the like; the attribute's name, or "".
    ancestor, ours, theirs : object
        None where there is nothing.
    """

    what: str
    name: str
    ancestor: Any
    ours: Any
    theirs: Any


def merged(
    ancestor: Mapping[str, Any] | None,
    ours: Mapping[str, Any] | None,
    theirs: Mapping[str, Any] | None,
) -> tuple[dict[str, Any], list[Difference]]:
    """Merge facts three ways.

    Parameters
    ----------
    ancestor, ours, theirs : mapping or None
        What both had, what is here, what is there.

    Returns
    -------
    (dict, list of Difference)
        What is to stand here, and what stayed ours against theirs.
    """
    values, differences = _merged_keys(ancestor or {}, ours or {}, theirs or {})
    own, other, old = ((side or {}).get("attributes") for side in (ours, theirs, ancestor))
    if not any(isinstance(side, Mapping) for side in (own, other, old)):
        return values, differences
    attributes, more = _merged_keys(_mapping(old), _mapping(own), _mapping(other))
    differences = [d for d in differences if d.what != "attributes"]
    differences += [
        Difference(f"attribute {d.what}", d.what, d.ancestor, d.ours, d.theirs) for d in more
    ]
    values.pop("attributes", None)
    return (values | {"attributes": attributes} if attributes else values), differences


def row_edit(row: int, difference: Difference) -> Edit | None:
    """The edit that takes theirs for a person."""
    value = difference.theirs
    if difference.name:
        return edit_of(SetAttribute, row=row, name=difference.name, value=value)
    if difference.what == "tags":
        return edit_of(SetTags, row=row, tags=tuple(value or ()))
    if difference.what == "locked":
        return SetLocked(row=row, locked=bool(value))
    if difference.what == "keyframe":
        return SetKeyframe(row=row, keyframe=bool(value))
    return None


def frame_edit(frame: int, difference: Difference) -> Edit | None:
    """The edit that takes theirs for a frame."""
    if difference.name:
        return edit_of(
            SetFrameAttribute, frame=frame, name=difference.name, value=difference.theirs
        )
    if difference.what == "tags":
        return edit_of(TagFrame, frame=frame, tags=tuple(difference.theirs or ()))
    return None


def _merged_keys(
    ancestor: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Difference]]:
    values: dict[str, Any] = dict(ours)
    differences: list[Difference] = []
    for name in [*ours, *(name for name in (*theirs, *ancestor) if name not in ours)]:
        old, own, other = (side.get(name, _NOTHING) for side in (ancestor, ours, theirs))
        if own == other or other == old:
            continue
        if own != old:
            shown = (None if value is _NOTHING else value for value in (old, own, other))
            differences.append(Difference(name, "", *shown))
        elif other is _NOTHING:
            values.pop(name, None)
        else:
            values[name] = other
    return values, differences


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
