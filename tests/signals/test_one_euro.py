from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.errors import ArgumentError
from nbpose.signals import one_euro


def reference(values, times, min_cutoff, beta, d_cutoff=1.0, scale=1.0):
    """The authors' program for one series, step by step."""

    def alpha(cutoff, step):
        return 1.0 / (1.0 + (1.0 / (2.0 * math.pi * cutoff)) / step)

    filtered, speed = [values[0]], 0.0
    for before, now in zip(range(len(values)), range(1, len(values)), strict=False):
        step = times[now] - times[before]
        raw = (values[now] - values[before]) / step * scale
        a = alpha(d_cutoff, step)
        speed = a * raw + (1.0 - a) * speed
        a = alpha(min_cutoff + beta * abs(speed), step)
        filtered.append(a * values[now] + (1.0 - a) * filtered[-1])
    return np.array(filtered)


@given(
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=30),
    st.floats(0.01, 10),
    st.floats(0, 10),
    st.floats(0.01, 10),
)
def test_equals_the_authors_program(values, min_cutoff, beta, scale):
    times = np.cumsum(np.linspace(0.01, 0.05, len(values)))
    ours = one_euro(values, times, min_cutoff, beta, speed_scale=scale)
    np.testing.assert_allclose(
        ours, reference(values, times, min_cutoff, beta, scale=scale), rtol=1e-9, atol=1e-9
    )


def test_many_series_at_once_equal_each_alone():
    values = np.random.default_rng(0).normal(size=(20, 5, 2))
    times = np.arange(20) / 30
    together = one_euro(values, times, 0.5, 1.0)
    for point in range(5):
        for axis in range(2):
            alone = one_euro(values[:, point, axis], times, 0.5, 1.0)
            np.testing.assert_allclose(together[:, point, axis], alone)


def test_noise_at_rest_becomes_smaller():
    noisy = 100 + np.random.default_rng(1).normal(size=300)
    filtered = one_euro(noisy, np.arange(300) / 30, 0.3, 0.0)
    assert filtered[50:].std() < 0.4 * noisy[50:].std()


def test_a_greater_beta_follows_a_jump_sooner():
    jump = np.r_[np.zeros(10), np.full(5, 100.0)]
    times = np.arange(15) / 30
    lazy, quick = one_euro(jump, times, 0.1, 0.0)[-1], one_euro(jump, times, 0.1, 1.0)[-1]
    assert lazy < 20 < 90 < quick < 100


def test_a_series_starts_anew_after_a_missing_value():
    values = np.array([0.0, 10.0, np.nan, 50.0, 60.0])
    filtered = one_euro(values, np.arange(5.0), 0.1, 0.0)
    assert np.isnan(filtered[2])
    assert filtered[3] == 50.0
    np.testing.assert_allclose(filtered[3:], one_euro(values[3:], np.arange(2.0), 0.1, 0.0))


def test_a_missing_value_in_one_series_leaves_the_others_alone():
    values = np.random.default_rng(2).normal(size=(10, 2))
    whole = one_euro(values, np.arange(10.0), 0.1, 0.5)
    values[4, 0] = np.nan
    np.testing.assert_array_equal(one_euro(values, np.arange(10.0), 0.1, 0.5)[:, 1], whole[:, 1])


def test_the_values_given_stay_as_they_are():
    values = np.arange(5.0)
    one_euro(values, np.arange(5.0), 0.1, 0.0)
    np.testing.assert_array_equal(values, np.arange(5.0))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"times": [0, 1]}, "times has the shape"),
        ({"times": [0, 1, 1]}, "times do not ascend"),
        ({"times": "abc"}, "times is no array of numbers; give one time in seconds"),
        ({"values": "abc"}, "values is no array of numbers; give one or more series"),
        ({"min_cutoff": 0.0}, r"min_cutoff is 0\.0; give a positive number of Hz"),
        ({"min_cutoff": "a"}, "min_cutoff is 'a'; give a positive number of Hz"),
        ({"d_cutoff": None}, "d_cutoff is None; give a positive number of Hz"),
        ({"speed_scale": "a"}, "speed_scale is no array of numbers; give one number, or one for"),
        ({"speed_scale": [1, 2]}, r"speed_scale has the shape \(2,\); give one number, or one for"),
        ({"beta": "a"}, "beta is 'a'; give a number from 0 on"),
        ({"beta": -1}, "beta is -1; give a number from 0 on"),
        ({"beta": np.inf}, "beta is inf; give a number from 0 on"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(options, said):
    fitting = {"values": [1.0, 2.0, 3.0], "times": [0, 1, 2], "min_cutoff": 1.0, "beta": 0.0}
    with pytest.raises(ArgumentError, match=said):
        one_euro(**fitting | options)
