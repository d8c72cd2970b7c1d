"""The skeleton: which keypoints there are, how they join, and which are each other's mirror."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from numbers import Integral
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from nbpose.errors import SkeletonError
from nbpose.skeletons.lint import SkeletonFinding, lint_parts
from nbpose.skeletons.naming import side_of

T = TypeVar("T", int, float)

SigmaSource = Literal["measured", "analogy", "none"]


@dataclass(frozen=True)
class Skeleton:
    """Names, edges and left/right partners of K keypoints; checked when it is made.

    Parameters
    ----------
    name : str
        Name of the schema, such as ``"coco17"``.
    keypoints : sequence of str
        K lower_snake names, such as ``"left_big_toe"``.
    edges : sequence of pairs
        Pairs of keypoints to join, by 0-based index or by name.
    mirror : sequence of int, optional
        Index of each keypoint's left/right partner, or its own. Found from the names
        (``left_x`` and ``right_x``) when left out.
    sigmas : sequence of float, optional
        K OKS sigmas: the annotators' spread as a fraction of the object's scale (the square root
        of its area).
    sigma_source : {"measured", "analogy", "none"}
        Whether the sigmas come from repeated labels or from another schema.
    groups : mapping of str to indices
        Parts such as ``body``, ``left_hand``.
    angles : sequence of str
        Joint angles that make sense on it, by the names of `nbpose.analysis`.
    labels : sequence of str
        The names as the source spells them; the keypoints themselves when left out.
    kind, source, licence, note : str
        What it is a skeleton of, and where it comes from.

    Raises
    ------
    SkeletonError
        When the parts do not fit together.
    """

    name: str
    keypoints: tuple[str, ...]
    edges: tuple[tuple[int, int], ...] = ()
    mirror: tuple[int, ...] = ()
    sigmas: tuple[float, ...] | None = None
    sigma_source: SigmaSource = "none"
    groups: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    angles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kind: str = ""
    source: str = ""
    licence: str = ""
    note: str = ""

    def __init__(
        self,
        name: str,
        keypoints: Sequence[str],
        edges: Iterable[tuple[int, int] | tuple[str, str]] = (),
        mirror: Sequence[int] | None = None,
        sigmas: Sequence[float] | None = None,
        *,
        sigma_source: SigmaSource | None = None,
        groups: Mapping[str, Iterable[int]] | None = None,
        angles: Iterable[str] = (),
        labels: Iterable[str] | None = None,
        kind: str = "",
        source: str = "",
        licence: str = "",
        note: str = "",
    ) -> None:
        if not isinstance(name, str):
            raise SkeletonError(f"The name of a skeleton is {name!r}; give a text, like 'mouse9'.")
        names = _names(name, "keypoints", keypoints)
        values = {
            "name": name,
            "keypoints": names,
            "edges": tuple(_edge(name, names, edge) for edge in _edges(name, edges)),
            "mirror": mirror_by_name(names)
            if mirror is None
            else _numbers(name, "mirror", mirror, int),
            "sigmas": None if sigmas is None else _numbers(name, "sigmas", sigmas, float),
            "sigma_source": sigma_source or ("none" if sigmas is None else "analogy"),
            "groups": MappingProxyType(_groups(name, groups)),
            "angles": _names(name, "angles", angles),
            "labels": names if labels is None else _names(name, "labels", labels),
            "kind": kind,
            "source": source,
            "licence": licence,
            "note": note,
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)
        if len(self.labels) != len(names):
            raise SkeletonError(
                f'The skeleton "{name}": {len(self.labels)} labels stand for {len(names)} '
                f"keypoints; give one for each, or leave them out."
            )
        wrong = [finding for finding in self.lint() if finding.severity == "error"]
        if wrong:
            raise SkeletonError(f'The skeleton "{name}": {wrong[0].text}.')

    def __reduce__(self) -> tuple[Any, ...]:  # the read-only mapping cannot be pickled
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return _rebuilt, (parts | {"groups": dict(self.groups)},)

    def __len__(self) -> int:
        """Number of keypoints, K."""
        return len(self.keypoints)

    def __repr__(self) -> str:
        return f'Skeleton("{self.name}", {len(self)} keypoints, {len(self.edges)} edges)'

    @functools.cached_property
    def sides(self) -> tuple[str, ...]:
        """For each keypoint "left", "right" or "" for the middle."""
        return tuple(side_of(name) for name in self.keypoints)

    def index(self, keypoint: str) -> int:
        """Index of a keypoint.

        Parameters
        ----------
        keypoint : str
            Its name.

        Returns
        -------
        int
            0-based index.

        Raises
        ------
        SkeletonError
            When no keypoint has that name; the message names the nearest one.
        """
        if keypoint in self.keypoints:
            return self.keypoints.index(keypoint)
        near = difflib.get_close_matches(str(keypoint), self.keypoints, n=1)
        hint = (
            f'did you mean "{near[0]}"?' if near else f"it has {', '.join(self.keypoints[:6])} ..."
        )
        raise SkeletonError(f'The skeleton "{self.name}" has no keypoint "{keypoint}"; {hint}')

    def has(self, *keypoints: str) -> bool:
        """Whether the skeleton has all keypoints named."""
        return all(keypoint in self.keypoints for keypoint in keypoints)

    def lint(self) -> list[SkeletonFinding]:
        """List what is wrong or strange about the skeleton.

        Returns
        -------
        list of SkeletonFinding
            Only warnings: a skeleton with errors cannot be made.
        """
        return lint_parts(self.keypoints, self.edges, self.mirror, self.sigmas)


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
        return position.get("_".join(swap.get(word, word) for word in name.split("_")), index)

    return tuple(partner(index, name) for index, name in enumerate(keypoints))


def _rebuilt(parts: dict[str, Any]) -> Skeleton:
    return Skeleton(**parts)


def _names(skeleton: str, part: str, values: Any) -> tuple[str, ...]:
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


def _groups(skeleton: str, groups: Any) -> dict[str, tuple[int, ...]]:
    try:
        return {str(part): tuple(map(int, indices)) for part, indices in (groups or {}).items()}
    except (AttributeError, TypeError, ValueError):
        raise SkeletonError(
            f'The skeleton "{skeleton}": groups is {groups!r}; give indices of keypoints by the '
            f"name of the part, like {{'left_hand': [9, 11]}}."
        ) from None


def _edges(skeleton: str, edges: Any) -> Iterable[Any]:
    if not isinstance(edges, Iterable) or isinstance(edges, str):
        raise SkeletonError(
            f'The skeleton "{skeleton}": edges is {edges!r}; give a list of pairs, like '
            f"[('left_hip', 'left_knee')], or leave it out."
        )
    return edges


def _numbers(
    skeleton: str, part: str, values: Sequence[Any], number: Callable[[Any], T]
) -> tuple[T, ...]:
    try:
        return tuple(map(number, values))
    except (TypeError, ValueError):
        raise SkeletonError(
            f'The skeleton "{skeleton}": {part} is {values!r}; give one number for each keypoint.'
        ) from None


def _edge(
    skeleton: str, keypoints: tuple[str, ...], edge: tuple[int, int] | tuple[str, str]
) -> tuple[int, int]:
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
