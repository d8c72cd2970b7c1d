"""Skeletons of every make, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from nbpose.skeletons import Skeleton

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,3}(_[a-z0-9]{1,3}){0,2}", fullmatch=True)
SIDED = st.sampled_from(["left_", "right_", ""]).flatmap(lambda side: NAMES.map(side.__add__))
COLORS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FRACTIONS = st.floats(-2, 2)


@st.composite
def skeletons(draw: st.DrawFn, most: int = 6) -> Skeleton:
    """Sound skeletons, with or without edges, sigmas, groups, colours and a template."""
    keypoints = draw(st.lists(SIDED, min_size=1, max_size=most, unique=True))
    index = st.integers(0, len(keypoints) - 1)
    pairs = st.tuples(index, index).filter(lambda pair: pair[0] != pair[1])
    edges = draw(st.lists(pairs, max_size=5, unique=True)) if len(keypoints) > 1 else []
    each = {"min_size": len(keypoints), "max_size": len(keypoints)}
    colored = st.one_of([st.sampled_from(keypoints), *([st.sampled_from(edges)] if edges else [])])
    return Skeleton(
        draw(TEXTS),
        keypoints,
        edges,
        sigmas=draw(st.none() | st.lists(st.floats(1e-3, 1), **each)),
        groups=draw(st.dictionaries(NAMES, st.lists(index, max_size=3), max_size=2)),
        labels=draw(st.none() | st.lists(TEXTS, **each)),
        angles=draw(st.lists(NAMES, max_size=2)),
        kind=draw(TEXTS),
        note=draw(TEXTS),
        colors=draw(st.dictionaries(colored, COLORS, max_size=4)),
        template=draw(st.none() | st.lists(st.tuples(FRACTIONS, FRACTIONS), **each)),
    )
