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
