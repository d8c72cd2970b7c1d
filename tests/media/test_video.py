from __future__ import annotations

import threading

import av
import numpy as np
import pytest
from clips import COUNT, SIZE, paint, read_bars

import nbpose as nbp
from nbpose.errors import ArgumentError, MediaError
from nbpose.media.cache import FrameCache


def test_a_turned_clip_stands_upright(clip_path):
    with nbp.open(clip_path("h264_turned")) as clip:
        assert clip.size == (180, 320)
        assert clip[7].shape == (320, 180, 3)
        assert read_bars(np.rot90(clip[7], -1)) == 7  # the matrix turns it by 90 degrees leftwards


def test_a_mirrored_clip_is_mirrored_back(clip_path):
    with nbp.open(clip_path("h264_mirrored")) as clip:
        assert clip.size == SIZE
        assert read_bars(clip[7]) != 7
        assert read_bars(clip[7][:, ::-1]) == 7


def test_a_clip_at_a_slant_is_refused(clip_path, tmp_path):
    path = tmp_path / "slant.mp4"
    content = bytearray(clip_path("h264_turned").read_bytes())
    matrix = content.index(b"tkhd") + 40
    content[matrix : matrix + 8] = (46341).to_bytes(4, "big") * 2
    content[matrix + 12 : matrix + 20] = (46341).to_bytes(4, "big") * 2
    path.write_bytes(content)
    with pytest.raises(MediaError, match=r"slant\.mp4 is to be shown turned by .* degrees"):
        nbp.open(path)


def test_colours_come_back_in_the_order_red_green_blue(tmp_path):
    red = np.zeros((32, 32, 3), np.uint8)
    red[..., 0] = 200
    with nbp.media.VideoWriter(tmp_path / "red.mp4", (32, 32), 30) as out:
        out.write(red)
    with nbp.open(tmp_path / "red.mp4") as clip:
        np.testing.assert_allclose(clip[0].reshape(-1, 3).mean(axis=0), [200, 0, 0], atol=4)


def test_what_a_clip_says_of_itself(clip_path):
    path = clip_path("h264_no_b")
    with nbp.open(path) as clip:
        assert (clip.kind, clip.name, clip.path) == ("video", "h264_no_b.mp4", path)
        assert (len(clip), clip.size, clip.size_of(3), clip.fps) == (COUNT, SIZE, SIZE, 30.0)
        assert clip.frame_name(3) == ""
        assert repr(clip) == 'Media("h264_no_b.mp4", video, 60 frames of 320x180, 30 fps)'
        assert clip[0].dtype == np.uint8


@pytest.mark.parametrize("name", ["h264_no_b", "h264_turned", "png_rgb"])
def test_a_frame_is_the_callers_own(clip_path, name):
    with nbp.open(clip_path(name)) as clip:
        first = clip[5]
        before = first.copy()
        first[:] = 0
        np.testing.assert_array_equal(clip[5], before)


def test_times_cannot_be_changed_by_accident(clip_path):
    with nbp.open(clip_path("h264_no_b")) as clip, pytest.raises(ValueError, match="read-only"):
        clip.times[0] = 1.0


@pytest.mark.parametrize("index", [-1, -COUNT, np.int64(3)])
def test_numbers_count_from_the_end_too(clip_path, index):
    with nbp.open(clip_path("h264_no_b")) as clip:
        assert read_bars(clip[index]) == index % COUNT


@pytest.mark.parametrize("index", [COUNT, -COUNT - 1])
def test_a_number_outside_is_an_index_error_that_names_the_range(clip_path, index):
    message = rf"h264_no_b\.mp4 has no frame {index}; its 60 frames are 0 to 59\."
    with nbp.open(clip_path("h264_no_b")) as clip:
        with pytest.raises(MediaError, match=message) as caught:
            clip[index]
        assert isinstance(caught.value, IndexError)


@pytest.mark.parametrize("index", [1.0, "1", slice(3), None])
def test_what_is_no_number_is_refused(clip_path, index):
    with nbp.open(clip_path("h264_no_b")) as clip, pytest.raises(MediaError, match="frames\\("):
        clip[index]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"step": -1}, "step is -1; give 1 or more"),
        ({"step": "a"}, "step is 'a'; give 1 or more"),
        ({"start": 2.5}, r"start is 2\.5; give the number of a frame, or None"),
        ({"stop": "a"}, "stop is 'a'; give the number of a frame, or None"),
    ],
)
def test_frames_that_cannot_be_counted_are_refused(clip_path, options, message):
    with nbp.open(clip_path("h264_no_b")) as clip, pytest.raises(ArgumentError, match=message):
        clip.frames(**options)


def test_a_clip_can_be_looped_over(clip_path):
    with nbp.open(clip_path("h264_no_b")) as clip:
        assert [read_bars(frame) for frame in clip] == list(range(COUNT))


def test_loops_and_jumps_do_not_disturb_each_other(clip_path):
    with nbp.open(clip_path("h264_b_frames")) as clip:
        first, second = clip.frames(), clip.frames(10)
        for step in range(20):
            assert read_bars(next(first)[1]) == step
            assert read_bars(clip[COUNT - 1 - step]) == COUNT - 1 - step
            assert read_bars(next(second)[1]) == 10 + step


def test_threads_may_read_at_the_same_time(clip_path):
    wrong = []

    def read(seed):
        for index in np.random.default_rng(seed).integers(0, COUNT, 40):
            if read_bars(clip[index]) != index:
                wrong.append(index)

    with nbp.open(clip_path("h264_b_frames")) as clip:
        threads = [threading.Thread(target=read, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_closed_clip_says_so(clip_path):
    clip = nbp.open(clip_path("h264_no_b"))
    clip.close()
    clip.close()
    for read in (lambda: clip[0], clip.frames):
        with pytest.raises(MediaError, match=r"h264_no_b\.mp4 is closed; open it again\."):
            read()


def test_stepping_back_inside_a_group_decodes_nothing_twice(clip_path, monkeypatch):
    decoded = []
    original = FrameCache.put
    monkeypatch.setattr(
        FrameCache,
        "put",
        lambda self, *values: (decoded.append(values[0]), original(self, *values)),
    )
    with nbp.open(clip_path("h264_b_frames")) as clip:
        for index in range(COUNT - 1, -1, -1):
            clip[index]
    assert decoded == list(range(COUNT))


def test_raw_packets_have_no_times_until_a_rate_is_given(clip_path):
    with nbp.open(clip_path("h264_raw")) as clip:
        assert clip.fps is None
        assert np.isnan(clip.times).all()
    with nbp.open(clip_path("h264_raw"), fps=24) as clip:
        assert clip.fps == 24
        np.testing.assert_allclose(clip.times, np.arange(COUNT) / 24)


def test_a_clip_with_times_refuses_a_rate(clip_path):
    with pytest.raises(MediaError, match=r"has times of its own \(30 fps\); leave fps=25 out"):
        nbp.open(clip_path("h264_no_b"), fps=25)


def test_an_animated_gif_is_a_clip_with_its_pauses(tmp_path):
    path = tmp_path / "wave.gif"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("gif", rate=100)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "rgb8"
        for number, stamp in enumerate((0, 10, 30)):
            frame = av.VideoFrame.from_ndarray(paint(number, (64, 36)), format="rgb24")
            frame.pts = stamp
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with nbp.open(path) as clip:
        assert clip.kind == "video"
        np.testing.assert_allclose(clip.times, [0.0, 0.1, 0.3])
        assert [frame.shape for frame in clip] == [(36, 64, 3)] * 3


def damaged(path, to, group):
    """Copy a clip with the packets of one stretch spoilt."""
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        content = bytearray(path.read_bytes())
        for packet in packets[group]:
            content[packet.pos : packet.pos + packet.size] = b"\x55" * packet.size
    to.write_bytes(content)


def test_a_damaged_frame_is_named_and_the_others_are_read(clip_path, tmp_path):
    path = tmp_path / "damaged.mp4"
    damaged(clip_path("h264_no_b"), path, slice(30, 33))
    with nbp.open(path) as clip:
        assert read_bars(clip[29]) == 29
        with pytest.raises(MediaError, match=r"Frame 30 of .*damaged\.mp4 is damaged"):
            clip[30]
        assert read_bars(clip[50]) == 50
        with pytest.raises(MediaError, match=r"Frame 30 of .*damaged\.mp4 is damaged"):
            list(clip.frames())


def test_a_clip_replaced_after_opening_is_noticed(clip_path, tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(clip_path("h264_b_frames").read_bytes())
    with nbp.open(path) as clip:
        path.write_bytes(clip_path("h264_no_b").read_bytes())
        with pytest.raises(MediaError, match="has changed since it was opened"):
            list(clip.frames(30))


def test_a_clip_that_changes_its_size_is_refused_at_that_frame(tmp_path):
    path = tmp_path / "sizes.ts"
    parts = []
    for part, size in enumerate([(64, 36), (96, 54)]):
        name = tmp_path / f"{part}.ts"
        with av.open(str(name), "w") as out:
            stream = out.add_stream("libx264", rate=30, options={"bf": "0"})
            stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
            for number in range(5):
                frame = av.VideoFrame.from_ndarray(paint(number, size), format="rgb24")
                frame.pts = number + 5 * part
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
        parts.append(name.read_bytes())
    path.write_bytes(b"".join(parts))
    with nbp.open(path) as clip:
        assert clip.size == (64, 36)
        with pytest.raises(MediaError, match="changes its size at frame 5 from 64x36 to 96x54"):
            list(clip.frames())


@pytest.mark.parametrize(
    "name",
    [
        "media/walk_sports2d/demo.mp4",
        "media/flies/centered_pair_low_quality.webm",
        "media/balance_4cam/videos/cam03.mp4",
        "media/squats_blazepose/pose_squats.mp4",
    ],
)
def test_real_clips_give_the_same_pixels_at_random_as_in_order(testdata, name):
    with nbp.open(testdata / name) as clip:
        middle = len(clip) // 2
        in_order = dict(clip.frames(middle, middle + 12))
        for index in (middle + 11, middle, middle + 5):
            np.testing.assert_array_equal(clip[index], in_order[index])


@pytest.mark.parametrize(
    ("name", "count", "size", "fps"),
    [
        ("media/walk_sports2d/demo.mp4", 230, (1768, 994), 30.0),
        ("media/balance_4cam/videos/cam01.mp4", 100, (1080, 1920), 60.0),
        ("media/squats_blazepose/pose_squats.mp4", 65, (720, 1280), 5.0),
        ("media/asl_hand/asl_hand.25fps.mp4", 325, (620, 1080), 25.0),
        ("media/flies/centered_pair_low_quality.mp4", 1100, (384, 384), 15.0),
        ("media/mouse_openfield/videos/m3v1mp4.mp4", 2330, (640, 480), pytest.approx(30, abs=1e-3)),
    ],
)
def test_real_clips_have_the_length_size_and_rate_they_are_known_for(
    testdata, name, count, size, fps
):
    with nbp.open(testdata / name) as clip:
        assert (len(clip), clip.size, clip.fps) == (count, size, fps)
