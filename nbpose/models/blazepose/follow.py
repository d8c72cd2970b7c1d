"""Following people through a clip: forward with searches, then backward from where each appeared.

A person is followed by their own last points, which give the next region to look at. The search
of the whole picture only finds newcomers, and those who were lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose.bodies import SAME_PERSON, Body, alike, is_among, mirrored
from nbpose.models.blazepose.tracks import Track, bodies_at, join, lost, part, reclaim

SEARCH_EVERY = 0.5
"""Seconds between two searches of the whole picture."""

_OTHER_CROPS = ((0.9, 0.0), (1.1, 0.0), (1.0, 0.1), (1.0, -0.1), (0.8, 0.0), (0.9, 0.1))
"""Change of side and angle (radians) of the crops to try when left and right are in doubt."""

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]
FramesBefore = Callable[[int], Iterable[tuple[int, Picture]]]


class Eyes(Protocol):
    """What following needs of a model."""

    def look(self, frame: Picture, region: Array) -> Body:
        """See what is in a region that fits the person."""
        ...

    def settle(self, frame: Picture, region: Array) -> Body:
        """See what is in a region that somebody drew."""
        ...

    def find(self, frame: Picture, known: Sequence[Body]) -> list[Body]:
        """Find everybody but the people known."""
        ...

    def find_near(self, frame: Picture, region: Array, known: Sequence[Body]) -> list[Body]:
        """Find people around a region, but not those known."""
        ...


def forward(
    frames: Iterable[tuple[int, Picture]],
    seconds: Array,
    eyes: Eyes,
    prompts: Mapping[int, Array] | None = None,
) -> list[Track]:
    """Find and follow people, frame after frame.

    Parameters
    ----------
    frames : iterable of (int, (H, W, 3) uint8)
        Positions from 0 on, with their pictures.
    seconds : (N,)
        Time of each position.
    eyes : Eyes
        The model.
    prompts : mapping of int to (n, 4), optional
        Regions to look at, by position; nobody else is sought then.

    Returns
    -------
    list of Track
        In the order they were found.
    """
    tracks: list[Track] = []
    searched = -np.inf
    for position, frame in frames:
        for track in tracks:
            if position - 1 in track.bodies:
                step = float(seconds[position] - seconds[position - 1])
                _keep(track, position, _look_after(track.bodies[position - 1], frame, step, eyes))
        part(tracks, position)
        _recover(tracks, position, frame, seconds, eyes)
        if prompts is not None:
            pointed = [eyes.settle(frame, region) for region in prompts.get(position, ())]
            _obey(tracks, position, [body for body in pointed if body.seen], seconds)
        elif seconds[position] - searched >= SEARCH_EVERY:
            searched = seconds[position]
            found = eyes.find(frame, bodies_at(tracks, position))
            missing = lost(tracks, position, seconds)
            tracks += [Track({position: b}) for b in reclaim(missing, position, found, seconds)]
    return tracks


def backward(tracks: list[Track], frames_before: FramesBefore, seconds: Array, eyes: Eyes) -> None:
    """Follow everybody back to where they first come into view, and into the gaps.

    Parameters
    ----------
    tracks : list of Track
        As `forward` gives them. They grow; those that turn out to be one person are joined.
    frames_before : callable
        Takes a position and iterates over (position, picture) from the one before down to 0.
    seconds : (N,)
        Time of each position.
    eyes : Eyes
        The model.
    """
    fronts = [(start, track) for track in tracks for start in track.starts() if start > 0]
    while fronts:
        for position, frame in frames_before(max(start for start, _ in fronts)):
            arrived = [track for start, track in fronts if start == position + 1]
            if not arrived:
                break
            fronts = [front for front in fronts if front[0] != position + 1]
            step = float(seconds[position + 1] - seconds[position])
            for track in arrived:
                if _step_back(track, position, frame, step, eyes, tracks):
                    fronts.append((position, track))
        fronts = [front for front in fronts if front[1] in tracks]


def _step_back(
    track: Track, position: int, frame: Picture, step: float, eyes: Eyes, tracks: list[Track]
) -> bool:
    """See a person one position earlier; whether there is more of them to see before."""
    body = _look_after(track.bodies[position + 1], frame, step, eyes)
    if not body.seen:
        return False
    others = [other for other in tracks if other is not track and position in other.bodies]
    likeness = alike(body, bodies_at(others, position))
    if (likeness > SAME_PERSON).any():
        join(others[int(likeness.argmax())], track, tracks)
        return False
    track.bodies[position] = body
    return position > 0 and position - 1 not in track.bodies


def _look_after(before: Body, frame: Picture, step: float, eyes: Eyes) -> Body:
    """See a person again, one frame and `step` seconds away from where they were.

    The network now and then takes left for right. A crop that is cut a little differently often
    puts it right, so a body that looks mirrored is looked at again, until one does not; else the
    one most like the body before is taken.
    """
    body = eyes.look(frame, before.next_region)
    bodies = [body]
    for scale, turn in _OTHER_CROPS:
        if not (bodies[-1].seen and mirrored(before, bodies[-1])):
            break
        region = body.region * [1.0, 1.0, scale, 1.0] + [0.0, 0.0, 0.0, turn]
        bodies.append(eyes.look(frame, region))
    seen = [other for other in bodies if other.seen]
    return seen[int(alike(before, seen).argmax())].calmed(before, step) if seen else body


def _keep(track: Track, position: int, body: Body) -> None:
    if body.seen:
        track.bodies[position] = body


def _recover(
    tracks: Sequence[Track], position: int, frame: Picture, seconds: Array, eyes: Eyes
) -> None:
    """Look for people who were lost, around the place where they were."""
    for track in lost(tracks, position, seconds):
        region = track.bodies[track.latest].next_region
        found = eyes.find_near(frame, region, bodies_at(tracks, position))
        reclaim([track], position, found, seconds)


def _obey(tracks: list[Track], position: int, pointed: Sequence[Body], seconds: Array) -> None:
    """Take in people who were pointed at: those followed already, those lost, and new ones."""
    followed = [track for track in tracks if position in track.bodies]
    others = []
    for body in pointed:
        same = [track for track in followed if is_among(body, [track.bodies[position]])]
        if same:
            same[0].bodies[position] = body
            followed.remove(same[0])  # the next box points at somebody else
        else:
            others.append(body)
    missing = lost(tracks, position, seconds)
    tracks += [Track({position: body}) for body in reclaim(missing, position, others, seconds)]
