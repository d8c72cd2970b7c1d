from __future__ import annotations

import pytest

from nbpose.errors import ProjectError
from nbpose.project import facts
from nbpose.project.edits import Move, SetAttribute, SetLocked, SetTags, TagFrame


def test_what_a_file_says_beside_stays_as_it_is():
    extra = {"iscrowd": 0, "attributes": {"occluded": False, "nested": {"a": 1}}}
    after = facts.apply(SetAttribute(row=1, name="shirt", value="red"), extra)
    assert after == {
        "iscrowd": 0,
        "attributes": {"occluded": False, "nested": {"a": 1}, "shirt": "red"},
    }
    assert extra["attributes"] == {"occluded": False, "nested": {"a": 1}}
    assert facts.of_row(after)["attributes"] == {"occluded": False, "shirt": "red"}


@pytest.mark.parametrize(
    "extra",
    [
        None,
        {},
        {"tags": "left"},
        {"tags": [1, None, ""], "attributes": ["a"], "locked": "yes", "keyframe": 1},
        {"attributes": {"a": None, "b": float("nan"), "c": 10**400, 4: "d"}},
    ],
)
def test_what_a_file_has_put_there_of_another_kind_says_nothing(extra):
    assert facts.of_row(extra) is None and facts.of_frame(extra) is None
    assert not facts.is_locked(extra)


def test_tags_of_a_file_are_told_once():
    assert facts.of_frame({"tags": ["a", "b", "a"]}) == {"tags": ["a", "b"], "attributes": {}}


def test_nothing_said_is_nothing_kept():
    locked = facts.apply(SetLocked(row=1, locked=True), None)
    assert locked == {"locked": True} and facts.is_locked(locked)
    assert facts.apply(SetLocked(row=1, locked=False), locked) is None
    assert facts.apply(TagFrame(frame=3, tags=[]), {"tags": ["a"], "video": "a.mp4"}) == {
        "video": "a.mp4"
    }


def test_there_is_an_end_to_attributes():
    full = {"attributes": {f"a{i}": i for i in range(64)}}
    assert facts.apply(SetAttribute(row=1, name="a3", value="new"), full)
    with pytest.raises(ProjectError, match="64 attributes already"):
        facts.apply(SetAttribute(row=1, name="more", value=1), full)


def test_a_move_says_nothing_of_anybody():
    with pytest.raises(ProjectError, match='"move" says nothing'):
        facts.apply(Move(row=1, keypoint=0, to=(1, 1)), None)


def test_tags_are_kept_as_a_list_that_json_knows():
    assert facts.apply(SetTags(row=1, tags=("a",)), {})["tags"] == ["a"]
