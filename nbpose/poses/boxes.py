"""Boxes around points: what a row measures where nothing else says it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def boxes_around(points: Array, sizes: NDArray[np.integer]) -> Array:
    """Smallest boxes around points, cut off at the edges of the picture.

    Parameters
    ----------
    points : (n, K, 2) float64
        Pixels; NaN = no position.
    sizes : (n, 2) int
        Width and height of each picture; 0 where unknown, and nothing is cut off there.

    Returns
    -------
    (n, 4) float64
        x, y, width, height in pixels; NaN where no point has a position.
    """
    placed = np.where(np.isfinite(points).all(axis=-1, keepdims=True), points, np.nan)
    last = np.where(sizes > 0, sizes - 1.0, np.inf)
    first = np.where(sizes > 0, 0.0, -np.inf)
    low = np.clip(np.fmin.reduce(placed, axis=1), first, last)
    high = np.clip(np.fmax.reduce(placed, axis=1), first, last)
    return np.hstack([low, high - low])
