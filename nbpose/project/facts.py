"""What is said of people and frames beside their points: tags, attributes, lock and keyframe.

They live in the mapping of further facts that every row and every frame has (`Poses.extra`,
`Images.extra`), beside what a file says there, so that formats which keep the one keep the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ProjectError
from nbpose.project.edits import (
    Edit,
    SetAttribute,
    SetFrameAttribute,
    SetKeyframe,
    SetLocked,
    SetTags,
    TagFrame,
)
from nbpose.project.edits.base import LARGEST, LONGEST, MOST

Extra = Mapping[str, Any] | None
"""The mapping of a row or a frame; None where there is nothing to say."""

FACT_EDITS = (SetTags, SetAttribute, SetLocked, SetKeyframe, TagFrame, SetFrameAttribute)
"""The edits that change facts and nothing else."""


def apply(edit: Edit, extra: Extra) -> Extra:
    """Apply an edit to what is said of a row or a frame.

    Parameters
    ----------
    edit : Edit
        One of `FACT_EDITS`.
    extra : mapping or None
        What is said so far; it stays as it is.

    Returns
    -------
    mapping or None
        What is said then; None for nothing.

    Raises
    ------
    ProjectError
        When the edit changes no facts, or there are too many.
    """
    if isinstance(edit, SetTags | TagFrame):
        return _with(extra, "tags", list(edit.tags))
    if isinstance(edit, SetAttribute | SetFrameAttribute):
        return _with(extra, "attributes", _attributes(edit, extra))
    if isinstance(edit, SetLocked):
        return _with(extra, "locked", edit.locked)
    if isinstance(edit, SetKeyframe):
        return _with(extra, "keyframe", edit.keyframe)
    raise ProjectError(f'The edit "{edit.op}" says nothing of a person or a frame.')


def of_row(extra: Extra) -> dict[str, Any] | None:
    """Facts of a row in the form they have on the wire.

    Parameters
    ----------
    extra : mapping or None
        Of the row, as any file may have filled it.

    Returns
    -------
    dict or None
        ``tags``, ``attributes``, ``locked`` and ``keyframe``; None where nothing is said.
    """
    if not extra:
        return None
    facts = {
        **_said(extra),
        "locked": is_locked(extra),
        "keyframe": extra.get("keyframe") is True,
    }
    return facts if any(facts.values()) else None


def of_frame(extra: Extra) -> dict[str, Any] | None:
    """Facts of a frame in the form they have on the wire: ``tags`` and ``attributes``, or None.

    Parameters
    ----------
    extra : mapping or None
        Of the frame, as any file may have filled it.

    Returns
    -------
    dict or None
    """
    facts = _said(extra or {})
    return facts if any(facts.values()) else None


def is_locked(extra: Extra) -> bool:
    """Whether a row with these facts refuses edits."""
    return bool(extra) and extra.get("locked") is True  # type: ignore[union-attr]


def _said(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Tags and attributes, without what a file has put there that is of another kind."""
    tags, attributes = extra.get("tags"), extra.get("attributes")
    known = tags if isinstance(tags, list | tuple) else ()
    named = attributes if isinstance(attributes, Mapping) else {}
    return {
        "tags": list(dict.fromkeys(tag for tag in known if _is_text(tag)))[:MOST],
        "attributes": dict(
            [(name, value) for name, value in named.items() if _fits(name, value)][:MOST]
        ),
    }


def _fits(name: Any, value: Any) -> bool:
    if not _is_text(name):
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return abs(value) <= LARGEST  # NaN is not, either
    return _is_text(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _attributes(edit: SetAttribute | SetFrameAttribute, extra: Extra) -> dict[str, Any]:
    """All that is there but the one that changes; what a file has put there stays, too."""
    given = (extra or {}).get("attributes")
    attributes = dict(given) if isinstance(given, Mapping) else {}
    if edit.value is None:
        attributes.pop(edit.name, None)
        return attributes
    if edit.name not in attributes and len(attributes) >= MOST:
        raise ProjectError(
            f"There are {MOST} attributes already, and no room for {shown(edit.name)}."
        )
    return {**attributes, edit.name: edit.value}


def _with(extra: Extra, name: str, value: Any) -> Extra:
    changed = {key: entry for key, entry in (extra or {}).items() if key != name}
    if value:
        changed[name] = value
    return changed or None
