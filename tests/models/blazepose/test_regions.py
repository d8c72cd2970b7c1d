from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.models.blazepose import regions

pixel = st.floats(-2000, 2000)
region = st.tuples(pixel, pixel, st.floats(5, 3000), st.floats(-3.1, 3.1))


def to_crop(row, points, crop=256):
    """Inverse of crop_to_picture, by a linear solve."""
    matrix = np.vstack([regions.crop_to_picture(np.array([row]), crop)[0], [0, 0, 1]])
    homogeneous = np.column_stack([points, np.ones(len(points))])
    return np.linalg.solve(matrix, homogeneous.T).T[:, :2]


@given(region)
def test_the_middle_of_the_crop_is_the_middle_of_the_region(row):
    matrix = regions.crop_to_picture(np.array([row]), 256)[0]
    np.testing.assert_allclose(matrix @ [128, 128, 1], row[:2], atol=1e-6)


@given(region, st.lists(st.tuples(pixel, pixel), min_size=1, max_size=5))
def test_there_and_back_is_where_it_was(row, points):
    points = np.array(points)
    matrix = regions.crop_to_picture(np.array([row]), 256)[0]
    back = to_crop(row, points) @ matrix[:, :2].T + matrix[:, 2]
    np.testing.assert_allclose(back, points, atol=1e-6)


@given(region)
def test_a_region_is_found_again_from_points_on_its_axis(row):
    x, y, side, angle = row
    radius = side / 2 / regions.SCALE
    end = [x + radius * np.sin(angle), y - radius * np.cos(angle)]
    found = regions.from_alignment_points(np.array([[x, y]]), np.array([end]))[0]
    np.testing.assert_allclose(found[:3], row[:3], rtol=1e-9, atol=1e-6)
    assert np.cos(found[3] - angle) == pytest.approx(1)


@given(region)
def test_the_second_point_stands_upright_above_the_first_in_the_crop(row):
    x, y, side, angle = row
    start = np.array([[x, y]])
    end = start + side / 3 * np.array([[np.sin(angle), -np.cos(angle)]])
    found = regions.from_alignment_points(start, end)[0]
    first, second = to_crop(found, np.vstack([start, end]))
    assert second[0] == pytest.approx(first[0], abs=1e-6)
    assert second[1] < first[1]


def test_a_box_gives_an_upright_square_with_a_margin():
    np.testing.assert_allclose(
        regions.from_boxes(np.array([[10.0, 20.0, 40.0, 100.0]])), [[30, 70, 125, 0]]
    )
    assert regions.from_boxes(np.zeros((0, 4))).shape == (0, 4)


def test_world_points_turn_with_the_region_and_keep_their_depth():
    up = np.array([[[0.0, -1.0, 0.5]]])
    np.testing.assert_allclose(regions.turn(up, np.array([np.pi / 2])), [[[1, 0, 0.5]]], atol=1e-12)


@given(region)
def test_turning_world_points_agrees_with_the_crops_own_turn(row):
    matrix = regions.crop_to_picture(np.array([row]), 256)[0]
    turned = regions.turn(np.array([[[3.0, 4.0, 0.0]]]), np.array([row[3]]))[0, 0, :2]
    np.testing.assert_allclose(matrix[:, :2] @ [3, 4] / (row[2] / 256), turned, atol=1e-9)
