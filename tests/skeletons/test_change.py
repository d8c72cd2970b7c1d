from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.errors import SkeletonError
from nbpose.skeletons import Skeleton
from nbpose.skeletons.change import change

from .strategies import NAMES

OLD = Skeleton("old", ["nose", "paw", "tail"])


def test_keypoints_are_followed_by_name_and_by_what_they_are_called_now():
    new = Skeleton("new", ["tail", "left_paw", "ear", "nose"])
    followed = change(OLD, new, {"paw": "left_paw"})
    assert followed.source == (2, 1, -1, 0)
    assert followed.dropped == ()
    assert not followed.is_identity
    assert change(OLD, new).dropped == (1,)
    assert change(OLD, OLD).is_identity


def test_two_names_may_be_exchanged():
    assert change(OLD, OLD, {"nose": "paw", "paw": "nose"}).source == (1, 0, 2)


@pytest.mark.parametrize(
    ("renamed", "message"),
    [
        ({"pow": "nose"}, '"old" has no keypoint "pow"; did you mean "paw"'),
        ({"paw": "ear"}, '"old" has no keypoint "ear"'),
        ({"paw": "nose"}, '"nose" and "paw" of the skeleton "old" would both become "nose"'),
        ("paw", "renamed is 'paw'; give the new names by the old ones"),
        ({"paw": 5}, "renamed is {'paw': 5}; give the new names"),
    ],
)
def test_names_that_lead_nowhere_are_refused(renamed, message):
    with pytest.raises(SkeletonError, match=message):
        change(OLD, OLD, renamed)


@given(st.data())
def test_there_and_back_is_where_it_was(data):
    names = data.draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
    others = data.draw(st.lists(NAMES, min_size=len(names), max_size=len(names), unique=True))
    order = data.draw(st.permutations(others))
    first, second = Skeleton("a", names), Skeleton("b", order)
    there = change(first, second, dict(zip(names, others, strict=True)))
    back = change(second, first, dict(zip(others, names, strict=True)))
    assert there.dropped == back.dropped == ()
    assert [there.source[index] for index in back.source] == list(range(len(names)))
