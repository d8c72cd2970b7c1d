from __future__ import annotations

import cv2
import numpy as np
import pytest
from clips import paint, read_bars

import nbpose as nbp
from nbpose.errors import MediaError
from nbpose.media import VideoWriter

OPENCV = tuple(int(part) for part in cv2.__version__.split(".")[:2])


def write(path, frames, times=None, fps=30, size=(320, 180)):
    with VideoWriter(path, size, fps) as out:
        for number, frame in enumerate(frames):
            out.write(frame, None if times is None else times[number])


def test_times_are_kept_to_the_tick(tmp_path):
    times = 0.5 + np.cumsum(np.random.default_rng(0).uniform(0.001, 0.2, 30))
    write(tmp_path / "a.mp4", [paint(number) for number in range(30)], times)
    with nbp.open(tmp_path / "a.mp4") as clip:
        np.testing.assert_allclose(clip.times, times, rtol=0, atol=0.5 / 90_000 + 1e-12)
        assert [read_bars(frame) for frame in clip] == list(range(30))


def test_a_clip_can_be_written_again_frame_for_frame(clip_path, tmp_path):
    with nbp.open(clip_path("h264_variable_rate")) as source:
        with VideoWriter(tmp_path / "b.mp4", source.size, source.fps) as out:
            for index, frame in source.frames():
                out.write(frame, source.times[index])
        with nbp.open(tmp_path / "b.mp4") as copy:
            np.testing.assert_allclose(copy.times, source.times, rtol=0, atol=1 / 90_000)
            assert [read_bars(frame) for frame in copy] == list(range(len(source)))


@pytest.mark.parametrize("time", [None, float("nan")])
def test_frames_without_a_time_come_at_the_rate(tmp_path, time):
    write(tmp_path / "a.mp4", [paint(0)] * 10, [time] * 10, fps=24)
    with nbp.open(tmp_path / "a.mp4") as clip:
        assert clip.fps == 24
        np.testing.assert_allclose(clip.times, np.arange(10) / 24, rtol=0, atol=1 / 90_000)


@pytest.mark.parametrize("size", [(63, 35), (64, 35), (63, 36)])
def test_an_odd_size_moves_no_pixel(tmp_path, size):
    width, height = size
    grey = paint(5, (64, 36)).mean(axis=2, keepdims=True)[:height, :width]
    frame = np.repeat(grey, 3, axis=2).astype(np.uint8)
    with VideoWriter(tmp_path / "odd.mp4", size, 30, crf=1) as out:
        out.write(frame)
    with nbp.open(tmp_path / "odd.mp4") as clip:
        assert clip.size == (64, 36)
        difference = clip[0][:height, :width].astype(int) - frame
    assert np.abs(difference).max() <= 3


@pytest.mark.skipif(OPENCV < (4, 14), reason="this OpenCV takes every clip for BT.601")
def test_opencv_sees_the_same_colours(tmp_path):
    frame = np.zeros((64, 64, 3), np.uint8) + np.array([200, 120, 40], np.uint8)
    write(tmp_path / "a.mp4", [frame], size=(64, 64))
    picture = cv2.VideoCapture(str(tmp_path / "a.mp4")).read()[1]
    np.testing.assert_allclose(picture[32, 32, ::-1], [200, 120, 40], atol=4)


def test_the_index_comes_first_and_keyframes_often(tmp_path):
    path = tmp_path / "a.mp4"
    write(path, [paint(number) for number in range(30)])
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with nbp.open(path) as clip:
        assert np.flatnonzero(clip.index.keyframe).tolist() == [0, 12, 24]
        assert np.all(np.diff(clip.index.pts) > 0)  # no B-frames


def interrupted(path):
    with VideoWriter(path, (320, 180), 30) as out:
        out.write(paint(0))
        raise KeyError("the caller's own")


def test_an_interrupted_clip_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyError, match="the caller's own"):
        interrupted(tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_clip_leaves_the_one_before_it_alone(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"before")
    with pytest.raises(KeyError):
        interrupted(path)
    assert path.read_bytes() == b"before"
    write(path, [paint(0)])
    assert len(nbp.open(path)) == 1


@pytest.mark.parametrize(
    ("frames", "times", "message"),
    [
        ([], None, "no frame was written"),
        ([paint(0)[:-2]], None, r"frame 0 has the shape \(178, 320, 3\) .* \(180, 320, 3\) uint8"),
        ([paint(0).astype(float)], None, "dtype float64"),
        ([paint(0)] * 2, [0.2, 0.2], "frame 1 comes at 0.2 s, not after the one before"),
        ([paint(0)], [-0.1], "frame 0 comes at -0.1 s"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_no_file(tmp_path, frames, times, message):
    with pytest.raises(MediaError, match=rf"a\.mp4: .*{message}"):
        write(tmp_path / "a.mp4", frames, times)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(MediaError, match=r"There is no folder .*none to write to"):
        write(tmp_path / "none" / "a.mp4", [paint(0)])
