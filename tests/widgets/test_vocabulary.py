from __future__ import annotations

import pytest

from nbpose.errors import ArgumentError
from nbpose.project import document_in_memory
from nbpose.widgets import PoseEditor
from nbpose.widgets.vocabulary import vocabulary_trait


def test_what_is_offered_is_told_as_lists():
    given = {"tags": ("a", "b"), "attributes": {"shirt": ("red", 3, True)}}
    assert vocabulary_trait({**given, "frame_attributes": ["phase"]}) == {
        "tags": ["a", "b"],
        "attributes": {"shirt": ["red", 3, True]},
        "frame_attributes": {"phase": []},
    }


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (["a"], r"vocabulary is \['a'\]; give"),
        ({"tag": ["a"]}, "has the part 'tag'; it knows tags, frame_tags, attributes"),
        ({"tags": "abc"}, "offers tags that cannot be: .*tags='abc'"),
        ({"tags": ["a", 3]}, "offers tags that cannot be"),
        ({"attributes": {"shirt": [float("nan")]}}, "offers attributes that cannot be"),
        ({"attributes": {3: []}}, "offers attributes that cannot be"),
        ({"attributes": 3}, "offers attributes that cannot be"),
    ],
)
def test_what_cannot_be_set_is_not_offered(given, word):
    with pytest.raises(ArgumentError, match=word):
        vocabulary_trait(given)


def test_an_editor_takes_a_vocabulary_and_changes_it(clip, poses):
    editor = PoseEditor(clip, document_in_memory(poses), vocabulary={"tags": ["a"]})
    assert editor.vocabulary == {"tags": ["a"]}
    editor.vocabulary = {"frame_tags": ("blurred",)}
    assert editor.vocabulary == {"frame_tags": ["blurred"]}
    with pytest.raises(ArgumentError, match="offers tags that cannot be"):
        editor.vocabulary = {"tags": [3]}
    assert editor.vocabulary == {"frame_tags": ["blurred"]}
