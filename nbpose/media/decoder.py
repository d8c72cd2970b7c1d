"""Decoding a clip from any frame on, by the numbers of its index."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import av
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from nbpose.errors import MediaError
from nbpose.media.clip import Clip, open_clip
from nbpose.media.frame_index import NO_TIME, NOT_SHOWN, FrameIndex

Coded: TypeAlias = "av.Packet[VideoStream]"
Keep: TypeAlias = Callable[[int, VideoFrame], None]

_SEEK_COST = 16
"""Frames that are quicker decoded than sought."""


def pictures_of(
    clip: Clip, packets: Iterable[tuple[int, Coded]]
) -> Iterator[tuple[int, VideoFrame]]:
    """Decode packets.

    Parameters
    ----------
    clip : Clip
        Whose they are.
    packets : iterable of (int, Packet)
        Index and packet, in the order of the file.

    Yields
    ------
    (int, VideoFrame)
        Pictures in presentation order, each with the index of the packet it came from. A packet
        that cannot be decoded gives none.
    """
    for number, packet in packets:
        packet.pts = number  # the decoder hands it on; the container's own may be missing or wrong
        yield from _decode(clip, packet)
    yield from _decode(clip, None)


def _decode(clip: Clip, packet: Coded | None) -> list[tuple[int, VideoFrame]]:
    try:
        pictures = clip.stream.codec_context.decode(packet)
    except FFmpegError:  # the frame is then missing from the sequence, which the reader notices
        return []
    return [(picture.pts, picture) for picture in pictures if picture.pts is not None]


class Decoder:
    """Gives the frames of a clip by number; going forward it continues. Not thread-safe.

    Parameters
    ----------
    path : Path
        Of the clip, which it opens for itself.
    index : FrameIndex
        Of the clip.
    """

    def __init__(self, path: Path, index: FrameIndex) -> None:
        self._clip = open_clip(path)
        self._index = index
        self._run: Iterator[tuple[int, VideoFrame]] = iter(())
        self._next: int | None = None

    def picture(self, number: int, keep: Keep | None = None) -> VideoFrame:
        """Decode a frame.

        Parameters
        ----------
        number : int
            Of the frame.
        keep : callable, optional
            Is given each frame on the way, with its number.

        Returns
        -------
        VideoFrame
            As the decoder gives it.

        Raises
        ------
        MediaError
            When the frame is damaged, or the file has changed.
        """
        if not self._can_continue(number):
            self._run = self._from(number)
        self._next = None
        for reached, picture in self._run:
            if keep is not None:
                keep(reached, picture)
            if reached == number:
                self._next = number + 1
                return picture
            if reached > number:
                break
        raise MediaError(
            f"Frame {number} of {self._clip.path} is damaged and cannot be decoded; re-encode the "
            f"clip with ffmpeg, which leaves such frames out."
        )

    def close(self) -> None:
        """Close the clip."""
        self._run = iter(())
        self._clip.container.close()

    def _can_continue(self, number: int) -> bool:
        if self._next is None or number <= self._next:
            return number == self._next
        start = next(self._index.starts(number))
        behind = self._index.frame[start] - self._next  # how much nearer a seek would begin
        return bool(behind <= _SEEK_COST)

    def _from(self, number: int) -> Iterator[tuple[int, VideoFrame]]:
        """Decode from the nearest keyframe from which the frame comes out."""
        for start in self._index.starts(number):
            reached = False
            for shown, picture in self._pictures(start):
                if shown > number and not reached:
                    break  # the decoder held it back: what it refers to lies further back
                reached = reached or shown == number
                yield shown, picture
            if reached:
                return

    def _pictures(self, start: int) -> Iterator[tuple[int, VideoFrame]]:
        packets = self._checked(self._seek(start), start)
        self._clip.stream.codec_context.flush_buffers()
        for packet, picture in pictures_of(self._clip, packets):
            shown = int(self._index.frame[packet])
            if shown != NOT_SHOWN:
                yield shown, picture

    def _checked(self, packets: Iterable[Coded], start: int) -> Iterator[tuple[int, Coded]]:
        """Number the packets from `start` on; each is compared with the index."""
        for number, packet in enumerate(packets, start):
            if not self._index.is_packet(number, self._clip.describe(packet)):
                raise MediaError(
                    f"{self._clip.path} has changed since it was opened; open it again."
                )
            yield number, packet

    def _seek(self, start: int) -> Iterator[Coded]:
        """Read from packet `start` on. Where a seek lands is verified, not believed."""
        if self._index.position[start] >= 0:
            for ticks in (self._index.dts[start], self._index.pts[start]):
                packets = self._landed(int(ticks), start) if ticks != NO_TIME else None
                if packets is not None:
                    return packets
        self._clip.container.close()
        self._clip = open_clip(self._clip.path)
        return itertools.islice(self._clip.packets(), start, None)

    def _landed(self, ticks: int, start: int) -> Iterator[Coded] | None:
        """Seek to a time and look for packet `start` there; None when it did not come."""
        try:
            self._clip.container.seek(ticks, stream=self._clip.stream)
        except FFmpegError:
            return None
        packets = self._clip.packets()
        for packet in packets:
            if self._index.is_packet(start, self._clip.describe(packet)):
                return itertools.chain((packet,), packets)
            if packet.pos is None or packet.pos > self._index.position[start]:
                return None
        return None
