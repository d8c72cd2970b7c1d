from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbpose.media.frame_index import NOT_SHOWN, Packet, of_decoded, of_packets

TICK = Fraction(1, 30)


@st.composite
def streams(draw):
    """Packets of some groups of pictures: in decode order, each group shown after the one before.

    Inside a group the keyframe comes first and the others are shown in any order; some groups
    open with pictures that are shown before their keyframe.
    """
    packets, shown = [], draw(st.integers(-20, 20))
    for _ in range(draw(st.integers(1, 5))):
        leading = draw(st.integers(0, 2)) if packets else 0
        others = draw(st.permutations(range(1, draw(st.integers(1, 6)))))
        group = [leading, *range(leading), *(leading + other for other in others)]
        for position, offset in enumerate(group):
            dts = len(packets)
            packets.append(Packet(shown + offset, dts, 10 * dts, 7, position == 0, False))
        shown += len(group)
    return packets


@given(streams())
def test_frames_are_numbered_in_the_order_they_are_shown(packets):
    index = of_packets(packets, TICK)
    assert sorted(index.frame.tolist()) == list(range(len(packets)))
    assert index.ticks.tolist() == sorted(packet.pts for packet in packets)
    np.testing.assert_array_equal(index.frame[index.packet], np.arange(len(index)))
    np.testing.assert_allclose(index.times, index.ticks / 30)


@given(streams())
def test_decoding_can_begin_at_a_keyframe_before_the_frame_in_file_and_time(packets):
    index = of_packets(packets, TICK)
    for frame in range(len(index)):
        starts = list(index.starts(frame))
        assert starts[-1] == 0
        for start in starts:
            assert packets[start].keyframe
            assert start <= index.packet[frame]
            assert packets[start].pts <= index.ticks[frame]
        assert starts == sorted(starts, reverse=True)


@given(streams(), st.data())
def test_a_packet_that_an_edit_list_hides_shows_no_frame(packets, data):
    hidden = data.draw(st.sets(st.sampled_from(range(len(packets))), max_size=len(packets) - 1))
    marked = [p._replace(discarded=k in hidden) for k, p in enumerate(packets)]
    index = of_packets(marked, TICK)
    assert set(np.flatnonzero(index.frame == NOT_SHOWN)) == hidden
    assert len(index) == len(packets) - len(hidden)
    for frame in range(len(index)):
        assert all(packets[start].pts <= index.ticks[frame] for start in index.starts(frame))


@given(streams())
def test_what_a_decoder_gave_out_numbers_frames_as_the_time_stamps_do(packets):
    stamped = of_packets(packets, TICK)
    without = [packet._replace(pts=None) for packet in packets]
    decoded = of_decoded(without, TICK, stamped.packet.tolist())
    np.testing.assert_array_equal(decoded.frame, stamped.frame)
    assert [list(decoded.starts(f)) for f in range(len(decoded))] == [
        list(stamped.starts(f)) for f in range(len(stamped))
    ]


def test_frames_without_times_of_their_own_take_the_slots_of_the_file():
    packets = [Packet(None, dts, None, 7, dts == 0, False) for dts in (0, 1, 2)]
    assert of_decoded(packets, TICK, [0, 2, 1]).times.tolist() == [0, 1 / 30, 2 / 30]


def test_frames_without_any_time_have_none():
    packets = [Packet(None, None, None, 7, True, False)] * 3
    assert np.isnan(of_decoded(packets, TICK, [0, 1, 2]).times).all()


@pytest.mark.parametrize(
    "packets",
    [
        [Packet(0, 0, 0, 7, True, False), Packet(None, 1, 7, 7, False, False)],
        [Packet(0, 0, 0, 7, True, False), Packet(0, 1, 7, 7, False, False)],
        [Packet(0, 0, 0, 7, False, False)],
    ],
    ids=["a packet has no time", "two share one", "no keyframe"],
)
def test_time_stamps_that_do_not_order_the_frames_are_not_used(packets):
    assert of_packets(packets, TICK) is None


def test_two_frames_of_one_packet_cannot_be_numbered():
    assert of_decoded([Packet(None, 0, 0, 7, True, False)], TICK, [0, 0]) is None


def test_pictures_shown_before_the_first_keyframe_do_not_count():
    packets = [Packet(pts, dts, dts, 7, dts == 0, False) for dts, pts in enumerate([2, 0, 1, 3])]
    assert of_packets(packets, TICK).frame.tolist() == [0, NOT_SHOWN, NOT_SHOWN, 1]
