"""Smoothed copies of pose tables, by MediaPipe's constants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import PosesError
from nbpose.poses import Origin, Poses, need_poses
from nbpose.signals import gaps, one_euro
from nbpose.signals.one_euro import check_cutoffs

Array = NDArray[np.float64]

_WORLD = {"min_cutoff": 0.1, "beta": 40.0}


def smooth(poses: Poses, min_cutoff: float = 0.05, beta: float = 80.0) -> Poses:
    """Smooth the points of followed people with a One-Euro filter.

    The poses given stay as they are: keep both, and measure on the one you name. Nothing is
    smoothed across a change of identity or a gap; rows without a track stay raw, and points that
    a person placed or verified stay where they are.

    Parameters
    ----------
    poses : Poses
        With times and track ids, as `estimate` gives them for a clip.
    min_cutoff : float
        Cutoff at rest, Hz: the smaller, the calmer and the later.
    beta : float
        How fast the cutoff grows with speed, in sizes of the person a second.

    Returns
    -------
    Poses
        A new table: points, and world coordinates where there are any (at 0.1 Hz and 40).

    Raises
    ------
    PosesError
        When rows with a track have no time.
    ArgumentError
        When a constant of the filter is no number, or too small.

    Notes
    -----
    Source: MediaPipe's pose_landmark_filtering.pbtxt; derivative cutoff 1 Hz. Speeds count in
    diagonals of the box around the person, where MediaPipe takes the diameter of its region.
    """
    need_poses(poses, "smooth")
    check_cutoffs(min_cutoff, beta)
    followed = poses.track >= 0
    if np.isnan(poses.time[followed]).any():
        raise PosesError(
            "Rows with a track have no time, so they cannot be smoothed; estimate a clip, or open "
            "pictures with nbp.open(folder, fps=...)."
        )
    points = poses.points.copy()
    world = None if poses.world is None else poses.world.copy()
    for rows in runs(poses.track, poses.frame):
        time = poses.time[rows]
        scale = 1.0 / _diagonals(points[rows])
        points[rows] = one_euro(points[rows], time, min_cutoff, beta, speed_scale=scale)
        if world is not None:
            world[rows] = one_euro(world[rows], time, **_WORLD)
    placed = np.isin(poses.origin, (Origin.PERSON, Origin.VERIFIED))
    points[placed] = poses.points[placed]
    return poses.replace(points=points, world=world)


def runs(track: NDArray[np.int64], frame: NDArray[np.int64]) -> list[NDArray[np.intp]]:
    """Find the rows of each person that follow each other without a gap.

    Parameters
    ----------
    track, frame : (N,) int64
        Of each row.

    Returns
    -------
    list of int arrays
        Indices of rows, by frame. What a gap is, `nbpose.signals.gaps` says.
    """
    found = []
    for identity in np.unique(track[track >= 0]):
        rows = np.flatnonzero(track == identity)
        rows = rows[np.argsort(frame[rows], kind="stable")]
        if len(rows) > 1:
            found += np.split(rows, gaps(frame[rows]) + 1)
    return found


def _diagonals(points: Array) -> Array:
    """Diagonal of the box around each row's points; (n,), at least one pixel, NaN without any."""
    places = points[..., :2]
    extent = np.fmax.reduce(places, axis=1) - np.fmin.reduce(places, axis=1)  # both pass over NaN
    return np.asarray(np.maximum(np.hypot(extent[:, 0], extent[:, 1]), 1.0))
