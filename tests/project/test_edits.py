from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.errors import ProjectError
from nbpose.project import edits

NUMBER = st.integers(0, 10**6)
COORDINATE = st.floats(-1e5, 1e5)
ANY_EDIT = st.one_of(
    st.builds(edits.AddPerson, row=NUMBER, frame=NUMBER, track=st.integers(-1, 99)),
    st.builds(edits.DeletePerson, row=NUMBER),
    st.builds(
        edits.Place,
        row=NUMBER,
        keypoint=NUMBER,
        to=st.tuples(COORDINATE, COORDINATE),
        visibility=st.integers(1, 2),
    ),
    st.builds(edits.Move, row=NUMBER, keypoint=NUMBER, to=st.tuples(COORDINATE, COORDINATE)),
    st.builds(edits.SetVisibility, row=NUMBER, keypoint=NUMBER, visibility=st.integers(0, 2)),
    st.builds(edits.DeleteKeypoint, row=NUMBER, keypoint=NUMBER),
)


@given(ANY_EDIT)
def test_an_edit_survives_the_wire(edit):
    assert edits.from_dict(json.loads(json.dumps(edits.to_dict(edit)))) == edit


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ({"op": "explode", "row": 1}, 'no edit "explode"'),
        ({}, 'no edit "None"'),
        ({"op": "move", "row": 1, "keypoint": 0}, "needs row, keypoint, to"),
        ({"op": "move", "row": 1, "keypoint": 0, "to": [1, None]}, "as numbers"),
        ({"op": "move", "row": 1, "keypoint": 0, "to": [1, float("nan")]}, "as numbers"),
        ({"op": "move", "row": 1, "keypoint": 0, "to": [1, 2, 3]}, "as numbers"),
        ({"op": "move", "row": 1.5, "keypoint": 0, "to": [1, 2]}, "as numbers"),
        ({"op": "set_visibility", "row": 1, "keypoint": 0, "visibility": "x"}, "as numbers"),
    ],
)
def test_a_message_that_is_no_edit_is_refused_in_words(message, word):
    with pytest.raises(ProjectError, match=word):
        edits.from_dict(message)
