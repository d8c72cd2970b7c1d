"""Edits of one keypoint."""

from __future__ import annotations

from dataclasses import dataclass

from nbpose.poses import Visibility
from nbpose.project.edits.base import RowEdit


@dataclass(frozen=True, kw_only=True)
class KeypointEdit(RowEdit):
    """Base of the edits that change one keypoint.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    """

    keypoint: int


@dataclass(frozen=True, kw_only=True)
class Place(KeypointEdit):
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
    to: tuple[float, float]
    visibility: int = Visibility.VISIBLE


@dataclass(frozen=True, kw_only=True)
class Move(KeypointEdit):
    """Move a keypoint that has a position; its visibility stays.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    to : (float, float)
        Pixels; an integer is the centre of a pixel.
    """

    op = "move"
    to: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class SetVisibility(KeypointEdit):
    """Say whether a keypoint is absent (0), hidden (1) or visible (2).

    0 takes the position away and is a person's decision: the origin says so, and whoever places
    joints one after the other is not asked for it again.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    visibility : int
        0, 1 or 2.
    """

    op = "set_visibility"
    visibility: int


@dataclass(frozen=True, kw_only=True)
class DeleteKeypoint(KeypointEdit):
    """Take position and visibility of a keypoint away; it waits to be placed then.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    """

    op = "delete_keypoint"


@dataclass(frozen=True, kw_only=True)
class RestoreKeypoint(KeypointEdit):
    """Bring a deleted keypoint back as it last was.

    Parameters
    ----------
    row, keypoint : int
        Which point: row id and keypoint index.
    """

    op = "restore_keypoint"
