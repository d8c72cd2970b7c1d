"""A decoded picture as an upright RGB array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter

from nbpose.errors import MediaError
from nbpose.media.media import Frame


@dataclass(frozen=True)
class Layout:
    """The size of a clip's pictures as they are coded, and how to turn them upright.

    Parameters
    ----------
    coded : (int, int)
        Width and height in pixels.
    swap, flip_x, flip_y : bool
        Whether to swap the axes, and to flip what results.
    """

    coded: tuple[int, int]
    swap: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright picture."""
        width, height = self.coded
        return (height, width) if self.swap else (width, height)

    def upright(self, array: Frame) -> Frame:
        """Turn a picture; one that is upright already is given back as it is."""
        if not (self.swap or self.flip_x or self.flip_y):
            return array
        if self.swap:
            array = array.swapaxes(0, 1)
        array = array[:: -1 if self.flip_y else 1, :: -1 if self.flip_x else 1]
        return np.ascontiguousarray(array)


def layout_of(path: Path, picture: VideoFrame) -> Layout:
    """Read the size of a picture, and the display matrix of its container.

    The matrix maps a stored pixel (x, y) to (a x + c y, b x + d y).

    Parameters
    ----------
    path : Path
        The clip, for messages.
    picture : VideoFrame
        Any of its pictures.

    Returns
    -------
    Layout

    Raises
    ------
    MediaError
        When the picture is to be shown at an angle that is no quarter turn.
    """
    coded = picture.width, picture.height
    side_data: Mapping[str, Any] = cast(Any, picture.side_data)  # PyAV declares another type
    matrix = side_data.get("DISPLAYMATRIX")
    if matrix is None:
        return Layout(coded)
    (a, b), (c, d) = np.frombuffer(bytes(matrix), np.int32).reshape(3, 3)[:2, :2]
    if a and d and not b and not c:
        return Layout(coded, False, bool(a < 0), bool(d < 0))
    if b and c and not a and not d:
        return Layout(coded, True, bool(c < 0), bool(b < 0))
    raise MediaError(
        f"{path} is to be shown turned by {picture.rotation} degrees; only quarter turns can be "
        f"shown, so re-encode it with ffmpeg."
    )


class Converter:
    """Turns decoded pictures of one clip into arrays. Not thread-safe: it keeps a scaler.

    Parameters
    ----------
    path : Path
        The clip, for messages.
    layout : Layout
        Of its pictures.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self._path = path
        self._layout = layout
        self._scaler = VideoReformatter()

    def rgb(self, picture: VideoFrame, number: int) -> Frame:
        """Convert a picture.

        Parameters
        ----------
        picture : VideoFrame
            Of any pixel format; its colours are read by the matrix that the file names.
        number : int
            Of the frame, for messages.

        Returns
        -------
        (H, W, 3) uint8
            RGB, upright, of memory that nobody else has; rows may be padded.

        Raises
        ------
        MediaError
            When the picture has another size than the clip.
        """
        coded = self._layout.coded
        if (picture.width, picture.height) != coded:
            raise MediaError(
                f"{self._path} changes its size at frame {number} from {coded[0]}x{coded[1]} to "
                f"{picture.width}x{picture.height}; re-encode it to one size."
            )
        # RGB has no matrix, but only when one is asked for does every PyAV heed the picture's own
        rgb = self._scaler.reformat(picture, format="rgb24", dst_colorspace=Colorspace.ITU601)
        array = self._layout.upright(np.asarray(rgb.to_ndarray(), np.uint8))
        return array.copy() if picture.format.name == "rgb24" else array  # that is the decoder's


def picture_bytes(picture: VideoFrame) -> int:
    """Memory that a decoded picture takes."""
    return sum(plane.buffer_size for plane in picture.planes)
