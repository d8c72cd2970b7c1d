from __future__ import annotations

import contextlib
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.errors import ArgumentError, NbposeWarning, ProjectError
from nbpose.poses import AreaSource, Images, Origin, Poses, Visibility
from nbpose.project import Document, document_in_memory
from nbpose.project.edits import (
    AddPerson,
    DeleteKeypoint,
    DeletePerson,
    Move,
    Place,
    SetVisibility,
)
from nbpose.skeletons import Skeleton

PAIR = Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


def walkers() -> Poses:
    """Two people in three frames, and a third in the last; rows 10 to 16."""
    points = np.arange(7 * 2 * 2, dtype=float).reshape(7, 2, 2)
    return Poses.build(
        PAIR,
        points,
        row=np.arange(10, 17),
        frame=[0, 0, 1, 1, 2, 2, 2],
        track=[0, 1, 0, 1, 0, 1, 2],
        confidence=np.full((7, 2), 0.5),
        origin=np.full((7, 2), Origin.MODEL),
        world=np.zeros((7, 2, 3)),
    )


def table_of(poses: Poses) -> dict[int, tuple]:
    """What a user would compare: everything of a row, by its id."""
    return {
        int(row): (
            int(poses.frame[i]),
            int(poses.track[i]),
            np.nan_to_num(poses.points[i], nan=-1).tolist(),
            poses.visibility[i].tolist(),
            np.nan_to_num(poses.confidence[i], nan=-1).tolist(),
            poses.origin[i].tolist(),
            np.nan_to_num(poses.world[i], nan=-1).tolist(),
        )
        for i, row in enumerate(poses.row)
    }


def test_a_moved_point_is_the_persons_and_the_rest_stays():
    document = document_in_memory(walkers())
    document.apply(Move(row=12, keypoint=1, to=(40.5, 41.25)))
    moved, before = document.poses, walkers()
    changed = moved.row == 12
    assert moved.points[changed][0, 1].tolist() == [40.5, 41.25]
    assert moved.origin[changed][0].tolist() == [Origin.MODEL, Origin.PERSON]
    assert np.isnan(moved.confidence[changed][0, 1]) and moved.confidence[changed][0, 0] == 0.5
    assert np.isnan(moved.world[changed][0, 1]).all()
    assert np.array_equal(moved.points[~changed], before.points[before.row != 12])


def test_the_table_that_came_is_never_changed():
    poses = walkers()
    document = document_in_memory(poses)
    document.apply(Move(row=10, keypoint=0, to=(9, 9)))
    document.apply(DeletePerson(row=11))
    assert table_of(poses) == table_of(walkers())


def test_a_person_is_added_in_its_frame_and_placed_in_one_gesture():
    document = document_in_memory(walkers())
    row = document.reserve_rows(1).start
    document.apply(
        [AddPerson(row=row, frame=1, track=7), Place(row=row, keypoint=0, to=(3, 4), visibility=1)]
    )
    there = document.poses.at(1)
    assert there.track.tolist() == [0, 1, 7]
    assert there.points[2, 0].tolist() == [3, 4] and np.isnan(there.points[2, 1]).all()
    assert there.visibility[2].tolist() == [Visibility.HIDDEN, Visibility.ABSENT]
    assert document.people_per_frame(4) == [2, 3, 3, 0]


def test_reserved_rows_are_never_given_twice():
    document = document_in_memory(walkers())
    first, second = document.reserve_rows(5), document.reserve_rows(5)
    assert first.start == 17 and not set(first) & set(second)


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (Move(row=99, keypoint=0, to=(1, 1)), "Row 99 is not there"),
        (Move(row=10, keypoint=2, to=(1, 1)), "no keypoint 2; the skeleton has 0 to 1"),
        (Place(row=10, keypoint=0, to=(1, 1), visibility=0), "hidden (1) or visible (2)"),
        (AddPerson(row=10, frame=0), "used before"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_in_words(edit, word):
    document = document_in_memory(walkers())
    with pytest.raises(ProjectError, match=word.replace("(", r"\(").replace(")", r"\)")):
        document.apply(edit)
    assert document.seq == 0 and table_of(document.poses) == table_of(walkers())


def test_nobody_is_added_beyond_the_last_frame():
    document = document_in_memory(walkers(), frame_count=3)
    document.apply(AddPerson(row=50, frame=2))
    with pytest.raises(ProjectError, match="no frame 3; the media has 0 to 2"):
        document.apply(AddPerson(row=51, frame=3))


@pytest.mark.parametrize("edits", [None, 5, "move", [None], [{"op": "move"}]])
def test_what_is_no_edit_is_refused_in_words(edits):
    with pytest.raises(ProjectError, match=r"is no edit; nbp\.edits has them"):
        document_in_memory(walkers()).apply(edits)


def test_a_document_is_of_poses():
    with pytest.raises(ArgumentError, match=r"Document needs Poses, .* given a NoneType"):
        document_in_memory(None)
    with pytest.raises(ArgumentError, match="frame_count is 'a'; give the number of frames of"):
        document_in_memory(walkers(), frame_count="a")


def test_a_gesture_applies_whole_or_not_at_all():
    document = document_in_memory(walkers())
    with pytest.raises(ProjectError):
        document.apply([Move(row=10, keypoint=0, to=(1, 1)), Move(row=99, keypoint=0, to=(1, 1))])
    assert table_of(document.poses) == table_of(walkers())


def test_a_deleted_row_id_is_not_used_again():
    document = document_in_memory(walkers())
    document.apply(DeletePerson(row=11))
    with pytest.raises(ProjectError, match="never reused"):
        document.apply(AddPerson(row=11, frame=0))


def test_a_point_without_position_cannot_be_moved_or_shown():
    document = document_in_memory(walkers())
    document.apply(DeleteKeypoint(row=10, keypoint=0))
    for edit in (
        Move(row=10, keypoint=0, to=(1, 1)),
        SetVisibility(row=10, keypoint=0, visibility=2),
    ):
        with pytest.raises(ProjectError, match="no position"):
            document.apply(edit)


def test_undo_and_redo_are_commits_and_the_log_only_grows():
    document = document_in_memory(walkers())
    document.apply(Move(row=10, keypoint=0, to=(9, 9)), by="ann", label="move left_end")
    undone, redone = document.undo(by="ben"), document.redo()
    history = document.history()
    assert (undone.undoes, redone.redoes) == (1, 1)
    assert history.seq.tolist() == [1, 2, 3]
    assert history.label.tolist() == ["move left_end", "undo move left_end", "redo move left_end"]
    assert history.by.tolist() == ["ann", "ben", ""]
    assert document.poses.points[0, 0].tolist() == [9, 9]


def test_undo_on_a_fresh_document_does_nothing():
    document = document_in_memory(walkers())
    assert document.undo() is None and document.redo() is None and document.seq == 0


def test_a_new_edit_after_undo_ends_redo():
    document = document_in_memory(walkers())
    document.apply(Move(row=10, keypoint=0, to=(9, 9)))
    document.undo()
    document.apply(Move(row=10, keypoint=1, to=(8, 8)))
    assert not document.can_redo and document.redo() is None


def test_people_who_are_added_get_the_time_of_their_frame():
    document = document_in_memory(walkers(), frame_count=4, times=[0, 0.1, 0.25, 0.3])
    document.apply([AddPerson(row=50, frame=2), Place(row=50, keypoint=0, to=(3, 4))])
    added = document.poses
    assert added.time[added.row == 50].tolist() == [0.25]
    document.undo()
    assert 50 not in document.poses.row
    document.redo()
    assert document.poses.time[document.poses.row == 50].tolist() == [0.25]


def measured_pair(source: AreaSource) -> Document:
    """One person in a picture of 100x80, with a box and an area of that source."""
    return document_in_memory(
        Poses.build(
            PAIR,
            [[[10, 20], [40, 60]]],
            bbox=[[10, 20, 30, 40]],
            area=[1200],
            area_source=[source],
            images=Images.of_pictures(["a.png"], [(100, 80)]),
        )
    )


def test_a_box_that_was_measured_from_the_points_follows_them():
    document = measured_pair(AreaSource.POINTS)
    document.apply(Move(row=0, keypoint=1, to=(120, 30)))
    assert document.poses.bbox.tolist() == [[10, 20, 89, 10]]
    assert document.poses.area.tolist() == [890]
    document.apply(DeleteKeypoint(row=0, keypoint=1))
    assert document.poses.bbox.tolist() == [[10, 20, 0, 0]] and document.poses.area[0] == 0
    document.apply(DeleteKeypoint(row=0, keypoint=0))
    assert np.isnan(document.poses.bbox).all() and np.isnan(document.poses.area).all()
    document.apply(Place(row=0, keypoint=0, to=(5, 6)))
    assert document.poses.bbox.tolist() == [[5, 6, 0, 0]]
    while document.undo():
        pass
    assert document.poses.bbox.tolist() == [[10, 20, 30, 40]]
    assert document.poses.area.tolist() == [1200]


@pytest.mark.parametrize("source", [s for s in AreaSource if s != AreaSource.POINTS])
def test_a_box_of_another_source_stays(source):
    document = measured_pair(source)
    document.apply(DeleteKeypoint(row=0, keypoint=1))
    assert document.poses.bbox.tolist() == [[10, 20, 30, 40]]
    assert document.poses.area.tolist() == [1200]


def test_what_leaves_the_points_alone_leaves_the_box_alone():
    document = measured_pair(AreaSource.POINTS)
    document.apply(SetVisibility(row=0, keypoint=1, visibility=1))
    assert document.poses.bbox.tolist() == [[10, 20, 30, 40]]


def test_a_person_added_by_hand_has_no_box_of_its_own():
    document = measured_pair(AreaSource.POINTS)
    document.apply([AddPerson(row=9, frame=0), Place(row=9, keypoint=0, to=(3, 4))])
    added = document.poses[document.poses.row == 9]
    assert np.isnan(added.bbox).all() and added.area_source.tolist() == [AreaSource.NONE]


POINT = st.tuples(st.integers(0, 99), st.integers(0, 99))
ROW = st.sampled_from([10, 13, 16, 17, 18])
GESTURE = st.one_of(
    st.builds(Move, row=ROW, keypoint=st.integers(0, 2), to=POINT),
    st.builds(Place, row=ROW, keypoint=st.integers(0, 1), to=POINT, visibility=st.integers(0, 2)),
    st.builds(SetVisibility, row=ROW, keypoint=st.integers(0, 1), visibility=st.integers(0, 2)),
    st.builds(DeleteKeypoint, row=ROW, keypoint=st.integers(0, 1)),
    st.builds(DeletePerson, row=ROW),
    st.builds(AddPerson, row=ROW, frame=st.integers(0, 4), track=st.integers(-1, 3)),
    st.sampled_from(["undo", "redo"]),
)


def play(document: Document, gestures: list) -> None:
    """Do what somebody wild would do; what does not fit is refused."""
    for gesture in gestures:
        if gesture == "undo":
            document.undo()
        elif gesture == "redo":
            document.redo()
        else:
            with contextlib.suppress(ProjectError):
                document.apply(gesture)


@given(st.lists(GESTURE, max_size=25))
def test_after_any_edits_undoing_all_gives_the_table_that_came(gestures):
    document = document_in_memory(walkers())
    play(document, gestures)
    at_last = table_of(document.poses)
    steps = 0
    while document.undo():
        steps += 1
    assert table_of(document.poses) == table_of(walkers())
    for _ in range(steps):
        document.redo()
    assert table_of(document.poses) == at_last


@given(st.lists(GESTURE, max_size=15))
def test_frames_and_the_whole_table_tell_the_same(gestures):
    document = document_in_memory(walkers())
    play(document, gestures)
    by_frame = [document.between(frame, frame + 1)[1] for frame in range(5)]
    rows = {row: entry for part in by_frame for row, entry in table_of(part).items()}
    assert table_of(document.poses) == rows
    assert document.people_per_frame(5) == [len(part) for part in by_frame]


def test_two_threads_lose_no_edit_and_listeners_hear_them_in_order():
    document, heard = document_in_memory(walkers()), []
    document.on_commit(lambda commit: heard.append(commit.seq))

    def edit_many(row: int) -> None:
        for step in range(200):
            document.apply(Move(row=row, keypoint=0, to=(step, step)))

    threads = [threading.Thread(target=edit_many, args=(row,)) for row in (10, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == list(range(1, 401))
    assert document.poses.points[:2, 0].tolist() == [[199, 199], [199, 199]]


def test_a_listener_that_ended_hears_nothing_more():
    document, heard = document_in_memory(walkers()), []
    end = document.on_commit(heard.append)
    document.apply(Move(row=10, keypoint=0, to=(1, 1)))
    end()
    end()
    document.apply(Move(row=10, keypoint=0, to=(2, 2)))
    assert len(heard) == 1


def test_a_listener_that_fails_is_warned_of_and_the_edit_stands():
    document, heard = document_in_memory(walkers()), []

    def fail(commit):
        raise ProjectError("no room")

    document.on_commit(fail)
    document.on_commit(heard.append)
    with pytest.warns(NbposeWarning, match=r'the edit "move" failed: .*no room.*the edit stands'):
        commit = document.apply(Move(row=10, keypoint=0, to=(1, 1)), label="move")
    assert heard == [commit] and document.poses.points[0, 0].tolist() == [1, 1]


def test_what_a_client_missed_can_be_asked_for():
    document = document_in_memory(walkers())
    document.apply(Move(row=10, keypoint=0, to=(1, 1)), client="tab", n=1)
    document.refuse("tab", 2, "no such row")
    assert document.done("tab") == 2 and document.rejected("tab") == {2: "no such row"}
    assert document.done("other") == 0


def test_a_new_person_on_an_empty_table_can_be_placed():
    document = document_in_memory(Poses.empty(PAIR))
    row = document.reserve_rows(1).start
    document.apply([AddPerson(row=row, frame=3), Place(row=row, keypoint=1, to=(5, 6))])
    assert document.poses.frame.tolist() == [3] and document.poses.points[0, 1].tolist() == [5, 6]
