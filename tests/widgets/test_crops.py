"""The crop feed without a browser: exact pixels, and only of what is wanted last."""

from __future__ import annotations

import queue
import threading

import cv2
import numpy as np
import pytest

from nbpose.errors import WidgetError
from nbpose.media import open as open_media
from nbpose.project import document_in_memory
from nbpose.widgets import PoseEditor
from nbpose.widgets.crops import MOST, Crop, CropFeed


@pytest.fixture
def noise():
    """Three frames of random pixels: a crop is right only if every one of them is."""
    return np.random.default_rng(0).integers(0, 256, (3, 80, 100, 3), dtype=np.uint8)


class Browser:
    def __init__(self, media):
        self.inbox = queue.Queue()
        self.feed = CropFeed(media, lambda content, buffers: self.inbox.put((content, buffers)))

    def ask(self, crop, name="tab"):
        self.feed.want(name, crop)
        return self.inbox.get(timeout=10)


@pytest.fixture
def browser(noise):
    browser = Browser(open_media(noise, fps=10))
    yield browser
    browser.feed.close()


def pixels(data):
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def test_a_crop_has_the_very_pixels_of_the_frame(browser, noise):
    content, (data,) = browser.ask(Crop(7, 2, 30, 20, 40, 25))
    assert content == {
        "v": 1, "kind": "crop", "client": "tab", "gen": 7, "frame": 2,
        "x": 30, "y": 20, "width": 40, "height": 25, "mime": "image/png",
    }  # fmt: skip
    assert np.array_equal(pixels(data), noise[2, 20:45, 30:70])


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ((-10, -20, 30, 30), (0, 0, 20, 10)),
        ((90, 70, 512, 512), (90, 70, 10, 10)),
        ((0, 0, 512, 512), (0, 0, 100, 80)),
    ],
)
def test_what_lies_beside_the_frame_is_left_out(browser, noise, wanted, got):
    content, (data,) = browser.ask(Crop(1, 0, *wanted))
    x, y, width, height = (content[name] for name in ("x", "y", "width", "height"))
    assert (x, y, width, height) == got
    assert np.array_equal(pixels(data), noise[0, y : y + height, x : x + width])


@pytest.mark.parametrize("where", [(200, 0), (0, 10**12), (-(10**12), 5)])
def test_a_crop_beside_the_frame_is_empty(browser, where):
    content, (data,) = browser.ask(Crop(1, 0, *where, 20, 20))
    assert data == b"" and 0 in (content["width"], content["height"])


@pytest.mark.parametrize(
    "crop",
    [
        Crop(1, 3, 0, 0, 9, 9),
        Crop(1, -1, 0, 0, 9, 9),
        Crop(1, 0, 0, 0, MOST + 1, 9),
        Crop(1, 0, 0, 0, 9, 0),
    ],
)
def test_what_makes_no_sense_is_refused(browser, crop):
    with pytest.raises(WidgetError, match=r"has 3 frames|1 to 512 a side"):
        browser.feed.want("tab", crop)


def test_a_frame_that_cannot_be_read_gives_an_empty_crop(clip):
    browser = Browser(clip)
    content, (data,) = browser.ask(Crop(4, 7, 0, 0, 20, 20))
    assert (content["gen"], content["width"], content["height"], data) == (4, 0, 0, b"")
    browser.feed.close()


def test_the_newest_wish_of_a_browser_replaces_the_others(clip, monkeypatch):
    reading, go_on = threading.Event(), threading.Event()
    read = type(clip)._read

    def wait(self, index):
        reading.set()
        assert go_on.wait(timeout=10)
        return read(self, index)

    monkeypatch.setattr(type(clip), "_read", wait)
    browser = Browser(clip)
    browser.feed.want("tab", Crop(1, 0, 0, 0, 9, 9))
    assert reading.wait(timeout=10)
    for gen in (2, 3, 4):
        browser.feed.want("tab", Crop(gen, gen, 0, 0, 9, 9))
    browser.feed.want("other", Crop(9, 1, 0, 0, 9, 9))
    go_on.set()
    said = [browser.inbox.get(timeout=10)[0] for _ in range(3)]
    assert [(content["client"], content["gen"]) for content in said] == [
        ("tab", 1),
        ("tab", 4),
        ("other", 9),
    ]
    assert browser.inbox.empty()
    browser.feed.close()


def test_a_crop_that_could_not_be_sent_is_not_the_last(clip):
    inbox, broken = queue.Queue(), [True]

    def send(content, buffers):
        if broken.pop():
            raise RuntimeError("no connection")
        inbox.put(content)

    broken.insert(0, False)
    feed = CropFeed(clip, send)
    feed.want("a", Crop(1, 0, 0, 0, 9, 9))
    feed.want("b", Crop(2, 0, 0, 0, 9, 9))
    assert inbox.get(timeout=10)["gen"] == 2
    feed.close()


class SpeakingEditor(PoseEditor):
    """Keeps what it says, whichever of its threads says it."""

    def __init__(self, *args):
        self.inbox = queue.Queue()
        super().__init__(*args)

    def send(self, content, buffers=None):
        self.inbox.put((content, buffers))


@pytest.fixture
def editor(clip, poses):
    editor = SpeakingEditor(clip, document_in_memory(poses, len(clip)))
    yield editor
    editor.close()


def need(**fields):
    crop = {"frame": 5, "x": 10, "y": 8, "width": 30, "height": 20}
    return {"v": 1, "kind": "need", "what": "crop", "client": "tab", "gen": 3, **crop, **fields}


def test_the_editor_answers_a_browser(editor):
    editor._on_message(editor, need(), [])
    content, (data,) = editor.inbox.get(timeout=10)
    assert (content["kind"], content["gen"], content["frame"]) == ("crop", 3, 5)
    assert pixels(data).shape == (20, 30, 3) and (pixels(data) == 100).all()


@pytest.mark.parametrize(
    "forged",
    [
        {"frame": float("nan")},
        {"frame": 1e308},
        {"frame": 99},
        {"x": float("inf")},
        {"width": 10**9},
        {"height": -1},
        {"y": "<b>"},
        {"x": None},
        {"gen": [1]},
    ],
)
def test_a_forged_wish_gets_an_error_and_no_pixels(editor, forged):
    editor._on_message(editor, need(**forged), [])
    content, _ = editor.inbox.get(timeout=10)
    assert (content["kind"], content["level"]) == ("status", "error")
    editor._on_message(editor, need(), [])
    assert editor.inbox.get(timeout=10)[0]["kind"] == "crop"
