"""The parts of a skeleton as users give them: brought into form, or refused by name."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral
from typing import Any, TypeVar

from nbpose.errors import SkeletonError

T = TypeVar("T", int, float)

_HEX = re.compile(r"#[0-9a-f]{6}")


def mirror_by_name(keypoints: Sequence[str]) -> tuple[int, ...]:
    """Pair each `left_x` with its `right_x`.

    Parameters
    ----------
    keypoints : sequence of str
        K names.

    Returns
    -------
    tuple of int
        Index of each keypoint's partner, or its own.
    """
    position = {name: index for index, name in enumerate(keypoints)}
    swap = {"left": "right", "right": "left"}

    def partner(index: int, name: str) -> int:
        other = "_".join(swap.get(word, word) for word in name.split("_"))
        return index if other == name else position.get(other, index)

    return tuple(partner(index, name) for index, name in enumerate(keypoints))


def names_of(skeleton: str, part: str, values: Any) -> tuple[str, ...]:
    """Names as a tuple; `part` says which ones."""
    is_list = isinstance(values, Iterable) and not isinstance(values, str)
    names = tuple(values) if is_list else ()
    if not is_list or not all(isinstance(name, str) for name in names):
        raise SkeletonError(
            f'The skeleton "{skeleton}": {part} is {values!r}; give a list of names, like '
            f"{_LIKE[part]}."
        )
    return names


_LIKE = {
    "keypoints": ["left_hip", "left_knee"],
    "labels": ["Left Hip", "Left Knee"],
    "angles": ["knee_flexion"],
}


def groups_of(skeleton: str, groups: Any) -> dict[str, tuple[int, ...]]:
    """Parts of the skeleton, as indices of keypoints."""
    try:
        return {str(part): tuple(map(int, indices)) for part, indices in (groups or {}).items()}
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise SkeletonError(
            f'The skeleton "{skeleton}": groups is {groups!r}; give indices of keypoints by the '
            f"name of the part, like {{'left_hand': [9, 11]}}."
        ) from None


def edges_of(skeleton: str, edges: Any) -> Iterable[Any]:
    """The edges, whatever they are; `edge_of` looks at each."""
    if not isinstance(edges, Iterable) or isinstance(edges, str):
        raise SkeletonError(
            f'The skeleton "{skeleton}": edges is {edges!r}; give a list of pairs, like '
            f"[('left_hip', 'left_knee')], or leave it out."
        )
    return edges


def numbers_of(
    skeleton: str, part: str, values: Sequence[Any], number: Callable[[Any], T]
) -> tuple[T, ...]:
    """One number for each keypoint."""
    try:
        return tuple(map(number, values))
    except (TypeError, ValueError, OverflowError):
        raise SkeletonError(
            f'The skeleton "{skeleton}": {part} is {values!r}; give one number for each keypoint.'
        ) from None


def edge_of(
    skeleton: str, keypoints: tuple[str, ...], edge: tuple[int, int] | tuple[str, str]
) -> tuple[int, int]:
    """An edge by indices; its ends may come by name."""
    is_group = isinstance(edge, Iterable) and not isinstance(edge, str)
    ends: tuple[int | str, ...] = tuple(edge) if is_group else ()
    if len(ends) != 2 or not all(isinstance(end, str | Integral) for end in ends):
        raise SkeletonError(
            f'The skeleton "{skeleton}": the edge {edge!r} is no pair; give two keypoints, by '
            f"index or by name."
        )
    return _end(skeleton, keypoints, ends[0]), _end(skeleton, keypoints, ends[1])


def _end(skeleton: str, keypoints: tuple[str, ...], end: int | str) -> int:
    if not isinstance(end, str):
        return int(end)
    if end not in keypoints:
        raise SkeletonError(
            f'The skeleton "{skeleton}": an edge names "{end}", which is no keypoint; '
            f"the keypoints are {', '.join(keypoints[:6])} ..."
        )
    return keypoints.index(end)


def colors_of(
    skeleton: str,
    keypoints: tuple[str, ...],
    edges: tuple[tuple[int, int], ...],
    colors: Any,
) -> dict[str, str]:
    """Colours by keypoint, or by edge as "one-other" in the order of the edge."""
    if not isinstance(colors, Mapping):
        raise SkeletonError(
            f'The skeleton "{skeleton}": colors is {colors!r}; give hex colours by keypoint or '
            f"edge, like {{'nose': '#d55e00', ('left_hip', 'left_knee'): '#0072b2'}}."
        )
    found = {}
    for key, color in colors.items():
        if not isinstance(color, str) or not _HEX.fullmatch(color.lower()):
            raise SkeletonError(
                f'The skeleton "{skeleton}": the colour of {key!r} is {color!r}; give six hex '
                f"digits, like '#d55e00'."
            )
        found[_colored(skeleton, keypoints, edges, key)] = color.lower()
    return found


def _colored(
    skeleton: str, keypoints: tuple[str, ...], edges: tuple[tuple[int, int], ...], key: Any
) -> str:
    if isinstance(key, str) and key in keypoints:
        return key
    ends = tuple(key.split("-")) if isinstance(key, str) else key
    if isinstance(ends, tuple) and len(ends) == 2:
        pair = tuple(keypoints.index(end) if end in keypoints else end for end in ends)
        for edge in (pair, pair[::-1]):
            if edge in edges:
                return "-".join(keypoints[index] for index in edge)
    raise SkeletonError(
        f'The skeleton "{skeleton}": a colour is given for {key!r}, which is no keypoint and no '
        f"edge of it."
    )


def template_of(skeleton: str, count: int, template: Any) -> tuple[tuple[float, float], ...]:
    """Positions of the keypoints in a template picture."""
    try:
        places = tuple((float(x), float(y)) for x, y in template)
    except (TypeError, ValueError, OverflowError):
        places = ()
    if len(places) != count or not all(map(math.isfinite, sum(places, ()))):
        raise SkeletonError(
            f'The skeleton "{skeleton}": template must hold x and y for each of the {count} '
            f"keypoints, as fractions of the picture's longer side; or leave it out."
        )
    return places
