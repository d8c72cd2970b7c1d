"""Regions of interest: the rotated squares that the landmark network looks at.

A region is a row (centre x, centre y, side, angle): pixels of the picture and radians. The angle
turns the crop's upright axis onto the person's; positive turns clockwise on the screen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SCALE = 1.25
"""Margin around the circle on which the second alignment point lies (and around a given box)."""


def from_alignment_points(start: Array, end: Array) -> Array:
    """Return the regions in which start -> end points straight up.

    Parameters
    ----------
    start, end
        (n, 2) mid-hip and a point on the circle around the body, pixels.

    Returns
    -------
    (n, 4) regions.

    Notes
    -----
    Source: MediaPipe's AlignmentPointsRectsCalculator (target angle 90 degrees) and
    RectTransformationCalculator (scale 1.25, square).
    """
    across, down = (end - start).T
    side = 2.0 * np.hypot(across, down) * SCALE
    angle = np.pi / 2 - np.arctan2(-down, across)
    turned = (angle + np.pi) % (2 * np.pi) - np.pi
    return np.column_stack([start, side, turned])


def from_boxes(boxes: Array) -> Array:
    """Return upright regions around boxes.

    Parameters
    ----------
    boxes
        (n, 4) x, y, width, height in pixels.

    Returns
    -------
    (n, 4) regions.
    """
    centre = boxes[:, :2] + boxes[:, 2:] / 2
    side = boxes[:, 2:].max(axis=1) * SCALE if len(boxes) else np.zeros(0)
    return np.column_stack([centre, side, np.zeros(len(boxes))])


def crop_to_picture(regions: Array, crop: int) -> Array:
    """Return the affine maps from crop pixels to picture pixels.

    Parameters
    ----------
    regions
        (n, 4) regions.
    crop
        Side of the crop in pixels.

    Returns
    -------
    (n, 2, 3) matrices.
    """
    x, y, side, angle = regions.T
    scale = side / crop
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    half = crop / 2
    rows = [[cos, -sin, x - half * (cos - sin)], [sin, cos, y - half * (sin + cos)]]
    return np.moveaxis(np.array(rows, dtype=np.float64), 2, 0)


def turn(vectors: Array, angles: Array) -> Array:
    """Turn the x and y of (n, K, 3) vectors by (n,) angles; z stays."""
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    return np.stack([cos * x - sin * y, sin * x + cos * y, z], axis=-1)
