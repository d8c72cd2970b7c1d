from __future__ import annotations

import cv2
import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import PosesError
from nbpose.poses import Images


def test_frames_of_a_clip_are_named_like_pictures_of_it():
    images = Images.of_clip("walk.v2.mp4", 3, (640, 480))
    assert images.name == ("walk.v2_000000.jpg", "walk.v2_000001.jpg", "walk.v2_000002.jpg")
    assert images.id.tolist() == [1, 2, 3]
    assert images.size.tolist() == [[640, 480]] * 3
    assert images.extra[2] == {"video": "walk.v2.mp4", "frame_index": 2}
    assert Images.of_clip("", 1, (0, 0)).name == ("frame_000000.jpg",)


def test_pictures_keep_their_names_and_sizes():
    images = Images.of_pictures(["b.png", "a.png"], [(6, 4), (3, 2)])
    assert images.name == ("b.png", "a.png")
    assert images.size.tolist() == [[6, 4], [3, 2]]
    assert len(Images()) == len(Images.of_pictures([], [])) == 0


def test_media_say_what_their_frames_are(tmp_path):
    pictures = [np.zeros((4, 6, 3), np.uint8), np.zeros((2, 3, 3), np.uint8)]
    arrays = Images.of_media(nbp.open(pictures))
    assert (arrays.name[1], arrays.size.tolist()) == ("array_000001.jpg", [[6, 4], [3, 2]])
    for name, picture in zip(("b.png", "a.png"), pictures, strict=True):
        cv2.imwrite(str(tmp_path / name), picture)
    files = Images.of_media(nbp.open(tmp_path))
    assert (files.name, files.size.tolist()) == (("a.png", "b.png"), [[3, 2], [6, 4]])
    assert files.extra == ()


def test_lists_will_do_and_become_arrays_that_cannot_be_written_to():
    images = Images(["a"], [7], [(6, 4)])
    assert images.name == ("a",)
    for column in (images.id, images.size):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


@pytest.mark.parametrize(
    "parts",
    [
        (("a", "b"), np.array([1]), np.zeros((2, 2), int)),
        (("a",), np.array([1]), np.zeros((2, 2), int)),
        (("a",), np.array([1]), np.zeros((1, 3), int)),
        (("a",), np.array([1]), np.zeros((1, 2), int), ({}, {})),
    ],
)
def test_parts_of_different_length_are_refused(parts):
    with pytest.raises(PosesError, match=r"Images: \d (names|extras)"):
        Images(*parts)
