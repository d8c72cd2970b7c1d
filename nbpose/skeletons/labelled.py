"""Skeletons from labels and edges alone: names and keypoints are made from the labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from nbpose.errors import SkeletonError
from nbpose.skeletons.naming import canonical_name, canonical_names
from nbpose.skeletons.parts import edges_of, names_of

_NAMELESS = "point"
"""What a label without letters that a keypoint name may hold becomes; these are numbered."""


class Given(NamedTuple):
    """What a skeleton is made of."""

    name: Any
    keypoints: Any
    edges: Any
    labels: Any


def given_by(name: Any, keypoints: Any, edges: Any, labels: Any) -> Given:
    """Tell the two forms apart: a name with keypoints, or labels spelled freely with edges.

    Parameters
    ----------
    name, keypoints, edges, labels : object
        As they were given; None where they were left out.

    Returns
    -------
    Given
        With a name and keypoints, whichever form it was.

    Raises
    ------
    SkeletonError
        When two labels are the same, or become the same keypoint.
    """
    if name is None and keypoints is None and labels is not None:
        return _from_labels(labels, edges)
    is_list = isinstance(name, Iterable) and not isinstance(name, str | bytes)
    if not is_list:
        return Given(name, keypoints, edges, labels)
    if labels is not None or (keypoints is not None and edges != ()):
        raise SkeletonError(
            "A skeleton takes labels and edges, or a name, keypoints and edges; the first argument "
            "is a list, so give nothing but the edges after it."
        )
    return _from_labels(name, () if keypoints is None else keypoints)


def _from_labels(labels: Iterable[Any], edges: Any) -> Given:
    spelled = tuple(labels) if not isinstance(labels, str) else labels
    name = f"custom{len(spelled)}" if isinstance(spelled, tuple) else "custom"
    spelled = names_of(name, "labels", spelled)
    keypoints = _keypoints(name, spelled)
    place = {label: index for index, label in enumerate(spelled)}
    by_index = [_indexed(edge, place) for edge in edges_of(name, edges)]
    return Given(name, keypoints, by_index, spelled)


def _keypoints(name: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Keypoint names of the labels; nobody's label is renamed without a word."""
    first: dict[str, str] = {}
    for label in labels:
        keypoint = canonical_name(label)
        other = first.setdefault(keypoint, label)
        if other is label and labels.count(label) > 1:
            raise SkeletonError(
                f'The skeleton "{name}": the label "{label}" stands {labels.count(label)} times; '
                f"give each its own."
            )
        if other != label and keypoint != _NAMELESS:
            raise SkeletonError(
                f'The skeleton "{name}": the labels "{other}" and "{label}" both mean the keypoint '
                f'"{keypoint}"; give one of them another name.'
            )
    return canonical_names(labels)


def _indexed(edge: Any, place: dict[str, int]) -> Any:
    """An edge with the labels in it replaced by their index; the rest is for others to refuse."""
    if isinstance(edge, str) or not isinstance(edge, Iterable):
        return edge
    return tuple(place.get(end, end) if isinstance(end, str) else end for end in edge)
