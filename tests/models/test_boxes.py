from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError
from nbpose.models.boxes import by_position

CLIP = np.zeros((10, 60, 80, 3), np.uint8)


def boxes_of(boxes, numbers=range(10)):
    return by_position(boxes, nbp.open(CLIP), np.array(numbers))


def test_an_array_is_for_the_first_frame():
    found = boxes_of([[1, 2, 30, 40]])
    assert list(found) == [0]
    np.testing.assert_array_equal(found[0], [[1, 2, 30, 40]])


def test_a_mapping_gives_boxes_by_frame_and_they_come_by_position():
    found = boxes_of({4: [[1, 2, 3, 4]], 8: [[5, 6, 7, 8], [9, 9, 9, 9]]}, numbers=[4, 6, 8])
    assert {position: len(boxes) for position, boxes in found.items()} == {0: 1, 2: 2}


def test_the_order_of_the_mapping_does_not_matter():
    found = boxes_of({8: [[5, 6, 7, 8]], 4: [[1, 2, 3, 4]]})
    assert [(position, boxes[0, 0]) for position, boxes in found.items()] == [(4, 1), (8, 5)]


@pytest.mark.parametrize("nothing", [[], np.zeros((0, 4)), {}, {3: []}])
def test_no_boxes_are_no_boxes(nothing):
    assert boxes_of(nothing) == {}


def test_a_box_may_reach_over_the_edge():
    assert len(boxes_of([[-10, -10, 200, 200]])[0]) == 1


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ([[1, 2, np.nan, 4]], r"Box 0 of frame 0, \[1, 2, nan, 4\], .*not finite"),
        ([[1, 2, 3, 4], [50, 40, -20, -10]], r"Box 1 of frame 0, \[50, 40, -20, -10\], .*no area"),
        ([[5, 5, 0, 9]], "no area"),
        ([[80, 0, 10, 10]], r"outside the picture of 80 x 60"),
        ([[0, -9, 10, 9]], r"outside the picture"),
        ({7: [[100, 100, 5, 5]]}, r"Box 0 of frame 7"),
        ([1, 2, 3, 4], r"shape \(4,\), not \(n, 4\)"),
        ([[1, 2, 3]], r"shape \(1, 3\)"),
        ([[1, 2, 3, 4], [1, 2]], "no numbers"),
        ([["a", "b", "c", "d"]], "no numbers"),
        ({10: [[1, 2, 3, 4]]}, r"frame 10, but .* has the frames 0 to 9"),
        ({"0": [[1, 2, 3, 4]]}, "frame '0'"),
    ],
)
def test_a_wrong_box_is_named_with_its_values(boxes, said):
    with pytest.raises(ArgumentError, match=said):
        boxes_of(boxes)


def test_boxes_for_a_frame_that_is_left_out_are_refused():
    with pytest.raises(ArgumentError, match="frame 0, which frames= leaves out"):
        boxes_of([[1, 2, 3, 4]], numbers=[5, 6])
