"""What functions say when they are given something else than media, or than a frame."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose._arguments import shown
from nbpose.errors import ArgumentError
from nbpose.media.media import Media


def need_media(value: Any, function: str) -> Media:
    """Give media back, or say what came instead.

    Parameters
    ----------
    value : object
        What a user gave.
    function : str
        Name of the function it was given to.

    Returns
    -------
    Media

    Raises
    ------
    ArgumentError
        When it is anything else.
    """
    if isinstance(value, Media):
        return value
    raise ArgumentError(
        f"{function} needs the media, as nbp.open gives it; {shown(value)} is none."
    )


def need_picture(frame: Any) -> NDArray[np.uint8]:
    """Give an RGB picture back as an array, or say what came instead.

    Parameters
    ----------
    frame : object
        What a user gave.

    Returns
    -------
    (H, W, 3) uint8

    Raises
    ------
    ArgumentError
        When it has another shape or type.
    """
    picture: NDArray[Any] = np.asarray(frame)
    fits = picture.ndim == 3 and picture.shape[2] == 3 and picture.dtype == np.uint8
    if not fits or not picture.size:
        raise ArgumentError(
            f"frame has the shape {picture.shape} and the type {picture.dtype}; give an RGB "
            f"picture of shape (H, W, 3) and type uint8, such as media[0]."
        )
    return picture
