"""The One-Euro filter: calm at rest, quick in motion, without looking ahead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose._arguments import need_array, need_number
from nbpose.errors import ArgumentError

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class OneEuro:
    """State of the filter: what it knows after one more value.

    Parameters
    ----------
    raw, smooth : (...) float64
        The value, and what the filter makes of it.
    speed : (...) float64
        Filtered speed, per second.
    """

    raw: Array
    smooth: Array
    speed: Array

    @classmethod
    def start(cls, value: Array) -> OneEuro:
        """Give the state after the first value."""
        return cls(value, value, np.zeros(value.shape))

    def after(
        self,
        value: Array,
        step: float,
        min_cutoff: float,
        beta: float,
        d_cutoff: float = 1.0,
        speed_scale: float = 1.0,
    ) -> OneEuro:
        """Take in one more value, `step` seconds later; the rest is as for `one_euro`."""
        raw_speed = (value - self.raw) / step * speed_scale
        known = np.isfinite(raw_speed)  # neither now nor before NaN
        share = _share(d_cutoff, step)
        speed = np.where(known, share * raw_speed + (1 - share) * self.speed, 0.0)
        share = _share(min_cutoff + beta * np.abs(speed), step)
        passed = share * value + (1 - share) * self.smooth
        return OneEuro(value, np.where(known, passed, value), speed)


def one_euro(
    values: ArrayLike,
    times: ArrayLike,
    min_cutoff: float,
    beta: float,
    d_cutoff: float = 1.0,
    speed_scale: ArrayLike = 1.0,
) -> Array:
    """Filter time series with a low pass whose cutoff grows with speed.

    Parameters
    ----------
    values : (T, ...) array
        One or more series; after a NaN a series starts anew.
    times : (T,) array
        Seconds, ascending.
    min_cutoff : float
        Cutoff at rest, Hz.
    beta : float
        Hz that the cutoff grows by for each unit of speed.
    d_cutoff : float
        Cutoff of the speed itself, Hz.
    speed_scale : float or (T,) array
        Factor on the speed, such as 1 / size of the object, so that `beta` fits objects near and
        far.

    Returns
    -------
    (T, ...) float64
        Filtered; NaN where the values are.

    Raises
    ------
    ArgumentError
        When times do not fit or do not ascend, or a cutoff is not positive.

    Notes
    -----
    Source: Casiez, Roussel and Vogel, 1 € Filter, CHI 2012. The speed is that of the raw values,
    as in the authors' programs and in MediaPipe.
    """
    series = need_array("values", values, "one or more series, with NaN for gaps")
    seconds = need_array("times", times, "one time in seconds for each value")
    check_cutoffs(min_cutoff, beta, d_cutoff)
    _check_times(series, seconds)
    scale = need_array("speed_scale", speed_scale, "one number, or one for each value")
    if scale.shape not in ((), seconds.shape):
        raise ArgumentError(
            f"speed_scale has the shape {scale.shape}; give one number, or one for each value."
        )
    scale = np.broadcast_to(scale, seconds.shape)
    smooth = series.copy()
    state = OneEuro.start(series[0]) if len(series) else None
    for now, step in enumerate(np.diff(seconds), start=1):
        assert state is not None
        state = state.after(series[now], step, min_cutoff, beta, d_cutoff, scale[now])
        smooth[now] = state.smooth
    return smooth


def _share(cutoff: Array | float, step: float) -> Array | float:
    """Share of the new value in an exponential low pass of a cutoff (Hz) after a step (s)."""
    return 1.0 / (1.0 + 1.0 / (2 * np.pi * cutoff * step))


def check_cutoffs(min_cutoff: float, beta: float, d_cutoff: float = 1.0) -> None:
    """Refuse constants of the filter that are no numbers, or too small; see `one_euro`."""
    for name, value in (("min_cutoff", min_cutoff), ("d_cutoff", d_cutoff)):
        if need_number(name, value, "a positive number of Hz") <= 0:
            raise ArgumentError(f"{name} is {value}; give a positive number of Hz.")
    need_number("beta", beta, "a number from 0 on", 0)


def _check_times(series: Array, seconds: Array) -> None:
    if series.shape[:1] != seconds.shape:
        raise ArgumentError(
            f"times has the shape {seconds.shape} for values of shape {series.shape}; give one "
            f"time for each."
        )
    if not (np.diff(seconds) > 0).all():
        raise ArgumentError("times do not ascend; give seconds, each greater than the one before.")
