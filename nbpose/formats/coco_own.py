"""What nbpose adds to a COCO file of its own, in keys that other tools pass over.

The top-level key "nbpose" names those of the following keys that stand in the annotations; in a
file without it they are somebody else's.

==================== =========================================================================
keypoint_scores      K confidences of the model, null where a person placed the point
keypoint_origins     K codes of `Origin`
world                K times [x, y, z] in metres, or null
time                 seconds
area_source          "none", "segment", "box", "points" or "file"
derived              which keys of the annotation the row does not have, but COCO tools want
==================== =========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import NbposeError
from nbpose.formats.coco_rows import area_source_of
from nbpose.formats.coco_skeleton import described
from nbpose.formats.coco_values import Entry
from nbpose.poses import AreaSource, Images, Origin, Poses
from nbpose.poses.said import PERSON_FACTS, facts_among
from nbpose.skeletons import Skeleton

KEY = "nbpose"
VERSION = 1
_NOT_OURS = ("coco", "notes")  # of file_info: they are made when a file is read
DERIVED = ("num_keypoints", "iscrowd", "bbox", "area")
KEYS = ("keypoint_scores", "keypoint_origins", "world", "time", "area_source", "derived")


def section(document: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Give what a file says under "nbpose"; nothing when that is not ours.

    Parameters
    ----------
    document : mapping
        The file.
    path : Path
        For messages.

    Returns
    -------
    mapping
        Checked; empty in most files.

    Raises
    ------
    FormatError
        When a newer nbpose wrote it, or it was changed by hand.
    """
    own = document.get(KEY)
    if type(own) is not dict or type(own.get("version")) is not int:
        return {}
    entry = Entry(path, f'the section "{KEY}"', own)
    if own["version"] != VERSION:
        raise entry.wrong("version", f"this nbpose reads version {VERSION}, so update it")
    entry.of_type("keys", list)
    entry.of_type("axes", str)
    entry.of_type("file_info", dict)
    entry.of_type("images", int)
    entry.of_type("skeleton", str, dict)
    if any(key not in KEYS for key in own.get("keys") or ()):
        raise entry.wrong("keys", f"there are {', '.join(KEYS)}")
    if not np.isnan(entry.number("fps")) and entry.number("fps") <= 0:
        raise entry.wrong("fps", "give a positive number")
    return own


def skeleton(own: Mapping[str, Any], path: Path) -> Skeleton | None:
    """Make the skeleton that a file of ours describes, if it does."""
    if own.get("skeleton") is None:
        return None
    try:
        return described(own["skeleton"])
    except (NbposeError, TypeError, ValueError, AttributeError) as error:
        raise Entry(path, f'the section "{KEY}"', own).wrong(
            "skeleton", f"no skeleton can be made of it: {error}"
        ) from None


def about(own: Mapping[str, Any], images: Images) -> dict[str, Any]:
    """Give the facts of the table as a whole.

    Parameters
    ----------
    own : mapping
        See `section`.
    images : Images
        Of the file; some may have been made up when it was written.

    Returns
    -------
    dict
        fps, axes, images and file_info.
    """
    count = own.get("images")
    if count is not None:
        extra = images.extra[:count]
        images = Images(images.name[:count], images.id[:count], images.size[:count], extra)
    fps = own.get("fps")
    return {
        "fps": None if fps is None else float(fps),
        "axes": own.get("axes"),
        "images": images,
        "file_info": dict(own.get("file_info") or {}),
    }


def columns(
    own: Mapping[str, Any], annotations: Sequence[Entry], base: Mapping[str, Any]
) -> dict[str, Any]:
    """Read our keys of the annotations.

    Parameters
    ----------
    own : mapping
        See `section`.
    annotations : sequence of Entry
        N of them.
    base : mapping
        The columns read so far.

    Returns
    -------
    dict
        Columns to put in their place.

    Raises
    ------
    FormatError
        When a key was changed by hand to something impossible.
    """
    if not own:
        return {}
    keys = own.get("keys") or ()
    count = base["points"].shape[1]
    read = {
        name: np.array([parse(entry, count) for entry in annotations], dtype)
        for key, (name, dtype, parse) in _PARSERS.items()
        if key in keys
    }
    bbox, area = base["bbox"].copy(), np.array(base["area"], np.float64)
    sources = np.array(base["area_source"], np.uint8)
    extras = np.empty(len(annotations), object)
    for position, entry in enumerate(annotations):
        named = _area_source(entry) if "area_source" in keys else None
        sources[position] = sources[position] if named is None else named
        extra = {k: v for k, v in base["extra"][position].items() if k not in keys}
        derived = _derived(entry) if "derived" in keys else ()
        added = set(extra) - set(derived) - set(PERSON_FACTS)
        if not derived or added:  # somebody added to it: now it is the file's
            extras[position] = extra | ({"derived": derived} if derived else {})
            continue
        extras[position] = facts_among(extra, PERSON_FACTS) or None
        bbox[position] = np.nan if "bbox" in derived else bbox[position]
        if "area" in derived:
            area[position], sources[position] = np.nan, named or AreaSource.NONE
    extra_column = extras if any(extra is not None for extra in extras) else None
    return read | {"bbox": bbox, "area": area, "area_source": sources, "extra": extra_column}


def _derived(entry: Entry) -> list[str]:
    names = entry.values.get("derived", [])
    if type(names) is not list or any(name not in DERIVED for name in names):
        raise entry.wrong("derived", f"it is a list of {', '.join(DERIVED)}")
    return names


def _scores(entry: Entry, count: int) -> list[float]:
    return _nullable(entry, "keypoint_scores", entry.values.get("keypoint_scores"), count)


def _origins(entry: Entry, count: int) -> list[int]:
    codes = entry.values.get("keypoint_origins", [0] * count)
    fits = type(codes) is list and len(codes) == count
    if not fits or any(type(code) is not int or code not in _ORIGINS for code in codes):
        raise entry.wrong("keypoint_origins", f"give {count} codes from 0 to {max(_ORIGINS)}")
    return list(codes)


def _world(entry: Entry, count: int) -> list[list[float]]:
    points = entry.values.get("world", [None] * count)
    if type(points) is not list or len(points) != count:
        raise entry.wrong("world", f"give {count} points of x, y and z")
    return [_nullable(entry, "world", point, 3) for point in points]


def _time(entry: Entry, count: int) -> float:
    return entry.number("time")


def _nullable(entry: Entry, key: str, values: Any, count: int) -> list[float]:
    """Numbers with NaN for null."""
    values = [None] * count if values is None else values
    if type(values) is not list or len(values) != count:
        raise entry.wrong(key, f"give {count} numbers or nulls")
    return [Entry(entry.path, entry.name, {key: value}).number(key) for value in values]


def _area_source(entry: Entry) -> AreaSource | None:
    """What an annotation says its area was measured from; None where it does not."""
    name = entry.values.get("area_source")
    if name is None:
        return None
    if type(name) is not str or name.upper() not in AreaSource.__members__:
        known = ", ".join(source.name.lower() for source in AreaSource)
        raise entry.wrong("area_source", f"it is one of {known}")
    return AreaSource[name.upper()]


_ORIGINS = tuple(map(int, Origin))

_PARSERS: dict[str, tuple[str, Any, Callable[[Entry, int], Any]]] = {
    "keypoint_scores": ("confidence", np.float32, _scores),
    "keypoint_origins": ("origin", np.uint8, _origins),
    "world": ("world", np.float64, _world),
    "time": ("time", np.float64, _time),
}
"""Column, dtype and parser of each key that has a column of its own."""


def write_keys(poses: Poses) -> list[dict[str, Any]]:
    """Give our keys of each row; only those that say something.

    Parameters
    ----------
    poses : Poses
        N rows.

    Returns
    -------
    list of dict
        N of them.
    """
    rows: list[dict[str, Any]] = [{} for _ in range(len(poses))]
    extras = [None] * len(poses) if poses.extra is None else poses.extra
    for row in np.flatnonzero(~np.isnan(poses.confidence).all(axis=1)):
        rows[row]["keypoint_scores"] = [_short(value) for value in poses.confidence[row]]
    for row in np.flatnonzero(poses.origin.any(axis=1)):
        rows[row]["keypoint_origins"] = poses.origin[row].tolist()
    for row in np.flatnonzero(np.isfinite(poses.time)):
        rows[row]["time"] = float(poses.time[row])
    if poses.world is not None:
        for keys, points in zip(rows, poses.world, strict=True):
            keys["world"] = [_or_null(point) for point in points]
    for keys, source, area, extra in zip(rows, poses.area_source, poses.area, extras, strict=True):
        if source != area_source_of(extra or {}, bool(np.isnan(area))):
            keys["area_source"] = AreaSource(source).name.lower()
    return rows


def _short(value: np.float32) -> float | None:
    """Write a float32 with the fewest digits that give it back."""
    return None if np.isnan(value) else float(str(value))


def _or_null(point: NDArray[np.float64]) -> list[float | None] | None:
    values = [None if np.isnan(value) else float(value) for value in point]
    return None if values == [None] * len(values) else values


def write_section(
    poses: Poses, annotations: Sequence[Mapping[str, Any]], described_skeleton: Any
) -> dict[str, Any]:
    """Give our section of a file; only what says something beside the version.

    Parameters
    ----------
    poses : Poses
        The table.
    annotations : sequence of mappings
        As they are written.
    described_skeleton : str, dict or None
        The skeleton, where the categories do not say all of it.

    Returns
    -------
    dict
    """
    used = {key for annotation in annotations for key in annotation}
    facts = {key: value for key, value in poses.file_info.items() if key not in _NOT_OURS}
    said = {
        "keys": [key for key in KEYS if key in used] or None,
        "skeleton": described_skeleton,
        "fps": poses.fps,
        "axes": poses.axes,
        "images": len(poses.images) if len(poses.images) < poses.frame_count else None,
        "file_info": facts or None,
    }
    return {"version": VERSION} | {key: value for key, value in said.items() if value is not None}
