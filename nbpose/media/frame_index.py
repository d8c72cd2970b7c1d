"""The one numbering of a clip's frames, made from its packets.

Frame i is the i-th picture in presentation order that a decoder shows. A packet shows no frame
when the container's edit list discards it, or when it comes before the first keyframe in
presentation order: what it refers to is not in the file.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_TIME = np.iinfo(np.int64).min
"""Stands in `pts` and `dts` where a packet has none."""

NOT_SHOWN = -1
"""Stands in `frame` for a packet that must be decoded but shows nothing."""


class Packet(NamedTuple):
    """What the index needs to know of a packet."""

    pts: int | None
    dts: int | None
    position: int | None
    size: int
    keyframe: bool
    discarded: bool


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """P packets in the order of the file, and which frame each shows.

    Parameters
    ----------
    time_base : Fraction
        Seconds a tick.
    pts, dts : (P,) int64
        Ticks when a packet's picture is shown and decoded; `NO_TIME` where there is none.
    position, size : (P,) int64
        Where a packet begins in the file, and how long it is, in bytes; the position is -1 where
        the container does not tell.
    keyframe : (P,) bool
        Whether decoding can begin there.
    frame : (P,) int64
        Number of the frame it shows, or `NOT_SHOWN`.
    """

    time_base: Fraction
    pts: NDArray[np.int64]
    dts: NDArray[np.int64]
    position: NDArray[np.int64]
    size: NDArray[np.int64]
    keyframe: NDArray[np.bool_]
    frame: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.packet)

    @functools.cached_property
    def packet(self) -> NDArray[np.int64]:
        """(F,) index of the packet that shows each frame."""
        shown = np.flatnonzero(self.frame != NOT_SHOWN)
        return shown[np.argsort(self.frame[shown], kind="stable")]

    @functools.cached_property
    def ticks(self) -> NDArray[np.int64]:
        """(F,) ticks of each frame; `NO_TIME` where the file has no time stamps."""
        shown = self.pts[self.packet]
        if _increasing(shown):
            return shown
        shown = np.sort(self.dts[self.packet])  # a slot for each frame, if not the frame's own
        return shown if _increasing(shown) else np.full(len(shown), NO_TIME)

    @functools.cached_property
    def times(self) -> NDArray[np.float64]:
        """(F,) seconds on the container's timeline, read-only; NaN without time stamps."""
        known = self.ticks != NO_TIME
        seconds = np.where(known, self.ticks * float(self.time_base), np.nan)
        seconds.flags.writeable = False
        return seconds

    def is_packet(self, number: int, packet: Packet) -> bool:
        """Whether a packet read again is packet `number`."""
        if number >= len(self.size):
            return False
        pts = NO_TIME if packet.pts is None else packet.pts
        position = -1 if packet.position is None else packet.position
        return (pts, position, packet.size) == (
            self.pts[number],
            self.position[number],
            self.size[number],
        )

    def starts(self, frame: int) -> Iterator[int]:
        """Give the packets from which a frame can be decoded, the nearest first.

        Parameters
        ----------
        frame : int
            Its number.

        Yields
        ------
        int
            Index of a keyframe that comes neither after the frame in the file nor in
            presentation; at last 0.
        """
        before = self._keys[: np.searchsorted(self._keys, self.packet[frame], side="right")]
        nearest = before[self._key_frames[: len(before)] <= frame][::-1]
        yield from nearest[:2].tolist()
        if 0 not in nearest[:2]:
            yield 0

    @functools.cached_property
    def _keys(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.keyframe)

    @functools.cached_property
    def _key_frames(self) -> NDArray[np.int64]:
        """First frame shown at or after each keyframe: its own, unless that is not shown."""
        own = self.frame[self._keys]
        if self.ticks.size and self.ticks[0] == NO_TIME:
            return np.where(own == NOT_SHOWN, len(self), own)
        later = np.searchsorted(self.ticks, self.pts[self._keys])
        return np.where(own == NOT_SHOWN, later, own)


def of_packets(packets: list[Packet], time_base: Fraction) -> FrameIndex | None:
    """Number frames by their time stamps alone; nothing is decoded.

    Parameters
    ----------
    packets : list of Packet
        All of the stream, in the order of the file.
    time_base : Fraction
        Seconds a tick.

    Returns
    -------
    FrameIndex or None
        None when a packet has no time, two frames share one, or there is no keyframe.
    """
    columns = _columns(packets)
    pts = columns["pts"]
    if not columns["keyframe"].any() or (pts == NO_TIME).any():
        return None
    discarded = np.array([packet.discarded for packet in packets])
    shown = np.flatnonzero(~discarded & (pts >= pts[columns["keyframe"]][0]))
    order = shown[np.argsort(pts[shown], kind="stable")]
    if not _increasing(pts[order]):
        return None
    return FrameIndex(time_base, **columns, frame=_numbered(len(packets), order))


def of_decoded(packets: list[Packet], time_base: Fraction, shown: list[int]) -> FrameIndex | None:
    """Number frames as a decoder gave them out, for files whose time stamps say nothing.

    Parameters
    ----------
    packets : list of Packet
        All of the stream, in the order of the file.
    time_base : Fraction
        Seconds a tick.
    shown : list of int
        For each picture decoded, in order, the index of the packet it came from.

    Returns
    -------
    FrameIndex or None
        None when a packet gave more than one picture.
    """
    if len(set(shown)) < len(shown):
        return None
    frame = _numbered(len(packets), np.array(shown, np.int64))
    return FrameIndex(time_base, **_columns(packets), frame=frame)


def _columns(packets: list[Packet]) -> dict[str, Any]:
    def filled(values: list[int | None], blank: int) -> NDArray[np.int64]:
        return np.array([blank if value is None else value for value in values], np.int64)

    return {
        "pts": filled([packet.pts for packet in packets], NO_TIME),
        "dts": filled([packet.dts for packet in packets], NO_TIME),
        "position": filled([packet.position for packet in packets], -1),
        "size": np.array([packet.size for packet in packets], np.int64),
        "keyframe": np.array([packet.keyframe for packet in packets], bool),
    }


def _numbered(count: int, order: NDArray[np.int64]) -> NDArray[np.int64]:
    frame = np.full(count, NOT_SHOWN, np.int64)
    frame[order] = np.arange(len(order))
    return frame


def _increasing(ticks: NDArray[np.int64]) -> bool:
    known = not len(ticks) or ticks.min() != NO_TIME
    return bool(known and np.all(np.diff(ticks) > 0))
