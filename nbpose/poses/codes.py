"""Small integer codes of the pose table, with their meaning."""

from __future__ import annotations

from enum import IntEnum


class Visibility(IntEnum):
    """COCO's three states of a keypoint."""

    ABSENT = 0
    """Not labelled: it has no position that counts."""
    HIDDEN = 1
    """Labelled where it must be, but covered."""
    VISIBLE = 2


class Origin(IntEnum):
    """Where the position of a keypoint comes from."""

    UNKNOWN = 0
    MODEL = 1
    INTERPOLATED = 2
    TRACKED = 3
    PERSON = 4
    """Somebody placed or moved it by hand."""
    VERIFIED = 5
    """Somebody looked at it and accepted it."""


class AreaSource(IntEnum):
    """What the area of a row was measured from: it decides the scale of OKS."""

    NONE = 0
    SEGMENT = 1
    BOX = 2
    POINTS = 3
    FILE = 4
    """The file gives it without saying from what."""
