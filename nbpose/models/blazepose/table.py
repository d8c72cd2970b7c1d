"""Bodies as rows of a pose table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nbpose.media import Media
from nbpose.models.blazepose.bodies import POINTS, Body
from nbpose.poses import AreaSource, Images, Origin, Poses
from nbpose.poses.boxes import boxes_around
from nbpose.skeletons import skeleton


def to_poses(rows: Sequence[tuple[int, int, Body]], media: Media, name: str) -> Poses:
    """Make a pose table.

    Parameters
    ----------
    rows : sequence of (int, int, Body)
        Frame, track (-1 none) and body, in the order of the table.
    media : Media
        Gives times, sizes and names of the frames.
    name : str
        Of the skeleton.

    Returns
    -------
    Poses
        The box of a row is the smallest around its points, as far as it lies in the picture, and
        its area that of the box; the score is the network's flag.
    """
    bodies = [body for _, _, body in rows]
    frame = np.array([number for number, _, _ in rows], dtype=np.int64)
    points = np.reshape([body.points for body in bodies], (-1, POINTS, 2))
    sizes = {number: media.size_of(number) for number in np.unique(frame).tolist()}
    bbox = boxes_around(points, np.reshape([sizes[n] for n in frame.tolist()], (-1, 2)))
    return Poses.build(
        skeleton(name),
        points,
        frame=frame,
        time=media.times[frame],
        track=np.array([track for _, track, _ in rows], dtype=np.int64),
        confidence=np.reshape([body.confidence for body in bodies], (-1, POINTS)),
        world=np.reshape([body.world for body in bodies], (-1, POINTS, 3)),
        origin=np.full((len(rows), POINTS), Origin.MODEL),
        score=np.array([body.flag for body in bodies], dtype=np.float64),
        bbox=bbox,
        area=bbox[:, 2] * bbox[:, 3],
        area_source=np.full(len(rows), AreaSource.POINTS),
        fps=media.fps,
        images=Images.of_media(media),
    )
