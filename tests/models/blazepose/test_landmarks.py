from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.models.blazepose import regions
from nbpose.models.blazepose.landmarks import CROP, cut, refine

CELL = CROP / 64


def heatmap_with_peaks(*cells, spread=1.0, height=5.0):
    """(64, 64, n) logits with a bell on each (column, row) cell."""
    rows, columns = np.mgrid[0:64, 0:64]
    bells = [np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2)) for x, y in cells]
    return np.stack([np.where(bell > 0.01, height * bell, -50) for bell in bells], axis=2).astype(
        np.float32
    )


def reference(point, heatmap):
    """MediaPipe's refinement of one point, cell by cell."""
    column, row = int(point[0] / CELL), int(point[1] / CELL)
    if not (0 <= column < 64 and 0 <= row < 64):
        return point
    total, sum_x, sum_y, best = 0.0, 0.0, 0.0, 0.0
    for y in range(max(0, row - 3), min(64, row + 4)):
        for x in range(max(0, column - 3), min(64, column + 4)):
            confidence = 1 / (1 + np.exp(-float(heatmap[y, x])))
            total, best = total + confidence, max(best, confidence)
            sum_x, sum_y = sum_x + x * confidence, sum_y + y * confidence
    return point if best < 0.5 else np.array([sum_x, sum_y]) / total * CELL


def test_a_point_moves_to_the_middle_of_its_bell():
    moved = refine(np.array([[100.0, 60.0]]), heatmap_with_peaks((26, 14)))
    np.testing.assert_allclose(moved, [[26 * CELL, 14 * CELL]], atol=0.5)


def test_a_point_without_a_bell_stays():
    points = np.array([[100.0, 60.0]])
    np.testing.assert_array_equal(refine(points, np.full((64, 64, 1), -3, np.float32)), points)


def test_a_point_outside_of_the_heatmap_stays():
    points = np.array([[-5.0, 60.0], [300.0, 60.0], [60.0, -4.5], [60.0, 256.0]])
    heatmaps = np.full((64, 64, 4), 9, np.float32)
    np.testing.assert_array_equal(refine(points, heatmaps), points)


@given(st.lists(st.tuples(st.floats(-20, 280), st.floats(-20, 280)), min_size=1, max_size=6))
def test_all_points_at_once_equal_each_alone_cell_by_cell(points):
    points = np.array(points)
    heatmaps = np.random.default_rng(len(points)).normal(-1, 2, (64, 64, 8)).astype(np.float32)
    expected = [reference(point, heatmaps[:, :, k]) for k, point in enumerate(points)]
    np.testing.assert_allclose(refine(points, heatmaps), expected, rtol=1e-5, atol=1e-5)


def test_a_crop_shows_what_lies_in_the_region():
    picture = np.zeros((300, 400, 3), np.uint8)
    cv2.circle(picture, (150, 120), 12, (255, 255, 255), -1)
    row = np.array([[170.0, 110.0, 128.0, 0.4]])
    matrix = regions.crop_to_picture(row, CROP)[0]
    crop = cut(picture, matrix)
    y, x = np.argwhere(crop[:, :, 0] > 127).mean(axis=0)
    np.testing.assert_allclose(matrix @ [x, y, 1], [150, 120], atol=0.3)


def test_a_crop_repeats_the_edge_outside_of_the_picture():
    picture = np.full((50, 50, 3), 200, np.uint8)
    crop = cut(picture, regions.crop_to_picture(np.array([[0.0, 0.0, 400.0, 0.0]]), CROP)[0])
    assert (crop == 200).all()


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1)])
def test_a_tiny_picture_is_cut_without_an_error(size):
    picture = np.zeros((*size, 3), np.uint8)
    matrix = regions.crop_to_picture(np.array([[0.0, 0.0, 50.0, 1.0]]), CROP)[0]
    assert cut(picture, matrix).shape == (CROP, CROP, 3)
