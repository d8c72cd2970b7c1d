"""Synthetic people and eyes that see them: following is tested without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from nbpose.models.blazepose.bodies import Body, is_among
from nbpose.signals import OneEuro

HEIGHT = 100.0

# x (left of the person positive) and y (down) in heights, of the points of the left side
LEFT = {
    1: (0.01, -0.48), 2: (0.02, -0.48), 3: (0.03, -0.48), 7: (0.05, -0.47), 9: (0.02, -0.45),
    11: (0.12, -0.35), 13: (0.2, -0.2), 15: (0.22, -0.05), 17: (0.23, 0.0), 19: (0.22, 0.01),
    21: (0.21, 0.0), 23: (0.08, 0.0), 25: (0.09, 0.25), 27: (0.1, 0.46), 29: (0.1, 0.49),
    31: (0.14, 0.5),
}  # fmt: skip
PARTNER = {1: 4, 2: 5, 3: 6}


def standing() -> np.ndarray:
    """(33, 2) points of somebody who faces the camera, hips at the origin, height 1."""
    points = np.zeros((33, 2))
    points[0] = (0.0, -0.47)
    for left, (x, y) in LEFT.items():
        points[left] = (x, y)
        points[PARTNER.get(left, left + 1)] = (-x, y)
    return points


def body_at(x: float, y: float, flag: float = 1.0, height: float = HEIGHT) -> Body:
    """Somebody of a height in pixels, with the hips at (x, y)."""
    region = np.array([x, y, 1.25 * height, 0.0])
    return Body(
        points=standing() * height + [x, y],
        confidence=np.ones(33),
        world=np.zeros((33, 3)),
        flag=flag,
        region=region,
        alignment=OneEuro.start(np.array([[x, y], [x, y - height / 2]])),
    )


@dataclass
class Person:
    """Somebody who walks.

    Parameters
    ----------
    place : callable
        Position -> (x, y) of the hips.
    visible : container of int
        Positions where the camera sees them.
    findable : container of int
        Positions where the search of the whole picture finds them.
    """

    place: Callable[[int], tuple[float, float]]
    visible: Iterable[int]
    findable: Iterable[int]


def walker(start, speed, visible, findable=range(10**6), y=200.0):
    """Somebody who walks at `speed` pixels a position."""
    return Person(lambda t: (start + speed * t, y), visible, findable)


class SceneEyes:
    """Sees synthetic people; a frame is an array that holds the position."""

    def __init__(self, *people: Person) -> None:
        self.people = people
        self.looks = 0

    def _visible(self, frame):
        position = int(frame[0])
        return [p for p in self.people if position in p.visible], position

    def look(self, frame, region):
        self.looks += 1
        people, position = self._visible(frame)
        places = [np.array(person.place(position)) for person in people]
        away = [np.linalg.norm(place - region[:2]) for place in places]
        if not away or min(away) > 0.4 * region[2]:
            return body_at(*region[:2], flag=0.0)
        return body_at(*places[int(np.argmin(away))])

    settle = look

    def find(self, frame, known):
        people, position = self._visible(frame)
        found = [body_at(*p.place(position)) for p in people if position in p.findable]
        return [body for body in found if not is_among(body, known)]

    def find_near(self, frame, region, known):
        found = self.find(frame, known)
        return [b for b in found if np.linalg.norm(b.region[:2] - region[:2]) < region[2]]


def frames(count):
    """Positions with their frames."""
    return [(position, np.array([position])) for position in range(count)]


def frames_before(position):
    """Positions before one, in descending order, with their frames."""
    return [(p, np.array([p])) for p in range(position - 1, -1, -1)]
