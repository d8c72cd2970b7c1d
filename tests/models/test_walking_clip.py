"""Two people in one clip: a walker who passes, and a man who jumps off a box and runs away."""

from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp


@pytest.fixture(scope="module")
def clip(walking_clip):
    with nbp.open(walking_clip) as opened:
        yield opened


@pytest.fixture(scope="module")
def poses(clip, blazepose):
    """Every third frame: enough to follow, and quick."""
    return nbp.estimate(clip, blazepose, frames=slice(0, None, 3), progress=False)


def middle(poses):
    """(n, 2) middle of the hips."""
    return (poses.points[:, 23] + poses.points[:, 24]) / 2


def test_both_are_found_and_nobody_else(poses):
    assert poses.tracks == (0, 1)


def test_the_man_is_followed_from_the_box_to_the_tree(poses):
    man = poses.of_track(0)
    assert man.frame[0] == 0
    assert man.frame[-1] >= 222
    assert len(man) >= 70  # of 76; he turns over in the air, against the sun
    x = middle(man)[:, 0]
    assert (np.abs(x[man.frame < 100] - 640) < 60).all()
    assert (np.diff(x[man.frame >= 195]) > 0).all()  # he runs off to the right
    assert x[-1] > 1400


def test_the_walker_is_followed_from_the_tree_to_the_edge(poses):
    walker = poses.of_track(1)
    assert walker.frame[0] <= 48
    assert walker.frame[-1] >= 195
    assert len(walker) >= 50
    assert np.all(np.diff(walker.frame) == 3)
    assert (np.diff(middle(walker)[:, 0]) < 0).all()


def test_left_and_right_of_the_man_who_faces_us_stay_where_they_are(poses):
    man = poses.of_track(0)
    facing = man.points[man.frame <= 60]
    assert (facing[:, 11, 0] > facing[:, 12, 0]).all()
    assert (facing[:, 23, 0] > facing[:, 24, 0]).all()


def test_a_box_in_the_middle_is_followed_both_ways(clip, blazepose):
    poses = nbp.estimate(
        clip,
        blazepose,
        boxes={120: [[740, 510, 150, 430]]},
        frames=slice(60, 180, 3),
        progress=False,
    )
    assert poses.tracks == (0,)
    np.testing.assert_array_equal(poses.frame, np.arange(60, 180, 3))
    assert (np.diff(middle(poses)[:, 0]) < 0).all()


def test_a_walker_found_late_has_the_frames_before(clip, blazepose):
    """In frame 60 the search sees the walker first; they came into view before."""
    poses = nbp.estimate(clip, blazepose, frames=range(36, 64), progress=False)
    assert poses.of_track(1).frame[0] <= 44
