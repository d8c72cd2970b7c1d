from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose import skeletons
from nbpose.errors import SkeletonError
from nbpose.skeletons import Skeleton
from nbpose.skeletons.change import change
from nbpose.skeletons.draft import Bone, Draft, Joint, to_dict
from nbpose.skeletons.draft_message import read

from .strategies import NAMES
from .strategies import skeletons as any_skeletons
from .test_files import parts

COCO = skeletons.skeleton("coco17")


def drafted(skeleton, side=100.0):
    template = skeleton.template or np.zeros((len(skeleton), 2))
    return Draft.of(skeleton, np.array(template) * side)


@given(any_skeletons())
def test_a_skeleton_that_was_not_changed_comes_back_with_all_it_says(skeleton):
    back = drafted(skeleton).skeleton(skeleton, 100.0)
    looks = {"template"}
    same = {k: v for k, v in parts(back).items() if k not in looks}
    assert same == {k: v for k, v in parts(skeleton).items() if k not in looks}
    if skeleton.template is not None:
        np.testing.assert_allclose(back.template, skeleton.template, atol=1e-4)


@given(any_skeletons())
def test_a_draft_goes_to_the_browser_and_back(skeleton):
    draft = drafted(skeleton)
    assert read(json.loads(json.dumps(to_dict(draft)))) == draft


@pytest.mark.parametrize("name", skeletons.names())
def test_every_schema_can_be_begun_with(name):
    schema = skeletons.skeleton(name)
    draft = drafted(schema)
    assert draft.mirror == schema.mirror
    assert draft.skeleton(schema) == schema
    assert not [found for found in draft.lint(schema) if found.severity == "error"]


def test_sigmas_groups_and_labels_follow_their_joints():
    start = Skeleton(
        "three",
        ["nose", "left_ear", "right_ear"],
        [(0, 1), (0, 2)],
        sigmas=[0.1, 0.2, 0.2],
        sigma_source="measured",
        groups={"ears": [1, 2], "snout": [0]},
        labels=["Nose", "L", "R"],
        note="as published",
    )
    draft = drafted(start)
    nose, left, right = draft.joints
    turned = dataclasses.replace(
        draft, joints=(right, dataclasses.replace(nose, name="snout"), left), name="mine"
    )
    made = turned.skeleton(start)
    assert made.keypoints == ("right_ear", "snout", "left_ear")
    assert made.edges == ((1, 2), (1, 0))
    assert made.sigmas == (0.2, 0.1, 0.2) and made.sigma_source == "measured"
    assert made.groups == {"ears": (2, 0), "snout": (1,)}
    assert made.labels == ("R", "snout", "L")
    assert made.note == 'made from "three"'
    assert turned.renamed(start) == {"nose": "snout"}


def test_a_joint_without_a_sigma_costs_all_of_them_and_that_is_said():
    draft = drafted(COCO)
    tail = dataclasses.replace(draft, joints=(*draft.joints, Joint(17, "tail", 0, 0)), next=18)
    assert tail.skeleton(COCO).sigmas is None
    texts = [found.text for found in tail.lint(COCO)]
    assert any('"tail" has no sigma, so the sigmas of "coco17" are left out' in t for t in texts)
    assert any('the schema "coco17" of the registry is another one' in text for text in texts)


def test_a_draft_may_be_wrong_and_says_what_and_where():
    joints = (Joint(4, "nose", 0, 0), Joint(9, "nose", 5, 5), Joint(2, "Ear", 1, 1))
    draft = Draft("mine", joints, (Bone(4, 9),), (), 10)
    found = {finding.text.split(";")[0]: finding.keypoints for finding in draft.lint()}
    assert found['the keypoint name "nose" stands 2 times'] == (0, 1)
    assert found['the keypoint name "Ear" is not lower_snake'] == (2,)
    with pytest.raises(SkeletonError, match='"mine": the keypoint name "nose" stands 2 times'):
        draft.skeleton()
    with pytest.raises(SkeletonError, match="it has no keypoints; name at least one"):
        Draft("empty").skeleton()


def test_the_middle_of_a_draft_mirrors_itself_even_when_its_name_stands_twice():
    draft = Draft("mine", (Joint(0, "nose", 0, 0), Joint(1, "nose", 0, 0)), next=2)
    assert draft.mirror == (0, 1)


def test_partners_may_be_told_and_untold():
    joints = tuple(Joint(i, name, 0, 0) for i, name in enumerate(["left_a", "right_a", "b", "c"]))
    assert Draft("d", joints, pairs=((2, 3),), next=4).mirror == (1, 0, 3, 2)
    assert Draft("d", joints, pairs=((0, 0),), next=4).mirror == (0, 1, 2, 3)
    assert Draft("d", joints, pairs=((0, 2),), next=4).mirror == (2, 1, 0, 3)


@given(any_skeletons(), st.data())
def test_labels_can_follow_every_change_of_a_draft(skeleton, data):
    draft = drafted(skeleton)
    kept = data.draw(st.lists(st.sampled_from(draft.joints), min_size=1, unique=True))
    names = data.draw(st.lists(NAMES, min_size=len(kept), max_size=len(kept), unique=True))
    joints = tuple(dataclasses.replace(j, name=n) for j, n in zip(kept, names, strict=True))
    changed = dataclasses.replace(draft, joints=joints, bones=(), pairs=())
    renamed = changed.renamed(skeleton)
    gone = [joint.name for joint in draft.joints if joint not in kept]
    if set(gone) & set(names):
        return  # somebody has the name of one who is gone: only the ids can tell them apart
    followed = change(skeleton, changed.skeleton(skeleton), renamed)
    assert followed.source == tuple(joint.id for joint in joints)


BROKEN = [
    (None, "came as a NoneType"),
    ([], "came as a list"),
    ({}, "needs a list of at most 1000 joints"),
    ({"joints": {}}, "needs a list of at most 1000 joints"),
    ({"joints": [[0, "a", 0, 0, ""]] * 1001}, "needs a list of at most 1000 joints"),
    ({"joints": [[0, "a", 0, 0]]}, "A joint of a draft needs 5 entries"),
    ({"joints": ["abcde"]}, "A joint of a draft needs 5 entries"),
    ({"joints": [[0.5, "a", 0, 0, ""]]}, "id of a draft must be a whole number"),
    ({"joints": [[True, "a", 0, 0, ""]]}, "id of a draft must be a whole number"),
    ({"joints": [[-1, "a", 0, 0, ""]]}, "id of a draft must be a whole number"),
    ({"joints": [[2**40, "a", 0, 0, ""]]}, "id of a draft must be a whole number"),
    ({"joints": [[0, 5, 0, 0, ""]]}, "must be a text of at most 200 letters"),
    ({"joints": [[0, "a" * 10_000, 0, 0, ""]]}, "must be a text of at most 200 letters"),
    ({"joints": [[0, "\ud800", 0, 0, ""]]}, "no text that can be written"),
    ({"joints": [[0, "a", float("nan"), 0, ""]]}, "out of range"),
    ({"joints": [[0, "a", 0, 1e308, ""]]}, "out of range"),
    ({"joints": [[0, "a", 0, 10**400, ""]]}, "out of range"),
    ({"joints": [[0, "a", "0", 0, ""]]}, "must be two numbers"),
    ({"joints": [[0, "a", 0, 0, "red"]]}, "must be six hex digits, or empty"),
    ({"joints": [[0, "a", 0, 0, "#ABCDEF"]]}, "must be six hex digits, or empty"),
    ({"joints": [[0, "a", 0, 0, None]]}, "must be six hex digits, or empty"),
    ({"joints": [[0, "a", 0, 0, ""], [0, "b", 0, 0, ""]]}, "has an id twice"),
    ({"bones": [[0, 9, ""]]}, "names the joint 9, which is not there"),
    ({"bones": [[0, [], ""]]}, "end of a draft must be a whole number"),
    ({"bones": [[0, 1]]}, "A bone of a draft needs 3 entries"),
    ({"pairs": [[0, 7]]}, "names the joint 7"),
    ({"pairs": [[0, 1], [1, 1]]}, "a joint in two pairs"),
    ({"next": 1}, "gives the id 1 a second time"),
    ({"next": None}, "next of a draft must be a whole number"),
    ({"name": ["x"]}, "name of a draft must be a text"),
]


@pytest.mark.parametrize(("wrong", "message"), BROKEN)
def test_what_is_no_draft_is_refused(wrong, message):
    sound = {"joints": [[0, "a", 0, 0, ""], [1, "b", 5, 5, ""]], "bones": [], "pairs": []}
    value = sound | {"name": "d", "next": 2} | wrong if wrong and isinstance(wrong, dict) else wrong
    with pytest.raises(SkeletonError, match=message):
        read(value)


def test_an_id_is_never_given_twice_even_when_its_joint_is_gone():
    value = to_dict(Draft("d", (Joint(3, "a", 0, 0),), next=4))
    assert read(dict(value), 4).next == 4
    with pytest.raises(SkeletonError, match="gives the id 4 a second time"):
        read(dict(value), 5)
