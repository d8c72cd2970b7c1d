"""Strokes on an RGB picture: smooth edges, positions between pixels, any opacity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Color = tuple[int, int, int]

WHITE: Color = (255, 255, 255)
_SHIFT = 4  # OpenCV's fixed point: sixteenths of a pixel
_FAR = 1e5  # nothing that far outside shows, and OpenCV's integers end


def rgb(color: str) -> Color:
    """Red, green and blue of a hex colour such as "#0072b2"."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def line(
    picture: Picture,
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    color: Color,
    width: int,
    opacity: float = 1.0,
) -> None:
    """Draw a straight line.

    Parameters
    ----------
    picture : (H, W, 3) uint8
        Is painted on.
    start, end : (2,)
        x and y in pixels; an integer is the centre of a pixel.
    color : (int, int, int)
        RGB.
    width : int
        Pixels.
    opacity : float
        0 to 1.
    """

    def draw(mask: Picture, ends: NDArray[np.float64]) -> None:
        first, last = (_fixed(end) for end in ends)
        cv2.line(mask, first, last, 255, width, cv2.LINE_AA, _SHIFT)

    _paint(picture, np.stack([start, end]), width, draw, color, opacity)


def marker(
    picture: Picture,
    place: NDArray[np.float64],
    side: str,
    radius: float,
    color: Color,
    *,
    hollow: bool = False,
    opacity: float = 1.0,
) -> None:
    """Draw a joint: a circle on the left, a square on the right, a diamond in the middle.

    Parameters
    ----------
    picture : (H, W, 3) uint8
        Is painted on.
    place : (2,)
        x and y in pixels.
    side : str
        "left", "right" or "".
    radius : float
        Pixels.
    color : (int, int, int)
        RGB; a white rim parts it from any background.
    hollow : bool
        Only the outline, for a joint that is covered.
    opacity : float
        0 to 1.
    """
    rim = max(1.0, radius / 4.0)
    _paint(picture, place[None], radius + 2 * rim, _shape(side, radius + rim), WHITE, opacity)
    if not hollow:
        _paint(picture, place[None], radius + rim, _shape(side, radius), color, opacity)
        return
    width = max(1, round(radius / 2.0))
    outline = _shape(side, radius - width / 2.0, width)
    _paint(picture, place[None], radius + rim, outline, color, opacity)


def _shape(
    side: str, radius: float, outline: int = -1
) -> Callable[[Picture, NDArray[np.float64]], None]:
    """Outline of a joint; filled when its width is -1."""

    def draw(mask: Picture, places: NDArray[np.float64]) -> None:
        if side == "left":
            size = round(radius * 2**_SHIFT)
            cv2.circle(mask, _fixed(places[0]), size, 255, outline, cv2.LINE_AA, _SHIFT)
            return
        corners = np.array(_CORNERS[side]) * radius + places[0]
        polygon = np.array([_fixed(corner) for corner in corners], np.int32)
        if outline < 0:
            cv2.fillPoly(mask, [polygon], 255, cv2.LINE_AA, _SHIFT)
        else:
            cv2.polylines(mask, [polygon], True, 255, outline, cv2.LINE_AA, _SHIFT)

    return draw


_CORNERS = {
    "right": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "": ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)),
}


def _paint(
    picture: Picture,
    places: NDArray[np.float64],
    reach: float,
    draw: Callable[[Picture, NDArray[np.float64]], None],
    color: Color,
    opacity: float,
) -> None:
    """Draw a mask around the places and mix the colour in by it."""
    height, width = picture.shape[:2]
    low = np.clip(np.floor(places.min(axis=0) - reach - 2), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(places.max(axis=0) + reach + 3), 0, (width, height)).astype(int)
    if (high <= low).any():
        return
    part = picture[low[1] : high[1], low[0] : high[0]]
    mask: Any = np.zeros(part.shape[:2], np.uint8)
    draw(mask, places - low)
    amount = mask[..., None] * np.float32(opacity / 255.0)
    part[:] = np.round(part + amount * (np.asarray(color, np.float32) - part)).astype(np.uint8)


def _fixed(place: NDArray[np.float64]) -> tuple[int, int]:
    x, y = np.round(np.clip(place, -_FAR, _FAR) * 2**_SHIFT).astype(int)
    return int(x), int(y)
