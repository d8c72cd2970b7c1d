"""Edits of single rows: what comes back, and what a lock keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nbpose.errors import ProjectError
from nbpose.poses import AreaSource, Images, Origin, Poses, Visibility
from nbpose.project import Document, document_in_memory, edits, rows
from nbpose.skeletons import Skeleton

TRIO = Skeleton("trio", ["nose", "left_hand", "right_hand"], [(0, 1), (0, 2)])


def two_people(**columns) -> Poses:
    points = np.arange(12, dtype=float).reshape(2, 3, 2)
    points[1, 2] = np.nan
    return Poses.build(
        TRIO,
        points,
        confidence=np.full((2, 3), 0.5),
        origin=np.full((2, 3), Origin.MODEL),
        world=np.arange(18, dtype=float).reshape(2, 3, 3),
        **columns,
    )


ROW = {"row": st.integers(0, 1)}
JOINT = {**ROW, "keypoint": st.integers(0, 2)}
POINT = st.tuples(st.integers(0, 99), st.integers(0, 99))
EDIT = st.one_of(
    st.builds(edits.Move, **JOINT, to=POINT),
    st.builds(edits.Place, **JOINT, to=POINT, visibility=st.integers(1, 2)),
    st.builds(edits.SetVisibility, **JOINT, visibility=st.integers(0, 2)),
    st.builds(edits.DeleteKeypoint, **JOINT),
    st.builds(edits.DeletePerson, **ROW),
    st.builds(edits.SwapSides, **ROW, keypoints=st.lists(st.integers(0, 2))),
    st.builds(edits.SetBox, **ROW, box=st.none() | st.just((1.0, 2.0, 3.0, 4.0))),
    st.builds(edits.SetTags, **ROW, tags=st.lists(st.sampled_from("abc"), unique=True)),
    st.builds(
        edits.SetAttribute,
        **ROW,
        name=st.sampled_from("ab"),
        value=st.none() | st.booleans() | st.just("red"),
    ),
    st.builds(edits.SetLocked, **ROW, locked=st.booleans()),
    st.builds(edits.SetKeyframe, **ROW, keyframe=st.booleans()),
)


def states(document: Document) -> dict[int, rows.Row]:
    store = document._store
    return {int(row): store.get(int(row)) for row in document.poses.row}


def same_tables(first: Document, second: Document) -> bool:
    one, other = states(first), states(second)
    return one.keys() == other.keys() and all(rows.same(one[r], other[r]) for r in one)


@given(st.lists(EDIT, max_size=8), EDIT)
def test_an_edit_and_its_undo_are_nothing(earlier, edit):
    document, untouched = document_in_memory(two_people()), document_in_memory(two_people())
    for step in earlier:
        for target in (document, untouched):
            try:
                target.apply(step)
            except ProjectError:
                break
    try:
        document.apply(edit)
    except ProjectError:
        assume(False)
    document.undo()
    assert same_tables(document, untouched)


@given(st.integers(0, 1), st.lists(st.integers(0, 2)).filter(lambda k: k != [0] * len(k) or not k))
def test_two_swaps_are_none(row, keypoints):
    document = document_in_memory(two_people())
    for _ in range(2):
        document.apply(edits.SwapSides(row=row, keypoints=keypoints))
    assert same_tables(document, document_in_memory(two_people()))


def test_a_swap_takes_the_place_in_the_world_along():
    document = document_in_memory(two_people())
    document.apply(edits.SwapSides(row=0))
    assert document.poses.world[0].tolist() == [[0, 1, 2], [6, 7, 8], [3, 4, 5]]


def test_a_skeleton_without_sides_has_nothing_to_swap():
    line = Skeleton("line", ["top", "end"], [(0, 1)])
    document = document_in_memory(Poses.build(line, np.ones((1, 2, 2))))
    with pytest.raises(ProjectError, match="one of the other side"):
        document.apply(edits.SwapSides(row=0))


def test_a_locked_person_says_who_is_locked():
    document = document_in_memory(two_people())
    document.apply(edits.SetLocked(row=1, locked=True))
    with pytest.raises(ProjectError, match=r"row 1 \(frame 0\) is locked; unlock it first"):
        document.apply(edits.Move(row=1, keypoint=0, to=(1, 1)))
    assert document.poses.extra[1] == {"locked": True} and document.poses.extra[0] is None


def test_absent_is_a_decision_and_a_deleted_joint_is_none():
    document = document_in_memory(two_people())
    document.apply(edits.SetVisibility(row=1, keypoint=2, visibility=Visibility.ABSENT))
    document.apply(edits.DeleteKeypoint(row=1, keypoint=1))
    assert document.poses.origin[1].tolist() == [Origin.MODEL, Origin.UNKNOWN, Origin.PERSON]
    assert document.poses.visibility[1].tolist() == [2, 0, 0]


def test_a_deleted_joint_comes_back_as_it_was():
    before = document_in_memory(two_people())._store.get(0)
    gone = rows.apply(edits.DeleteKeypoint(row=0, keypoint=1), before, None, TRIO.mirror)
    moved = rows.apply(edits.Move(row=0, keypoint=0, to=(9, 9)), gone, None, TRIO.mirror)
    back = rows.restored(moved, 1, before)
    assert rows.same(back, rows.restored(before, 0, moved))


def test_a_box_is_drawn_or_told_by_the_points():
    document = document_in_memory(two_people(images=Images.of_pictures(["a.png"], [(100, 80)])))
    document.apply(edits.SetBox(row=0, box=(1, 2, 30, 40)))
    drawn = document.poses
    assert drawn.bbox[0].tolist() == [1, 2, 30, 40] and drawn.area[0] == 1200
    assert drawn.area_source[0] == AreaSource.BOX
    document.apply(edits.SetBox(row=0, box=None))
    assert document.poses.bbox[0].tolist() == [0, 1, 4, 4] and document.poses.area[0] == 16
    document.apply(edits.Move(row=0, keypoint=0, to=(10, 3)))
    assert document.poses.bbox[0].tolist() == [2, 3, 8, 2]
    document.apply([edits.SetBox(row=0, box=(1, 2, 3, 4)), edits.SetBox(row=0, box=None)])
    assert document.poses.bbox[0].tolist() == [2, 3, 8, 2]


def test_a_box_around_a_segment_leaves_its_area():
    document = document_in_memory(two_people(area=[77, 5], area_source=[AreaSource.SEGMENT] * 2))
    document.apply(edits.SetBox(row=0, box=(1, 2, 30, 40)))
    assert document.poses.area[0] == 77 and document.poses.area_source[0] == AreaSource.SEGMENT
