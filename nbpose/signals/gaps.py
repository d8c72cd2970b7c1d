"""Where a series of frames is interrupted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def gaps(frames: ArrayLike) -> NDArray[np.intp]:
    """Find where frames are missing.

    Parameters
    ----------
    frames : (n,) array
        Ascending numbers of frames, such as every frame, every third, or 70 spread over a clip;
        some may repeat.

    Returns
    -------
    (g,) int
        Positions after which there is a gap: a step of at least twice the usual one.
    """
    steps = np.diff(np.asarray(frames))
    if not len(steps):
        return np.zeros(0, np.intp)
    usual = max(1.0, float(np.median(steps)))  # several people may share a frame
    return np.flatnonzero(steps >= 2 * usual)
