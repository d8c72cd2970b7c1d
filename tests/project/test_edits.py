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
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
TAGS = st.lists(TEXT, max_size=64, unique=True)
VALUE = st.none() | st.booleans() | TEXT | st.integers(-1000, 1000) | st.floats(-1e6, 1e6)
JOINT = {"row": NUMBER, "keypoint": NUMBER}
SIZE = st.floats(0.1, 1e4)
ANY_EDIT = st.one_of(
    st.builds(edits.AddPerson, row=NUMBER, frame=NUMBER, track=st.integers(-1, 99)),
    st.builds(edits.DeletePerson, row=NUMBER),
    st.builds(edits.RestorePerson, row=NUMBER),
    st.builds(
        edits.Place,
        **JOINT,
        to=st.tuples(COORDINATE, COORDINATE),
        visibility=st.integers(1, 2),
    ),
    st.builds(edits.Move, **JOINT, to=st.tuples(COORDINATE, COORDINATE)),
    st.builds(edits.SetVisibility, **JOINT, visibility=st.integers(0, 2)),
    st.builds(edits.DeleteKeypoint, **JOINT),
    st.builds(edits.RestoreKeypoint, **JOINT),
    st.builds(edits.SwapSides, row=NUMBER, keypoints=st.lists(st.integers(0, 99))),
    st.builds(
        edits.SwapSidesRange,
        start=st.integers(0, 99),
        stop=st.integers(100, 999),
        track=st.integers(-1, 9),
    ),
    st.builds(
        edits.SetBox,
        row=NUMBER,
        box=st.none() | st.tuples(COORDINATE, COORDINATE, SIZE, SIZE),
    ),
    st.builds(edits.SetTags, row=NUMBER, tags=TAGS),
    st.builds(edits.SetAttribute, row=NUMBER, name=TEXT, value=VALUE),
    st.builds(edits.SetLocked, row=NUMBER, locked=st.booleans()),
    st.builds(edits.SetKeyframe, row=NUMBER, keyframe=st.booleans()),
    st.builds(edits.TagFrame, frame=NUMBER, tags=TAGS),
    st.builds(edits.SetFrameAttribute, frame=NUMBER, name=TEXT, value=VALUE),
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
        (lambda: edits.Move(row=1, keypoint=0, to=(1e308, 2)), "finite numbers"),
        (lambda: edits.Move(row=1, keypoint=0, to=("1", "2")), "finite numbers"),
        (lambda: edits.Move(row=1, keypoint=0, to=range(10**6)), "finite numbers"),
        (lambda: edits.Move(row=2**53, keypoint=0, to=(1, 2)), "row=9007199254740992"),
        (lambda: edits.Move(row=True, keypoint=0, to=(1, 2)), "row=True; give a whole number"),
        (lambda: edits.AddPerson(row=1, frame=2**31), "frame=2147483648"),
        (lambda: edits.SwapSides(row=1, keypoints="all"), "keypoints='all'; give a list of ind"),
        (lambda: edits.SwapSidesRange(start=5, stop=5), "before frame 5 and starts at 5"),
        (lambda: edits.SetBox(row=1, box=(1, 2, 0, 4)), "give x, y, width and height"),
        (lambda: edits.SetBox(row=1, box=(1, 2, float("inf"), 4)), "give x, y, width and height"),
        (lambda: edits.SetTags(row=1, tags="left"), "tags='left'; give a list of at most 64"),
        (lambda: edits.SetTags(row=1, tags=["a", "a"]), "different texts"),
        (lambda: edits.SetTags(row=1, tags=[""]), "1 to 10000 letters"),
        (lambda: edits.SetTags(row=1, tags=[str(i) for i in range(65)]), "at most 64"),
        (lambda: edits.SetTags(row=1, tags=["x" * 10_001]), "10000 letters"),
        (lambda: edits.SetTags(row=1, tags=["\ud800"]), "different texts"),
        (lambda: edits.SetAttribute(row=1, name=3, value=1), "name=3; give a text"),
        (lambda: edits.SetAttribute(row=1, name="a", value=[1]), r"value=\[1\]; give a text"),
        (lambda: edits.SetAttribute(row=1, name="a", value=float("nan")), "a finite number"),
        (lambda: edits.SetAttribute(row=1, name="a", value=10**400), "a finite number"),
        (lambda: edits.SetLocked(row=1, locked=1), "locked=1; give True or False"),
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
