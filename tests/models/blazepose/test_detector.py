from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.models.blazepose.anchors import anchor_centres
from nbpose.models.blazepose.detector import (
    BlazeDetector,
    decode,
    iou,
    letterbox,
    sigmoid,
    weighted_nms,
)


def box(left, top, right, bottom, *rest):
    return np.array([left, top, right, bottom, *rest], dtype=float)


def test_boxes_that_overlap_become_their_mean_weighted_by_score():
    boxes = np.stack([box(0, 0, 10, 10, 4.0), box(1, 1, 11, 11, 8.0), box(50, 50, 60, 60, 1.0)])
    merged, scores = weighted_nms(boxes, np.array([0.9, 0.6, 0.5]))
    np.testing.assert_allclose(merged[0], (0.9 * boxes[0] + 0.6 * boxes[1]) / 1.5)
    np.testing.assert_allclose(merged[1], boxes[2])
    np.testing.assert_allclose(scores, [0.9, 0.5])


def test_boxes_that_hardly_overlap_stay_apart():
    boxes = np.stack([box(0, 0, 10, 10), box(6, 0, 16, 10)])  # IoU 0.25
    merged, _ = weighted_nms(boxes, np.array([0.9, 0.8]))
    np.testing.assert_allclose(merged, boxes)


def test_boxes_without_area_do_not_hang():
    merged, _ = weighted_nms(np.zeros((3, 4)), np.array([0.9, 0.8, 0.7]))
    assert len(merged) == 3


def test_nothing_merged_is_nothing():
    merged, scores = weighted_nms(np.zeros((0, 12)), np.zeros(0))
    assert merged.shape == (0, 12)
    assert scores.shape == (0,)


@given(st.lists(st.tuples(*[st.floats(0, 50)] * 4), min_size=1, max_size=12))
def test_a_merged_box_lies_within_the_boxes_it_comes_from(corners):
    boxes = np.array([[x, y, x + w + 1, y + h + 1] for x, y, w, h in corners])
    merged, scores = weighted_nms(boxes, np.linspace(0.9, 0.5, len(boxes)))
    assert 1 <= len(merged) <= len(boxes)
    assert (merged >= boxes.min(axis=0) - 1e-9).all()
    assert (merged <= boxes.max(axis=0) + 1e-9).all()
    assert (np.diff(scores) <= 0).all()


def test_overlap_is_intersection_over_union():
    others = np.stack([box(0, 0, 2, 2), box(1, 0, 3, 2), box(5, 5, 6, 6)])
    np.testing.assert_allclose(iou(others[0], others), [1, 1 / 3, 0])


def test_raw_output_is_read_relative_to_its_anchor():
    raw, logits = np.zeros((2254, 12), np.float32), np.full(2254, -100, np.float32)
    raw[700] = [22.4, 0, 44.8, 22.4, 1, 2, 3, 4, 5, 6, 7, 8]
    logits[700], logits[3] = 2.0, -0.1
    found, scores = decode(raw, logits)
    x, y = anchor_centres(224)[700]
    assert found.shape == (1, 12)
    np.testing.assert_allclose(found[0, :4], [x, y - 0.05, x + 0.2, y + 0.05], atol=1e-7)
    np.testing.assert_allclose(found[0, 10:], [x + 7 / 224, y + 8 / 224], atol=1e-7)
    assert scores == pytest.approx(1 / (1 + np.exp(-2)))


def test_candidates_come_best_first():
    logits = np.full(2254, -100, np.float32)
    logits[[5, 9, 2000]] = [1.0, 3.0, 2.0]
    _, scores = decode(np.zeros((2254, 12), np.float32), logits)
    assert (np.diff(scores) < 0).all()


class OneFace:
    """Answers as the network would that sees one person, in pixels of its square."""

    def __init__(self, left, top, right, bottom, hips, crown):
        self.box = ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
        self.points = [*hips, *crown]

    def run(self, square):
        x, y = anchor_centres(224)[700] * 224
        raw, logits = np.zeros((1, 2254, 12), np.float32), np.full((1, 2254, 1), -100, np.float32)
        raw[0, 700, :4] = np.subtract(self.box, [x, y, 0, 0])
        raw[0, 700, 4:8] = np.subtract(self.points, [x, y, x, y])
        logits[0, 700] = 5.0
        return raw, logits


def test_regions_and_faces_count_from_the_centre_of_the_first_pixel():
    """A picture of 400 x 200 covers rows 56 to 168 of the square, 400 / 224 of its pixels to one.

    So the square's middle (112, 112) is the picture's: edge to edge at (200, 100), which is
    (199.5, 99.5) counted from the centre of the first pixel.
    """
    network = OneFace(98, 56, 126, 84, hips=(112, 112), crown=(112, 84))
    found = BlazeDetector(network).detect(np.zeros((200, 400, 3), np.uint8))
    np.testing.assert_allclose(found.faces, [[199.5, 24.5]], atol=1e-4)
    np.testing.assert_allclose(found.regions, [[199.5, 99.5, 125, 0]], atol=1e-4)


def test_huge_logits_give_probabilities_without_a_warning():
    with np.errstate(all="raise"):
        np.testing.assert_allclose(sigmoid(np.array([-1e4, 0, 1e4])), [0, 0.5, 1], atol=1e-12)


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720), (224, 224), (1, 1), (1, 500), (3, 7)])
def test_a_picture_fits_into_the_square_and_back(size):
    height, width = size
    square, corner, scale = letterbox(np.full((height, width, 3), 255, np.uint8))
    assert square.shape == (1, 224, 224, 3)
    rows, columns = np.nonzero(square[0, :, :, 0] > 0)
    first, last = np.array([columns[0], rows[0]]), np.array([columns[-1], rows[-1]]) + 1
    np.testing.assert_allclose((first - corner) * scale, 0)
    np.testing.assert_allclose((last - corner) * scale, [width, height])
    assert square.min() >= -1
    assert square.max() == 1


def test_a_picture_of_odd_size_loses_less_than_the_last_pixels_of_its_halves():
    square, corner, scale = letterbox(np.full((1001, 2003, 3), 255, np.uint8))
    rows, columns = np.nonzero(square[0, :, :, 0] > 0)
    last = (np.array([columns[-1], rows[-1]]) + 1 - corner) * scale
    assert (np.array([2003, 1001]) - last >= 0).all()
    assert (np.array([2003, 1001]) - last < 8).all()


def test_a_fine_pattern_is_averaged_not_sampled():
    stripes = np.zeros((900, 900, 3), np.uint8)
    stripes[:, ::2] = 255
    square = letterbox(stripes)[0]
    assert np.abs(square[0, 5:-5, 5:-5]).max() < 0.05
