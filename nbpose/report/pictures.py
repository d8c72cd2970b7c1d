"""People cut out of frames, with their skeletons, as pictures inside the page."""

from __future__ import annotations

import base64

import cv2
import numpy as np
from numpy.typing import NDArray

from nbpose.media import encode_jpeg
from nbpose.plots import overlay
from nbpose.poses import Poses

_MARGIN = 0.25  # of the person's size, all around
_QUALITY = 80


def portrait(frame: NDArray[np.uint8], person: Poses, size: int = 320) -> str:
    """Cut a person out of a frame and draw the skeleton.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.
    person : Poses
        One row.
    size : int
        Longer side of the picture in pixels.

    Returns
    -------
    str
        ``data:`` URL of a JPEG.
    """
    left, top, right, bottom = _around(frame, person)
    moved = person.points - np.array([left, top], float)
    nameless = person.replace(points=moved, track=np.full(len(person), -1))
    return picture(frame[top:bottom, left:right], nameless, size)


def picture(frame: NDArray[np.uint8], poses: Poses, size: int) -> str:
    """Draw the skeletons onto a frame, scaled first so that lines stay sharp.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.
    poses : Poses
        Rows to draw; those with a track get its number.
    size : int
        Longer side of the picture in pixels.

    Returns
    -------
    str
        ``data:`` URL of a JPEG.
    """
    scale = size / max(frame.shape[:2])
    shape = max(1, round(frame.shape[1] * scale)), max(1, round(frame.shape[0] * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.asarray(cv2.resize(frame, shape, interpolation=method), np.uint8)
    points = (poses.points + 0.5) * scale - 0.5  # an integer is the centre of a pixel
    drawn = overlay(small, poses.replace(points=points))
    data = base64.b64encode(encode_jpeg(drawn, quality=_QUALITY)).decode("ascii")
    return f"data:image/jpeg;base64,{data}"


def _around(frame: NDArray[np.uint8], person: Poses) -> tuple[int, int, int, int]:
    """A square around the person, moved into the frame as far as it fits."""
    height, width = frame.shape[:2]
    points = person.points[0]
    points = points[np.isfinite(points).all(axis=1)]
    points = np.clip(points, 0, (width - 1, height - 1))
    extent = float(np.ptp(points, axis=0).max())
    half = max(16.0, (0.5 + _MARGIN) * extent)
    centre = (points.min(axis=0) + points.max(axis=0)) / 2
    limits = np.array([width, height])
    low = np.clip(centre - half, 0, np.maximum(0, limits - 2 * half))
    high = np.minimum(limits, low + 2 * half)
    left, top = np.floor(low).astype(int)
    right, bottom = np.ceil(high).astype(int)
    return int(left), int(top), int(right), int(bottom)
