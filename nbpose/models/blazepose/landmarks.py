"""BlazePose's landmark network: a region of a picture in, the body in it out."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose import regions
from nbpose.models.blazepose.bodies import POINTS, Body
from nbpose.models.blazepose.detector import sigmoid
from nbpose.models.runtimes.litert import Session
from nbpose.signals import OneEuro

CROP = 256
OUTPUTS = ("Identity", "Identity_1", "Identity_3", "Identity_4")
"""Landmarks, flag, heatmaps, world points; the mask (Identity_2) is not fetched."""

_KERNEL = np.arange(-3, 4)  # 7 x 7 cells of the heatmap
_MIN_TO_REFINE = 0.5
_TOLERATED_FALL = 0.2
_USED = POINTS + 2  # two auxiliary landmarks give the next region; four more are not documented

Array = NDArray[np.float64]


class LandmarkNet:
    """Finds the 33 points of the person in a region.

    Parameters
    ----------
    session : Session
        pose_landmark_full.tflite with `OUTPUTS`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def settle(self, frame: NDArray[np.uint8], region: Array) -> Body:
        """Look at a region that did not come from the person's own points, then once more.

        The second look starts from what the first saw, so that the crop is upright and fits. It
        counts unless its flag falls by more than 0.2 (measured on boxes drawn by people: mean OKS
        .69 after one look, .76 after two, .74 after three).
        """
        first = self.look(frame, region)
        second = self.look(frame, first.next_region)
        return second if second.flag >= first.flag - _TOLERATED_FALL else first

    def look(self, frame: NDArray[np.uint8], region: Array) -> Body:
        """Look at one region.

        Parameters
        ----------
        frame : (H, W, 3) uint8
            RGB.
        region : (4,)
            Centre x and y, side, angle; pixels and radians.

        Returns
        -------
        Body
            Whether it is one, `Body.flag` says.
        """
        matrix = regions.crop_to_picture(region[None], CROP)[0]
        crop = cut(frame, matrix)[None] * np.float32(1 / 255)
        landmarks, flag, heatmaps, world = self._session.run(crop)
        values = landmarks.reshape(-1, 5)[:_USED].astype(np.float64)
        refined = refine(values[:, :2], heatmaps[0])
        points = refined @ matrix[:, :2].T + matrix[:, 2]
        turned = regions.turn(world.reshape(1, -1, 3)[:, :POINTS].astype(np.float64), region[3:])
        return Body(
            points=points[:POINTS],
            confidence=sigmoid(values[:POINTS, 3]),
            world=turned[0],
            flag=float(flag[0, 0]),
            region=region,
            alignment=OneEuro.start(points[POINTS:]),
        )


def cut(frame: NDArray[np.uint8], matrix: Array) -> NDArray[np.uint8]:
    """Cut a crop out of a picture.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        The picture.
    matrix : (2, 3)
        From crop to picture, both counted from the centre of the first pixel.

    Returns
    -------
    (256, 256, 3) uint8
        The edge of the picture is repeated outside of it.

    Notes
    -----
    MediaPipe's CPU path counts in the same way, so that its points and these are the same.
    Mirrored crops show the network itself to count from the pixel's edge rather (a point and its
    mirror image add up to 255.8 of 256): both lie about 0.4 crop pixels to the lower right.
    """
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REPLICATE
    crop = cv2.warpAffine(frame, matrix, (CROP, CROP), flags=flags, borderMode=border)
    return np.asarray(crop, np.uint8)


def refine(points: Array, heatmaps: NDArray[np.float32]) -> Array:
    """Move points to the centre of mass of the heatmap around them.

    Parameters
    ----------
    points : (n, 2)
        Pixels of the crop.
    heatmaps : (h, w, at least n) float32
        Logits.

    Returns
    -------
    (n, 2)
        Points whose heatmap is nowhere above 0.5 within 7 x 7 cells, or that lie outside of it,
        stay as they are.

    Notes
    -----
    Source: MediaPipe's RefineLandmarksFromHeatmapCalculator (kernel 7, least confidence 0.5).
    """
    height, width = heatmaps.shape[:2]
    cell = CROP / width
    centre = np.trunc(points / cell).astype(np.int64)  # like C++: -0.5 belongs to cell 0
    columns, rows = centre[:, :1] + _KERNEL, centre[:, 1:] + _KERNEL
    inside = ((rows >= 0) & (rows < height))[:, :, None] & ((columns >= 0) & (columns < width))[
        :, None
    ]
    patch = heatmaps[
        np.clip(rows, 0, height - 1)[:, :, None],
        np.clip(columns, 0, width - 1)[:, None],
        np.arange(len(points))[:, None, None],
    ]
    weight = sigmoid(patch) * inside
    total = weight.sum(axis=(1, 2))
    good = weight.max(axis=(1, 2)) >= _MIN_TO_REFINE
    good &= (centre >= 0).all(axis=1) & (centre[:, 0] < width) & (centre[:, 1] < height)
    x = (weight.sum(axis=1) * columns).sum(axis=1)
    y = (weight.sum(axis=2) * rows).sum(axis=1)
    moved = np.column_stack([x, y]) / np.where(good, total, 1.0)[:, None] * cell
    return np.where(good[:, None], moved, points)
