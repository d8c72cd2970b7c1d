"""Keypoint names: one spelling for all schemas, `left_big_toe`, however the source spells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LOWER_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SIDES = {"l": "left", "left": "left", "r": "right", "right": "right"}


def is_lower_snake(name: str) -> bool:
    """Whether a keypoint name is spelled the way nbpose spells them."""
    return LOWER_SNAKE.fullmatch(name) is not None


def side_of(name: str) -> str:
    """Side that a keypoint name tells: "left", "right" or "" for the middle."""
    words = name.split("_")
    return "left" if "left" in words else "right" if "right" in words else ""


def canonical_name(label: str) -> str:
    """Spell a source's keypoint name as lower_snake with the side in front.

    Parameters
    ----------
    label : str
        Name as a file spells it, such as ``"RShoulder"``, ``"KNEE_LEFT"`` or ``"L_Eye"``.

    Returns
    -------
    str
        ``"right_shoulder"``, ``"left_knee"``, ``"left_eye"``. A name without letters gets the
        prefix ``"point"``.
    """
    words = _words(label)
    for position in (0, len(words) - 1, len(words) - 2):
        if len(words) > 1 and 0 <= position < len(words) and words[position] in _SIDES:
            side = _SIDES[words.pop(position)]
            words.insert(0, side)
            break
    if not words or not words[0][0].isalpha():
        words.insert(0, "point")
    return "_".join(words)


def canonical_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Spell all names of a skeleton, numbering those that would fall together.

    Parameters
    ----------
    labels : sequence of str
        Names as a file spells them, in keypoint order.

    Returns
    -------
    tuple of str
        As many distinct lower_snake names, in the same order.
    """
    names = [canonical_name(label) for label in labels]
    counts = Counter(names)
    taken = set(names)
    distinct = []
    for name in names:
        unique, number = name, 1
        while counts[name] > 1 and unique in taken:
            unique, number = f"{name}_{number}", number + 1
        taken.add(unique)
        distinct.append(unique)
    return tuple(distinct)


def _words(label: str) -> list[str]:
    """Split at case changes, digits behind a side letter, and everything that is no letter."""
    text = re.sub(r"([a-z])([LR])(\d*)$", r"\1_\2_\3", label)  # forelegR1: the side stands inside
    text = re.sub(r"^([LR])(?=[A-Z][a-z])", r"\1_", text)  # RShoulder
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)  # SpineMid
    return [word for word in re.split(r"[^a-z0-9]+", text.lower()) if word]
