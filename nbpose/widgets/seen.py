"""What is seen in a frame, in words."""

from __future__ import annotations

import numpy as np

from nbpose._texts import count, plain
from nbpose.media import Media
from nbpose.poses import Poses, Visibility

MOST_PEOPLE = 4
"""People who are described one by one."""


def seen(media: Media, frame: int, people: Poses) -> str:
    """Say which frame it is, and how many joints of whom are placed.

    Parameters
    ----------
    media : Media
        Where the frame is from.
    frame : int
        Its index.
    people : Poses
        Whoever is in it.

    Returns
    -------
    str
    """
    picture = media.frame_name(frame)
    which = f"{plain(picture)}, picture" if picture else f"{plain(media.name)}, frame"
    where = f"{which} {frame} (of 0 to {len(media) - 1})"
    if not len(people):
        return f"{where}: nobody is labelled."
    told = [_person(people, row) for row in range(min(len(people), MOST_PEOPLE))]
    more = len(people) - len(told)
    others = f"; {count(more, 'other')}" if more else ""
    crowd = count(len(people), "person", "people")
    name = plain(people.skeleton.name)
    return f"{where}: {crowd} with the skeleton {name}. {'; '.join(told)}{others}."


def _person(people: Poses, row: int) -> str:
    track = int(people.track[row])
    placed = np.isfinite(people.points[row]).all(axis=1)
    hidden = int((placed & (people.visibility[row] == Visibility.HIDDEN)).sum())
    name = f"Track {track}" if track >= 0 else f"Person {row + 1}"
    joints = f"{name}: {int(placed.sum())} of {len(placed)} joints"
    return f"{joints}, {hidden} hidden" if hidden else joints
