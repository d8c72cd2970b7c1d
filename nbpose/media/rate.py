"""How many frames a second a clip has, and when each is shown."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from nbpose.media.frame_index import NO_TIME, FrameIndex


def frame_rate(index: FrameIndex, nominal: Iterable[Fraction | None]) -> Fraction | None:
    """Find the frame rate of a clip.

    Parameters
    ----------
    index : FrameIndex
        With the times of the frames.
    nominal : iterable of Fraction
        What the container names, the likeliest first.

    Returns
    -------
    Fraction or None
        A nominal rate when every frame comes within one tick of it, else the average
        (frames - 1) / (last - first); None without time stamps.
    """
    ticks = index.ticks
    if not len(ticks) or ticks[0] == NO_TIME:
        return None
    rates = [rate for rate in nominal if rate]
    steady = [rate for rate in rates if _is_steady(index, rate)]
    if steady or len(ticks) < 2:
        return steady[0] if steady else None
    return (len(ticks) - 1) / (int(ticks[-1] - ticks[0]) * index.time_base)


def _is_steady(index: FrameIndex, rate: Fraction) -> bool:
    expected = np.arange(len(index)) * float(1 / (rate * index.time_base))
    return bool(np.abs(index.ticks - index.ticks[0] - expected).max() <= 1)
