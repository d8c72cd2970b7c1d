from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose import plots
from nbpose.errors import ArgumentError, MediaError

PAIR = nbp.Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


def clip_and_poses(frames=6, fps=12.0):
    media = nbp.open(np.full((frames, 96, 128, 3), 200, np.uint8), fps=fps)
    points = np.array([[[20.0 + 10 * t, 40.0], [100.0, 40.0]] for t in range(frames)])
    return media, nbp.Poses.build(PAIR, points, frame=np.arange(frames))


def test_the_video_has_the_frames_and_times_of_the_clip_with_skeletons_on_them(tmp_path):
    media, poses = clip_and_poses()
    path = plots.annotated_video(media, poses, tmp_path / "out.mp4", progress=False)
    with nbp.open(path) as written:
        assert len(written) == 6
        np.testing.assert_allclose(written.times, media.times, atol=1e-4)
        row = written[4][40].astype(int)
    changed = np.abs(row - 200).sum(axis=1) > 90
    assert changed[68:92].all()  # the bone between the joints of frame 4
    assert not changed[:50].any()


def test_pictures_without_a_rate_are_refused(tmp_path):
    media, poses = clip_and_poses(fps=None)
    with pytest.raises(ArgumentError, match="fps="):
        plots.annotated_video(media, poses, tmp_path / "out.mp4")


def test_poses_of_another_clip_are_refused_before_anything_is_written(tmp_path):
    media, poses = clip_and_poses()
    with pytest.raises(ArgumentError, match="frame 9"):
        plots.annotated_video(media, poses.replace(frame=np.full(6, 9)), tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    media, poses = clip_and_poses()
    with pytest.raises(MediaError, match="nowhere"):
        plots.annotated_video(media, poses, tmp_path / "nowhere" / "out.mp4", progress=False)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"path": None}, "path is None; give the path of a file"),
        ({"media": "walk.mp4"}, r"annotated_video needs the media, as nbp\.open gives it; 'walk"),
        ({"poses": None}, "annotated_video needs Poses, .* given a NoneType"),
        ({"poses": nbp.Poses.empty(PAIR, unit="mm")}, "2-D poses in pixels, these are 2-D in mm"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, values, message):
    media, poses = clip_and_poses()
    fitting = {"media": media, "poses": poses, "path": tmp_path / "out.mp4"}
    with pytest.raises(ArgumentError, match=message):
        plots.annotated_video(**fitting | values)
