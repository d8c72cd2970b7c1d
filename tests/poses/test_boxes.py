from __future__ import annotations

import numpy as np

from nbpose.poses.boxes import boxes_around

NAN = np.nan


def test_the_box_is_the_smallest_around_the_points_within_the_picture():
    points = np.array([[[10.0, 20], [30, 25], [NAN, NAN]], [[-5, 8], [700, 9], [600, 400]]])
    boxes = boxes_around(points, np.array([[640, 360], [640, 360]]))
    assert boxes.tolist() == [[10, 20, 20, 5], [0, 8, 639, 351]]


def test_a_picture_of_unknown_size_cuts_nothing_off():
    points = np.array([[[-5.0, 8], [700, 9]]])
    assert boxes_around(points, np.array([[0, 0]])).tolist() == [[-5, 8, 705, 1]]


def test_without_a_point_there_is_no_box():
    points = np.array([[[NAN, NAN], [3, NAN]]])
    assert np.isnan(boxes_around(points, np.array([[640, 360]]))).all()
