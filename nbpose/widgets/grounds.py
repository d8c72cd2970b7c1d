"""The ground a skeleton is drawn on: a picture, or a blank one with an outline of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.skeletons import Skeleton
from nbpose.skeletons.figures import Figure, ground_of, known_places, place_on

Outline = Literal["none", "human", "animal"]
Capsule = tuple[float, float, float, float, float]

BLANK = (960, 720)
"""Width and height of a ground without a picture, in pixels."""

_PAPER, _INK = (246, 247, 249), (224, 227, 232)  # of the picture that stays in a saved notebook

_HUMAN_MIDDLE: tuple[Capsule, ...] = (
    (0.0, 0.052, 0.0, 0.088, 0.098),
    (0.0, 0.13, 0.0, 0.2, 0.06),
    (-0.085, 0.21, 0.085, 0.21, 0.075),
    (0.0, 0.23, 0.0, 0.48, 0.15),
    (-0.045, 0.49, 0.045, 0.49, 0.1),
)
_HUMAN_LEFT: tuple[Capsule, ...] = (
    (0.06, 0.23, 0.045, 0.44, 0.09),
    (0.115, 0.205, 0.155, 0.345, 0.055),
    (0.155, 0.345, 0.178, 0.475, 0.042),
    (0.18, 0.49, 0.186, 0.535, 0.042),
    (0.06, 0.51, 0.07, 0.725, 0.086),
    (0.07, 0.725, 0.075, 0.935, 0.06),
    (0.075, 0.965, 0.1, 0.975, 0.042),
)
_ANIMAL_BODY: tuple[Capsule, ...] = (
    (0.06, 0.365, 0.13, 0.325, 0.075),
    (0.14, 0.3, 0.19, 0.28, 0.115),
    (0.205, 0.24, 0.22, 0.15, 0.036),
    (0.2, 0.3, 0.42, 0.4, 0.15),
    (0.45, 0.43, 0.86, 0.42, 0.235),
    (0.97, 0.36, 1.06, 0.46, 0.034),
    (1.06, 0.46, 1.13, 0.62, 0.028),
)
_ANIMAL_LEG: tuple[Capsule, ...] = (
    (0.42, 0.46, 0.45, 0.59, 0.105),
    (0.45, 0.59, 0.44, 0.75, 0.058),
    (0.44, 0.75, 0.43, 0.95, 0.042),
    (0.43, 0.965, 0.405, 0.968, 0.042),
    (0.88, 0.45, 0.85, 0.61, 0.14),
    (0.85, 0.61, 0.93, 0.76, 0.066),
    (0.93, 0.76, 0.91, 0.95, 0.042),
    (0.91, 0.965, 0.88, 0.968, 0.042),
)


def outline(figure: Outline, width: int, height: int) -> list[Capsule]:
    """Outline of a figure as thick strokes with round ends.

    Parameters
    ----------
    figure : {"none", "human", "animal"}
        Which.
    width, height : int
        Of the ground in pixels.

    Returns
    -------
    list of (x, y, x, y, width)
        Both ends of each stroke and how thick it is, in pixels.
    """
    if figure == "none":
        return []
    scale, x, y = ground_of(figure, width, height)
    return [
        (
            round(a * scale + x, 1),
            round(b * scale + y, 1),
            round(c * scale + x, 1),
            round(d * scale + y, 1),
            round(thick * scale, 1),
        )
        for a, b, c, d, thick in _strokes(figure)
    ]


FIGURES: tuple[Literal["human", "animal"], ...] = ("human", "animal")

_COMMON = {
    "human": "nose eye ear head_top neck pelvis shoulder elbow wrist hip knee ankle heel big_toe",
    "animal": "nose eye ear_base neck withers back_middle tail_base tail_tip shoulder elbow "
    "front_knee front_paw hip stifle back_knee back_paw",
}
_SINGLE = ("nose", "head_top", "neck", "pelvis", "withers", "back_middle", "tail_base", "tail_tip")


def joint_names(
    figure: Literal["human", "animal"], width: int, height: int
) -> dict[str, tuple[float, float]]:
    """Where the usual joints lie on an outline, so that a click there can be named.

    Parameters
    ----------
    figure : {"human", "animal"}
        Which.
    width, height : int
        Of the ground in pixels.

    Returns
    -------
    dict
        (x, y) in pixels by name.
    """
    scale, left, top = ground_of(figure, width, height)
    names = [
        name
        for word in _COMMON[figure].split()
        for name in ([word] if word in _SINGLE else [f"left_{word}", f"right_{word}"])
    ]
    places = ((name, place_on(figure, name)) for name in names)
    return {
        name: (round(place[0] * scale + left, 1), round(place[1] * scale + top, 1))
        for name, place in places
        if place is not None
    }


def _strokes(figure: Figure) -> Sequence[Capsule]:
    if figure == "human":
        right = [(-a, b, -c, d, thick) for a, b, c, d, thick in _HUMAN_LEFT]
        return [*_HUMAN_MIDDLE, *_HUMAN_LEFT, *right]
    far = [(a + 0.055, b - 0.01, c + 0.055, d - 0.01, thick) for a, b, c, d, thick in _ANIMAL_LEG]
    return [*_ANIMAL_BODY, *_ANIMAL_LEG, *far]


@dataclass(frozen=True)
class Ground:
    """What a skeleton is drawn on.

    Parameters
    ----------
    name : str
        Of the picture; "" without one.
    picture : (H, W, 3) uint8 or None
        RGB.
    """

    name: str
    picture: NDArray[np.uint8] | None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        if self.picture is None:
            return BLANK
        height, width = self.picture.shape[:2]
        return width, height

    def painted(self, figure: Outline) -> NDArray[np.uint8]:
        """The picture, or a blank one with an outline."""
        if self.picture is not None:
            return self.picture
        paper = np.full((BLANK[1], BLANK[0], 3), _PAPER, np.uint8)
        for a, b, c, d, thick in outline(figure, *BLANK):
            ends = (round(a), round(b)), (round(c), round(d))
            cv2.line(paper, *ends, _INK, max(1, round(thick)), cv2.LINE_AA)
        return paper


_OUTLINES: dict[str, Outline] = {"blank": "none", "human": "human", "animal": "animal"}


def ground_for(template: Any, skeleton: Skeleton | None) -> tuple[Ground, Outline]:
    """Turn the argument ``template=`` into a ground and the outline to show on it.

    Parameters
    ----------
    template : object
        None, "blank", "human", "animal", or whatever `nbpose.open` takes: its first frame.
    skeleton : Skeleton or None
        Without a template, its figure decides the outline.

    Returns
    -------
    (Ground, str)

    Raises
    ------
    NbposeError
        When it cannot be opened, or has no frame.
    """
    if template is None:
        figure = known_places(skeleton)[0] if skeleton is not None else ""
        return Ground("", None), figure or "none"
    if isinstance(template, str) and template in _OUTLINES:
        return Ground("", None), _OUTLINES[template]
    opened = open_media(template)
    try:
        if not len(opened):
            raise ArgumentError(f"{opened.name} has no frames; give a picture as the template.")
        return Ground(opened.name, opened[0]), "none"
    finally:
        if not isinstance(template, Media):
            opened.close()
