from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nbpose.media.cache import FrameCache


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40))))
def test_what_is_kept_fits_the_limit_and_ends_with_the_newest(puts):
    cache = FrameCache(100)
    sizes = {}
    for number, size in puts:
        cache.put(number, f"frame {number}", size)
        sizes[number] = size
        kept = [n for n in sizes if cache._frames.get(n)]
        assert sum(sizes[n] for n in kept) <= 100
        assert cache.get(number) == f"frame {number}"


def test_the_one_unused_for_longest_goes_first():
    cache = FrameCache(2)
    cache.put(0, "a", 1)
    cache.put(1, "b", 1)
    cache.get(0)
    cache.put(2, "c", 1)
    assert [cache.get(0), cache.get(1), cache.get(2)] == ["a", None, "c"]


def test_one_frame_is_kept_however_big():
    cache = FrameCache(10)
    cache.put(0, "big", 1000)
    assert cache.get(0) == "big"
    cache.clear()
    assert cache.get(0) is None
