from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import SkeletonError
from nbpose.skeletons import lint_parts, palette

PAIR = ["nose", "left_ear", "right_ear"]


def test_edges_may_be_given_by_name_and_the_mirror_follows_the_names():
    skeleton = nbp.Skeleton("three", PAIR, edges=[("nose", "left_ear"), (0, 2)])
    assert skeleton.edges == ((0, 1), (0, 2))
    assert skeleton.mirror == (0, 2, 1)
    assert skeleton.sides == ("", "left", "right")
    assert len(skeleton) == 3
    assert skeleton.labels == tuple(PAIR)
    assert repr(skeleton) == 'Skeleton("three", 3 keypoints, 2 edges)'


def test_edges_may_be_rows_of_an_array():
    assert nbp.Skeleton("three", PAIR, edges=np.array([[0, 1], [0, 2]])).edges == ((0, 1), (0, 2))


def test_sigmas_of_ones_own_are_an_analogy_until_said_otherwise():
    assert nbp.Skeleton("a", ["p"], sigmas=[0.1]).sigma_source == "analogy"
    assert (
        nbp.Skeleton("a", ["p"], sigmas=[0.1], sigma_source="measured").sigma_source == "measured"
    )
    assert nbp.Skeleton("a", ["p"]).sigma_source == "none"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"keypoints": []}, "it has no keypoints; name at least one"),
        ({"keypoints": ["a", "a"]}, 'the keypoint name "a" stands 2 times'),
        ({"keypoints": ["Nose"]}, 'the keypoint name "Nose" is not lower_snake'),
        (
            {"edges": [(0, 3)]},
            r"the edge \(0, 3\) is out of range for 3 keypoints; edges are 0-based",
        ),
        ({"edges": [(-1, 0)]}, r"the edge \(-1, 0\) is out of range"),
        ({"edges": [(1, 1)]}, r'the edge \(1, 1\) joins "left_ear" to itself'),
        ({"edges": [(0, 1, 2)]}, r"the edge \(0, 1, 2\) is no pair; give two keypoints"),
        ({"edges": [5]}, "the edge 5 is no pair"),
        ({"edges": ["ab"]}, "the edge 'ab' is no pair"),
        ({"edges": [(0, 0.5)]}, r"the edge \(0, 0.5\) is no pair"),
        ({"keypoints": "nose"}, "keypoints is 'nose'; give a list of names"),
        ({"keypoints": [1, 2, 3]}, r"keypoints is \[1, 2, 3\]; give a list of names"),
        ({"keypoints": None}, "keypoints is None; give a list of names"),
        ({"edges": None}, "edges is None; give a list of pairs, like .*, or leave it out"),
        ({"edges": "ab"}, "edges is 'ab'; give a list of pairs"),
        ({"angles": None}, r"angles is None; give a list of names, like \['knee_flexion'\]"),
        ({"labels": 5}, "labels is 5; give a list of names"),
        ({"labels": ["Nose"]}, "1 labels stand for 3 keypoints; give one for each, or leave"),
        ({"groups": 5}, "groups is 5; give indices of keypoints by the name of the part"),
        ({"groups": {"head": 5}}, "groups is {'head': 5}; give indices of keypoints"),
        ({"mirror": 3}, "mirror is 3; give one number for each keypoint"),
        ({"sigmas": ["a", 1, 1]}, r"sigmas is \['a', 1, 1\]; give one number for each"),
        ({"edges": [("nose", "tail")]}, 'an edge names "tail", which is no keypoint'),
        ({"mirror": [0, 1]}, "mirror has 2 entries for 3 keypoints"),
        ({"mirror": [5, 1, 2]}, 'the mirror of "nose" is 5, out of range 0 to 2'),
        ({"mirror": [1, 2, 0]}, ".* whose mirror is another point; partners must name"),
        ({"sigmas": [0.1]}, "1 sigmas stand for 3 keypoints"),
        ({"sigmas": [0.1, 0, 0.1]}, 'the sigma of "left_ear" is 0.0; it must be a positive number'),
        ({"sigmas": [0.1, float("nan"), 0.1]}, 'the sigma of "left_ear" is nan'),
    ],
)
def test_parts_that_do_not_fit_are_refused_by_name(parts, message):
    with pytest.raises(SkeletonError, match=f'The skeleton "three": {message}'):
        nbp.Skeleton("three", **{"keypoints": PAIR} | parts)


@pytest.mark.parametrize("name", [None, 5])
def test_a_name_that_is_no_text_is_refused(name):
    with pytest.raises(SkeletonError, match=f"The name of a skeleton is {name}; give a text"):
        nbp.Skeleton(name, PAIR)


def test_what_is_no_name_is_no_keypoint():
    with pytest.raises(SkeletonError, match='"three" has no keypoint "5"; it has nose'):
        nbp.Skeleton("three", PAIR).index(5)


@pytest.mark.parametrize(
    ("parts", "field", "text"),
    [
        ({"edges": [(0, 1), (1, 0)]}, "edges", "the edge (1, 0) stands twice; remove one"),
        ({"edges": [(0, 1)]}, "edges", "1 of 3 keypoints have no edge: right_ear"),
        ({"mirror": [0, 1, 2]}, "mirror", '"left_ear" is named a side but has no partner'),
        ({"sigmas": [0.1, 0.1, 0.2]}, "sigmas", "a mirrored picture would score differently"),
    ],
)
def test_what_is_strange_is_said_but_allowed(parts, field, text):
    findings = nbp.Skeleton("three", PAIR, **parts).lint()
    assert {finding.severity for finding in findings} == {"warning"}
    assert any(finding.field == field and text in finding.text for finding in findings)


def test_a_sound_skeleton_has_nothing_to_say():
    assert nbp.Skeleton("three", PAIR, [(0, 1), (0, 2)], sigmas=[0.1, 0.2, 0.2]).lint() == []


def test_keypoints_are_looked_up_by_name():
    coco = nbp.skeleton("coco17")
    assert coco.index("left_knee") == 13
    assert coco.has("nose", "left_knee")
    assert not coco.has("nose", "tail")
    message = 'The skeleton "coco17" has no keypoint "left_nee"; did you mean "left_knee"'
    with pytest.raises(SkeletonError, match=message):
        coco.index("left_nee")


def test_a_skeleton_cannot_be_changed():
    skeleton = nbp.skeleton("coco17")
    with pytest.raises(dataclasses.FrozenInstanceError):
        skeleton.name = "mine"
    with pytest.raises(TypeError):
        skeleton.groups["body"] = ()


def test_equal_skeletons_are_equal_and_can_be_keys():
    first, second = (nbp.Skeleton("a", PAIR, [(0, 1)]) for _ in range(2))
    assert first == second
    assert {first: 1}[second] == 1
    assert first != nbp.Skeleton("a", PAIR)


def test_bones_have_the_side_of_their_ends():
    skeleton = nbp.Skeleton("b", ["neck", "left_hip", "left_knee"], [(0, 1), (1, 2)])
    assert [palette.edge_side(skeleton, edge) for edge in skeleton.edges] == ["", "left"]
    assert palette.SIDE_COLORS["left"] != palette.SIDE_COLORS["right"]


def test_people_next_to_each_other_differ_in_colour():
    colours = [palette.person_color(track) for track in range(20)]
    assert all(a != b for a, b in itertools.pairwise(colours))
    assert palette.person_color(-1) == palette.PERSON_COLORS[-1]


def test_findings_say_which_keypoints_and_edges_they_are_about():
    found = lint_parts(["a", "b", "a", "B"], [(0, 1), (1, 1), (1, 0), (9, 0)], [0, 1, 2, 3], None)
    places = {(finding.text.split(";")[0], finding.keypoints, finding.edges) for finding in found}
    assert {
        ('the keypoint name "a" stands 2 times', (0, 2), ()),
        ('the keypoint name "B" is not lower_snake', (3,), ()),
        ('the edge (1, 1) joins "b" to itself', (1,), (1,)),
        ("the edge (1, 0) stands twice", (), (2,)),
        ("the edge (9, 0) is out of range for 4 keypoints", (), (3,)),
    } <= places


def test_a_skeletons_own_colours_come_before_the_palette():
    skeleton = nbp.Skeleton(
        "b",
        ["left_hip", "left_knee", "left_toe"],
        [(0, 1), (1, 2)],
        colors={"left_knee": "#112233", "left_hip-left_knee": "#445566"},
    )
    left = palette.SIDE_COLORS["left"]
    assert [palette.joint_color(skeleton, k) for k in range(3)] == [left, "#112233", left]
    assert [palette.bone_color(skeleton, edge) for edge in skeleton.edges] == ["#445566", left]
