"""Where joints with known names lie on a standing person and on an animal seen from its left.

Drawn up for nbpose. The unit is the height of the figure; the person faces us, so the left is on
the picture's right. Sides are taken off the names first; `HUMAN` gives the left one.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from nbpose.skeletons.naming import side_of
from nbpose.skeletons.skeleton import Skeleton

Place = tuple[float, float]

HUMAN = MappingProxyType(
    {
        "head_top": (0.0, 0.0),
        "top_head": (0.0, 0.0),
        "head": (0.0, 0.04),
        "eye": (0.022, 0.067),
        "eye_inner": (0.011, 0.067),
        "eye_outer": (0.034, 0.067),
        "ear": (0.052, 0.078),
        "nose": (0.0, 0.086),
        "mouth": (0.015, 0.108),
        "bottom_head": (0.0, 0.14),
        "upper_neck": (0.0, 0.15),
        "neck": (0.0, 0.165),
        "neck_base": (0.0, 0.175),
        "neck_nose": (0.0, 0.12),
        "thorax": (0.0, 0.21),
        "spine_shoulder": (0.0, 0.19),
        "spine_chest": (0.0, 0.26),
        "chest": (0.0, 0.25),
        "spine_mid": (0.0, 0.34),
        "spine": (0.0, 0.34),
        "spine_navel": (0.0, 0.38),
        "belly": (0.0, 0.38),
        "center": (0.0, 0.4),
        "pelvis": (0.0, 0.49),
        "mid_hip": (0.0, 0.49),
        "root": (0.0, 0.49),
        "spine_base": (0.0, 0.49),
        "clavicle": (0.045, 0.18),
        "shoulder": (0.115, 0.195),
        "elbow": (0.155, 0.345),
        "wrist": (0.178, 0.475),
        "hand": (0.184, 0.51),
        "palm": (0.184, 0.51),
        "thumb": (0.158, 0.52),
        "index": (0.18, 0.545),
        "pinky": (0.2, 0.535),
        "finger": (0.186, 0.55),
        "hand_tip": (0.188, 0.56),
        "handtip": (0.188, 0.56),
        "hip": (0.062, 0.5),
        "knee": (0.07, 0.725),
        "ankle": (0.075, 0.935),
        "heel": (0.064, 0.97),
        "foot": (0.09, 0.975),
        "toe": (0.1, 0.99),
        "foot_index": (0.1, 0.99),
        "big_toe": (0.088, 0.995),
        "small_toe": (0.122, 0.985),
    }
)
"""Person from the front, x from the middle: joint without its side -> (x, y)."""

ANIMAL = MappingProxyType(
    {
        "nose": (0.04, 0.36),
        "snout": (0.04, 0.36),
        "mouth": (0.07, 0.4),
        "eye": (0.13, 0.28),
        "head": (0.17, 0.26),
        "ear": (0.21, 0.17),
        "ear_base": (0.2, 0.21),
        "earbase": (0.2, 0.21),
        "earend": (0.22, 0.13),
        "neck": (0.3, 0.33),
        "neck_base": (0.28, 0.36),
        "neck_end": (0.4, 0.34),
        "throat": (0.26, 0.46),
        "throat_base": (0.24, 0.43),
        "throat_end": (0.34, 0.52),
        "withers": (0.44, 0.31),
        "wither": (0.44, 0.31),
        "back_base": (0.46, 0.31),
        "back_middle": (0.65, 0.33),
        "center": (0.65, 0.42),
        "back_end": (0.86, 0.32),
        "belly_bottom": (0.66, 0.57),
        "root_of_tail": (0.98, 0.36),
        "tail_base": (0.98, 0.36),
        "tailbase": (0.98, 0.36),
        "tail": (1.06, 0.46),
        "tail_end": (1.13, 0.62),
        "tail_tip": (1.13, 0.62),
        "tailtip": (1.13, 0.62),
        "shoulder": (0.42, 0.46),
        "front_thai": (0.42, 0.5),
        "elbow": (0.45, 0.59),
        "front_elbow": (0.45, 0.59),
        "front_knee": (0.44, 0.75),
        "front_fetlock": (0.44, 0.87),
        "front_paw": (0.42, 0.96),
        "front_foot": (0.42, 0.96),
        "hip": (0.88, 0.44),
        "back_thai": (0.88, 0.5),
        "knee": (0.85, 0.61),
        "back_elbow": (0.85, 0.61),
        "stifle": (0.85, 0.61),
        "back_knee": (0.93, 0.76),
        "hind_hock": (0.93, 0.76),
        "hind_fetlock": (0.91, 0.87),
        "back_paw": (0.89, 0.96),
        "hind_foot": (0.89, 0.96),
    }
)
"""Four-legged animal from its left, head to the left: joint without its side -> (x, y)."""

_FAR = (0.045, -0.015)
"""How far the right joints of an animal, behind the left ones, lie from them."""

_SHARE, _ENOUGH = 1 / 3, 8
"""Names that must be known; fewer would scatter the rest around a stranger."""


Figure = Literal["human", "animal", ""]

_EXTENT = MappingProxyType(
    {"human": (-0.22, -0.02, 0.22, 1.02), "animal": (0.0, 0.1, 1.16, 1.0)}
)  # left, top, right, bottom
_FILLED = 0.86  # of the ground


def ground_of(figure: Figure, width: float, height: float) -> tuple[float, float, float]:
    """Where a figure stands on a ground.

    Parameters
    ----------
    figure : {"human", "animal"}
        Which.
    width, height : float
        Of the ground in pixels.

    Returns
    -------
    (scale, x, y)
        A place of the figure times `scale`, plus (x, y), is in pixels.
    """
    left, top, right, bottom = _EXTENT[figure]
    scale = _FILLED * min(width / (right - left), height / (bottom - top))
    return scale, (width - scale * (left + right)) / 2, (height - scale * (top + bottom)) / 2


def known_places(skeleton: Skeleton) -> tuple[Figure, dict[int, Place]]:
    """Where those joints lie whose names are known.

    Parameters
    ----------
    skeleton : Skeleton
        Any.

    Returns
    -------
    (figure, places)
        The figure, and (x, y) on it by the index of the keypoint; "" and nothing when too few
        names are known.
    """
    person = {i: p for i, name in enumerate(skeleton.keypoints) if (p := _on_person(name))}
    animal = {i: p for i, name in enumerate(skeleton.keypoints) if (p := _on_animal(name))}
    figure: Figure = "human" if len(person) >= len(animal) else "animal"
    if skeleton.kind:
        is_human = skeleton.kind.startswith("human")
        figure = "human" if is_human else "animal" if skeleton.kind == "animal-quadruped" else ""
    places: dict[Figure, dict[int, Place]] = {"human": person, "animal": animal, "": {}}
    best = places[figure]
    needed = min(max(2, _SHARE * len(skeleton)), _ENOUGH)
    return (figure, best) if len(best) >= needed else ("", {})


def place_on(figure: Figure, name: str) -> Place | None:
    """Where a joint of that name lies on a figure; None where it is not known."""
    return _on_person(name) if figure == "human" else _on_animal(name)


def _on_person(name: str) -> Place | None:
    side = side_of(name)
    found = HUMAN.get(_without_side(name))
    if found is None:
        return None
    if name == "hip":
        return HUMAN["pelvis"]
    return (-found[0] if side == "right" else found[0], found[1])


def _on_animal(name: str) -> Place | None:
    found = ANIMAL.get(_without_side(name))
    if found is None:
        return None
    far = side_of(name) == "right" or name.startswith("off_")
    return (found[0] + _FAR[0], found[1] + _FAR[1]) if far else found


def _without_side(name: str) -> str:
    words = name.split("_")
    return "_".join(word for word in words if word not in ("left", "right", "near", "off"))
