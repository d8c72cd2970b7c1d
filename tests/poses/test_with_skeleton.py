from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import ArgumentError, PosesError, SkeletonError

OLD = nbp.Skeleton("mouse", ["nose", "paw", "tail"], [(0, 1), (1, 2)])
COLUMNS = ("points", "visibility", "confidence", "origin", "world")


def labelled(count=4, seed=0):
    random = np.random.default_rng(seed)
    points = random.uniform(0, 100, (count, 3, 2))
    points[0, 2] = np.nan
    return nbp.Poses.build(
        OLD,
        points,
        visibility=np.where(np.isnan(points[..., 0]), 0, random.integers(1, 3, (count, 3))),
        confidence=random.uniform(0, 1, (count, 3)),
        origin=random.integers(0, 6, (count, 3)),
        world=random.uniform(-1, 1, (count, 3, 3)),
        track=np.arange(count),
    )


def test_labels_survive_a_renamed_and_an_added_joint():
    poses = labelled()
    new = nbp.Skeleton("mouse2", ["tail", "ear", "left_paw", "nose"])
    moved = poses.with_skeleton(new, renamed={"paw": "left_paw"})
    assert moved.skeleton is new
    for name in COLUMNS:
        before, after = getattr(poses, name), getattr(moved, name)
        np.testing.assert_array_equal(after[:, [3, 2, 0]], before)
    assert np.isnan(moved.points[:, 1]).all() and np.isnan(moved.world[:, 1]).all()
    assert not moved.visibility[:, 1].any() and not moved.origin[:, 1].any()
    assert np.isnan(moved.confidence[:, 1]).all()
    np.testing.assert_array_equal(moved.track, poses.track)
    np.testing.assert_array_equal(moved.row, poses.row)


def test_labels_are_not_lost_without_a_word():
    poses, new = labelled(), nbp.Skeleton("mouse2", ["nose", "paw"])
    with pytest.raises(PosesError, match=r'no "tail", which has 4 labels here; .*drop=\["tail"\]'):
        poses.with_skeleton(new)
    assert poses.with_skeleton(new, drop=["tail"]).points.shape == (4, 2, 2)


def test_a_joint_that_nobody_labelled_may_go():
    poses = labelled().replace(world=None)[:1]
    assert len(poses.with_skeleton(nbp.Skeleton("mouse2", ["nose", "paw"])).skeleton) == 2


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"drop": ["nose"]}, ArgumentError, 'drop names "nose", which the new skeleton has'),
        ({"drop": ["nase"]}, SkeletonError, 'no keypoint "nase"; did you mean "nose"'),
        ({"drop": "tail"}, ArgumentError, "drop is 'tail'; give a list of keypoints"),
        ({"renamed": {"paw": "hand"}}, SkeletonError, 'no keypoint "hand"'),
        ({"skeleton": 5}, ArgumentError, "skeleton is 5"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        labelled().with_skeleton(**{"skeleton": OLD} | arguments)


@given(st.permutations(["nose", "left_paw", "tail_tip"]), st.integers(0, 3))
def test_renamed_and_reordered_there_and_back_is_the_same_table(order, count):
    poses = labelled(count + 1)[1:]
    names = {"paw": "left_paw", "tail": "tail_tip"}
    new = nbp.Skeleton("mouse2", order)
    back = poses.with_skeleton(new, names).with_skeleton(OLD, {v: k for k, v in names.items()})
    for name in (*COLUMNS, "row", "frame", "track"):
        np.testing.assert_array_equal(getattr(back, name), getattr(poses, name))
    assert back.skeleton == poses.skeleton
