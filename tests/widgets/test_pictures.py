"""The picture feed without a browser: what it sends, and above all what it does not."""

from __future__ import annotations

import queue
import threading

import cv2
import numpy as np
import pytest

from nbpose.widgets.pictures import UNACKNOWLEDGED, PictureFeed


class Browser:
    """Collects what the feed sends."""

    def __init__(self, clip):
        self.inbox = queue.Queue()
        self.feed = PictureFeed(clip, lambda content, buffers: self.inbox.put((content, buffers)))
        self.feed.reset("tab")

    def receive(self):
        return self.inbox.get(timeout=10)

    def receive_frames(self, count):
        """Take and acknowledge messages until so many frames are there."""
        frames, received = [], 0
        while len(frames) < count:
            content, _ = self.receive()
            received += 1
            self.feed.acknowledge("tab", received)
            frames += content["frames"]
        return frames


@pytest.fixture
def browser(clip):
    browser = Browser(clip)
    yield browser
    browser.feed.close()


def test_the_frame_wanted_first_comes_first_and_alone(browser):
    browser.feed.want("tab", 1, [5, 6, 8], 64)
    content, (data,) = browser.receive()
    assert (content["kind"], content["client"], content["gen"]) == ("pictures", "tab", 1)
    assert content["frames"] == [5] and content["sizes"] == [len(data)]
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (48, 64, 3) and abs(int(picture.mean()) - 100) <= 2


def test_every_frame_wanted_comes_once_in_that_order(browser):
    wanted = [3, 4, 5, 2, 1, 0, 11]
    browser.feed.want("tab", 1, wanted, 64)
    assert browser.receive_frames(len(wanted)) == wanted


def test_no_more_than_two_messages_are_on_their_way(browser):
    browser.feed.want("tab", 1, [0], 64)
    browser.receive()
    browser.feed.want("tab", 2, [1], 64)
    browser.receive()
    browser.feed.want("tab", 3, [2], 64)
    with pytest.raises(queue.Empty):
        browser.inbox.get(timeout=0.2)
    assert UNACKNOWLEDGED == 2
    browser.feed.acknowledge("tab", 1)
    content, _ = browser.receive()
    assert (content["gen"], content["frames"]) == (3, [2])


def test_a_new_want_list_replaces_the_one_before(browser):
    for gen, frame in ((1, 0), (2, 1)):
        browser.feed.want("tab", gen, [frame], 64)
        browser.receive()
    browser.feed.want("tab", 3, [2, 3, 4], 64)
    browser.feed.want("tab", 4, [9], 64)
    browser.feed.acknowledge("tab", 2)
    content, _ = browser.receive()
    assert (content["gen"], content["frames"]) == (4, [9])
    with pytest.raises(queue.Empty):
        browser.inbox.get(timeout=0.2)


def test_a_batch_is_dropped_when_another_is_wanted_while_it_is_made(browser, clip, monkeypatch):
    read, reading, go_on = clip._read, threading.Event(), threading.Event()

    def slowly(index):
        reading.set()
        assert go_on.wait(10)
        return read(index)

    monkeypatch.setattr(clip, "_read", slowly)
    browser.feed.want("tab", 1, [3, 4, 5], 64)
    assert reading.wait(10)
    browser.feed.want("tab", 2, [0], 64)
    go_on.set()
    content, _ = browser.receive()
    assert (content["gen"], content["frames"]) == (2, [0])


def test_pictures_are_scaled_down_and_never_up(browser):
    browser.feed.want("tab", 1, [1], 32)
    content, (data,) = browser.receive()
    small = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    browser.feed.want("tab", 2, [1], 1000)
    _, (data,) = browser.receive()
    large = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert small.shape[:2] == (24, 32) and large.shape[:2] == (48, 64)
    assert content["shapes"] == [[64, 48]] and content["width"] == 32


def test_a_broken_frame_is_said_to_be_broken_and_holds_nothing_up(browser):
    browser.feed.want("tab", 1, [7, 8], 64)
    content, (data,) = browser.receive()
    assert content["frames"] == [7] and content["sizes"] == [0] and data == b""
    assert browser.receive()[0]["frames"] == [8]


def test_an_error_of_any_kind_is_the_fault_of_one_frame_only(browser, clip, monkeypatch):
    read = clip._read

    def fails(index):
        if index == 3:
            raise RuntimeError("the disk is gone")
        return read(index)

    monkeypatch.setattr(clip, "_read", fails)
    browser.feed.want("tab", 1, [3, 4], 64)
    content, (data,) = browser.receive()
    assert content["frames"] == [3] and content["sizes"] == [0] and data == b""
    assert browser.receive()[0]["frames"] == [4]


def test_messages_that_cannot_be_sent_hold_nothing_up(clip):
    inbox, failed = queue.Queue(), threading.Semaphore(0)

    def send(content, _buffers):
        if content["gen"] <= UNACKNOWLEDGED + 1:
            failed.release()
            raise OSError("the connection is closed")
        inbox.put(content)

    feed = PictureFeed(clip, send)
    for gen in range(1, UNACKNOWLEDGED + 2):
        feed.want("tab", gen, [gen], 64)
        assert failed.acquire(timeout=10)
    feed.want("tab", 9, [5], 64)
    assert inbox.get(timeout=10)["frames"] == [5]
    feed.close()


def test_frames_that_the_media_does_not_have_are_left_out(browser):
    browser.feed.want("tab", 1, [-1, 12, 99, 2], 64)
    assert browser.receive()[0]["frames"] == [2]


def test_a_client_that_starts_anew_gets_pictures_again(browser):
    for gen, frame in ((1, 0), (2, 1)):
        browser.feed.want("tab", gen, [frame], 64)
        browser.receive()
    browser.feed.reset("tab")
    browser.feed.want("tab", 1, [2], 64)
    assert browser.receive()[0]["frames"] == [2]
