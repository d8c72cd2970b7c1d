from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.skeletons.naming import canonical_name, canonical_names, is_lower_snake, side_of


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("nose", "nose"),
        ("RShoulder", "right_shoulder"),
        ("LBigToe", "left_big_toe"),
        ("KNEE_LEFT", "left_knee"),
        ("L_Eye", "left_eye"),
        ("left eye", "left_eye"),
        ("Right-Ear", "right_ear"),
        ("midlegL4", "left_midleg_4"),
        ("wingR", "right_wing"),
        ("SpineMid", "spine_mid"),
        ("root (pelvis)", "root_pelvis"),
        ("R", "r"),
        ("12", "point_12"),
        ("", "point"),
        ("頭", "point"),
    ],
)
def test_every_spelling_becomes_lower_snake_with_the_side_in_front(label, name):
    assert canonical_name(label) == name


LABELS = st.text(max_size=8) | st.sampled_from(
    ["a", "A", "a_1", "a 1", "L a", "l_a", "left", "aR1"]
)


@given(st.lists(LABELS, max_size=8))
def test_names_are_distinct_and_lower_snake(labels):
    names = canonical_names(labels)
    assert len(names) == len(labels) == len(set(names))
    assert all(map(is_lower_snake, names))


@given(st.from_regex(r"[a-z]{2,6}(_[a-z]{2,6})?", fullmatch=True))
def test_left_and_right_are_told_apart_by_any_spelling_of_the_side(part):
    for spelling in (f"left_{part}", f"L_{part}", f"{part}_left", f"Left {part}"):
        assert side_of(canonical_name(spelling)) == "left"
    for spelling in (f"right_{part}", f"R_{part}", f"{part}_right", f"Right-{part}"):
        assert side_of(canonical_name(spelling)) == "right"
