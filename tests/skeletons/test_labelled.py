from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import SkeletonError
from nbpose.skeletons.naming import is_lower_snake

LABELS = ["Nose", "Left Knee", "RKnee", "Left Ankle", "ankle_right"]


def test_labels_and_edges_are_enough_for_a_skeleton():
    skeleton = nbp.Skeleton(LABELS, [("Left Knee", "Left Ankle"), (2, 4)])
    assert skeleton.name == "custom5"
    assert skeleton.keypoints == ("nose", "left_knee", "right_knee", "left_ankle", "right_ankle")
    assert skeleton.labels == tuple(LABELS)
    assert skeleton.edges == ((1, 3), (2, 4))
    assert skeleton.mirror == (0, 2, 1, 4, 3)


def test_labels_may_come_by_keyword_and_edges_by_keypoint():
    skeleton = nbp.Skeleton(labels=LABELS, edges=[("left_knee", "left_ankle")], sigmas=[0.1] * 5)
    assert skeleton == nbp.Skeleton(LABELS, [(1, 3)], sigmas=[0.1] * 5)
    assert nbp.Skeleton(["a", "b"]).edges == ()


def test_the_longer_form_is_as_it_was():
    longer = nbp.Skeleton("mine", ["nose", "left_knee"], [(0, 1)], labels=["Nose", "Left Knee"])
    assert (longer.name, longer.labels) == ("mine", ("Nose", "Left Knee"))
    assert nbp.Skeleton(name="mine", keypoints=["nose"]).keypoints == ("nose",)


@pytest.mark.parametrize(
    ("arguments", "about", "message"),
    [
        ((["a", "a"],), {}, '"custom2": the label "a" stands 2 times; give each its own'),
        (
            (["Left Knee", "LKnee"],),
            {},
            'the labels "Left Knee" and "LKnee" both mean the keypoint "left_knee"; give one',
        ),
        (([],), {}, '"custom0": it has no keypoints; name at least one'),
        ((["a", 5],), {}, r"labels is \('a', 5\); give a list of names"),
        ((["a", "b"], [("a", "tail")]), {}, 'an edge names "tail", which is no keypoint'),
        ((["a", "b"], [(0, 2)]), {}, r"the edge \(0, 2\) is out of range"),
        ((["a", "b"], ["ab"]), {}, "the edge 'ab' is no pair"),
        ((["a", "b"], 5), {}, "edges is 5; give a list of pairs"),
        ((["a"], [], [(0, 0)]), {}, "give nothing but the edges after it"),
        ((["a"],), {"labels": ["A"]}, "give nothing but the edges after it"),
        ((), {"labels": "nose"}, "labels is 'nose'; give a list of names"),
        ((), {}, "The name of a skeleton is None; give a text"),
        ((b"nose", ["nose"]), {}, "The name of a skeleton is b'nose'; give a text"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments, about, message):
    with pytest.raises(SkeletonError, match=message):
        nbp.Skeleton(*arguments, **about)


def test_labels_that_no_keypoint_name_can_spell_are_numbered_and_kept():
    skeleton = nbp.Skeleton(["頭", "首"], [("頭", "首")])
    assert skeleton.keypoints == ("point_1", "point_2") or len(set(skeleton.keypoints)) == 2
    assert skeleton.labels == ("頭", "首")


@given(st.lists(st.text(max_size=6), min_size=1, max_size=6, unique=True))
def test_any_labels_give_a_sound_skeleton_or_a_sentence(labels):
    try:
        skeleton = nbp.Skeleton(labels)
    except SkeletonError as error:
        assert "both mean the keypoint" in str(error)
    else:
        assert skeleton.labels == tuple(labels)
        assert all(map(is_lower_snake, skeleton.keypoints))
