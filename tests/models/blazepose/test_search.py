from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.models.blazepose.detector import FaceDetections
from nbpose.models.blazepose.search import FRACTIONS, distinct, tiles

side = st.integers(1, 3000)


def detections(regions, scores, faces=None):
    regions = np.array(regions, dtype=float)
    faces = regions[:, :2] if faces is None else np.array(faces, dtype=float)
    return FaceDetections(regions, np.array(scores), faces)


@given(side, side)
def test_tiles_of_every_size_cover_the_whole_picture(width, height):
    for fraction in FRACTIONS:
        covered_x, covered_y = np.zeros(width, bool), np.zeros(height, bool)
        for left, top, right, bottom in tiles(width, height, [fraction]):
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height
            covered_x[left:right] = covered_y[top:bottom] = True
        assert covered_x.all()
        assert covered_y.all()


@given(st.integers(50, 3000), st.integers(50, 3000), st.sampled_from([0.6, 0.4]))
def test_neighbouring_tiles_overlap_by_half(width, height, fraction):
    length = round(max(width, height) * fraction)
    for axis, size in ((0, width), (1, height)):
        starts = np.unique(tiles(width, height, [fraction])[:, axis])
        assert (np.diff(starts) <= length / 2 + 1).all()
        assert starts[-1] + length >= size


def test_a_wide_picture_has_fourteen_tiles():
    assert len(tiles(1768, 994, FRACTIONS)) == 14


def test_one_tile_is_the_whole_picture():
    np.testing.assert_array_equal(tiles(1768, 994, FRACTIONS[:1]), [[0, 0, 1768, 994]])


def test_one_region_from_several_tiles_counts_once_and_the_best_stays():
    found = distinct(detections([[100, 100, 200, 0], [104, 98, 210, 0.1]], [0.6, 0.9]))
    np.testing.assert_allclose(found.scores, [0.9])
    np.testing.assert_allclose(found.regions[0, :2], [104, 98])


@pytest.mark.parametrize(
    ("other", "face"),
    [
        ([180, 100, 200, 0], [180, 100]),  # farther along
        ([100, 100, 400, 0], [100, 100]),  # another size
        ([105, 100, 200, 0], [160, 100]),  # another face
    ],
)
def test_another_place_size_or_face_is_another_find(other, face):
    found = distinct(detections([[100, 100, 200, 0], other], [0.6, 0.9], [[100.0, 100.0], face]))
    assert len(found.scores) == 2


def test_nothing_found_stays_nothing():
    nothing = FaceDetections(np.zeros((0, 4)), np.zeros(0), np.zeros((0, 2)))
    assert distinct(nothing).regions.shape == (0, 4)
