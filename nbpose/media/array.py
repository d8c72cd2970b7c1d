"""Frames that are in memory already."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import MediaError
from nbpose.media import fingerprint
from nbpose.media.media import Frame, Media, steady_times


class ArrayMedia(Media):
    """Arrays as media. Grey becomes RGB when a frame is read; alpha is left out.

    Parameters
    ----------
    frames : sequence of (H, W) or (H, W, 1, 3 or 4) uint8
        One or more pictures, RGB; sizes may differ.
    fps : float, optional
        Frames a second.
    """

    kind = "array"

    def __init__(self, frames: Sequence[NDArray[np.uint8]], fps: float | None = None) -> None:
        super().__init__("array", None)
        self._pictures = frames
        self._fps = fps
        self._times = steady_times(len(frames), fps)

    def __len__(self) -> int:
        return len(self._pictures)

    def _read(self, index: int) -> Frame:
        picture = self._pictures[index]
        if picture.ndim == 2 or picture.shape[2] == 1:
            return np.repeat(picture.reshape(*picture.shape[:2], 1), 3, axis=2)
        return picture[..., :3].copy()

    def size_of(self, index: int) -> tuple[int, int]:
        """Width and height of a frame in pixels."""
        height, width = self._pictures[self.frame_number(index)].shape[:2]
        return width, height

    @property
    def fps(self) -> float | None:
        """Frames a second, as it was given."""
        return self._fps

    @property
    def times(self) -> NDArray[np.float64]:
        """(N,) seconds: i / fps, or NaN without it."""
        return self._times

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash of the shapes and samples of the pixels."""
        return fingerprint.of_arrays(frame for _, frame in self.frames())


def split_array(array: NDArray[Any]) -> list[NDArray[np.uint8]]:
    """Split an array into pictures.

    Parameters
    ----------
    array : (H, W), (H, W, 3 or 4) or (T, H, W, 1, 3 or 4) uint8
        One picture, or T of them.

    Returns
    -------
    list of arrays
        Views of the pictures.

    Raises
    ------
    MediaError
        When dtype or shape are none of these.
    """
    if array.ndim == 4 and array.shape[3] in (1, 3, 4):
        return [_checked(picture) for picture in array]
    return [_checked(array)]


def _checked(picture: NDArray[Any]) -> NDArray[np.uint8]:
    if picture.dtype != np.uint8:
        raise MediaError(
            f"The array has the dtype {picture.dtype}; frames are uint8, so convert it: "
            f"{_conversion(picture.dtype)}."
        )
    channels_fit = picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (1, 3, 4))
    if not channels_fit:
        raise MediaError(
            f"The array has the shape {picture.shape}; give one picture as (H, W) or (H, W, 3), "
            f"or several as (T, H, W, 3); a grey clip needs array[..., None]."
        )
    if picture.size == 0:
        raise MediaError(f"The array has the shape {picture.shape}, so it has no pixels.")
    return picture


def _conversion(dtype: np.dtype[Any]) -> str:
    if dtype.kind == "f":
        return "(array * 255).round().astype(np.uint8) if it goes from 0 to 1"
    if dtype.kind == "b":
        return "array.astype(np.uint8) * 255"
    if dtype == np.uint16:
        return "(array >> 8).astype(np.uint8) if it uses all 16 bits"
    return "array.clip(0, 255).astype(np.uint8)"
