from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

from nbpose._arguments import (
    is_rate,
    need_array,
    need_names,
    need_number,
    need_path,
    need_whole,
    shown,
)
from nbpose.errors import ArgumentError


@pytest.mark.parametrize("value", [0, 0.5, np.float32(0.5), np.int64(1), np.uint8(0)])
def test_any_number_in_range_is_one(value):
    assert need_number("share", value, "a number from 0 to 1", 0, 1) == float(value)


@pytest.mark.parametrize(
    "value", ["a", None, [], np.ones(2), True, float("nan"), -0.1, 2, 10**400, 1j, np.complex64(1)]
)
def test_what_is_no_number_in_range_is_named(value):
    with pytest.raises(ArgumentError) as caught:
        need_number("share", value, "a number from 0 to 1", 0, 1)
    assert str(caught.value) == f"share is {shown(value)}; give a number from 0 to 1."


@pytest.mark.parametrize("value", [float("inf"), -float("inf")])
def test_an_infinite_number_is_never_in_range(value):
    with pytest.raises(ArgumentError, match=r"beta is -?inf; give a number"):
        need_number("beta", value, "a number")


@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_a_small_float_is_a_number_without_limits(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert need_number("beta", kind(1.5), "a number") == 1.5


def test_half_a_surrogate_pair_is_no_path():
    with pytest.raises(ArgumentError, match="which no file can be named; choose another"):
        need_path("path", "walk\ud800.json")


def test_frames_a_second_are_a_positive_number():
    assert all(map(is_rate, (25, 29.97, np.float32(30), np.int64(1))))
    wrong = (0, -1, float("nan"), float("inf"), "25", None, True, 1j, 10**400)
    assert not any(map(is_rate, wrong))


def test_a_whole_number_may_come_as_a_float():
    assert need_whole("frame", 3.0, "a frame") == 3
    with pytest.raises(ArgumentError, match=r"frame is 2\.5; give a frame"):
        need_whole("frame", 2.5, "a frame")


@pytest.mark.parametrize("value", ["x", ["a"], {}, [[1], [1, 2]], object()])
def test_what_is_no_array_of_numbers_is_named(value):
    with pytest.raises(ArgumentError, match="sd is no array of numbers; give one of them"):
        need_array("sd", value, "one of them")


@pytest.mark.parametrize("value", [None, 5, "nose", [], [5], ["a", None]])
def test_what_are_no_names_is_named(value):
    with pytest.raises(ArgumentError) as caught:
        need_names("keypoints", value, "a list of names")
    assert str(caught.value) == f"keypoints is {value!r}; give a list of names."


def test_names_may_come_in_any_collection():
    assert need_names("keypoints", (name for name in ("a", "b")), "names") == ("a", "b")


@pytest.mark.parametrize("value", [None, 5, b"a.json", "", "a\0b", ["a.json"]])
def test_what_is_no_path_is_named(value):
    with pytest.raises(ArgumentError) as caught:
        need_path("path", value)
    assert str(caught.value) == f"path is {value!r}; give the path of a file."


def test_the_users_folder_stands_for_its_sign():
    assert need_path("path", "~/a.json") == Path.home() / "a.json"
    with pytest.raises(ArgumentError, match="path is '~nobody_of_that_name/a', but nobody has"):
        need_path("path", "~nobody_of_that_name/a")


def test_a_path_that_is_too_long_for_the_system_is_said():
    with pytest.raises(ArgumentError, match=r"path is 'aaa.*, which cannot be used: .* too long"):
        need_path("path", "a" * 5000)


def test_a_path_to_where_nothing_is_is_a_path(tmp_path):
    (tmp_path / "file").write_text("")
    assert need_path("path", tmp_path / "none" / "a") == tmp_path / "none" / "a"
    assert need_path("path", tmp_path / "file" / "a") == tmp_path / "file" / "a"


def test_long_values_are_named_by_their_type():
    assert shown("short") == "'short'"
    assert shown(np.zeros((9, 9))) == "a ndarray"
