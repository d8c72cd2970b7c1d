"""Boxes that point at people: checked, and sorted by frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError
from nbpose.media import Media

Array = NDArray[np.float64]

Boxes: TypeAlias = "NDArray[Any] | Sequence[Any] | Mapping[int, Any]"
"""(n, 4) x, y, width, height in pixels for the first frame, or the same by frame."""


def by_position(boxes: Boxes, media: Media, numbers: NDArray[np.int64]) -> dict[int, Array]:
    """Check boxes and say for which of the chosen frames they are.

    Parameters
    ----------
    boxes : (n, 4) array, or mapping of int to (n, 4)
        x, y, width, height in pixels (COCO), one person a box; an array is for frame 0.
    media : Media
        The frames.
    numbers : (N,) int64
        The frames to look at.

    Returns
    -------
    dict of int to (n, 4) float64
        By position in `numbers`, ascending; frames without boxes are left out.

    Raises
    ------
    ArgumentError
        Names the frame, the box, its values and the mend.
    """
    given = boxes if isinstance(boxes, Mapping) else {0: boxes}
    checked = {}
    for frame, values in given.items():
        position = _position(frame, media, numbers)
        in_frame = _checked(values, frame, media.size_of(int(numbers[position])))
        if len(in_frame):
            checked[position] = in_frame
    return dict(sorted(checked.items()))


def _position(frame: Any, media: Media, numbers: NDArray[np.int64]) -> int:
    if not isinstance(frame, int | np.integer) or not 0 <= frame < len(media):
        raise ArgumentError(
            f"boxes are given for frame {frame!r}, but {media.name} has the frames 0 to "
            f"{len(media) - 1}; give boxes={{frame: [[x, y, width, height], ...]}}."
        )
    found = np.flatnonzero(numbers == frame)
    if not len(found):
        raise ArgumentError(
            f"boxes are given for frame {frame}, which frames= leaves out; choose the frame too, "
            f"or give boxes={{{numbers[0] if len(numbers) else 'frame'}: ...}}."
        )
    return int(found[0])


def _checked(values: Any, frame: int, size: tuple[int, int]) -> Array:
    try:
        boxes = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ArgumentError(
            f"The boxes of frame {frame} are no numbers; give [[x, y, width, height], ...]."
        ) from None
    if boxes.size == 0:
        return np.zeros((0, 4))
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ArgumentError(
            f"The boxes of frame {frame} have the shape {boxes.shape}, not (n, 4); give "
            f"[[x, y, width, height], ...]."
        )
    for index, box in enumerate(boxes):
        wrong = _wrong(box, size)
        if wrong:
            text = ", ".join(f"{value:g}" for value in box)
            raise ArgumentError(f"Box {index} of frame {frame}, [{text}], {wrong}.")
    return boxes


def _wrong(box: Array, size: tuple[int, int]) -> str:
    """Say what is wrong with a box and how to mend it; empty when nothing is."""
    x, y, width, height = box
    if not np.isfinite(box).all():
        return "has a value that is not finite; leave the box out"
    if width <= 0 or height <= 0:
        return "has no area; give x, y, width, height, not two corners, with width and height > 0"
    if x >= size[0] or y >= size[1] or x + width <= 0 or y + height <= 0:
        return (
            f"lies outside the picture of {size[0]} x {size[1]} pixels; give pixels, not fractions "
            f"of the size"
        )
    return ""
