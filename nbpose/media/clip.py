"""Opening a clip: its container, its one video stream, and the index of its packets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from nbpose import _files
from nbpose.errors import MediaError
from nbpose.media import frame_index
from nbpose.media.frame_index import FrameIndex, Packet

_NO_CLIPS = ("concat", "hls", "dash", "sdp", "rtsp", "tty", "image2")
"""What FFmpeg opens, though it is a list of other files, or text."""


@dataclass(frozen=True)
class Clip:
    """An open container and its video stream.

    Parameters
    ----------
    path : Path
        The file.
    container : InputContainer
        To be closed.
    stream : VideoStream
        Decodes with several threads.
    """

    path: Path
    container: InputContainer
    stream: VideoStream

    def packets(self) -> Iterator[av.Packet[VideoStream]]:
        """Give the packets from where the container stands."""
        try:
            for packet in self.container.demux(self.stream):
                if packet.size:
                    yield packet
        except FFmpegError as error:
            raise MediaError(
                f"{self.path} cannot be read on: {error.strerror}; copy the file again."
            ) from None

    def describe(self, packet: av.Packet[VideoStream]) -> Packet:
        """Say what the index needs to know of a packet."""
        # an AVI file stores no presentation times; the ones that FFmpeg makes up may be wrong
        pts = packet.dts if self._is_avi else packet.pts
        return Packet(
            pts, packet.dts, packet.pos, packet.size, packet.is_keyframe, packet.is_discard
        )

    @property
    def time_base(self) -> Fraction:
        """Seconds a tick."""
        return self.stream.time_base or Fraction(1)

    @property
    def _is_avi(self) -> bool:
        return self.container.format.name == "avi"

    def stamps_order_frames(self, packets: list[Packet]) -> bool:
        """Whether the packets' `pts` say in which order their pictures are shown."""
        return not self._is_avi or all(packet.keyframe for packet in packets)


def open_clip(path: Path) -> Clip:
    """Open a clip.

    Parameters
    ----------
    path : Path
        Of a file that FFmpeg can read; its first video stream counts.

    Returns
    -------
    Clip
        At its start.

    Raises
    ------
    MediaError
        When the file is missing or no clip, or has no video stream.
    """
    try:
        # the prefix keeps names such as "12:30.mp4" and "take%d.mp4" from being taken for more
        container = av.open(f"file:{path.absolute()}", "r")
    except FileNotFoundError:
        raise MediaError(_files.missing(path)) from None
    except PermissionError:
        raise MediaError(
            f"The file {path} may not be read; give yourself permission (chmod u+r)."
        ) from None
    except FFmpegError:
        raise MediaError(_why_not(path)) from None
    stream = _video_stream(container)
    reason = _no_video(container, stream)
    if stream is None or reason:
        container.close()
        raise MediaError(f"{path} has no video: {reason}; give the path of a clip.")
    stream.thread_type = "AUTO"
    return Clip(path, container, stream)


def index_packets(clip: Clip) -> tuple[list[Packet], FrameIndex | None]:
    """Read all packets of a clip and number its frames by their time stamps.

    Parameters
    ----------
    clip : Clip
        At its start; it is at its end then.

    Returns
    -------
    list of Packet
        In the order of the file.
    FrameIndex or None
        None when the time stamps do not say which frame comes when.

    Raises
    ------
    MediaError
        When the file is cut off, or has no frames.
    """
    packets = []
    damaged = False
    for packet in clip.packets():
        packets.append(clip.describe(packet))
        damaged = packet.is_corrupt
    if not packets:
        raise MediaError(f"{clip.path} has a video stream without frames; record it again.")
    _check_whole(clip, packets, damaged)
    if not clip.stamps_order_frames(packets):
        return packets, None
    return packets, frame_index.of_packets(packets, clip.time_base)


def _video_stream(container: InputContainer) -> VideoStream | None:
    for stream in container.streams.video:
        if stream.codec_context is not None and not _is_cover(stream):
            return stream
    return None


def _is_cover(stream: VideoStream) -> bool:
    """Whether a stream is the picture on the cover of a sound file."""
    return bool(stream.disposition & stream.disposition.attached_pic)


def _no_video(container: InputContainer, stream: VideoStream | None) -> str:
    if container.format.name in _NO_CLIPS:
        return "it is a text, or a list of other files"
    if stream is None:
        kinds = sorted({other.type for other in container.streams})
        return f"it holds {' and '.join(kinds) or 'nothing'}"
    return ""


def _why_not(path: Path) -> str:
    with open(path, "rb") as file:
        head = file.read(16)
    if not head:
        return f"{path} is empty (0 bytes); copy or record it again."
    if head[4:8] in (b"ftyp", b"mdat", b"wide", b"free"):
        return (
            f"{path} is cut off: its index (the moov box) is missing, so no frame can be found; "
            f"copy it again from the camera, or repair it with a tool such as untrunc."
        )
    return f"{path} is neither a picture nor a clip that can be read; give another file."


def _check_whole(clip: Clip, packets: list[Packet], damaged: bool) -> None:
    """Refuse a file that ends before it should: less would be read than it says it holds."""
    stream = clip.stream
    there, announced = len(packets), stream.frames
    if not damaged and not _ends_early(clip, packets):
        return
    found = f"{there} of its {announced} frames are" if announced > there else f"{there} frames are"
    raise MediaError(
        f"{clip.path} is cut off: only {found} there; copy it again, or keep those with "
        f"ffmpeg -i {clip.path.name} -c copy whole.mp4."
    )


def _ends_early(clip: Clip, packets: list[Packet]) -> bool:
    """Whether an MP4 file ends before its index does, just between two frames.

    Fewer packets alone say nothing, as an edit list may hide whole groups of pictures.
    """
    stream = clip.stream
    stamps = [packet.pts for packet in packets if packet.pts is not None]
    if "mp4" not in clip.container.format.name or stream.duration is None or len(stamps) < 2:
        return False
    last = max(stamps) - (stream.start_time or 0)
    frame = (max(stamps) - min(stamps)) / (len(stamps) - 1)
    return stream.frames > len(packets) and last + 1.5 * frame < stream.duration
