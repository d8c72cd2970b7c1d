from __future__ import annotations

import shutil

import pytest
from studies import PAIR, frames, points_of, same, uids, walkers

import nbpose as nbp
from nbpose.errors import ProjectError
from nbpose.project import Project
from nbpose.project.edits import (
    AddPerson,
    DeleteKeypoint,
    DeletePerson,
    Move,
    Place,
    SetAttribute,
    SetTags,
    TagFrame,
)


@pytest.fixture
def copies(tmp_path, media):
    """Two copies of one project that part after a first edit."""
    first, second = tmp_path / "ours.nbpose", tmp_path / "theirs.nbpose"
    with Project(first, by="anna") as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=0, to=(1, 1)))
    shutil.copy(first, second)
    with Project(first, by="anna") as ours, Project(second, by="bert") as theirs:
        yield ours, theirs


def test_what_only_they_changed_is_taken_in_one_commit_that_undo_takes_back(copies):
    ours, theirs = copies
    ours.apply(Move(row=11, keypoint=0, to=(5, 5)))
    theirs.apply(Move(row=12, keypoint=0, to=(6, 6)))
    theirs.apply(DeletePerson(row=13))
    before = ours.poses()
    conflicts = ours.merge(theirs)
    assert conflicts.empty and conflicts.attrs["taken"] == {ours.keys[0]: 2}
    merged = ours.poses()
    assert points_of(merged, 11)[0] == [5, 5] and points_of(merged, 12)[0] == [6, 6]
    assert 13 not in merged.row
    last = ours.history().iloc[-1]
    assert (last.label, last.by, set(last.rows)) == ("merge theirs.nbpose", "anna", {12, 13})
    ours.undo()
    assert same(ours.poses(), before)


def test_two_joints_of_one_person_changed_apart_both_count(copies):
    ours, theirs = copies
    ours.apply(Move(row=11, keypoint=0, to=(5, 5)))
    theirs.apply(Move(row=11, keypoint=1, to=(6, 6)))
    assert ours.merge(theirs).empty
    assert points_of(ours.poses(), 11) == [[5, 5], [6, 6]]


def test_one_joint_changed_on_both_sides_stays_ours_and_is_listed(copies):
    ours, theirs = copies
    old = tuple(points_of(ours.poses(), 11)[0])
    ours.apply(Move(row=11, keypoint=0, to=(5, 5)))
    theirs.apply(Move(row=11, keypoint=0, to=(6, 6)))
    [line] = ours.merge(theirs).itertuples()
    assert points_of(ours.poses(), 11)[0] == [5, 5]
    assert (line.key, line.frame, line.row, line.track) == (ours.keys[0], 0, 11, 1)
    assert (line.what, line.keypoint) == ("joint", "left_end")
    assert (line.ancestor, line.ours, line.theirs) == ((*old, 2), (5, 5, 2), (6, 6, 2))
    ours.apply(line.edit, key=line.key)
    assert points_of(ours.poses(), 11)[0] == [6, 6]


def test_the_same_change_on_both_sides_is_no_conflict(copies):
    ours, theirs = copies
    for project in copies:
        project.apply(Move(row=11, keypoint=0, to=(5, 5)))
        project.apply(DeleteKeypoint(row=12, keypoint=1))
    seq = ours.document().seq
    assert ours.merge(theirs).empty and ours.document().seq == seq


def test_a_person_deleted_here_and_changed_there_stays_deleted_and_is_listed(copies):
    ours, theirs = copies
    ours.apply(DeletePerson(row=11))
    theirs.apply(Move(row=11, keypoint=0, to=(6, 6)))
    [line] = ours.merge(theirs).itertuples()
    assert (line.what, line.ours, line.theirs) == ("person", "not there", "there")
    assert 11 not in ours.poses().row
    ours.apply(line.edit)
    assert 11 in ours.poses().row


def test_people_added_on_both_sides_both_stay_whatever_their_numbers(copies):
    ours, theirs = copies
    for project, track in zip(copies, (7, 8), strict=True):
        row = project.document().reserve_rows(1).start
        project.apply(
            [AddPerson(row=row, frame=1, track=track), Place(row=row, keypoint=0, to=(track, 1))]
        )
    assert ours.merge(theirs).empty
    frame = ours.poses().at(1)
    assert frame.track.tolist() == [0, 1, 7, 8] and len(set(frame.row.tolist())) == 4
    seq = ours.document().seq
    assert ours.merge(theirs).empty and ours.document().seq == seq


def test_the_same_track_added_on_both_sides_is_one_person(copies):
    ours, theirs = copies
    for project, to in zip(copies, ((3, 3), (4, 4)), strict=True):
        row = project.document().reserve_rows(1).start
        project.apply([AddPerson(row=row, frame=2, track=9), Place(row=row, keypoint=0, to=to)])
        if project is theirs:
            project.apply(Place(row=row, keypoint=1, to=(8, 8)))
    [line] = ours.merge(theirs).itertuples()
    assert (line.what, line.ours, line.theirs) == ("joint", (3, 3, 2), (4, 4, 2))
    [person] = ours.poses().at(2).points[ours.poses().at(2).track == 9]
    assert person.tolist() == [[3, 3], [8, 8]]


def test_tags_and_attributes_of_people_and_frames_are_merged_one_by_one(copies):
    ours, theirs = copies
    ours.apply(SetTags(row=10, tags=["ours"]))
    ours.apply(SetAttribute(row=10, name="side", value="left"))
    ours.apply(TagFrame(frame=0, tags=["dark"]))
    theirs.apply(SetTags(row=10, tags=["theirs"]))
    theirs.apply(SetAttribute(row=10, name="phase", value=2))
    theirs.apply(TagFrame(frame=1, tags=["blurred"]))
    theirs.apply(TagFrame(frame=0, tags=["bright"]))
    conflicts = ours.merge(theirs)
    assert [tuple(c) for c in conflicts[["what", "row", "ours", "theirs"]].to_numpy()] == [
        ("tags", 10, ["ours"], ["theirs"]),
        ("tags", -1, ["dark"], ["bright"]),
    ]
    row = ours.poses().extra[list(ours.poses().row).index(10)]
    assert row == {"tags": ["ours"], "attributes": {"side": "left", "phase": 2}}
    facts = ours.document().frame_facts(0, 3)
    assert facts == {0: {"tags": ["dark"]}, 1: {"tags": ["blurred"]}}
    for edit in conflicts.edit:
        ours.apply(edit)
    assert ours.merge(theirs).empty


def test_a_media_that_is_not_here_comes_with_its_history(tmp_path, media):
    other = nbp.open(frames(4, seed=3), fps=10)
    with Project(tmp_path / "a.nbpose") as ours, Project(tmp_path / "b.nbpose") as theirs:
        ours.add(media, walkers(), key="clip")
        theirs.add(other, walkers(4), key="clip")
        theirs.apply(Move(row=10, keypoint=0, to=(1, 1)))
        theirs.apply(Move(row=10, keypoint=0, to=(2, 2)))
        conflicts = ours.merge(theirs)
        assert conflicts.attrs["taken"] == {"clip-2": 8}
        assert same(ours.poses("clip-2"), theirs.poses())
        assert uids(ours, "clip-2") == uids(theirs, "clip")
        ours.undo(key="clip-2")
        assert points_of(ours.poses("clip-2"), 10)[0] == [1, 1]
        assert same(ours.poses("clip"), walkers())


def test_two_people_who_started_apart_on_one_clip_are_compared_by_track(tmp_path, media):
    with Project(tmp_path / "a.nbpose") as ours, Project(tmp_path / "b.nbpose") as theirs:
        ours.add(media, walkers())
        theirs.add(media, skeleton=PAIR)
        row = theirs.document().reserve_rows(1).start
        theirs.apply([AddPerson(row=row, frame=0, track=0), Place(row=row, keypoint=0, to=(9, 9))])
        conflicts = ours.merge(theirs)
        assert conflicts.what.tolist() == ["joint"] and conflicts.row.tolist() == [10]
        assert same(ours.poses(), walkers())


def test_other_skeletons_and_oneself_are_refused(tmp_path, media):
    with Project(tmp_path / "a.nbpose") as ours, Project(tmp_path / "b.nbpose") as theirs:
        ours.add(media, walkers())
        theirs.add(media, skeleton="coco17")
        with pytest.raises(ProjectError, match="is on pair with 2 keypoints here and on coco17"):
            ours.merge(theirs)
        with pytest.raises(ProjectError, match="merged into itself"):
            ours.merge(tmp_path / "a.nbpose")
