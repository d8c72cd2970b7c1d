"""Colours of skeletons: left and right apart for colour-blind eyes too (Okabe and Ito, 2008).

Left and right also differ by shape wherever they are drawn: circle and square, diamond between.
"""

from __future__ import annotations

from types import MappingProxyType

from nbpose.skeletons.skeleton import Skeleton

SIDE_COLORS = MappingProxyType({"left": "#0072b2", "right": "#d55e00", "": "#009e73"})
"""Hex colour of the left, the right and the middle ("")."""

PERSON_COLORS = (
    "#56b4e9",
    "#e69f00",
    "#cc79a7",
    "#f0e442",
    "#009e73",
    "#0072b2",
    "#d55e00",
    "#cccccc",
)
"""Hex colours that tell tracks apart, in turn; light grey stands for the black of that paper."""


def person_color(track: int) -> str:
    """Hex colour of a track; -1 (no identity) has the last one."""
    return PERSON_COLORS[track % len(PERSON_COLORS)]


def joint_color(skeleton: Skeleton, keypoint: int) -> str:
    """Hex colour of a keypoint: the skeleton's own, else that of its side."""
    own = skeleton.colors.get(skeleton.keypoints[keypoint])
    return own or SIDE_COLORS[skeleton.sides[keypoint]]


def own_bone_color(skeleton: Skeleton, edge: tuple[int, int]) -> str:
    """Hex colour that the skeleton itself gives an edge, or ""."""
    first, second = (skeleton.keypoints[index] for index in edge)
    return skeleton.colors.get(f"{first}-{second}", "")


def bone_color(skeleton: Skeleton, edge: tuple[int, int]) -> str:
    """Hex colour of an edge: the skeleton's own, else that of its side."""
    return own_bone_color(skeleton, edge) or SIDE_COLORS[edge_side(skeleton, edge)]


def edge_side(skeleton: Skeleton, edge: tuple[int, int]) -> str:
    """Side of a bone: that of its ends, or "" where they differ.

    Parameters
    ----------
    skeleton : Skeleton
        Whose bone it is.
    edge : (int, int)
        0-based indices of its ends.

    Returns
    -------
    str
        "left", "right" or "".
    """
    first, second = (skeleton.sides[index] for index in edge)
    return first if first == second else ""
