from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import MediaError
from nbpose.media.images import naturally_sorted


def write(folder, name, value, size=(6, 4)):
    picture = np.full((size[1], size[0], 3), value, np.uint8)
    cv2.imwrite(str(folder / name), picture)
    return folder / name


@pytest.fixture
def folder(tmp_path):
    for value in (1, 2, 10):
        write(tmp_path, f"frame{value}.png", value)
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "more").mkdir()
    return tmp_path


def test_a_folder_is_counted_as_a_person_would(folder):
    media = nbp.open(folder)
    assert [media.frame_name(i) for i in range(3)] == ["frame1.png", "frame2.png", "frame10.png"]
    assert [int(frame[0, 0, 0]) for frame in media] == [1, 2, 10]
    assert [index for index, _ in media.frames(1)] == [1, 2]


def test_what_a_folder_says_of_itself(folder):
    media = nbp.open(folder)
    assert (media.kind, media.name, media.path) == ("images", folder.name, folder)
    assert (len(media), media.size, media.fps) == (3, (6, 4), None)
    assert np.isnan(media.times).all()


def test_a_rate_makes_a_folder_of_frames_a_clip_in_time(folder):
    media = nbp.open(folder, fps=25)
    assert media.fps == 25
    np.testing.assert_allclose(media.times, [0, 0.04, 0.08])


def test_a_glob_takes_the_pictures_that_fit(folder):
    media = nbp.open(str(folder / "frame1*.png"))
    assert [media.frame_name(i) for i in range(len(media))] == ["frame1.png", "frame10.png"]


def test_a_list_keeps_its_own_order(folder):
    media = nbp.open([folder / "frame10.png", str(folder / "frame1.png")])
    assert [int(frame[0, 0, 0]) for frame in media] == [10, 1]


def test_pictures_may_differ_in_size(tmp_path):
    paths = [write(tmp_path, "a.png", 1), write(tmp_path, "b.png", 1, size=(9, 2))]
    media = nbp.open(paths)
    assert [media.size_of(0), media.size_of(1), media.size_of(-1)] == [(6, 4), (9, 2), (9, 2)]
    assert media[1].shape == (2, 9, 3)


def test_a_single_picture_is_media_of_one_frame(tmp_path):
    path = write(tmp_path, "one.png", 7, size=(1, 1))
    media = nbp.open(path)
    assert (len(media), media.size, media.name, media.frame_name(0)) == (
        1,
        (1, 1),
        *2 * ["one.png"],
    )


def test_a_picture_under_a_false_ending_opens_all_the_same(tmp_path):
    path = write(tmp_path, "one.png", 7).rename(tmp_path / "one.mp4")
    assert nbp.open(path).kind == "images"


def test_a_frame_is_the_callers_own(folder):
    media = nbp.open(folder)
    media[0][:] = 99
    assert media[0][0, 0, 0] == 1


def test_a_broken_picture_is_named_when_its_turn_comes(folder):
    (folder / "frame3.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    media = nbp.open(folder)
    assert media[1][0, 0, 0] == 2
    with pytest.raises(MediaError, match=r"frame3\.png is cut off or damaged"):
        media[2]


def test_a_picture_deleted_after_opening_is_named(folder):
    media = nbp.open(folder)
    (folder / "frame2.png").unlink()
    with pytest.raises(MediaError, match=r"There is no frame2\.png .*did you mean frame"):
        media[1]


def test_a_folder_without_pictures_says_what_it_holds(tmp_path):
    (tmp_path / "walk.mp4").write_bytes(b"")
    with pytest.raises(MediaError, match=r"holds no pictures, but walk\.mp4; give one with"):
        nbp.open(tmp_path)
    (tmp_path / "walk.mp4").unlink()
    with pytest.raises(MediaError, match="holds nothing; give one with"):
        nbp.open(tmp_path)


def test_a_folder_that_may_not_be_read_says_how_to_change_that(tmp_path, monkeypatch):
    def forbidden(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)  # chmod does not stop a test run by root
    with pytest.raises(MediaError, match=r"may not be read; give yourself permission"):
        nbp.open(tmp_path)


def test_closed_pictures_say_so(folder):
    media = nbp.open(folder)
    with media:
        pass
    with pytest.raises(MediaError, match="is closed; open it again"):
        media[0]


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_numbered_names_are_sorted_by_value(numbers):
    paths = [Path(f"take{number}.png") for number in numbers]
    assert naturally_sorted(paths) == [Path(f"take{number}.png") for number in sorted(numbers)]


@given(st.lists(st.text(min_size=1, max_size=8).map(lambda text: text.replace("/", "_"))))
def test_any_names_can_be_sorted_and_none_is_lost(names):
    paths = [Path("folder") / name for name in names if "\0" not in name]
    assert sorted(map(str, naturally_sorted(paths))) == sorted(map(str, paths))
