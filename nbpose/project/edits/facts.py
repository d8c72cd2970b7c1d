"""Edits of what is said of a person or of a frame: tags, attributes, lock, keyframe."""

from __future__ import annotations

from dataclasses import dataclass

from nbpose.project.edits.base import FrameEdit, RowEdit


@dataclass(frozen=True, kw_only=True)
class SetTags(RowEdit):
    """Give a person these tags instead of the ones it has.

    Parameters
    ----------
    row : int
        Id of the row.
    tags : tuple of str
        At most 64, none twice.
    """

    op = "set_tags"
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetAttribute(RowEdit):
    """Set an attribute of a person.

    Parameters
    ----------
    row : int
        Id of the row.
    name : str
        Which one.
    value : str, float, bool or None
        None takes it away.
    """

    op = "set_attribute"
    name: str
    value: str | float | bool | None


@dataclass(frozen=True, kw_only=True)
class SetLocked(RowEdit):
    """Lock a person, so that no other edit changes it, or unlock it.

    Parameters
    ----------
    row : int
        Id of the row.
    locked : bool
    """

    op = "set_locked"
    locked: bool


@dataclass(frozen=True, kw_only=True)
class SetKeyframe(RowEdit):
    """Say that a person's pose in this frame is one that others may be interpolated from, or not.

    Parameters
    ----------
    row : int
        Id of the row.
    keyframe : bool
    """

    op = "set_keyframe"
    keyframe: bool


@dataclass(frozen=True, kw_only=True)
class TagFrame(FrameEdit):
    """Give a frame these tags instead of the ones it has.

    Parameters
    ----------
    frame : int
        Index of the frame.
    tags : tuple of str
        At most 64, none twice.
    """

    op = "tag_frame"
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetFrameAttribute(FrameEdit):
    """Set an attribute of a frame.

    Parameters
    ----------
    frame : int
        Index of the frame.
    name : str
        Which one.
    value : str, float, bool or None
        None takes it away.
    """

    op = "set_frame_attribute"
    name: str
    value: str | float | bool | None
