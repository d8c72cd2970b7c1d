"""Writing clips: H.264 in MP4, with the times of the frames."""

from __future__ import annotations

import contextlib
import math
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream

from nbpose import _files
from nbpose.errors import MediaError
from nbpose.media.media import Frame

_TICK = Fraction(1, 90_000)
_ENDINGS = (".mp4", ".m4v", ".mov")
_BT709 = 1  # the colours that players assume of clips today, told to them all the same
_MP4 = {"movflags": "+faststart", "movie_timescale": "90000"}  # else a late start is rounded to ms


class VideoWriter:
    """Writes frames to an MP4 file that every browser plays; use it in a ``with`` block.

    H.264, yuv420p, without B-frames, the index first. The file appears under its name only when
    the block ends well. H.264 in this form needs even sizes: an odd one gets its last column or
    row once more, so that no pixel moves.

    Parameters
    ----------
    path : str or Path
        Of the file; one that is there is replaced.
    size : (int, int)
        Width and height of the frames in pixels.
    fps : float
        Frames a second, for frames that are written without a time.
    keyframe_every : int
        A keyframe each so many frames: few make seeking quick, many the file small.
    crf : int
        Quality of libx264: 0 lossless, 18 hardly to be told from the source, 51 worst.

    Raises
    ------
    MediaError
        When the folder is missing, a frame has another size, or times do not increase.
    """

    def __init__(
        self,
        path: str | Path,
        size: tuple[int, int],
        fps: float,
        keyframe_every: int = 12,
        crf: int = 20,
    ) -> None:
        self._path = Path(path).expanduser()
        self._size = size
        self._fps = fps
        # veryfast: several times as fast as x264's default, for a file about a twentieth larger
        self._options = {
            "preset": "veryfast",
            "crf": str(crf),
            "g": str(keyframe_every),
            "bf": "0",
        }
        self._stack = contextlib.ExitStack()
        self._scaler = VideoReformatter()
        self._count = 0
        self._last = -1

    def __enter__(self) -> Self:
        if self._path.suffix.lower() not in _ENDINGS:
            raise MediaError(f"{self._path} is written as MP4; end its name in {_ENDINGS[0]}.")
        with contextlib.ExitStack() as stack:
            temporary = stack.enter_context(_files.written_whole(self._path, MediaError))
            container = av.open(f"file:{temporary}", "w", format="mp4", options=_MP4)
            stack.callback(container.close)
            self._container, self._stream = container, self._add_stream(container)
            self._stack = stack.pop_all()
        return self

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        rate = Fraction(self._fps).limit_denominator(100_000)
        stream = container.add_stream("libx264", rate=rate, options=self._options)
        context = stream.codec_context
        context.time_base = _TICK
        context.width, context.height = (side + side % 2 for side in self._size)
        context.pix_fmt = "yuv420p"
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        return stream

    def write(self, frame: Frame, time: float | None = None) -> None:
        """Append a frame.

        Parameters
        ----------
        frame : (H, W, 3) uint8
            RGB, of the size of the clip.
        time : float, optional
            Seconds, kept to 1/90000 s; the number of the frame / fps when left out or NaN.

        Raises
        ------
        MediaError
            When the frame does not fit, or its time does not come after the one before.
        """
        width, height = self._size
        if frame.shape != (height, width, 3) or frame.dtype != np.uint8:
            raise MediaError(
                f"{self._path}: frame {self._count} has the shape {frame.shape} and the dtype "
                f"{frame.dtype}; the clip needs ({height}, {width}, 3) uint8."
            )
        known = time is not None and math.isfinite(time)
        seconds = time if known and time is not None else self._count / self._fps
        pts = round(seconds / _TICK)
        if pts <= self._last:
            raise MediaError(
                f"{self._path}: frame {self._count} comes at {seconds:.6g} s, not after the one "
                f"before ({self._last * float(_TICK):.6g} s); times start at 0 and increase."
            )
        self._encode(frame, pts)
        self._last, self._count = pts, self._count + 1

    def _encode(self, frame: Frame, pts: int) -> None:
        height, width = frame.shape[:2]
        even = np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        picture = self._scaler.reformat(
            VideoFrame.from_ndarray(even, format="rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        picture.pts, picture.time_base = pts, _TICK
        self._container.mux(self._stream.encode(picture))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._stack.__exit__(kind, error, trace)
            return
        with self._stack:
            if not self._count:
                raise MediaError(f"{self._path}: no frame was written; a clip needs one.")
            self._container.mux(self._stream.encode(None))
