"""Where a series of frames is interrupted."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def gaps(frames: ArrayLike) -> NDArray[np.intp]:
    """Find where frames are missing.

    Parameters
    ----------
    frames : (n,) array
        Ascending numbers of frames, such as every frame, every third, or 70 spread over a clip.

    Returns
    -------
    (g,) int
        Positions after which there is a gap: a step of at least twice the usual one.
    """
    steps = np.diff(np.asarray(frames))
    if not len(steps):
        return np.zeros(0, np.intp)
    return np.flatnonzero(steps >= 2 * np.median(steps))
