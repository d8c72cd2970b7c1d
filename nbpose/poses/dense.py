"""Where rows and dense cubes meet: the only place that pads with NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose._arguments import need_array, need_whole
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses.columns import check_names

if TYPE_CHECKING:
    from nbpose.poses.table import Poses

_NUMBERS = "one, with NaN for gaps"


def cube(poses: Poses, column: str, track: int | None) -> NDArray[Any]:
    """One column of one person with frame t at index t; see `Poses.dense_column`."""
    check_names([column])
    values = getattr(poses, column)
    if values is None:
        raise PosesError(f'These poses have no column "{column}".')
    chosen = poses.track == _only_track(poses, track)
    frames = poses.frame[chosen]
    twice = _first_repeated(frames)
    if twice is not None:
        raise PosesError(
            f"Track {track} has several rows in frame {twice}; give each person a track of its own."
        )
    fill = np.nan if np.issubdtype(values.dtype, np.floating) else 0
    dense = np.full((poses.frame_count, *values.shape[1:]), fill, values.dtype)
    dense[frames] = values[chosen]
    return dense


def rows_of_cube(
    points: ArrayLike, confidence: ArrayLike | None, keypoints: int
) -> dict[str, NDArray[Any]]:
    """Columns of the rows in a dense array; people that are all NaN in a frame are left out."""
    dense = need_array("points", points, _NUMBERS)
    if dense.ndim == 3:
        dense = dense[:, None]
    if dense.ndim != 4 or dense.shape[2] != keypoints or dense.shape[3] not in (2, 3):
        raise ArgumentError(
            f"points has the shape {np.shape(points)}; give (T, {keypoints}, D) or "
            f"(T, P, {keypoints}, D) with D = 2 or 3."
        )
    if np.isinf(dense).any():
        raise ArgumentError("points has infinite values; write NaN where there is no position.")
    present = np.isfinite(dense).all(axis=-1).any(axis=-1)
    frame, track = np.nonzero(present)
    columns: dict[str, NDArray[Any]] = {
        "points": dense[frame, track],
        "frame": frame,
        "track": track,
    }
    if confidence is not None:
        scores = need_array("confidence", confidence, _NUMBERS)
        if scores.size != dense[..., 0].size:
            raise ArgumentError(
                f"confidence has the shape {scores.shape}; the points need {dense.shape[:-1]}."
            )
        columns["confidence"] = scores.reshape(dense.shape[:-1])[frame, track]
    return columns


def _only_track(poses: Poses, track: int | None) -> int:
    known = poses.tracks
    if track is None:
        if len(known) > 1:
            raise PosesError(
                f"The table has the tracks {', '.join(map(str, known))}; say which one is meant."
            )
        return known[0] if known else -1
    track = need_whole("track", track, "a whole number, -1 for people without one")
    if track not in poses.track:
        raise PosesError(
            f"The table has no track {track}; it has {', '.join(map(str, known)) or 'none'}."
        )
    return track


def _first_repeated(frames: NDArray[np.int64]) -> int | None:
    values, counts = np.unique(frames, return_counts=True)
    repeated = values[counts > 1]
    return int(repeated[0]) if len(repeated) else None
