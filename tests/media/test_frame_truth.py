"""Frame i is the same picture in order, at random, and in cv2; read back from the pixels."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from clips import CLIPS, COUNT, FIRST_BAR, TICK, painted_ticks, read_bars

import nbpose as nbp
from nbpose.media.cache import FrameCache

UPRIGHT = [name for name, clip in CLIPS.items() if not clip.turned]
WITHOUT_TIMES = {"h264_raw"}
NOT_IN_CV2 = {"av1"}  # OpenCV's wheels bring no AV1 decoder

FIRST_TIME = {
    "h264_delayed": 10 / 30,
    "h264_cut_open_gop": 20 / 30,
    "h264_ts": 2 / 30,  # these containers make room for decoding before the first frame is shown
    "h264_fragmented": 2 / 30,
    "mpeg2_ps": 16 / 30,
}
EDIT_LIST_UNIT = 1 / 1000  # MP4 states delays in milliseconds


@pytest.fixture(params=UPRIGHT)
def name(request):
    return request.param


@pytest.fixture
def path(name, clip_path):
    return clip_path(name)


@pytest.fixture
def numbers(name):
    """What is painted on the frames, in order."""
    first = FIRST_BAR.get(name, 0)
    return list(range(first, COUNT))


def test_frames_come_in_order_and_none_is_missing(path, numbers):
    with nbp.open(path) as clip:
        read = [(index, read_bars(frame)) for index, frame in clip.frames()]
        assert len(clip) == len(numbers)
    assert read == list(enumerate(numbers))


def test_a_frame_is_the_same_pixels_however_it_is_reached(path):
    with nbp.open(path) as clip:
        in_order = [frame for _, frame in clip.frames()]
        jumps = random.Random(0).sample(range(len(clip)), len(clip) // 2)
        for index in [*jumps, *reversed(range(len(clip)))]:
            np.testing.assert_array_equal(clip[index], in_order[index], err_msg=str(index))


def test_a_frame_is_the_same_pixels_when_nothing_is_kept(path, monkeypatch):
    monkeypatch.setattr(FrameCache, "get", lambda self, number: None)
    with nbp.open(path) as clip:
        in_order = [frame for _, frame in clip.frames()]
        for index in random.Random(1).sample(range(len(clip)), 12):
            np.testing.assert_array_equal(clip[index], in_order[index], err_msg=str(index))


def test_opencv_counts_the_frames_alike(name, path, numbers):
    if name in NOT_IN_CV2:
        pytest.skip("OpenCV cannot decode it")
    capture = cv2.VideoCapture(str(path))
    read = []
    while (result := capture.read())[0]:
        read.append(read_bars(result[1]))
    assert read == numbers


def test_times_are_those_that_were_written(name, path, numbers):
    if name in WITHOUT_TIMES:
        pytest.skip("the format stores no times")
    clip = CLIPS[name]
    with nbp.open(path) as opened:
        times = opened.times
    ticks = painted_ticks(clip.variable_rate)[numbers[0] :]
    container_tick = 1 / 1000 if clip.suffix in (".mkv", ".webm") else float(TICK)
    since_first = (ticks - ticks[0]) * float(TICK)
    np.testing.assert_allclose(times - times[0], since_first, rtol=0, atol=container_tick)
    assert times[0] == pytest.approx(FIRST_TIME.get(name, 0.0), abs=EDIT_LIST_UNIT)


def test_the_rate_is_the_one_written_or_the_average(name, path):
    ticks = painted_ticks(CLIPS[name].variable_rate)
    average = (COUNT - 1) / ((ticks[-1] - ticks[0]) * float(TICK))
    expected = {"h264_raw": None, "h264_variable_rate": pytest.approx(average)}.get(name, 30.0)
    with nbp.open(path) as clip:
        assert clip.fps == expected


def test_an_excerpt_begins_and_steps_where_it_should(path, numbers):
    with nbp.open(path) as clip:
        read = [(index, read_bars(frame)) for index, frame in clip.frames(7, 32, 6)]
    assert read == [(index, numbers[index]) for index in range(7, min(32, len(numbers)), 6)]
