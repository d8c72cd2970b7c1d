"""Merging more than two copies, more than once, and both ways: nobody is lost, nobody doubled."""

from __future__ import annotations

import shutil
import threading

import numpy as np
import pytest
from studies import PAIR, frames, points_of, same, walkers

import nbpose as nbp
from nbpose.errors import ProjectError
from nbpose.project import Project
from nbpose.project.edits import AddPerson, Move, Place, SetBox
from nbpose.skeletons import Skeleton


@pytest.fixture
def three(tmp_path, media):
    """Three copies of one project."""
    paths = [tmp_path / f"{name}.nbpose" for name in ("anna", "bert", "carl")]
    with Project(paths[0]) as project:
        project.add(media, walkers())
    for path in paths[1:]:
        shutil.copy(paths[0], path)
    projects = [Project(path) for path in paths]
    yield projects
    for project in projects:
        project.close()


def add(project: Project, x: float, frame: int = 0, track: int = -1) -> int:
    """Add a person with one point."""
    row = project.document().reserve_rows(1).start
    person = AddPerson(row=row, frame=frame, track=track)
    project.apply([person, Place(row=row, keypoint=0, to=(x, 1))])
    return row


def firsts(project: Project) -> list[float]:
    """x of everybody's first point."""
    return sorted(project.poses().points[:, 0, 0].tolist())


def test_people_whom_two_others_added_under_one_number_are_two(three):
    anna, bert, carl = three
    assert add(bert, 100, frame=0) == add(carl, 200, frame=1)
    assert anna.merge(bert).empty and anna.merge(carl).empty
    assert firsts(anna)[-2:] == [100, 200] and len(anna.poses()) == 8


def test_copies_that_are_merged_both_ways_again_and_again_become_equal(three):
    anna, bert, carl = three
    for x, project in enumerate(three, 100):
        add(project, x)
        project.apply(Move(row=10 + x % 3, keypoint=1, to=(x, x)))
    for _ in range(2):
        for ours in three:
            for theirs in three:
                if ours is not theirs:
                    assert ours.merge(theirs).empty
    assert firsts(anna) == firsts(bert) == firsts(carl)
    assert firsts(anna)[-3:] == [100, 101, 102] and len(anna.poses()) == 9
    seqs = [project.document().seq for project in three]
    anna.merge(bert)
    assert [project.document().seq for project in three] == seqs


def test_a_merge_that_was_undone_can_be_made_again(three):
    anna, bert, _ = three
    add(bert, 100)
    bert.apply(Move(row=10, keypoint=0, to=(7, 7)))
    before = anna.poses()
    anna.merge(bert)
    merged = anna.poses()
    anna.undo()
    assert same(anna.poses(), before)
    anna.redo()
    assert same(anna.poses(), merged)
    anna.undo()
    anna.merge(bert)
    assert firsts(anna) == firsts(bert) and points_of(anna.poses(), 10)[0] == [7, 7]


def test_an_edit_of_another_thread_during_a_merge_is_not_overwritten(three, monkeypatch):
    anna, bert, _ = three
    bert.apply(Move(row=10, keypoint=0, to=(7, 7)))
    document, other = anna.document(), Project(anna.path)
    begun = threading.Event()

    def elsewhere() -> None:
        begun.wait(10)
        other.apply(Move(row=10, keypoint=1, to=(9, 9)))

    writer = threading.Thread(target=elsewhere)
    writer.start()
    states = document.store.states
    monkeypatch.setattr(document.store, "states", lambda rows: (begun.set(), states(rows))[1])
    anna.merge(bert)
    writer.join(10)
    other.close()
    assert points_of(anna.poses(), 10) == [[7, 7], [9, 9]]


def test_nothing_is_taken_where_one_media_is_on_another_skeleton(three):
    anna, bert, _ = three
    other = nbp.open(frames(4, seed=9), fps=10)
    for project, skeleton in ((anna, "coco17"), (bert, PAIR)):
        project.add(other, key="second", skeleton=skeleton)
    bert.apply(Move(row=10, keypoint=0, to=(7, 7)), key="array")
    with pytest.raises(ProjectError, match='"second" is on coco17'):
        anna.merge(bert)
    assert anna.history().empty


def test_a_project_that_is_not_there_is_not_made(three, tmp_path):
    with pytest.raises(ProjectError, match=r"There is no berts\.nbpose .* did you mean bert\.nb"):
        three[0].merge(tmp_path / "berts.nbpose")
    assert not (tmp_path / "berts.nbpose").exists()


def test_a_project_is_merged_into_itself_by_no_name_of_it(three, tmp_path):
    (tmp_path / "link.nbpose").symlink_to(three[0].path)
    with (
        Project(tmp_path / "link.nbpose") as link,
        pytest.raises(ProjectError, match="into itself"),
    ):
        three[0].merge(link)


def test_what_no_edit_can_say_is_a_conflict_without_one(tmp_path, media):
    boxes = np.tile([1.0, 1.0, 0.0, 0.0], (6, 1))
    strange = walkers().replace(
        bbox=boxes, area_source=np.full(6, 1), points=np.full((6, 2, 2), 1e9)
    )
    with Project(tmp_path / "a.nbpose") as ours, Project(tmp_path / "b.nbpose") as theirs:
        ours.add(media, walkers())
        ours.apply(SetBox(row=10, box=(1, 2, 3, 4)))
        theirs.add(media, strange)
        conflicts = ours.merge(theirs)
        assert {"joint", "box"} <= set(conflicts.what) and conflicts.edit.isna().any()
        assert same(ours.poses(), ours.replay())


def test_an_editor_on_an_older_skeleton_does_not_drop_labels_of_new_joints(path, media):
    three = Skeleton("three", ["left_end", "middle", "right_end"], [(0, 1), (1, 2)])
    with Project(path) as project:
        project.add(media, walkers())
        old = project.document()
        project.set_skeleton(three)
        project.apply(Place(row=10, keypoint=1, to=(7, 7)))
        with pytest.raises(ProjectError, match="newer skeleton than this editor shows"):
            old.apply(Move(row=10, keypoint=0, to=(1, 1)))
        old.apply(Move(row=11, keypoint=0, to=(1, 1)))
        assert points_of(project.poses(), 10)[1] == [7, 7]
        assert points_of(project.poses(), 11)[0] == [1, 1]
