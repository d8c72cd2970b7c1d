"""What functions say when they are given something else than media."""

from __future__ import annotations

from typing import Any

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
