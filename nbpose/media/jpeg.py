"""Frames as JPEG, at the size they are shown."""

from __future__ import annotations

import cv2

from nbpose._arguments import need_whole
from nbpose.media.check import need_picture
from nbpose.media.media import Frame


def encode_jpeg(frame: Frame, width: int | None = None, quality: int = 85) -> bytes:
    """Encode a frame as JPEG.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.
    width : int, optional
        At most so many pixels wide; a smaller frame is not enlarged.
    quality : int
        1 to 100.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    ArgumentError
        When the frame is no RGB picture, or width or quality are out of range.
    """
    if width is not None:
        width = need_whole("width", width, "1 or more pixels", 1)
    quality = need_whole("quality", quality, "a whole number from 1 to 100", 1, 100)
    picture = cv2.cvtColor(need_picture(frame), cv2.COLOR_RGB2BGR)
    height, own_width = picture.shape[:2]
    if width is not None and width < own_width:
        size = (width, max(1, round(height * width / own_width)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return encoded.tobytes()
