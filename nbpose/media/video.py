"""A clip as media: frame i is the decoder's i-th picture, however it is reached."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from nbpose.errors import MediaError
from nbpose.media import fingerprint, frame_index
from nbpose.media.cache import FrameCache
from nbpose.media.clip import index_packets, open_clip
from nbpose.media.decoder import Decoder, pictures_of
from nbpose.media.frame_index import FrameIndex
from nbpose.media.media import Frame, Media, steady_times
from nbpose.media.picture import Converter, layout_of, picture_bytes
from nbpose.media.rate import frame_rate


class Video(Media):
    """A clip. Its packets are read once to number the frames; pictures are decoded when asked for.

    Frame i is the i-th picture that the decoder gives, in presentation order and after edit
    lists. Its time is the container's own, so that a variable rate stays true and the first frame
    may come later than 0. Pictures are turned upright; pixels are taken as square, and interlaced
    frames as whole ones.

    Parameters
    ----------
    path : Path
        Of the file.
    fps : float, optional
        Frames a second, only for a file without time stamps of its own.

    Raises
    ------
    MediaError
        When it is no clip, is cut off, or its first frame cannot be decoded.
    """

    kind = "video"

    def __init__(self, path: Path, fps: float | None = None) -> None:
        super().__init__(path.name, path)
        self._file = path
        self.index, rate = index_clip(path)
        if rate is not None and fps is not None:
            raise MediaError(
                f"{path} has times of its own ({float(rate):.6g} fps); leave fps={fps:g} out."
            )
        self._fps = fps if rate is None else float(rate)
        self._times = self.index.times if rate is not None else steady_times(len(self), fps)
        self._lock = threading.Lock()
        self._cache: FrameCache[VideoFrame] = FrameCache()
        self._decoder = Decoder(path, self.index)
        try:
            self._layout = layout_of(path, self._decoder.picture(0, self._keep))
        except MediaError:
            self._decoder.close()
            raise
        self._converter = Converter(path, self._layout)

    def __len__(self) -> int:
        return len(self.index)

    def _read(self, index: int) -> Frame:
        with self._lock:
            self.check_open()
            picture = self._cache.get(index)
            if picture is None:
                picture = self._decoder.picture(index, self._keep)
            return self._converter.rgb(picture, index)

    def _keep(self, number: int, picture: VideoFrame) -> None:
        self._cache.put(number, picture, picture_bytes(picture))

    def _frames(self, numbers: range) -> Iterator[tuple[int, Frame]]:
        decoder = Decoder(self._file, self.index)
        converter = Converter(self._file, self._layout)
        try:
            for number in numbers:
                yield number, converter.rgb(decoder.picture(number), number)
        finally:
            decoder.close()

    def size_of(self, index: int) -> tuple[int, int]:
        """Width and height of a frame in pixels; all frames of a clip have one size."""
        self.frame_number(index)
        return self._layout.size

    @property
    def fps(self) -> float | None:
        """Frames a second: the container's for a constant rate, else the average."""
        return self._fps

    @property
    def times(self) -> NDArray[np.float64]:
        """(N,) seconds on the container's presentation timeline."""
        return self._times

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash of the file's content; of samples where it is big."""
        return fingerprint.of_file(self._file)

    def close(self) -> None:
        """Close the file."""
        super().close()
        with self._lock:
            self._cache.clear()
            self._decoder.close()


def index_clip(path: Path) -> tuple[FrameIndex, Fraction | None]:
    """Number the frames of a clip, by its time stamps or else by decoding all of it once.

    Parameters
    ----------
    path : Path
        Of the file.

    Returns
    -------
    FrameIndex
        Of its first video stream.
    Fraction or None
        Frames a second; None when the file has no time stamps.

    Raises
    ------
    MediaError
        When it is no clip, is cut off, or its frames cannot be numbered.
    """
    clip = open_clip(path)
    try:
        packets, index = index_packets(clip)
        stream = clip.stream
        rates = stream.average_rate, stream.guessed_rate, stream.base_rate
    finally:
        clip.container.close()
    if index is None:
        index = frame_index.of_decoded(packets, clip.time_base, _decoded(path))
    if index is None or not len(index):
        raise MediaError(
            f"The frames of {path} cannot be numbered; re-encode it, such as with "
            f"ffmpeg -i {path.name} -c:v libx264 numbered.mp4."
        )
    return index, frame_rate(index, rates)


def _decoded(path: Path) -> list[int]:
    """Index of the packet that each picture of a clip comes from, in presentation order."""
    clip = open_clip(path)
    try:
        return [number for number, _ in pictures_of(clip, enumerate(clip.packets()))]
    finally:
        clip.container.close()
