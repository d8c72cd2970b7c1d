from __future__ import annotations

import cv2
import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, NbposeError, NbposeWarning, PosesError
from nbpose.poses import Images, Poses
from nbpose.project import document_in_memory


@pytest.fixture
def pictures(tmp_path):
    for name in ("b.png", "a.png", "c.png"):
        cv2.imwrite(str(tmp_path / name), np.zeros((20, 30, 3), np.uint8))
    return tmp_path


def labelled(*names):
    """One person in each of the pictures named; x is the place in the list."""
    points = np.array([[[i, 0.0]] * 17 for i in range(len(names))])
    images = Images.of_pictures(names, [(30, 20)] * len(names))
    return Poses.build(nbp.skeleton("coco17"), points, frame=range(len(names)), images=images)


def test_without_poses_the_editor_starts_empty_with_the_skeleton_asked_for(pictures):
    editor = nbp.annotate(pictures, skeleton="mpii16")
    assert len(editor.poses) == 0 and editor.skeleton["name"] == "mpii16"
    assert editor.poses.images.name == ("a.png", "b.png", "c.png")
    editor.close()


def test_poses_of_a_file_follow_the_names_of_the_pictures_not_their_order(pictures):
    editor = nbp.annotate(pictures, labelled("train/c.png", "train/a.png"))
    assert editor.poses.frame.tolist() == [0, 2]
    assert editor.poses.points[:, 0, 0].tolist() == [1, 0]
    assert editor.poses.images.id.tolist() == [2, 3, 1]
    editor.close()


def test_poses_of_pictures_that_are_not_there_are_refused_by_name(pictures):
    with pytest.raises(PosesError, match=r"1 of 2 annotated pictures .* the first is d\.png"):
        nbp.annotate(pictures, labelled("a.png", "d.png"))


def test_poses_of_a_longer_clip_are_refused(clip):
    poses = labelled(*[f"{i}.png" for i in range(13)]).replace(images=Images())
    with pytest.raises(ArgumentError, match=r"frame 12, but grey\.mp4 has 0 to 11"):
        nbp.annotate(clip, poses)


def test_world_coordinates_are_no_pixels(clip):
    poses = Poses.from_arrays(np.zeros((2, 17, 3)), nbp.skeleton("coco17"), unit="m")
    with pytest.raises(ArgumentError, match="2-D poses in pixels, these are 3-D in m"):
        nbp.annotate(clip, poses)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(NbposeError, match=r"nowhere\.mp4"):
        nbp.annotate(tmp_path / "nowhere.mp4")


def test_poses_of_frames_of_another_size_are_refused(clip):
    poses = labelled("a.png")
    with pytest.raises(ArgumentError, match=r"frames of 30x20 pixels, grey\.mp4 has 64x48"):
        nbp.annotate(clip, poses)


def from_array(frames, **about):
    return Poses.from_arrays(np.ones((frames, 17, 2)), nbp.skeleton("coco17"), **about)


def test_poses_without_times_get_those_of_the_clip_and_so_do_added_people(clip):
    editor = nbp.annotate(clip, from_array(5))
    added = [nbp.edits.AddPerson(row=50, frame=3), nbp.edits.Place(row=50, keypoint=0, to=(9, 9))]
    editor.apply(added)
    assert editor.poses.at(3).time.tolist() == pytest.approx([0.3, 0.3])
    assert editor.poses.fps == 10
    editor.close()


def test_poses_with_times_of_their_own_keep_them(clip):
    given = from_array(5, fps=10.01)
    editor = nbp.annotate(clip, given)
    assert editor.poses is given
    editor.close()


def test_people_in_still_images_have_no_time(pictures):
    editor = nbp.annotate(pictures, labelled("a.png"))
    editor.apply(nbp.edits.AddPerson(row=50, frame=0))
    assert np.isnan(editor.poses.time).all() and editor.poses.fps is None
    editor.close()


def test_poses_that_run_faster_than_the_clip_are_told(clip):
    with pytest.warns(NbposeWarning, match=r"have 50 frames a second and grey\.mp4 has 10"):
        nbp.annotate(clip, from_array(5, fps=50)).close()


def test_a_document_is_checked_against_the_media_like_poses(clip, pictures):
    editor = nbp.annotate(clip, from_array(10))
    with pytest.raises(ArgumentError, match=r"document is of 12 frames, .* has 3"):
        nbp.annotate(pictures, editor.document)
    other = document_in_memory(
        labelled("a.png").replace(images=Images.of_clip("b.mp4", 12, (30, 20)))
    )
    with pytest.raises(ArgumentError, match=r"frames of 30x20 pixels, grey\.mp4 has 64x48"):
        nbp.annotate(clip, other)
    with pytest.raises(ArgumentError, match="pictures in another order"):
        nbp.annotate(pictures, document_in_memory(labelled("c.png", "a.png")))
    editor.close()


def test_what_is_no_poses_is_refused_by_its_kind(clip):
    with pytest.raises(ArgumentError, match=r"annotate needs Poses, .* given a str"):
        nbp.annotate(clip, "poses.json")


def test_a_skeleton_beside_poses_is_refused(clip, poses):
    with pytest.raises(ArgumentError, match="not both"):
        nbp.annotate(clip, poses, skeleton="coco17")


@pytest.mark.parametrize("skeleton", [17, ["a", "b"], ()])
def test_what_is_no_skeleton_is_refused(clip, skeleton):
    with pytest.raises(ArgumentError, match=r"^skeleton is .*; give the name of a schema, such as"):
        nbp.annotate(clip, skeleton=skeleton)


def test_running_the_cell_again_says_that_edits_are_left_behind(clip, poses):
    first = nbp.annotate(clip, poses)  # poses without times: the editor's table is not this one
    first.apply(nbp.edits.Move(row=0, keypoint=0, to=(1, 1)))
    with pytest.warns(NbposeWarning, match=r"have 1 edits .*editor\.document"):
        again = nbp.annotate(clip, poses)
    assert again.document.seq == 0
    carried_on = nbp.annotate(clip, first.document)
    assert carried_on.document.seq == 1
    for editor in (first, again, carried_on):
        editor.close()


def test_an_editor_that_could_not_be_opened_hears_of_no_edit(clip, poses):
    editor = nbp.annotate(clip, poses)
    listeners = len(editor.document._news._listeners)
    with pytest.raises(ArgumentError, match="no frame 99"):
        nbp.annotate(clip, editor.document, frame=99)
    assert len(editor.document._news._listeners) == listeners
    editor.close()


def test_the_document_of_an_editor_can_be_shown_again(clip, poses):
    first = nbp.annotate(clip, poses)
    second = nbp.annotate(clip, first.document, frame=1)
    assert second.document is first.document and second.frame == 1
    first.close()
    second.close()


def test_a_project_carries_on_where_the_media_was_left(clip, poses, tmp_path):
    path = tmp_path / "study.nbpose"
    first = nbp.annotate(clip, poses, project=path)
    first.apply(nbp.edits.Move(row=0, keypoint=0, to=(1, 1)))
    again = nbp.annotate(clip, poses, project=str(path))
    assert again.document is first.document and again.document.stored
    first.close()
    again.close()
    nbp.project.opened(path).close()
    later = nbp.annotate(clip, project=path)
    assert later.poses.points[0, 0].tolist() == [1, 1] and later.document.can_undo
    with pytest.raises(ArgumentError, match=r"on another skeleton in study\.nbpose, pair with 2"):
        nbp.annotate(clip, project=path, skeleton="coco17")
    with pytest.warns(NbposeWarning, match="with 1 edits, and carries on with those"):
        nbp.annotate(clip, poses[:2], project=path).close()
    with pytest.raises(ArgumentError, match="poses= or project="):
        nbp.annotate(clip, later.document, project=path)
    later.close()
    nbp.project.opened(path).close()
