from __future__ import annotations

import cv2
import numpy as np
import pytest
from clips import paint, read_bars

from nbpose.errors import ArgumentError
from nbpose.media import encode_jpeg


def decoded(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)[..., ::-1]


def test_a_frame_comes_back_in_size_and_colour():
    frame = np.zeros((40, 60, 3), np.uint8) + np.array([200, 120, 40], np.uint8)
    picture = decoded(encode_jpeg(frame))
    assert picture.shape == frame.shape
    np.testing.assert_allclose(picture, frame, atol=3)


@pytest.mark.parametrize(
    ("width", "size"), [(160, (90, 160)), (320, (180, 320)), (900, (180, 320))]
)
def test_a_frame_is_made_smaller_never_larger(width, size):
    picture = decoded(encode_jpeg(paint(77), width))
    assert picture.shape[:2] == size
    assert read_bars(picture) == 77


def test_a_thin_frame_keeps_a_row():
    assert decoded(encode_jpeg(np.zeros((1, 500, 3), np.uint8), 10)).shape == (1, 10, 3)


def test_quality_is_paid_for_in_bytes():
    assert len(encode_jpeg(paint(1), quality=95)) > len(encode_jpeg(paint(1), quality=30))


@pytest.mark.parametrize("frame", [None, 5, np.zeros((4, 6)), np.zeros((0, 6, 3), np.uint8)])
def test_what_is_no_frame_is_refused(frame):
    with pytest.raises(ArgumentError, match=r"^frame has the shape .*; give an RGB pict"):
        encode_jpeg(frame)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 0}, "width is 0; give 1 or more pixels"),
        ({"width": "a"}, "width is 'a'; give 1 or more pixels"),
        ({"width": 1.5}, "width is 1.5; give 1 or more pixels"),
        ({"quality": 0}, "quality is 0; give a whole number from 1 to 100"),
        ({"quality": 101}, "quality is 101; give a whole number from 1 to 100"),
        ({"quality": None}, "quality is None; give a whole number from 1 to 100"),
    ],
)
def test_values_that_do_not_fit_are_refused(options, message):
    with pytest.raises(ArgumentError, match=message):
        encode_jpeg(paint(1), **options)
