"""Categories of a COCO file and skeletons, both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nbpose import skeletons
from nbpose.errors import SkeletonError
from nbpose.formats.coco_values import Entry
from nbpose.skeletons import Skeleton, canonical_name, canonical_names


def keypoint_names(category: Entry) -> tuple[str, ...]:
    """Names of the keypoints of a category as the file spells them; empty when it has none."""
    names = category.values.get("keypoints")
    if names is None:
        return ()
    if type(names) is not list or not all(type(name) is str for name in names):
        raise category.wrong("keypoints", "give a list of names")
    doubled = [name for name, count in Counter(names).items() if count > 1]
    if doubled:
        raise category.wrong("keypoints", f'it names "{doubled[0]}" twice, so give each its own')
    return tuple(names)


def skeleton_of(category: Entry) -> tuple[Skeleton, list[str]]:
    """Find or make the skeleton of a category.

    Parameters
    ----------
    category : Entry
        With names of keypoints.

    Returns
    -------
    Skeleton
        One of the registry when the names are the same, else one with the edges of the file.
    list of str
        Sentences about edges that had to be left out.

    Raises
    ------
    FormatError
        When names or edges are not what they should be.
    """
    labels = keypoint_names(category)
    known = skeletons.find(labels)
    if known is not None:
        return known, []
    pairs = _pairs(category)
    first = 0 if any(0 in pair for pair in pairs) else 1
    edges = [(a - first, b - first) for a, b in pairs]
    usable = [(a, b) for a, b in edges if a != b and min(a, b) >= 0 and max(a, b) < len(labels)]
    name = category.text("name") or "custom"
    names = canonical_names(labels)
    try:
        made = Skeleton(
            name,
            names,
            edges=usable,
            labels=labels,
            note=f"made from a COCO file, whose edges count from {first}",
        )
    except SkeletonError as error:
        raise category.wrong("keypoints", f"no skeleton can be made of it: {error}") from None
    return made, [*_numbered(category, labels, names), *_skipped(category, pairs, edges, usable)]


def _numbered(category: Entry, labels: Sequence[str], names: Sequence[str]) -> list[str]:
    """Say which names were numbered, because they differ by their spelling alone."""
    numbered = [
        f'"{label}" is called {name}'
        for label, name in zip(labels, names, strict=True)
        if name != canonical_name(label)
    ]
    if not numbered:
        return []
    return [
        f"{category.path}: keypoints of {category.name} differ by their spelling alone, so "
        f"{' and '.join(numbered)}."
    ]


def _pairs(category: Entry) -> list[tuple[int, int]]:
    edges = category.values.get("skeleton")
    if edges is None:
        return []
    ends_fit = type(edges) is list and all(
        type(edge) is list and len(edge) == 2 and {*map(type, edge)} == {int} for edge in edges
    )
    if not ends_fit:
        raise category.wrong("skeleton", "give pairs of keypoint numbers")
    return [(a, b) for a, b in edges]


def _skipped(
    category: Entry,
    pairs: Sequence[tuple[int, int]],
    edges: Sequence[tuple[int, int]],
    usable: Iterable[tuple[int, int]],
) -> list[str]:
    kept = set(usable)
    skipped = [pair for pair, edge in zip(pairs, edges, strict=True) if edge not in kept]
    if not skipped:
        return []
    shown = ", ".join(map(str, skipped[:5])) + (", ..." if len(skipped) > 5 else "")
    return [
        f"{category.path}: {category.name} has {len(keypoint_names(category))} keypoints, so the "
        f"edges {shown} join nothing and were left out of the skeleton."
    ]


def fitting_skeletons(length: int) -> str:
    """Name the schemas that lists of `length` numbers may mean."""
    count, rest = divmod(length, 3)
    known = [name for name in skeletons.names() if len(skeletons.skeleton(name)) == count]
    if rest or not known:
        return ""
    known.sort(key=lambda name: not name.startswith("coco"))
    shown = " or ".join(known[:3])
    return f'if its {count} keypoints are those of {shown}, say skeleton="{known[0]}"'


def category_of(skeleton: Skeleton, number: int) -> dict[str, Any]:
    """Describe a skeleton as a COCO category; its edges count from 1.

    Parameters
    ----------
    skeleton : Skeleton
        The keypoints.
    number : int
        Id of the category.

    Returns
    -------
    dict
    """
    is_person = skeleton.kind.startswith("human")
    return {
        "id": number,
        "name": "person" if is_person else skeleton.name,
        "supercategory": "person" if is_person else skeleton.kind,
        **keypoints_of(skeleton),
    }


def keypoints_of(skeleton: Skeleton) -> dict[str, Any]:
    """Give the keys of a category that a skeleton decides."""
    return {
        "keypoints": list(skeleton.keypoints),
        "skeleton": [[a + 1, b + 1] for a, b in skeleton.edges],
    }


def describe(skeleton: Skeleton) -> str | dict[str, Any]:
    """Say all of a skeleton: its name when the registry has it, else every part."""
    known = skeleton.name in skeletons.names() and skeletons.skeleton(skeleton.name) == skeleton
    if known and not has_looks(skeleton):
        return skeleton.name
    looks: dict[str, Any] = {}
    if skeleton.colors:
        looks["colors"] = dict(skeleton.colors)
    if skeleton.template is not None:
        looks["template"] = [list(place) for place in skeleton.template]
    return looks | {
        "name": skeleton.name,
        "keypoints": list(skeleton.keypoints),
        "edges": [list(edge) for edge in skeleton.edges],
        "mirror": list(skeleton.mirror),
        "sigmas": None if skeleton.sigmas is None else list(skeleton.sigmas),
        "sigma_source": skeleton.sigma_source,
        "groups": {name: list(part) for name, part in skeleton.groups.items()},
        "angles": list(skeleton.angles),
        "labels": list(skeleton.labels),
        "kind": skeleton.kind,
        "source": skeleton.source,
        "licence": skeleton.licence,
        "note": skeleton.note,
    }


def has_looks(skeleton: Skeleton) -> bool:
    """Whether a skeleton has colours or a template, which equality passes over."""
    return bool(skeleton.colors) or skeleton.template is not None


def described(description: str | Mapping[str, Any]) -> Skeleton:
    """Make the skeleton of a description; raises what `Skeleton` raises when it does not fit."""
    if isinstance(description, str):
        return skeletons.skeleton(description)
    return Skeleton(**description)
