"""The frames that a pose table speaks of: their names, ids and sizes, with or without pictures."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nbpose._arguments import need_array, need_whole, shown
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses.columns import read_only


class FrameSource(Protocol):
    """As much of `nbpose.media.Media` as is needed to describe its frames."""

    kind: ClassVar[Literal["video", "images", "array"]]
    name: str

    def __len__(self) -> int: ...

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the first frame in pixels."""
        ...

    def size_of(self, index: int) -> tuple[int, int]:
        """Width and height of a frame in pixels."""
        ...

    def frame_name(self, index: int) -> str:
        """File name of a picture."""
        ...


@dataclass(frozen=True, eq=False)
class Images:
    """Frame i of a table is entry i here.

    Parameters
    ----------
    name : tuple of str
        M file names; for a frame of a clip the name it would have as a picture.
    id : (M,) int64
        Ids as in the file they come from.
    size : (M, 2) int64
        Width and height in pixels; 0 where unknown.
    extra : tuple of mappings
        M mappings with what else the file says of each, kept for a lossless way back.

    Raises
    ------
    PosesError
        When the columns differ in length.
    """

    name: tuple[str, ...] = ()
    id: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    size: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    extra: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _names(self.name))
        object.__setattr__(self, "id", read_only("image ids", self.id, np.int64))
        object.__setattr__(self, "size", read_only("image sizes", self.size, np.int64))
        count = len(self.name)
        if self.id.shape != (count,) or self.size.shape != (count, 2):
            raise PosesError(
                f"Images: {count} names, ids of shape {self.id.shape} and sizes of shape "
                f"{self.size.shape} do not fit together; give one of each for every frame."
            )
        if not isinstance(self.extra, Sequence):
            raise PosesError(f"Images: extra is {shown(self.extra)}; give a mapping for each name.")
        if self.extra and len(self.extra) != count:
            raise PosesError(
                f"Images: {len(self.extra)} extras for {count} names; give one for each, or none."
            )

    def __len__(self) -> int:
        return len(self.name)

    @classmethod
    def of_pictures(cls, names: Sequence[str], sizes: Sequence[tuple[int, int]]) -> Images:
        """Describe pictures by file name; ids count from 1, as COCO tools expect.

        Parameters
        ----------
        names : sequence of str
            M file names.
        sizes : sequence of (int, int)
            M widths and heights in pixels.

        Returns
        -------
        Images
        """
        names = _names(names)
        return cls(
            names,
            np.arange(1, len(names) + 1, dtype=np.int64),
            np.asarray(sizes, np.int64).reshape(-1, 2),
        )

    @classmethod
    def of_clip(cls, name: str, count: int, size: tuple[int, int]) -> Images:
        """Describe the frames of a clip; each gets the file name it would have as a picture.

        Parameters
        ----------
        name : str
            File name of the clip.
        count : int
            Number of frames.
        size : (int, int)
            Width and height in pixels.

        Returns
        -------
        Images
        """
        if not isinstance(name, str):
            raise ArgumentError(f"name is {shown(name)}; give the file name of the clip.")
        count = need_whole("count", count, "a number of frames from 0 on", 0)
        if need_array("size", size, "width and height in pixels").shape != (2,):
            raise ArgumentError(f"size is {shown(size)}; give width and height in pixels.")
        stem = name.rsplit(".", 1)[0] or "frame"
        names = tuple(f"{stem}_{frame:06d}.jpg" for frame in range(count))
        extra = tuple({"video": name, "frame_index": frame} for frame in range(count))
        sizes = np.tile(np.asarray(size, np.int64), (count, 1)).reshape(-1, 2)
        return cls(names, np.arange(1, count + 1, dtype=np.int64), sizes, extra)

    @classmethod
    def of_media(cls, media: FrameSource) -> Images:
        """Describe the frames of a media.

        Parameters
        ----------
        media : Media
            A clip, pictures or arrays.

        Returns
        -------
        Images
            Pictures keep their file names; other frames get the names they would have.
        """
        if not hasattr(media, "size_of"):
            raise ArgumentError(
                f"of_media needs the media, as nbp.open gives it; {shown(media)} is none."
            )
        clip = cls.of_clip(media.name, len(media), media.size)
        if media.kind == "video":  # all frames of a clip have one size
            return clip
        sizes = [media.size_of(index) for index in range(len(media))]
        if media.kind == "images":
            return cls.of_pictures([media.frame_name(i) for i in range(len(media))], sizes)
        return replace(clip, size=np.asarray(sizes, np.int64).reshape(-1, 2))


def _names(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise PosesError(f"The names of images are {shown(names)}; give a list of file names.")
    return tuple(os.fspath(name) if isinstance(name, os.PathLike) else name for name in names)
