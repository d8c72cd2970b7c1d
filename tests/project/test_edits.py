from __future__ import annotations

import json

import numpy as np
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
    ("make", "word"),
    [
        (
            lambda: edits.Move(row=1, keypoint=0, to=(float("nan"), 2)),
            r"to=\(nan, 2\); give x and y",
        ),
        (lambda: edits.Place(row=1, keypoint=0, to=(1, None)), "finite numbers"),
        (lambda: edits.Move(row=1, keypoint=0, to=(1, 2, 3)), "finite numbers"),
        (lambda: edits.Move(row=1, keypoint="nose", to=(1, 2)), "keypoint='nose'; give the index"),
        (lambda: edits.Move(row=1, keypoint=-1, to=(1, 2)), "keypoint=-1"),
        (lambda: edits.Move(row=1.5, keypoint=0, to=(1, 2)), "row=1.5; give a whole number"),
        (lambda: edits.AddPerson(row=1, frame=-1), "frame=-1"),
        (lambda: edits.AddPerson(row=1, frame=0, track=-2), "track=-2"),
        (lambda: edits.SetVisibility(row=1, keypoint=0, visibility=3), "visibility=3; give 0"),
    ],
)
def test_an_edit_is_checked_when_it_is_made(make, word):
    with pytest.raises(ProjectError, match=word):
        make()


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ({"op": "explode", "row": 1}, 'no edit "explode"'),
        ({}, 'no edit "None"'),
        ({"op": "move", "row": 1, "keypoint": 0}, "needs row, keypoint, to; it came with row, key"),
        ({"op": "delete_person"}, "came with none of them"),
        ({"op": "move", "row": 1, "keypoint": 0, "to": "up"}, "to='up'"),
    ],
)
def test_a_message_that_is_no_edit_is_refused_in_words(message, word):
    with pytest.raises(ProjectError, match=word):
        edits.from_dict(message)


def test_numbers_of_numpy_are_numbers():
    edit = edits.Move(row=np.int64(3), keypoint=np.int32(0), to=np.array([1.5, 2]))
    assert edit == edits.Move(row=3, keypoint=0, to=(1.5, 2.0)) and type(edit.row) is int
