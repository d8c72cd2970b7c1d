from __future__ import annotations

import json
import os
import threading

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError
from nbpose.poses import AreaSource, Origin, Visibility

COCO = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]


@pytest.fixture(scope="module")
def squat_poses(blazepose, squats):
    return blazepose.track(squats[0])


@pytest.fixture(scope="module")
def prompted_poses(blazepose, squats):
    """Followed from a box around the publisher's points of the first frame."""
    clip, points, _ = squats
    low, high = points[0, :, :2].min(axis=0), points[0, :, :2].max(axis=0)
    return blazepose.track(clip, boxes={0: [[*low, *(high - low)]]})


@pytest.mark.parametrize("mode", ["squat_poses", "prompted_poses"])  # found, and pointed at
def test_points_are_the_publishers_within_a_few_pixels(mode, squats, request):
    poses, points = request.getfixturevalue(mode), squats[1][:, :, :2]
    assert len(poses) == len(points) == 65
    away = np.linalg.norm(poses.points - points, axis=2)
    assert np.median(away) <= 5.8  # of a person 786 px tall; measured 5.6 with OpenCV 5, 5.7 with 4
    assert np.abs(np.median(poses.points - points, axis=(0, 1))).max() < 1


def test_world_points_are_the_publishers_within_its_tolerance(squat_poses, squats):
    difference = np.abs(squat_poses.world - squats[2])
    assert difference[:, :, :2].max() <= 0.24
    assert np.median(difference) < 0.04


def test_world_points_start_between_the_hips_with_y_down_and_z_away(squat_poses, squats):
    world, name = squat_poses.world, squat_poses.skeleton.index
    hips = (world[:, name("left_hip")] + world[:, name("right_hip")]) / 2
    assert np.abs(hips).max() < 0.05
    assert (world[:, name("nose"), 1] < -0.4).all()
    assert (world[:, name("left_hip"), 0] > world[:, name("right_hip"), 0]).all()  # faces us
    ears = (world[:, name("left_ear"), 2] + world[:, name("right_ear"), 2]) / 2
    assert (world[:, name("nose"), 2] < ears - 0.05).all()  # so the nose is nearer than the ears
    assert np.corrcoef(world[..., 2].ravel(), squats[2][..., 2].ravel())[0, 1] > 0.9


def test_one_person_has_one_identity_and_the_clips_times(squat_poses, squats):
    clip = squats[0]
    assert squat_poses.tracks == (0,)
    np.testing.assert_array_equal(squat_poses.frame, np.arange(65))
    np.testing.assert_array_equal(squat_poses.time, clip.times)
    assert squat_poses.fps == clip.fps
    assert len(squat_poses.images) == len(clip)


def test_columns_say_where_they_come_from(squat_poses):
    assert (squat_poses.origin == Origin.MODEL).all()
    assert (squat_poses.visibility == Visibility.VISIBLE).all()
    assert (squat_poses.area_source == AreaSource.POINTS).all()
    assert ((squat_poses.confidence >= 0) & (squat_poses.confidence <= 1)).all()
    assert ((squat_poses.score >= 0.5) & (squat_poses.score <= 1)).all()


def test_boxes_lie_around_the_points_and_in_the_picture(squat_poses):
    low = squat_poses.bbox[:, :2]
    high = low + squat_poses.bbox[:, 2:]
    inside = np.clip(squat_poses.points, 0, [719, 1279])
    np.testing.assert_allclose(low, inside.min(axis=1))
    np.testing.assert_allclose(high, inside.max(axis=1))
    np.testing.assert_allclose(squat_poses.area, squat_poses.bbox[:, 2] * squat_poses.bbox[:, 3])


def test_without_tracking_every_frame_stands_alone(blazepose, squats, squat_poses):
    clip = squats[0]
    alone = blazepose.predict(clip, frames=[0, 30, 60])
    np.testing.assert_array_equal(alone.frame, [0, 30, 60])
    assert alone.tracks == ()
    again = blazepose.predict(clip, frames=[30])
    np.testing.assert_array_equal(again.points, alone.at(30).points)


def test_a_turned_picture_gives_a_turned_pose(blazepose, squats):
    clip = squats[0]
    upright = blazepose.predict(clip[20], boxes=[[130, 220, 420, 800]])
    sideways = blazepose.predict(np.rot90(clip[20], -1).copy())
    x, y = sideways.points[0].T
    away = np.linalg.norm(np.column_stack([y, 1279 - x]) - upright.points[0], axis=1)
    assert np.median(away) < 20


def test_a_group_is_found_person_by_person(blazepose, three_people):
    poses = blazepose.predict(three_people)
    assert len(poses) == 3
    noses = poses.points[:, 0, 0]
    assert np.diff(np.sort(noses)).min() > 100


def test_people_of_photos_are_found_and_nobody_else(blazepose, testdata):
    """9 of 12 labelled people at OKS > 0.5, and no body that is like none of them."""
    folder = testdata / "benchmarks" / "coco_mini"
    truth = json.loads((folder / "test_coco.json").read_text())
    paths = {path.name: path for path in folder.rglob("*.jpg")}
    hits, unlike = 0, 0
    for image in truth["images"]:
        labelled = [
            entry
            for entry in truth["annotations"]
            if entry["image_id"] == image["id"] and entry["num_keypoints"]
        ]
        poses = blazepose.predict(paths[image["file_name"]])
        likeness = np.array([[oks(points, entry) for points in poses.points] for entry in labelled])
        hits += (likeness.max(axis=1) > 0.5).sum()
        unlike += (likeness.max(axis=0) < 0.3).sum()
    assert hits >= 9
    assert unlike == 0


def oks(points, entry):
    """Object keypoint similarity as COCO defines it."""
    labels = np.array(entry["keypoints"], dtype=float).reshape(17, 3)
    sigmas = np.array(nbp.skeleton("coco17").sigmas)
    squared = np.square(points[COCO] - labels[:, :2]).sum(axis=1)
    similarity = np.exp(-squared / (2 * entry["area"] * np.square(2 * sigmas)))
    return similarity[labels[:, 2] > 0].mean()


def test_a_box_gives_the_person_in_it(blazepose, three_people):
    poses = blazepose.predict(three_people, boxes=[[620, 60, 420, 790]])
    assert len(poses) == 1
    assert 800 < poses.points[0, 0, 0] < 950


def test_one_person_a_box_in_the_order_of_the_boxes(blazepose, three_people):
    poses = blazepose.predict(three_people, boxes=[[620, 60, 420, 790], [10, 40, 400, 820]])
    assert poses.points[0, 0, 0] > 800
    assert poses.points[1, 0, 0] < 300


def test_boxes_by_frame_in_any_order_belong_to_their_frames(blazepose, squats):
    clip, box = squats[0], [[130, 220, 420, 800]]
    poses = blazepose.predict(clip, boxes={40: box, 0: box}, frames=slice(0, 60, 10))
    np.testing.assert_array_equal(poses.frame, [0, 40])
    alone = blazepose.predict(clip, boxes={40: box})
    np.testing.assert_array_equal(poses.at(40).points, alone.points)


@pytest.mark.parametrize("boxes", [[], np.zeros((0, 4)), {}])
def test_no_boxes_are_nobody_and_never_the_whole_picture(blazepose, three_people, squats, boxes):
    assert len(blazepose.predict(three_people, boxes=boxes)) == 0
    assert len(blazepose.track(squats[0], boxes=boxes, frames=range(3))) == 0


def test_a_wrong_box_is_refused_before_anything_is_done(blazepose, three_people):
    with pytest.raises(ArgumentError, match="Box 0 of frame 0"):
        blazepose.predict(three_people, boxes=[[0, 0, np.nan, 5]])


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (2, 3)])
@pytest.mark.parametrize("value", [0, 255])
def test_tiny_and_empty_pictures_hold_nobody(blazepose, size, value):
    poses = blazepose.predict(np.full((*size, 3), value, np.uint8))
    assert len(poses) == 0
    assert poses.skeleton.name == "mediapipe_pose33"


def test_a_grey_picture_is_as_good_as_its_copy_in_three_channels(blazepose, squats):
    grey = squats[0][0].mean(axis=2).astype(np.uint8)
    one, three = blazepose.predict(grey), blazepose.predict(np.dstack([grey] * 3))
    assert len(one) == 1
    np.testing.assert_array_equal(one.points, three.points)


def test_a_clip_without_people_gives_an_empty_table(blazepose):
    clip = nbp.open(np.zeros((5, 90, 120, 3), np.uint8), fps=30)
    poses = blazepose.track(clip)
    assert len(poses) == 0
    assert len(poses.images) == 5


def test_two_threads_share_one_estimator(blazepose, squats):
    clip = squats[0]
    expected = [blazepose.predict(clip, frames=[number]).points for number in (0, 20)]
    results = {}

    def work(slot, number):
        results[slot] = blazepose.predict(clip, frames=[number]).points

    threads = [threading.Thread(target=work, args=(slot, 20 * slot)) for slot in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for slot in (0, 1):
        np.testing.assert_allclose(results[slot], expected[slot], atol=0.5)


def test_it_says_what_it_runs_on(blazepose):
    assert (blazepose.device, blazepose.runtime) == ("cpu", "litert")
    assert isinstance(blazepose, nbp.models.Tracker)
    assert os.fspath(blazepose.card.name) == "blazepose"
