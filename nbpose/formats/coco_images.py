"""The images of a COCO file, both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nbpose.errors import FormatError
from nbpose.formats.coco_values import Entry, same
from nbpose.poses import Images, Poses

_SIDES = ("width", "height")


def read_images(values: Sequence[Any], path: Path) -> tuple[Images, dict[int, int]]:
    """Read the images of a file.

    Parameters
    ----------
    values : list
        As the file has them.
    path : Path
        The file, for messages.

    Returns
    -------
    Images
        In the order of the file.
    dict of int to int
        Frame of each image id.

    Raises
    ------
    FormatError
        When an image says something impossible.
    """
    frames: dict[int, int] = {}
    names, sizes, extras = [], [], []
    for position, value in enumerate(values):
        if type(value) is not dict:
            raise FormatError(
                f"{path}: images[{position}] is a {type(value).__name__}; it must be an object."
            )
        entry = Entry(path, f"images[{position}]", value)
        number = entry.integer("id")
        if number in frames:
            raise entry.wrong("id", "another image has it too, so give each its own")
        frames[number] = position
        names.append(entry.text("file_name"))
        sizes.append([_side(entry, side) for side in _SIDES])
        written = _known_keys(number, names[-1], sizes[-1])
        extras.append(
            {k: v for k, v in value.items() if k not in written or not same(v, written[k])}
        )
    return (
        Images(
            tuple(names),
            np.array(list(frames), np.int64),
            np.array(sizes, np.int64).reshape(-1, 2),
            tuple(extras) if any(extras) else (),
        ),
        frames,
    )


def _side(entry: Entry, side: str) -> int:
    value = entry.values.get(side)
    if value is None:
        return 0
    number = entry.number(side)
    if not number.is_integer() or not 0 <= number < 1 << 31:
        raise entry.wrong(side, "give a whole number of pixels")
    return int(number)


def _known_keys(number: int, name: str, size: Sequence[int]) -> dict[str, Any]:
    known: dict[str, Any] = {"id": number}
    if name:
        known["file_name"] = name
    return known | {key: int(side) for key, side in zip(_SIDES, size, strict=True) if side}


def write_images(poses: Poses) -> list[dict[str, Any]]:
    """Write the images of a table, and make up those of frames that it does not list.

    Parameters
    ----------
    poses : Poses
        Whose images.

    Returns
    -------
    list of dict
        One for each frame.
    """
    images = poses.images
    made_up = Images.of_clip("", poses.frame_count, (0, 0))
    next_id = int(images.id.max()) + 1 if len(images) else 1
    written = []
    for frame in range(poses.frame_count):
        if frame < len(images):
            extra = images.extra[frame] if images.extra else {}
            known = _known_keys(int(images.id[frame]), images.name[frame], images.size[frame])
            written.append(_with_extra(known, extra))
        else:
            written.append({"id": next_id, "file_name": made_up.name[frame]})
            next_id += 1
    return written


def _with_extra(known: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """Put the file's own spelling in, where the value is still the one that it means."""
    blank = {"file_name": "", "width": 0, "height": 0}
    verbatim = {
        key: value
        for key, value in extra.items()
        if key not in blank or (value or blank[key]) == known.get(key, blank[key])
    }
    return known | verbatim
