"""Tracks: who is where at which position, and whether a body found anew is somebody who was lost.

A position is 0 for the first frame that is looked at, whatever its number in the media.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose.bodies import SAME_PERSON, Body, alike

FORGET_AFTER = 1.5
"""Seconds after which a person who was lost counts as gone."""

_REACH = 0.3  # how far, in sides of the region, somebody may be from where they were lost
_SPEED = 1.5  # and how much farther with each second since
_SAME_SCALE = 1.6  # the regions' sides are within this ratio
_GLIMPSE = 0.1  # seconds: who is seen once, but not this shortly before or after, is a mistake

Array = NDArray[np.float64]


@dataclass(eq=False)
class Track:
    """One person: a body at each position where they are seen.

    Parameters
    ----------
    bodies : dict of int to Body
        By position.
    """

    bodies: dict[int, Body] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """First position where the person is seen."""
        return min(self.bodies)

    @property
    def latest(self) -> int:
        """Position that was added last; on the way forward, where the person was last seen."""
        return next(reversed(self.bodies))

    def starts(self) -> list[int]:
        """Positions where the person is seen but not at the one before."""
        return [p for p in sorted(self.bodies) if p - 1 not in self.bodies]


def bodies_at(tracks: Sequence[Track], position: int) -> list[Body]:
    """Everybody who is seen at a position."""
    return [track.bodies[position] for track in tracks if position in track.bodies]


def lost(tracks: Sequence[Track], position: int, seconds: Array) -> list[Track]:
    """People who are not seen at a position but were shortly before.

    Parameters
    ----------
    tracks : sequence of Track
        Followed up to the position.
    position : int
        Now.
    seconds : (N,)
        Time of each position.

    Returns
    -------
    list of Track
    """
    return [
        track
        for track in tracks
        if track.latest < position and seconds[position] - seconds[track.latest] <= FORGET_AFTER
    ]


def reclaim(
    candidates: Sequence[Track], position: int, found: Sequence[Body], seconds: Array
) -> list[Body]:
    """Give bodies to the people who were lost near them, nearest first.

    Parameters
    ----------
    candidates : sequence of Track
        People who were lost; they grow.
    position : int
        Now.
    found : sequence of Body
        Seen now.
    seconds : (N,)
        Time of each position.

    Returns
    -------
    list of Body
        Those that nobody takes.
    """
    pairs = [
        (away, number, track)
        for number, body in enumerate(found)
        for track in candidates
        if (away := _distance(track, position, body, seconds)) <= 1.0
    ]
    taken: set[int] = set()
    for _, number, track in sorted(pairs, key=lambda pair: pair[0]):
        if number not in taken and position not in track.bodies:
            track.bodies[position] = found[number]
            taken.add(number)
    return [body for number, body in enumerate(found) if number not in taken]


def _distance(track: Track, position: int, body: Body, seconds: Array) -> float:
    """How far a body is from where a person was lost; up to 1 it may be the same person."""
    before = track.bodies[track.latest].next_region
    small, large = sorted([before[2], body.region[2]])
    if large > small * _SAME_SCALE:
        return np.inf
    reach = large * (_REACH + _SPEED * (seconds[position] - seconds[track.latest]))
    return float(np.linalg.norm(before[:2] - body.region[:2]) / reach)


def part(tracks: Sequence[Track], position: int) -> None:
    """Where two tracks came to see one person, leave it to the one that moved less."""
    here = [track for track in tracks if position in track.bodies]
    here.sort(key=lambda track: -_steadiness(track, position))
    kept: list[Body] = []
    for track in here:
        body = track.bodies[position]
        if (alike(body, kept) > SAME_PERSON).any():
            del track.bodies[position]
        else:
            kept.append(body)


def _steadiness(track: Track, position: int) -> float:
    """Similarity of the person to themselves one position before; 0 if they were not there."""
    before = track.bodies.get(position - 1)
    return 0.0 if before is None else float(alike(track.bodies[position], [before])[0])


def join(earlier: Track, later: Track, tracks: list[Track]) -> None:
    """Make two tracks of one person one, unless both are somewhere at once."""
    if not earlier.bodies.keys() & later.bodies.keys():
        earlier.bodies |= later.bodies
        tracks.remove(later)


def without_glimpses(tracks: Sequence[Track], seconds: Array) -> list[Track]:
    """Leave out who is seen at one position only, though the frames next to it are close in time.

    A chance find is not found again a frame later; a person is.
    """
    steps = np.diff(seconds, prepend=-np.inf, append=np.inf)
    return [
        track
        for track in tracks
        if len(track.bodies) > 1 or min(steps[track.first], steps[track.first + 1]) > _GLIMPSE
    ]
