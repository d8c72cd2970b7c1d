"""Pictures of the frames in which an angle is largest or smallest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.report.pictures import portrait

MOST_PICTURES = 120
"""In a report; about 15 kB each."""


class PictureBudget:
    """Counts pictures, and those for which there is no room."""

    def __init__(self, most: int = MOST_PICTURES) -> None:
        self._left = most
        self.refused = 0

    def take(self) -> bool:
        """Ask for one more."""
        if self._left:
            self._left -= 1
            return True
        self.refused += 1
        return False


class Portraits:
    """Cuts people out of frames, each at most once.

    Parameters
    ----------
    media : Media
        Where the frames are.
    poses : Poses
        Where the people are.
    budget : PictureBudget
        How many may be made.
    """

    def __init__(self, media: Media, poses: Poses, budget: PictureBudget) -> None:
        self.budget = budget
        self._media = media
        self._poses = poses
        self._made: dict[tuple[int, int], str] = {}

    def of(self, track: int, frame: int) -> str | None:
        """Give a person in a frame.

        Parameters
        ----------
        track, frame : int
            Who and when.

        Returns
        -------
        str or None
            ``data:`` URL; None when there is no room for it.
        """
        key = track, frame
        if key not in self._made:
            if not self.budget.take():
                return None
            rows = self._poses.at(frame)
            person = rows[np.flatnonzero(rows.track == track)[:1]]
            self._made[key] = portrait(self._frame(frame), person)
        return self._made[key]

    def _frame(self, frame: int) -> NDArray[np.uint8]:
        return self._media[frame]
