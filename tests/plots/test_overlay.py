from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError
from nbpose.plots import overlay
from nbpose.plots.brush import rgb
from nbpose.skeletons.palette import SIDE_COLORS

PAIR = nbp.Skeleton("pair", ["left_end", "right_end", "nose"], [(0, 1)])
GREY = np.full((200, 300, 3), 128, np.uint8)
LEFT, RIGHT, MIDDLE = ((60, 100), (240, 100), (150, 30))


def people(points=(LEFT, RIGHT, MIDDLE), **columns):
    return nbp.Poses.build(PAIR, [points], **columns)


def near(picture, x, y, color, tolerance=3):
    return np.abs(picture[y, x].astype(int) - rgb(SIDE_COLORS[color])).max() <= tolerance


def test_joints_have_the_colour_of_their_side():
    drawn = overlay(GREY, people())
    assert near(drawn, *LEFT, "left")
    assert near(drawn, *RIGHT, "right")
    assert near(drawn, *MIDDLE, "")
    assert near(drawn, 150, 100, "")  # a bone from left to right


def test_the_frame_itself_stays_as_it_is():
    frame = GREY.copy()
    overlay(frame, people())
    np.testing.assert_array_equal(frame, GREY)


def painted(drawn, x, y, color):
    """Pixels around a joint that have the colour of its side."""
    part = drawn[y - 8 : y + 9, x - 8 : x + 9].astype(int)
    return np.abs(part - rgb(SIDE_COLORS[color])).max(axis=2) <= 40


def test_sides_differ_in_shape():
    big = np.full((1600, 2400, 3), 128, np.uint8)
    far = people(points=((500, 800), (1900, 800), (1200, 200)))
    drawn = overlay(big, far)
    round_one, square, diamond = (
        painted(drawn, x, y, side)
        for x, y, side in ((500, 800, "left"), (1900, 800, "right"), (1200, 200, ""))
    )
    assert square.sum() > round_one.sum() > 20
    assert diamond[8].sum() > 1.5 * diamond[4].sum()  # widest in the middle row
    assert square[8].sum() == square[5].sum()


def test_a_hidden_joint_is_hollow():
    big = np.full((1600, 2400, 3), 128, np.uint8)
    far = people(points=((500, 800), (1900, 800), (1200, 200)), visibility=[[2, 2, 1]])
    drawn = overlay(big, far)
    assert not near(drawn, 1200, 200, "", tolerance=60)
    assert near(drawn, 500, 800, "left")


def test_what_the_model_doubts_is_faint():
    sure = overlay(GREY, people(confidence=[[1.0, 1.0, 0.95]]))
    unsure = overlay(GREY, people(confidence=[[1.0, 1.0, 0.25]]))
    change = [np.abs(d[30, 150].astype(int) - 128).sum() for d in (sure, unsure)]
    assert change[1] < 0.8 * change[0]


def test_a_point_a_person_placed_is_not_faint():
    drawn = overlay(GREY, people(confidence=[[np.nan, 1.0, 1.0]]))
    assert near(drawn, *LEFT, "left")


@pytest.mark.parametrize(
    "gone", [{"points": (LEFT, (np.nan, np.nan), MIDDLE)}, {"visibility": [[2, 0, 2]]}]
)
def test_a_joint_that_is_not_there_is_not_drawn_nor_are_its_bones(gone):
    drawn = overlay(GREY, people(**gone))
    np.testing.assert_array_equal(drawn[100, 150:], GREY[100, 150:])
    assert near(drawn, *LEFT, "left")


def test_points_outside_do_no_harm():
    drawn = overlay(GREY, people(points=(LEFT, (1e9, -1e9), (-50.0, 5000.0))))
    assert near(drawn, *LEFT, "left")


def test_lines_grow_with_the_picture():
    def width(scale):
        frame = np.full((200 * scale, 300 * scale, 3), 128, np.uint8)
        drawn = overlay(frame, people(points=np.array([LEFT, RIGHT, MIDDLE]) * scale))
        return int((drawn[:, 150 * scale] != 128).any(axis=1).sum())

    assert width(1) < width(4) < width(12)


def test_a_track_gets_its_number_unless_it_is_unwanted():
    plain = overlay(GREY, people(track=[5]), labels=False)
    assert (overlay(GREY, people(track=[5])) != plain).any()
    np.testing.assert_array_equal(overlay(GREY, people(track=[-1])), plain)


def test_nobody_leaves_the_frame_as_it_is():
    np.testing.assert_array_equal(overlay(GREY, nbp.Poses.empty(PAIR)), GREY)
    nowhere = people(points=np.full((3, 2), np.nan), track=[2])
    np.testing.assert_array_equal(overlay(GREY, nowhere), GREY)


@pytest.mark.parametrize(
    ("frame", "poses", "named"),
    [
        (GREY[..., 0], people(), "shape"),
        (GREY / 255.0, people(), "float64"),
        (
            GREY,
            people().replace(points=np.zeros((1, 3, 3)), unit="m"),
            "2-D poses in pixels, these are 3-D in m; give the poses",
        ),
        (GREY, None, "overlay needs Poses, .* given a NoneType"),
    ],
)
def test_what_cannot_be_drawn_is_named(frame, poses, named):
    with pytest.raises(ArgumentError, match=named):
        overlay(frame, poses)


def test_colours_of_the_skeleton_come_before_those_of_the_sides():
    own = {"left_end": "#112233", ("left_end", "right_end"): "#445566"}
    skeleton = nbp.Skeleton("pair", PAIR.keypoints, PAIR.edges, colors=own)
    drawn = overlay(GREY, people().replace(skeleton=skeleton))
    assert tuple(drawn[LEFT[1], LEFT[0]]) == rgb("#112233")
    assert tuple(drawn[100, 150]) == rgb("#445566")
    assert near(drawn, *RIGHT, "right")
