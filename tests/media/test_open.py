"""What cannot be opened is said in one sentence of nbpose's own, and nothing is printed."""

from __future__ import annotations

import os

import av
import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import MediaError


@pytest.fixture
def refused(capfd):
    """Open a source and give the message it is refused with."""

    def message(source, **options):
        with pytest.raises(MediaError) as caught:
            nbp.open(source, **options)
        assert capfd.readouterr() == ("", "")
        text = str(caught.value)
        assert text.endswith((".", "?"))
        assert "\n" not in text
        return text

    return message


def test_media_are_given_back_as_they_are(clip_path):
    with nbp.open(clip_path("h264_no_b")) as clip:
        assert nbp.open(clip) is clip


def test_a_text_path_and_a_home_folder_are_understood(clip_path, monkeypatch):
    path = clip_path("h264_no_b")
    monkeypatch.setenv("HOME", str(path.parent))
    assert len(nbp.open(f"~/{path.name}")) == len(nbp.open(str(path)))


@pytest.mark.parametrize(
    "name", ["12:30 walk.mp4", "take%03d.mp4", "#1?.mp4", "größe.mp4", "[a].mp4"]
)
def test_names_that_look_like_more_than_a_name_are_names(clip_path, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(clip_path("h264_no_b").read_bytes())
    assert len(nbp.open(path)) == 60


def test_a_missing_file_names_the_nearest(tmp_path, refused):
    (tmp_path / "walk_01.mp4").write_bytes(b"")
    assert "There is no walk_1.mp4 in" in refused(tmp_path / "walk_1.mp4")
    assert "did you mean walk_01.mp4?" in refused(tmp_path / "walk_1.mp4").replace(
        ".mp4?.", ".mp4?"
    )


def test_a_missing_folder_is_named(tmp_path, refused):
    assert f"There is no folder {tmp_path / 'none'}" in refused(tmp_path / "none" / "walk.mp4")


def test_a_clip_without_its_index_is_cut_off(clip_path, tmp_path, refused):
    content = clip_path("h264_no_b").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[: len(content) // 2])
    assert "cut.mp4 is cut off: its index (the moov box) is missing" in refused(
        tmp_path / "cut.mp4"
    )


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_clip_with_missing_frames_says_how_many_are_there(clip_path, tmp_path, refused, part):
    content = clip_path("h264_index_first").read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(content[: int(part * len(content))])
    with av.open(str(path)) as container:
        there = sum(packet.size > 0 for packet in container.demux(video=0))
    assert f"cut.mp4 is cut off: only {there} of its 60 frames are there" in refused(path)


def test_a_clip_cut_between_two_frames_is_noticed_too(clip_path, tmp_path, refused):
    source = clip_path("h264_index_first")
    with av.open(str(source)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    path = tmp_path / "cut.mp4"
    path.write_bytes(source.read_bytes()[: packets[40].pos])
    assert "only 40 of its 60 frames are there" in refused(path)


@pytest.mark.parametrize("name", ["h264_fragmented", "mpeg4_avi"])
def test_a_container_without_a_count_that_ends_inside_a_frame_is_cut_off(
    clip_path, tmp_path, refused, name
):
    source = clip_path(name)
    with av.open(str(source)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    path = tmp_path / f"cut{source.suffix}"
    path.write_bytes(source.read_bytes()[: packets[30].pos + packets[30].size // 2])
    assert f"cut{source.suffix} is cut off" in refused(path)


def test_text_named_like_a_clip_is_no_clip(tmp_path, refused):
    (tmp_path / "text.mp4").write_text("hello world\n" * 50)
    assert "text.mp4 is neither a picture nor a clip" in refused(tmp_path / "text.mp4")


@pytest.mark.parametrize(
    ("name", "content"),
    [("notes.txt", "hello world\n" * 50), ("list.txt", "ffconcat version 1.0\nfile clip.mp4\n")],
)
def test_texts_and_lists_of_other_files_are_no_clips(clip_path, tmp_path, refused, name, content):
    (tmp_path / "clip.mp4").write_bytes(clip_path("h264_no_b").read_bytes())
    (tmp_path / name).write_text(content)
    assert "it is a text, or a list of other files" in refused(tmp_path / name)


@pytest.mark.parametrize("name", ["empty.mp4", "empty.jpg"])
def test_an_empty_file_is_called_empty(tmp_path, refused, name):
    (tmp_path / name).write_bytes(b"")
    assert f"{name} is empty (0 bytes)" in refused(tmp_path / name)


def test_sound_alone_is_no_clip(tmp_path, refused):
    path = tmp_path / "sound.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), "fltp", "mono")
        frame.sample_rate = 44100
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert "sound.mp4 has no video: it holds audio" in refused(path)


def test_what_is_neither_file_nor_folder_is_refused(tmp_path, refused):
    os.mkfifo(tmp_path / "pipe.mp4")
    assert "pipe.mp4 is no file" in refused(tmp_path / "pipe.mp4")


@pytest.mark.parametrize("url", ["https://example.org/walk.mp4", "rtsp://camera/1", "s3://a/b.png"])
def test_a_web_address_is_to_be_downloaded_first(refused, url):
    assert refused(url) == f"{url} is a web address; download the file and give its path."


def test_a_glob_that_fits_nothing_is_named(tmp_path, refused):
    assert "No file fits" in refused(str(tmp_path / "*.png"))


def test_a_glob_of_one_clip_opens_it(clip_path, tmp_path):
    (tmp_path / "walk.mp4").write_bytes(clip_path("h264_no_b").read_bytes())
    assert nbp.open(tmp_path / "*.mp4").kind == "video"


def test_several_clips_cannot_be_opened_as_one(clip_path, tmp_path, refused):
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).write_bytes(clip_path("h264_no_b").read_bytes())
    assert "a.mp4 is no picture; several files" in refused(tmp_path / "*.mp4")
    assert "b.mp4 is no picture; several files" in refused([tmp_path / "b.mp4"])


def test_a_list_that_mixes_kinds_is_refused(refused):
    array = np.zeros((2, 2, 3), np.uint8)
    assert "The list mixes ndarray, str" in refused([array, "a.png"])
    assert "The list is empty" in refused([])


@pytest.mark.parametrize("source", [None, 42, b"walk.mp4", {"a": 1}])
def test_what_holds_no_frames_is_refused_by_its_type(refused, source):
    assert f"of the type {type(source).__name__} cannot be opened" in refused(source)


@pytest.mark.parametrize("source", ["", "a\0b", "x" * 5000])
def test_paths_that_no_system_takes_are_refused(refused, source):
    assert refused(source)


@pytest.mark.parametrize("fps", [0, -1, "fast", float("nan"), float("inf")])
def test_a_rate_is_a_positive_number(refused, fps):
    assert "give a positive number" in refused(np.zeros((2, 2), np.uint8), fps=fps)


def test_open_media_take_no_rate(refused):
    media = nbp.open(np.zeros((2, 2), np.uint8))
    assert "is open already; leave fps=5 out" in refused(media, fps=5)
    media.close()
    assert "is closed; open it again" in refused(media)
