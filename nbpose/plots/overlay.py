"""Skeletons drawn onto a frame, as the annotated video, the report and previews show them."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose.media import need_picture
from nbpose.plots import brush
from nbpose.poses import Poses, Visibility, need_pixels
from nbpose.skeletons.palette import bone_color, joint_color, person_color

_FAINTEST = 0.2
_THICKNESS = 0.09  # times the root of the picture's longer side: thumbnails need bolder lines,
_PERSON_UNITS = 80.0  # but none is thicker than the person's size divided by this
_HEADROOM = 0.12  # of the person's size: the hair above the eyes
_FONT = cv2.FONT_HERSHEY_SIMPLEX


def overlay(frame: ArrayLike, poses: Poses, labels: bool = True) -> NDArray[np.uint8]:
    """Draw skeletons onto a copy of a frame.

    Left is blue with circles, right is vermillion with squares, the middle green with diamonds;
    colours that the skeleton gives itself come first.
    Hidden joints are hollow, and what the model is unsure of is faint.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.
    poses : Poses
        The rows to draw, such as ``poses.at(i)``; 2-D, in pixels of the frame.
    labels : bool
        Whether people with a track get its number.

    Returns
    -------
    (H, W, 3) uint8
        RGB.

    Raises
    ------
    ArgumentError
        When the frame is no RGB picture or the points are not in pixels.
    """
    picture = need_picture(frame)
    need_pixels(poses, "overlay")
    picture = np.ascontiguousarray(picture).copy()
    for row in range(len(poses)):
        _draw_person(picture, poses, row)
        if labels and poses.track[row] >= 0:
            _draw_label(picture, poses, row)
    return picture


def _draw_person(picture: brush.Picture, poses: Poses, row: int) -> None:
    skeleton, points = poses.skeleton, poses.points[row]
    shown = np.isfinite(points).all(axis=1) & (poses.visibility[row] != Visibility.ABSENT)
    if not shown.any():
        return
    opacity = np.clip(np.nan_to_num(poses.confidence[row], nan=1.0), _FAINTEST, 1.0)
    width = _line_width(picture, points[shown])
    for edge in skeleton.edges:
        if shown[list(edge)].all():
            color = brush.rgb(bone_color(skeleton, edge))
            faint = float(opacity[list(edge)].min())
            brush.line(picture, points[edge[0]], points[edge[1]], color, width, faint)
    sides = skeleton.sides
    for joint in np.flatnonzero(shown):
        brush.marker(
            picture,
            points[joint],
            sides[joint],
            1.2 * width + 0.5,
            brush.rgb(joint_color(skeleton, int(joint))),
            hollow=poses.visibility[row, joint] == Visibility.HIDDEN,
            opacity=float(opacity[joint]),
        )


def _line_width(picture: brush.Picture, points: NDArray[np.float64]) -> int:
    extent = float(np.ptp(points, axis=0).max())
    person = extent / _PERSON_UNITS if extent > 0 else np.inf
    return max(1, round(min(_THICKNESS * math.sqrt(max(picture.shape[:2])), person)))


def _draw_label(picture: brush.Picture, poses: Poses, row: int) -> None:
    """Put the track's number above the head, on a patch of the track's colour."""
    points = poses.points[row]
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return
    text = str(poses.track[row])
    size = max(0.4, max(picture.shape[:2]) / 1800.0)
    thick = max(1, round(1.6 * size))
    (width, height), _ = cv2.getTextSize(text, _FONT, size, thick)
    pad = max(2, round(5 * size))
    rise = 2 * pad + height + _HEADROOM * np.ptp(points, axis=0).max()
    x = float(np.clip(points[:, 0].mean(), 0, picture.shape[1])) - width / 2 - pad
    left = int(np.clip(x, 0, max(0, picture.shape[1] - width - 2 * pad)))
    top = int(np.clip(points[:, 1].min() - rise, 0, max(0, picture.shape[0] - height - 2 * pad)))
    color = brush.rgb(person_color(int(poses.track[row])))
    corner = (left + width + 2 * pad, top + height + 2 * pad)
    cv2.rectangle(picture, (left, top), corner, color, -1)
    light = 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2] > 140
    ink = (0, 0, 0) if light else brush.WHITE
    baseline = (left + pad, top + pad + height)
    cv2.putText(picture, text, baseline, _FONT, size, ink, thick, cv2.LINE_AA)
