"""Edits of a whole person, or of many."""

from __future__ import annotations

from dataclasses import dataclass

from nbpose.errors import ProjectError
from nbpose.project.edits.base import Edit, RowEdit


@dataclass(frozen=True, kw_only=True)
class AddPerson(RowEdit):
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
class DeletePerson(RowEdit):
    """Take a row away."""

    op = "delete_person"


@dataclass(frozen=True, kw_only=True)
class RestorePerson(RowEdit):
    """Bring a deleted row back as it last was."""

    op = "restore_person"


@dataclass(frozen=True, kw_only=True)
class SwapSides(RowEdit):
    """Swap left and right: every keypoint takes the place of its mirror.

    Parameters
    ----------
    row : int
        Id of the row.
    keypoints : tuple of int
        Those whose pairs are swapped; all when empty.
    """

    op = "swap_sides"
    keypoints: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SwapSidesRange(Edit):
    """Swap left and right in the frames start <= f < stop; locked rows stay as they are.

    Parameters
    ----------
    start, stop : int
        Frames.
    track : int
        Whose; -1 means everybody's.
    """

    op = "swap_sides_range"
    start: int
    stop: int
    track: int = -1

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.stop <= self.start:
            raise ProjectError(
                f'The edit "{self.op}" ends before frame {self.stop} and starts at {self.start}; '
                f"give a stop that is larger than start."
            )


@dataclass(frozen=True, kw_only=True)
class SetBox(RowEdit):
    """Give a person a box, or let the points tell it.

    Parameters
    ----------
    row : int
        Id of the row.
    box : (float, float, float, float) or None
        x, y, width and height in pixels; None for the box around the points, which follows them.
    """

    op = "set_box"
    box: tuple[float, float, float, float] | None
