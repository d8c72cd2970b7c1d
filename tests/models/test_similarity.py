from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nbpose.models.similarity import similarity, sizes

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])


def test_a_pose_equals_itself():
    np.testing.assert_allclose(similarity(SQUARE[None], SQUARE[None]), [[1.0]])


def test_one_spread_apart_is_the_bell_curve_at_one_sigma():
    moved = SQUARE + np.array([10.0, 0.0])  # 0.1 of the size of 100
    np.testing.assert_allclose(similarity(SQUARE[None], moved[None]), [[np.exp(-0.5)]])


def test_every_pose_is_compared_with_every_other():
    first, second = np.stack([SQUARE, SQUARE + 500]), np.stack([SQUARE + 500, SQUARE, SQUARE + 9e3])
    np.testing.assert_allclose(similarity(first, second), [[0, 1, 0], [1, 0, 0]], atol=1e-12)


def test_nobody_is_like_nobody():
    assert similarity(np.zeros((0, 4, 2)), SQUARE[None]).shape == (0, 1)


@given(arrays(float, (4, 2), elements=st.floats(0, 100)), st.floats(0.5, 20))
def test_similarity_does_not_depend_on_the_scale_of_the_picture(noise, scale):
    pose, other = SQUARE, SQUARE + noise
    np.testing.assert_allclose(
        similarity(pose[None], other[None]),
        similarity(pose[None] * scale, other[None] * scale),
        rtol=1e-6,
    )


def test_size_is_the_root_of_the_area():
    assert sizes(SQUARE * [4.0, 1.0]) == pytest.approx(200.0)
