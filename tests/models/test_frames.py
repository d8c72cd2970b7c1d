from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import ArgumentError, MediaError
from nbpose.models.frames import ahead, chosen, opened, read, read_back, reading, seconds


def counting_clip(count=50):
    """Frame i is a picture of the value i."""
    values = np.arange(count, dtype=np.uint8)[:, None, None, None]
    return nbp.open(np.broadcast_to(values, (count, 2, 2, 3)).copy(), fps=10)


def test_what_was_open_stays_open_and_the_rest_is_closed():
    clip = counting_clip(2)
    with opened(clip) as same:
        assert same is clip
    assert clip[0].shape == (2, 2, 3)
    with opened(np.zeros((2, 2, 3), np.uint8)) as own:
        pass
    with pytest.raises(MediaError, match="closed"):
        own[0]


def test_all_frames_are_chosen_when_nothing_is_said():
    np.testing.assert_array_equal(chosen(counting_clip(4), None), [0, 1, 2, 3])


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (slice(10, 20, 5), [10, 15]),
        (slice(None, None, -25), [24, 49]),
        ([3, 1, 1, -1], [1, 3, 49]),
        (range(2), [0, 1]),
        (np.array([7]), [7]),
        ([], []),
    ],
)
def test_chosen_frames_ascend_and_come_once(choice, numbers):
    np.testing.assert_array_equal(chosen(counting_clip(), choice), numbers)


@pytest.mark.parametrize("choice", [[50], [-51], [1.5], 3, "all"])
def test_frames_that_are_not_there_are_refused(choice):
    with pytest.raises(ArgumentError, match="frame"):
        chosen(counting_clip(), choice)


@given(st.sets(st.integers(0, 49), max_size=50))
def test_frames_are_read_by_number_and_backwards_in_reverse(numbers):
    clip, numbers = counting_clip(), np.array(sorted(numbers), dtype=np.int64)
    forward = [(position, int(frame[0, 0, 0])) for position, frame in read(clip, numbers)]
    assert forward == list(enumerate(numbers.tolist()))
    back = read_back(clip, numbers, len(numbers))
    assert [(position, int(frame[0, 0, 0])) for position, frame in back] == forward[::-1]


def test_reading_can_start_later():
    with reading(counting_clip(), np.array([3, 5, 7]), False, start=1) as frames:
        assert [(position, int(frame[0, 0, 0])) for position, frame in frames] == [(1, 5), (2, 7)]


def test_times_are_the_medias_own_and_thirty_a_second_where_it_has_none():
    np.testing.assert_allclose(seconds(counting_clip(), np.array([0, 5])), [0, 0.5])
    pictures = nbp.open([np.zeros((2, 2, 3), np.uint8)] * 31)
    np.testing.assert_allclose(seconds(pictures, np.array([0, 30])), [0, 1])


def test_fetching_ahead_changes_nothing_but_the_thread():
    threads = []

    def items():
        for item in range(20):
            threads.append(threading.current_thread())
            yield item

    assert list(ahead(items())) == list(range(20))
    assert threading.current_thread() not in threads


def test_an_error_comes_after_the_items_before_it():
    def items():
        yield 1
        raise ValueError("broken frame")

    fetched = ahead(items())
    assert next(fetched) == 1
    with pytest.raises(ValueError, match="broken frame"):
        next(fetched)


def test_a_loop_that_is_left_early_leaves_no_thread_behind():
    with pytest.raises(KeyboardInterrupt), reading(counting_clip(), np.arange(50), False) as frames:
        for _ in frames:
            raise KeyboardInterrupt
    assert "nbpose reads ahead" not in [thread.name for thread in threading.enumerate()]


def test_the_bar_is_shown_only_when_asked_for(capsys):
    for progress in (False, True):
        with reading(counting_clip(5), np.arange(5), progress) as frames:
            assert len(list(frames)) == 5
        assert ("frames" in capsys.readouterr().err) is progress
