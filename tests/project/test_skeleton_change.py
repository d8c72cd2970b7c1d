from __future__ import annotations

import numpy as np
import pytest
from studies import PAIR, points_of, same, walkers

from nbpose.errors import NbposeError
from nbpose.project import Project
from nbpose.project.edits import Move, Place
from nbpose.skeletons import Skeleton

THREE = Skeleton("three", ["left_tip", "middle", "right_end"], [(0, 1), (1, 2)])


def test_labels_follow_a_renamed_joint_and_a_new_one_is_absent(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=1, to=(9, 9)))
        project.set_skeleton(THREE, renamed={"left_end": "left_tip"})
        poses = project.poses()
        assert poses.skeleton == THREE
        assert points_of(poses, 10)[0] == [0, 1] and points_of(poses, 10)[2] == [9, 9]
        assert np.isnan(poses.points[:, 1]).all() and not poses.visibility[:, 1].any()
        project.apply(Place(row=11, keypoint=1, to=(5, 5)))
        assert (
            project.history().label.tolist()[1]
            == "change the skeleton to three, left_end to left_tip"
        )
    with Project(path) as project:
        assert points_of(project.poses(), 11)[1] == [5, 5]
        project.undo()
        project.undo()
        assert points_of(project.poses(), 10)[2] == [2, 3]
        assert project.undo() is None


def test_there_and_back_is_the_table_that_was(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=1, to=(9, 9)))
        before = project.poses()
        project.set_skeleton(THREE, renamed={"left_end": "left_tip"})
        project.set_skeleton(PAIR, renamed={"left_tip": "left_end"})
        assert same(project.poses(), before)


def test_labels_are_not_lost_unasked(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        with pytest.raises(NbposeError, match="left_end"):
            project.set_skeleton(THREE)
        assert project.poses().skeleton == PAIR and project.history().empty
        project.set_skeleton(THREE, drop=["left_end"])
        assert np.isnan(project.poses().points[:, 0]).all()


def test_an_editor_that_is_open_goes_on_with_the_skeleton_it_has(path, media):
    with Project(path) as project, Project(path) as other:
        project.add(media, walkers())
        old, elsewhere = project.document(), other.document()
        project.set_skeleton(THREE, renamed={"left_end": "left_tip"})
        old.apply(Move(row=10, keypoint=1, to=(7, 7)))
        project.apply(Move(row=11, keypoint=2, to=(8, 8)))
        for document in (old, elsewhere):
            assert points_of(document.poses, 10)[1] == [7, 7]
            assert points_of(document.poses, 11)[1] == [8, 8]
        assert points_of(project.poses(), 10)[2] == [7, 7]
