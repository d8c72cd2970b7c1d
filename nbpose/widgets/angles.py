"""What the browser needs to read joint angles while a joint is in the hand, with no kernel."""

from __future__ import annotations

from typing import Any

import numpy as np

from nbpose.analysis import facing
from nbpose.analysis.resolved import resolved
from nbpose.poses import Poses

REACH = 512
"""Frames either side of the cursor that facing is decided over at once: a second of them counts."""


def angles_trait(poses: Poses) -> dict[str, Any]:
    """Definitions of the skeleton's joint angles; empty where points are not the picture's.

    Parameters
    ----------
    poses : Poses
        What is edited.

    Returns
    -------
    dict
        See `nbpose.analysis.resolved.resolved`.
    """
    in_plane = poses.points.shape[2] == 2 and poses.axes != "y-up"  # the editor draws y downwards
    return resolved(poses.skeleton) if in_plane else {}


def stretches(poses: Poses) -> list[list[Any]]:
    """Where people face, as decided over time.

    Rows that are not listed are decided each by itself, by the same cues: the browser does that,
    for such a row's facing changes while a joint is dragged.

    Parameters
    ----------
    poses : Poses
        2-D, N rows of neighbouring frames.

    Returns
    -------
    list of [track, start, stop, facing]
        By track and frame; ``facing`` as `nbpose.analysis.facing.LABELS` names it.
    """
    if not len(poses):
        return []
    tracks, rows = np.unique(poses.track, return_counts=True)
    alone = set(tracks[rows == 1].tolist())
    return [
        [stretch.track, stretch.start, stretch.stop, stretch.facing]
        for stretch in facing.decide(poses)[1]
        if stretch.decided != facing.BY_ROW and stretch.track not in alone
    ]
