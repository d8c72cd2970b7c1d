"""Copies that are merged while both go on: only what both changed since is a conflict."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from studies import points_of, same, walkers

from nbpose.project import Project
from nbpose.project.edits import (
    AddPerson,
    DeletePerson,
    Move,
    Place,
    SetAttribute,
    SetBox,
    SetTags,
    TagFrame,
)


@pytest.fixture
def copies(tmp_path, media):
    """Two copies of one project."""
    first, second = tmp_path / "ours.nbpose", tmp_path / "theirs.nbpose"
    with Project(first) as project:
        project.add(media, walkers())
    shutil.copy(first, second)
    with Project(first) as ours, Project(second) as theirs:
        yield ours, theirs


def move(project: Project, to: float, row: int = 10, keypoint: int = 0) -> None:
    project.apply(Move(row=row, keypoint=keypoint, to=(to, to)))


def test_who_goes_on_with_what_was_taken_makes_no_conflict(copies):
    ours, theirs = copies
    for to in (5, 6, 7):
        move(theirs, to)
        theirs.apply(SetTags(row=10, tags=[f"tag {to}"]))
        theirs.apply(TagFrame(frame=1, tags=[f"tag {to}"]))
        theirs.apply(SetBox(row=11, box=(to, to, 4, 4)))
        assert ours.merge(theirs).empty
        assert points_of(ours.poses(), 10)[0] == [to, to]
        assert ours.document().facts_of(1) == {"tags": [f"tag {to}"]}
    assert same(ours.poses(), theirs.poses())


def test_one_who_was_added_and_taken_can_be_changed_and_deleted_there(copies):
    ours, theirs = copies
    row = theirs.document().reserve_rows(1).start
    person = AddPerson(row=row, frame=0)
    theirs.apply([person, Place(row=row, keypoint=0, to=(1, 1))])
    ours.merge(theirs)
    theirs.apply(Place(row=row, keypoint=1, to=(2, 2)))
    move(theirs, 3, row=row)
    assert ours.merge(theirs).empty and same(ours.poses(), theirs.poses())
    theirs.apply(DeletePerson(row=row))
    assert ours.merge(theirs).empty and same(ours.poses(), walkers())


def test_two_who_exchange_their_work_each_day_have_no_conflicts(copies):
    ours, theirs = copies
    for day in range(1, 4):
        move(ours, day, row=10)
        move(theirs, day, row=11)
        assert ours.merge(theirs).empty and theirs.merge(ours).empty
        ours, theirs = theirs, ours  # each goes on with the other's
    assert same(ours.poses(), theirs.poses())


def test_what_was_changed_here_after_it_was_taken_stays_without_a_word(copies):
    ours, theirs = copies
    move(theirs, 5)
    ours.merge(theirs)
    move(ours, 6)
    assert ours.merge(theirs).empty and points_of(ours.poses(), 10)[0] == [6, 6]


def test_what_both_changed_since_is_a_conflict_against_what_both_had(copies):
    ours, theirs = copies
    move(theirs, 5)
    ours.merge(theirs)
    move(ours, 6)
    move(theirs, 7)
    [line] = ours.merge(theirs).itertuples()
    assert (line.ancestor, line.ours, line.theirs) == ((5, 5, 2), (6, 6, 2), (7, 7, 2))


def test_a_conflict_that_was_left_open_is_listed_again(copies):
    ours, theirs = copies
    move(ours, 5)
    move(theirs, 6)
    move(theirs, 8, row=12)
    for project in copies:
        project.apply(SetAttribute(row=13, name="side", value=str(project.name)))
    for _ in range(2):
        conflicts = ours.merge(theirs)
        assert conflicts.what.tolist() == ["joint", "attribute side"]
        assert (
            conflicts.ancestor.tolist()[0] == (0, 1, 2) and conflicts.ancestor.tolist()[1] is None
        )
    for edit in conflicts.edit:
        ours.apply(edit)
    assert ours.merge(theirs).empty and same(ours.poses(), theirs.poses())


def test_a_merge_that_was_undone_counts_no_more(copies):
    ours, theirs = copies
    move(theirs, 5)
    ours.merge(theirs)
    ours.undo()
    assert ours.merge(theirs).empty and points_of(ours.poses(), 10)[0] == [5, 5]
    ours.undo()
    ours.redo()
    move(theirs, 6)
    assert ours.merge(theirs).empty and points_of(ours.poses(), 10)[0] == [6, 6]


def test_any_mix_of_edits_and_merges_ends_equal_once_conflicts_are_taken(copies):
    rng = np.random.default_rng(7)
    for _ in range(60):
        project, other = copies if rng.random() < 0.5 else copies[::-1]
        if rng.random() < 0.3:
            project.merge(other)
        elif rng.random() < 0.2 and project.undo() is not None:
            continue
        else:
            move(project, float(rng.integers(100)), int(rng.integers(10, 16)), int(rng.integers(2)))
    ours, theirs = copies
    for edit in ours.merge(theirs).edit:
        ours.apply(edit)
    theirs.merge(ours)
    assert theirs.merge(ours).empty and ours.merge(theirs).empty
    assert same(ours.poses(), theirs.poses())
