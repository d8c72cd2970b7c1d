"""How alike two poses are: the measure by which people are told apart and followed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPREAD = 0.1
"""Standard deviation of a point, as a fraction of the person's size (the largest COCO sigma)."""


def sizes(points: Array) -> Array:
    """Size of each person: the root of the area of the box around the points.

    Parameters
    ----------
    points : (..., K, 2)
        Pixels; NaN where there is none.

    Returns
    -------
    (...) pixels.
    """
    extent = np.nanmax(points, axis=-2) - np.nanmin(points, axis=-2)
    return np.asarray(np.sqrt(extent[..., 0] * extent[..., 1]))


def similarity(first: Array, second: Array) -> Array:
    """Object keypoint similarity of each pose with each other one.

    Parameters
    ----------
    first, second : (n, K, 2), (m, K, 2)
        Pixels.

    Returns
    -------
    (n, m) from 0 to 1: the mean over the points of exp(-d^2 / (2 s^2)), s = 0.1 of the larger
    person's size.

    Notes
    -----
    Source: OKS of the COCO keypoint task, with one spread for all points, because these schemas
    have no measured sigmas.
    """
    if not len(first) or not len(second):
        return np.zeros((len(first), len(second)))
    distance = np.square(first[:, None] - second[None]).sum(axis=-1)
    scale = np.maximum(sizes(first)[:, None], sizes(second)[None]) * SPREAD
    return np.asarray(np.exp(-distance / (2 * np.square(scale))[..., None]).mean(axis=-1))
