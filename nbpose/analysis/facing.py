"""Where a person faces: the sign of every sagittal angle hangs on it.

Decided over a stretch of the track, never from one frame: a single swapped toe must not turn a
flexion into an extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbpose.analysis import cues
from nbpose.poses import Poses

Array = NDArray[np.float64]

OBLIQUE = 35.0
"""Degrees away from a side view beyond which sagittal angles come out notably too small."""

FRONTAL = 65.0
"""Degrees away from a side view beyond which they mean nothing."""

_WINDOW_SECONDS = 1.0
_WINDOW_ROWS = 31  # where the rows have no times
_TRAVEL = 0.5  # trunks in a window: walking, not swaying

CLEAR = 0.2
"""Of a full cue: less does not decide."""

BROAD = 0.9
"""Of a full breadth: more is a view from the front or back, whatever the other cues lack."""

BY_ROW = "auto, each row by itself"
"""What `Stretch.decided` says of rows that belong to no clip's person."""

LABELS = ("unknown", "left", "right", "front", "back")
_UNKNOWN, _LEFT, _RIGHT, _FRONT, _BACK = range(5)
_SIGNS = np.array([np.nan, -1.0, 1.0, np.nan, np.nan])


@dataclass(frozen=True)
class Stretch:
    """Rows of one track that face one way.

    Parameters
    ----------
    track : int
        Identity; -1 for rows without one.
    start, stop : int
        First frame, and the one after the last.
    facing : str
        "left", "right", "front" (towards the camera), "back" or "unknown".
    view : float or None
        Degrees away from a side view, 0 to 90; None where it cannot be told or was not asked.
    rows : int
        How many rows it has.
    decided : str
        "auto", "given", or "auto, each row by itself" for rows that belong to no clip's person.
    """

    track: int
    start: int
    stop: int
    facing: str
    view: float | None
    rows: int
    decided: str = "auto"

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain values, as ``attrs`` keeps them."""
        return asdict(self)


def decide(poses: Poses) -> tuple[Array, list[Stretch]]:
    """Decide where each row's person faces.

    Feet and head tell the side, against the width of shoulders and hips; where a skeleton has
    neither feet nor face, bent knees and the way of travel do. Each cue is a running median over
    one second of the track; stretches shorter than half of it join their neighbour.

    Parameters
    ----------
    poses : Poses
        2-D, N rows.

    Returns
    -------
    signs : (N,)
        1 where the person faces the picture's right, -1 left, NaN where neither.
    stretches : list of Stretch
        By track and frame.
    """
    labels = np.zeros(len(poses), np.int64)
    stretches: list[Stretch] = []
    for track in np.unique(poses.track):
        rows = np.flatnonzero(poses.track == track)
        rows = rows[np.argsort(poses.frame[rows], kind="stable")]
        person = poses[rows]
        if track >= 0 or _is_clip_of_one(person):
            codes, views = _over_time(person)
            stretches += _runs(person, codes, views)
        else:
            codes, views = _row_by_row(person)
            stretches += _by_label(person, codes, views)
        labels[rows] = codes
    return _SIGNS[labels], stretches


def given(poses: Poses, facing: str) -> tuple[Array, list[Stretch]]:
    """Take the user's word for where everybody faces; as `decide`."""
    stretches = []
    for track in np.unique(poses.track):
        frames = poses.frame[poses.track == track]
        first, stop = int(frames.min()), int(frames.max()) + 1
        stretches.append(Stretch(int(track), first, stop, facing, None, len(frames), "given"))
    return np.full(len(poses), _SIGNS[LABELS.index(facing)]), stretches


def _is_clip_of_one(person: Poses) -> bool:
    return bool(np.isfinite(person.time).all()) and len(np.unique(person.frame)) == len(person)


def _over_time(person: Poses) -> tuple[NDArray[np.int64], Array]:
    window = _window(person)
    forward = _running_median(cues.forward(person), window)
    width = _running_median(cues.width(person), window)
    guess = _running_median(_fallback(person, window), window)
    codes, views = _classify(forward, width, guess)
    return _without_short_runs(codes, window // 2 + 1), views


def _row_by_row(person: Poses) -> tuple[NDArray[np.int64], Array]:
    return _classify(cues.forward(person), cues.width(person), cues.knees_ahead(person))


def _classify(forward: Array, width: Array, guess: Array) -> tuple[NDArray[np.int64], Array]:
    """Weigh how far the body points sideways against how broad it looks."""
    broad = np.minimum(np.abs(width), 1.0)
    sideways = np.where(np.isfinite(forward), forward, np.sign(guess) * np.sqrt(1.0 - broad**2))
    sideways = np.where(np.isfinite(forward) | (np.abs(guess) > CLEAR), sideways, np.nan)
    views = np.degrees(np.arctan2(broad, np.abs(sideways)))
    across = np.where(width > 0, _FRONT, _BACK)
    along = np.where(sideways > 0, _RIGHT, _LEFT)
    codes = np.where(views > FRONTAL, across, along)
    codes = np.where(np.isfinite(sideways), codes, np.where(broad > BROAD, across, _UNKNOWN))
    return codes, views


def _fallback(person: Poses, window: int) -> Array:
    """Side told by bent knees and by the way of travel."""
    x = cues.place(person)
    half = window // 2
    padded = np.pad(x, half, mode="edge") if len(x) else x
    travelled = np.clip((padded[2 * half :] - padded[: len(x)]) / _TRAVEL, -1.0, 1.0)
    return np.nan_to_num(cues.knees_ahead(person)) + np.nan_to_num(travelled)


def _window(person: Poses) -> int:
    steps = np.diff(person.time)
    steps = steps[np.isfinite(steps) & (steps > 0)]
    if not len(steps):
        return _WINDOW_ROWS
    return max(3, round(_WINDOW_SECONDS / float(np.median(steps))) | 1)


def _running_median(values: Array, window: int) -> Array:
    return pd.Series(values).rolling(window, center=True, min_periods=1).median().to_numpy()


def _without_short_runs(codes: NDArray[np.int64], shortest: int) -> NDArray[np.int64]:
    """Give stretches that are too short to be meant to their longer neighbour, shortest first."""
    codes = codes.copy()
    while True:
        starts, lengths = _run_lengths(codes)
        if len(starts) < 2 or lengths.min() >= shortest:
            return codes
        run = int(lengths.argmin())
        neighbours = [n for n in (run - 1, run + 1) if 0 <= n < len(starts)]
        nearest = max(neighbours, key=lambda n: lengths[n])
        codes[starts[run] : starts[run] + lengths[run]] = codes[starts[nearest]]


def _run_lengths(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    return starts, np.diff(starts, append=len(codes))


def _runs(person: Poses, codes: NDArray[np.int64], views: Array) -> Iterator[Stretch]:
    for start, length in zip(*_run_lengths(codes), strict=True):
        rows = slice(start, start + length)
        frames = person.frame[rows]
        yield Stretch(
            int(person.track[start]),
            int(frames[0]),
            int(frames[-1]) + 1,
            LABELS[codes[start]],
            _typical(views[rows]),
            int(length),
        )


def _by_label(person: Poses, codes: NDArray[np.int64], views: Array) -> Iterator[Stretch]:
    for code in np.unique(codes):
        rows = codes == code
        frames = person.frame[rows]
        yield Stretch(
            int(person.track[0]),
            int(frames.min()),
            int(frames.max()) + 1,
            LABELS[code],
            _typical(views[rows]),
            int(rows.sum()),
            BY_ROW,
        )


def _typical(views: Array) -> float | None:
    known = views[np.isfinite(views)]
    return round(float(np.median(known)), 1) if len(known) else None
