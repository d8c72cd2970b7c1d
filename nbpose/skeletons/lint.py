"""What is wrong with a skeleton, or merely strange, in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nbpose.skeletons.naming import is_lower_snake, side_of

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class SkeletonFinding:
    """One thing that the lint found.

    Parameters
    ----------
    severity : {"error", "warning"}
        An error makes the skeleton unusable; a warning may be meant.
    field : str
        The field it is about: ``keypoints``, ``edges``, ``mirror`` or ``sigmas``.
    text : str
        One sentence that names the value and the mend.
    keypoints, edges : tuple of int
        Indices of the keypoints and edges that it is about; empty where it is about the whole.
    """

    severity: Severity
    field: str
    text: str
    keypoints: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()


def lint_parts(
    keypoints: Sequence[str],
    edges: Sequence[tuple[int, int]],
    mirror: Sequence[int],
    sigmas: Sequence[float] | None,
) -> list[SkeletonFinding]:
    """Check the parts of a skeleton against each other.

    Parameters
    ----------
    keypoints : sequence of str
        K names.
    edges : sequence of (int, int)
        0-based pairs of keypoint indices.
    mirror : sequence of int
        For each keypoint the index of its left/right partner, or its own.
    sigmas : sequence of float or None
        K OKS sigmas (fraction of the object's scale).

    Returns
    -------
    list of SkeletonFinding
        Errors first.
    """
    findings = [
        *_lint_names(keypoints),
        *_lint_edges(keypoints, edges),
        *_lint_mirror(keypoints, mirror),
        *_lint_sigmas(keypoints, mirror, sigmas),
    ]
    return sorted(findings, key=lambda finding: finding.severity)  # stable: "error" < "warning"


def _lint_names(keypoints: Sequence[str]) -> Iterator[SkeletonFinding]:
    if not keypoints:
        yield SkeletonFinding("error", "keypoints", "it has no keypoints; name at least one")
    for name, count in Counter(keypoints).items():
        where = tuple(index for index, other in enumerate(keypoints) if other == name)
        if count > 1:
            text = f'the keypoint name "{name}" stands {count} times; give each its own name'
            yield SkeletonFinding("error", "keypoints", text, where)
        if not is_lower_snake(name):
            text = f'the keypoint name "{name}" is not lower_snake; write it like left_big_toe'
            yield SkeletonFinding("error", "keypoints", text, where)


def _lint_edges(
    keypoints: Sequence[str], edges: Sequence[tuple[int, int]]
) -> Iterator[SkeletonFinding]:
    count = len(keypoints)
    seen: set[frozenset[int]] = set()
    for index, edge in enumerate(edges):
        a, b = edge
        if not (0 <= a < count and 0 <= b < count):
            text = (
                f"the edge ({a}, {b}) is out of range for {count} keypoints; "
                f"edges are 0-based, 0 to {count - 1}"
            )
            yield SkeletonFinding("error", "edges", text, edges=(index,))
            continue
        if a == b:
            text = f'the edge ({a}, {b}) joins "{keypoints[a]}" to itself; remove it'
            yield SkeletonFinding("error", "edges", text, (a,), (index,))
        if frozenset(edge) in seen:
            text = f"the edge ({a}, {b}) stands twice; remove one"
            yield SkeletonFinding("warning", "edges", text, edges=(index,))
        seen.add(frozenset(edge))
    loose = sorted(set(range(count)) - {index for edge in edges for index in edge})
    if edges and loose:
        names = ", ".join(keypoints[index] for index in loose[:5]) + (
            "" if len(loose) <= 5 else ", ..."
        )
        text = f"{len(loose)} of {count} keypoints have no edge: {names}"
        yield SkeletonFinding("warning", "edges", text, tuple(loose))


def _lint_mirror(keypoints: Sequence[str], mirror: Sequence[int]) -> Iterator[SkeletonFinding]:
    count = len(keypoints)
    if len(mirror) != count:
        text = f"mirror has {len(mirror)} entries for {count} keypoints; give one for each"
        yield SkeletonFinding("error", "mirror", text)
        return
    for index, partner in enumerate(mirror):
        if not 0 <= partner < count:
            text = f'the mirror of "{keypoints[index]}" is {partner}, out of range 0 to {count - 1}'
            yield SkeletonFinding("error", "mirror", text, (index,))
        elif mirror[partner] != index:
            text = (
                f'the mirror of "{keypoints[index]}" is "{keypoints[partner]}", whose mirror is '
                f"another point; partners must name each other"
            )
            yield SkeletonFinding("error", "mirror", text, (index, partner))
        elif partner == index and side_of(keypoints[index]):
            text = f'"{keypoints[index]}" is named a side but has no partner'
            yield SkeletonFinding("warning", "mirror", text, (index,))


def _lint_sigmas(
    keypoints: Sequence[str], mirror: Sequence[int], sigmas: Sequence[float] | None
) -> Iterator[SkeletonFinding]:
    if sigmas is None:
        return
    if len(sigmas) != len(keypoints):
        text = (
            f"{len(sigmas)} sigmas stand for {len(keypoints)} keypoints; give one for each, or None"
        )
        yield SkeletonFinding("error", "sigmas", text)
        return
    for index, (name, sigma) in enumerate(zip(keypoints, sigmas, strict=True)):
        if not (math.isfinite(sigma) and sigma > 0):
            text = f'the sigma of "{name}" is {sigma}; it must be a positive number'
            yield SkeletonFinding("error", "sigmas", text, (index,))
    for index, partner in enumerate(mirror):
        if index < partner < len(sigmas) and sigmas[index] != sigmas[partner]:
            text = (
                f'the sigmas of "{keypoints[index]}" ({sigmas[index]}) and "{keypoints[partner]}" '
                f"({sigmas[partner]}) differ: a mirrored picture would score differently"
            )
            yield SkeletonFinding("warning", "sigmas", text, (index, partner))
