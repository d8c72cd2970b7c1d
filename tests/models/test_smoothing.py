from __future__ import annotations

import warnings

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, PosesError
from nbpose.models import smooth
from nbpose.models.smoothing import runs

SKELETON = nbp.skeleton("mediapipe_pose33")


def noisy_walk(frames, track=0, start=0.0, seed=0):
    """Rows of somebody 300 px tall who stands and trembles."""
    rng = np.random.default_rng(seed)
    shape = rng.uniform(0, 300, (33, 2))
    points = start + shape + rng.normal(0, 3, (len(frames), 33, 2))
    frames = np.asarray(frames)
    return nbp.Poses.build(
        SKELETON,
        points,
        frame=frames,
        time=frames / 30,
        track=np.full(len(frames), track),
        world=points.repeat(2, axis=2)[..., :3] / 300,
        fps=30,
    )


def test_trembling_becomes_calmer_and_the_raw_poses_stay():
    raw = noisy_walk(range(60))
    before = raw.points.copy()
    calm = smooth(raw)
    tremble = np.diff(raw.points, axis=0).std()
    assert np.diff(calm.points, axis=0).std() < 0.5 * tremble
    np.testing.assert_array_equal(raw.points, before)
    np.testing.assert_array_equal(calm.confidence, raw.confidence)


def test_world_coordinates_are_smoothed_too():
    raw = noisy_walk(range(60))
    assert np.diff(smooth(raw).world, axis=0).std() < np.diff(raw.world, axis=0).std()


def test_nothing_is_smoothed_across_a_gap():
    raw = noisy_walk([*range(20), *range(40, 60)])
    calm = smooth(raw)
    np.testing.assert_array_equal(calm.points[20], raw.points[20])
    alone = smooth(raw[20:])
    np.testing.assert_allclose(calm.points[20:], alone.points)


def test_nothing_is_smoothed_across_a_change_of_identity():
    one, other = noisy_walk(range(20)), noisy_walk(range(20, 40), track=1, start=1000)
    both = nbp.Poses.concat([one, other.replace(row=other.row + 20)])
    np.testing.assert_array_equal(smooth(both).points[20], both.points[20])


def test_rows_without_identity_stay_raw():
    raw = noisy_walk(range(20), track=-1)
    np.testing.assert_array_equal(smooth(raw).points, raw.points)


def test_what_a_person_placed_stays_where_it_is():
    raw = noisy_walk(range(20))
    origin = np.full(raw.origin.shape, nbp.Origin.MODEL)
    origin[7, 3], origin[9, 4] = nbp.Origin.PERSON, nbp.Origin.VERIFIED
    calm = smooth(raw.replace(origin=origin))
    np.testing.assert_array_equal(calm.points[[7, 9], [3, 4]], raw.points[[7, 9], [3, 4]])
    assert (calm.points[8, 3] != raw.points[8, 3]).all()


def test_every_third_frame_is_no_gap():
    assert len(runs(np.zeros(10, int), np.arange(0, 30, 3))) == 1


def test_people_of_any_size_are_smoothed_alike():
    near = noisy_walk(range(30))
    far = near.replace(points=near.points / 10)
    np.testing.assert_allclose(smooth(far).points, smooth(near).points / 10)


def test_a_row_without_positions_stays_without_and_the_rest_starts_anew():
    raw = noisy_walk(range(20))
    points = raw.points.copy()
    points[8] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        calm = smooth(raw.replace(points=points))
    assert np.isnan(calm.points[8]).all()
    np.testing.assert_allclose(calm.points[:8], smooth(raw[:8]).points)
    np.testing.assert_allclose(calm.points[9:], smooth(raw[9:]).points)


def test_tracked_rows_without_times_are_refused():
    with pytest.raises(PosesError, match="no time"):
        smooth(noisy_walk(range(5)).replace(time=np.full(5, np.nan)))


def test_an_empty_table_stays_empty():
    assert len(smooth(nbp.Poses.empty(SKELETON))) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"beta": "a"}, "beta is 'a'; give a number from 0 on"),
        ({"min_cutoff": None}, "min_cutoff is None; give a positive number of Hz"),
    ],
)
def test_constants_that_do_not_fit_are_refused_even_when_nobody_is_smoothed(options, message):
    with pytest.raises(ArgumentError, match=message):
        smooth(nbp.Poses.empty(SKELETON), **options)
