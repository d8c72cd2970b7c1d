from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from nbpose import skeletons
from nbpose.skeletons import Skeleton
from nbpose.skeletons.figures import ground_of
from nbpose.skeletons.layout import inside, layout

from .strategies import skeletons as any_skeletons

WIDE = (960, 720)


@pytest.mark.parametrize("name", skeletons.names())
def test_every_schema_fits_a_picture_of_any_shape_the_same_way_each_time(name):
    schema = skeletons.skeleton(name)
    for size in (WIDE, (200, 400)):
        places = layout(schema, *size)
        assert places.shape == (len(schema), 2)
        assert inside(places, *size)
        np.testing.assert_array_equal(places, layout(schema, *size))


@given(any_skeletons())
def test_any_skeleton_can_be_laid_out(skeleton):
    places = layout(skeleton, *WIDE)
    assert inside(places, *WIDE)


@pytest.mark.parametrize("name", ["coco17", "halpe26", "fly32", "ap10k17", "mediapipe_hand21"])
def test_no_two_joints_share_a_place(name):
    places = layout(skeletons.skeleton(name), *WIDE)
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1)
    assert apart[np.triu_indices(len(places), 1)].min() > 3


def test_a_person_stands_facing_us_on_the_figure():
    schema = skeletons.skeleton("coco17")
    places = dict(zip(schema.keypoints, layout(schema, *WIDE), strict=True))
    assert places["left_shoulder"][0] > places["nose"][0] > places["right_shoulder"][0]
    assert places["nose"][1] < places["left_hip"][1] < places["left_ankle"][1]
    scale, x, y = ground_of("human", *WIDE)
    np.testing.assert_allclose(places["nose"], [x, 0.086 * scale + y])


def test_left_and_right_of_strange_bodies_are_mirror_images():
    names = ["core", "left_arm_1", "left_arm_2", "right_arm_1", "right_arm_2"]
    star = Skeleton("star", names, [(0, 1), (1, 2), (0, 3), (3, 4)], kind="starfish")
    places = layout(star, *WIDE)
    middle = places[0, 0]
    np.testing.assert_allclose(places[1] - [middle, 0], (places[3] - [middle, 0]) * [-1, 1])
    assert places[1, 0] > middle
    first, second = (np.linalg.norm(places[b] - places[a]) for a, b in ((0, 1), (1, 2)))
    assert first == pytest.approx(second, rel=0.2)


def test_joints_without_edges_or_known_names_stand_in_rows():
    places = layout(Skeleton("nine", [f"p{i}" for i in range(9)], kind="x"), 300, 300)
    assert len(np.unique(places[:, 0].round(6))) == len(np.unique(places[:, 1].round(6))) == 3
