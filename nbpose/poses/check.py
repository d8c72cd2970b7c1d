"""What functions say when they are given something else than poses."""

from __future__ import annotations

from typing import Any

from nbpose.errors import ArgumentError
from nbpose.poses.table import Poses


def need_poses(value: Any, function: str) -> Poses:
    """Give poses back, or say what came instead.

    Parameters
    ----------
    value : object
        What a user gave.
    function : str
        Name of the function it was given to.

    Returns
    -------
    Poses

    Raises
    ------
    ArgumentError
        When it is anything else.
    """
    if isinstance(value, Poses):
        return value
    raise ArgumentError(
        f"{function} needs Poses, as nbp.estimate and nbp.load give them; "
        f"it was given a {type(value).__name__}."
    )


def need_pixels(value: Any, function: str, beside: str = "") -> Poses:
    """Give poses back that lie on frames, or say what came instead.

    Parameters
    ----------
    value : object
        What a user gave.
    function : str
        Name of the function it was given to.
    beside : str
        What else to give where the poses are in space, as the end of the sentence.

    Returns
    -------
    Poses
        2-D, in pixels.

    Raises
    ------
    ArgumentError
        When it is anything else.
    """
    poses = need_poses(value, function)
    dimensions = poses.points.shape[2]
    if poses.unit != "px" or dimensions != 2:
        raise ArgumentError(
            f"{function} needs 2-D poses in pixels, these are {dimensions}-D in {poses.unit}; "
            f"give the poses that they were made from{beside}."
        )
    return poses
