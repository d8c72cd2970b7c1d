"""Edits as they are on the wire and in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ProjectError
from nbpose.project.edits.base import Edit
from nbpose.project.edits.facts import (
    SetAttribute,
    SetFrameAttribute,
    SetKeyframe,
    SetLocked,
    SetTags,
    TagFrame,
)
from nbpose.project.edits.joints import (
    DeleteKeypoint,
    Move,
    Place,
    RestoreKeypoint,
    SetVisibility,
)
from nbpose.project.edits.people import (
    AddPerson,
    DeletePerson,
    RestorePerson,
    SetBox,
    SwapSides,
    SwapSidesRange,
)

KINDS: dict[str, type[Edit]] = {
    kind.op: kind
    for kind in (
        AddPerson,
        DeletePerson,
        RestorePerson,
        Place,
        Move,
        SetVisibility,
        DeleteKeypoint,
        RestoreKeypoint,
        SwapSides,
        SwapSidesRange,
        SetBox,
        SetTags,
        SetAttribute,
        SetLocked,
        SetKeyframe,
        TagFrame,
        SetFrameAttribute,
    )
}
"""Every edit by its name."""


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
    kind = KINDS.get(str(message.get("op")))
    if kind is None:
        raise ProjectError(
            f'There is no edit "{_name_of(message)}"; nbpose knows {", ".join(KINDS)}.'
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


def _name_of(message: Mapping[str, Any]) -> str:
    op = message.get("op")
    return op if isinstance(op, str) and len(op) <= 60 else shown(op)
