from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import nbpose as nbp
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses import Images

NAMES = ["nose", "left_ear", "right_ear"]
FINITE = st.floats(-1e9, 1e9)


@st.composite
def cubes(draw):
    """(T, P, 3, D) positions with people and points missing here and there."""
    frames, people, dimension = (
        draw(st.integers(1, 5)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([2, 3])),
    )
    cube = draw(hnp.arrays(np.float64, (frames, people, 3, dimension), elements=FINITE))
    cube[draw(hnp.arrays(bool, (frames, people, 3)))] = np.nan
    return cube


@given(cubes())
def test_a_dense_array_comes_back_for_every_person(cube):
    poses = nbp.Poses.from_arrays(cube, keypoints=NAMES, fps=30)
    present = np.isfinite(cube).any(axis=(2, 3))
    assert len(poses) == present.sum()
    assert poses.tracks == tuple(np.flatnonzero(present.any(axis=0)))
    np.testing.assert_allclose(poses.time, poses.frame / 30)
    for track in poses.tracks:
        dense = poses.dense(track)
        np.testing.assert_array_equal(dense, cube[: len(dense), track])
        assert np.isnan(cube[len(dense) :, track]).all()


@given(cubes())
def test_confidences_go_with_their_points(cube):
    confidence = np.random.default_rng(0).random(cube.shape[:3]).astype(np.float32)
    poses = nbp.Poses.from_arrays(cube, keypoints=NAMES, confidence=confidence)
    np.testing.assert_array_equal(poses.confidence, confidence[poses.frame, poses.track])
    for track in poses.tracks:
        dense = poses.dense_column("confidence", track)
        present = np.isfinite(poses.dense(track)).any(axis=(1, 2))
        np.testing.assert_array_equal(dense[present], confidence[: len(dense), track][present])
        assert np.isnan(dense[~present]).all()


def test_an_infinite_position_is_no_gap():
    cube = np.zeros((2, 3, 2))
    cube[1] = np.inf
    with pytest.raises(ArgumentError, match="infinite values; write NaN"):
        nbp.Poses.from_arrays(cube, keypoints=NAMES)


def test_one_person_needs_no_track():
    cube = np.arange(24.0).reshape(4, 3, 2)
    poses = nbp.Poses.from_arrays(cube, keypoints=NAMES)
    np.testing.assert_array_equal(poses.dense(), cube)
    assert poses.track.tolist() == [0, 0, 0, 0]
    untracked = poses.replace(track=np.full(4, -1))
    np.testing.assert_array_equal(untracked.dense(), cube)


def test_frames_without_the_person_are_blank_up_to_the_last_image():
    poses = nbp.Poses.build(
        nbp.Skeleton("three", NAMES), np.ones((1, 3, 2)), frame=[1], track=[0],
        images=Images.of_clip("a.mp4", 4, (6, 4)),
    )  # fmt: skip
    assert np.isfinite(poses.dense()).all(axis=(1, 2)).tolist() == [False, True, False, False]
    assert poses.dense_column("visibility").tolist() == [[0] * 3, [2] * 3, [0] * 3, [0] * 3]


def test_known_names_bring_their_schema():
    names = nbp.skeleton("coco17").keypoints
    assert nbp.Poses.from_arrays(np.zeros((1, 17, 2)), keypoints=names).skeleton.name == "coco17"


def two_people(frame, track):
    points = np.zeros((len(frame), 3, 2))
    return nbp.Poses.build(nbp.Skeleton("three", NAMES), points, frame=frame, track=track)


@pytest.mark.parametrize(
    ("poses", "track", "message"),
    [
        (two_people([0, 0], [3, 4]), None, "has the tracks 3, 4; say which one is meant"),
        (two_people([0, 0], [3, 4]), 5, "The table has no track 5; it has 3, 4"),
        (two_people([6, 6], [3, 3]), 3, "Track 3 has several rows in frame 6; give each person"),
    ],
)
def test_which_person_is_meant_must_be_clear(poses, track, message):
    with pytest.raises(PosesError, match=message):
        poses.dense(track)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(PosesError, match='These poses have no column "world"'):
        two_people([0], [0]).dense_column("world")


@pytest.mark.parametrize("shape", [(5, 3), (5, 2, 2), (5, 1, 4, 2), (5, 3, 4)])
def test_a_shape_that_does_not_fit_is_named_with_the_one_expected(shape):
    with pytest.raises(ArgumentError, match=r"give \(T, 3, D\) or \(T, P, 3, D\) with D = 2 or 3"):
        nbp.Poses.from_arrays(np.zeros(shape), keypoints=NAMES)


def test_confidences_of_another_shape_are_refused():
    with pytest.raises(ArgumentError, match=r"confidence has the shape \(5, 2\); the points need"):
        nbp.Poses.from_arrays(np.zeros((5, 3, 2)), keypoints=NAMES, confidence=np.zeros((5, 2)))


@pytest.mark.parametrize("fps", [0, -5, float("inf")])
def test_a_rate_that_is_none_is_refused(fps):
    with pytest.raises(PosesError, match=f"fps is {fps}; give a positive number"):
        nbp.Poses.from_arrays(np.zeros((5, 3, 2)), keypoints=NAMES, fps=fps)


def test_a_schema_can_be_named():
    poses = nbp.Poses.from_arrays(np.zeros((2, 17, 2)), skeleton="coco17")
    assert poses.skeleton is nbp.skeleton("coco17")


@pytest.mark.parametrize("points", ["abc", [[1, 2], [3]], None])
def test_what_is_no_array_of_numbers_is_refused_in_words(points):
    with pytest.raises(ArgumentError, match="points"):
        nbp.Poses.from_arrays(points, keypoints=["a", "b"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"skeleton": 4}, "skeleton is 4; give the name of a schema"),
        ({"keypoints": 5}, "keypoints is 5; give a list of names"),
        ({"keypoints": "nose"}, "keypoints is 'nose'; give a list of names"),
    ],
)
def test_which_points_they_are_must_be_said_in_names(options, message):
    with pytest.raises(ArgumentError, match=message):
        nbp.Poses.from_arrays(np.zeros((2, 1, 2)), **options)


@pytest.mark.parametrize("column", ["foo", None, "skeleton"])
def test_a_column_that_no_table_has_is_named(column):
    with pytest.raises(PosesError, match=f'has no column "{column}"; it has points, visibility'):
        two_people([0], [0]).dense_column(column)


@pytest.mark.parametrize("track", ["a", [], 2.5])
def test_a_track_is_a_whole_number(track):
    with pytest.raises(ArgumentError, match=r"^track is .*; give a whole number, -1 for people"):
        two_people([0], [0]).dense(track)
