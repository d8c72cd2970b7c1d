from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import MediaError

RNG = np.random.default_rng(0)


def pixels(*shape):
    return RNG.integers(0, 256, shape, dtype=np.uint8)


@pytest.mark.parametrize(
    ("shape", "count"),
    [
        ((4, 6), 1),
        ((4, 6, 1), 1),
        ((4, 6, 3), 1),
        ((4, 6, 4), 1),
        ((5, 4, 6, 1), 5),
        ((5, 4, 6, 3), 5),
        ((5, 4, 6, 4), 5),
        ((1, 1, 3), 1),
    ],
)
def test_every_shape_of_pictures_gives_rgb_frames(shape, count):
    array = pixels(*shape)
    media = nbp.open(array)
    assert len(media) == count
    last = array if count == 1 else array[-1]
    last = last[..., None] if last.ndim == 2 else last
    expected = np.repeat(last, 3, axis=2) if last.shape[2] == 1 else last[..., :3]
    np.testing.assert_array_equal(media[-1], expected)
    assert media.size == (expected.shape[1], expected.shape[0])


def test_a_list_may_mix_sizes_and_channels():
    media = nbp.open([pixels(4, 6), pixels(2, 3, 3)])
    assert [media.size_of(0), media.size_of(1)] == [(6, 4), (3, 2)]
    assert media[0].shape == (4, 6, 3)


def test_what_arrays_say_of_themselves():
    media = nbp.open(pixels(5, 4, 6, 3), fps=10)
    assert (media.kind, media.name, media.path, media.fps) == ("array", "array", None, 10)
    np.testing.assert_allclose(media.times, np.arange(5) / 10)
    assert media.frame_name(2) == ""
    assert np.isnan(nbp.open(pixels(5, 4, 6, 3)).times).all()


def test_the_array_stays_as_it_is():
    array = pixels(2, 4, 6, 3)
    before = array.copy()
    nbp.open(array)[0][:] = 0
    np.testing.assert_array_equal(array, before)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros((4, 6, 3)), r"dtype float64; .*\(array \* 255\)\.round\(\)"),
        (np.zeros((4, 6, 3), np.uint16), r"dtype uint16; .*array >> 8"),
        (np.zeros((4, 6, 3), np.int32), r"dtype int32; .*clip\(0, 255\)"),
        (np.zeros((4, 6), bool), r"dtype bool; .*\* 255"),
        (np.zeros((4,), np.uint8), r"shape \(4,\); give one picture as \(H, W\)"),
        (
            np.zeros((9, 4, 6), np.uint8),
            r"shape \(9, 4, 6\); .*grey clip needs array\[\.\.\., None\]",
        ),
        (np.zeros((9, 4, 6, 2), np.uint8), r"shape \(9, 4, 6, 2\)"),
        (np.zeros((0, 6, 3), np.uint8), r"shape \(0, 6, 3\), so it has no pixels"),
        (np.zeros((0, 4, 6, 3), np.uint8), r"no frames"),
    ],
)
def test_an_array_that_does_not_fit_says_what_to_do(array, message):
    with pytest.raises(MediaError, match=message):
        nbp.open(array)
