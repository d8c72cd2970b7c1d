"""Annotations of a COCO file as the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.formats.coco_skeleton import fitting_skeletons
from nbpose.formats.coco_values import Entry, same, spelled
from nbpose.poses import AreaSource
from nbpose.skeletons import Skeleton

Columns = dict[str, Any]

NO_ID = -1
"""Stands in `track` and `id` where there is none."""


def read_rows(
    annotations: Sequence[Entry], skeleton: Skeleton, frames: Mapping[int, int]
) -> tuple[Columns, dict[str, Any]]:
    """Read annotations.

    Parameters
    ----------
    annotations : sequence of Entry
        N of them; ids and categories are checked.
    skeleton : Skeleton
        Their K keypoints.
    frames : mapping of int to int
        Frame of each image id.

    Returns
    -------
    dict
        Columns of the table.
    dict
        Positions of the annotations that have no keypoints (``without_keypoints``), and of those
        whose num_keypoints is not the number of keypoints with v > 0 (``uncounted``).

    Raises
    ------
    FormatError
        When an annotation says something impossible.
    """
    triples = np.array([_keypoints(entry, skeleton) for entry in annotations], np.float64)
    triples = triples.reshape(len(annotations), len(skeleton), 3)
    _check_visibility(annotations, triples, skeleton)
    points, visibility = triples[..., :2].copy(), triples[..., 2].astype(np.uint8)
    points[(visibility == 0) & (points == 0).all(axis=-1)] = np.nan
    columns = {
        "points": points,
        "visibility": visibility,
        "frame": [_frame(entry, frames) for entry in annotations],
        "id": [entry.integer("id") for entry in annotations],
        "category": [entry.integer("category_id") for entry in annotations],
        "track": [_track(entry) for entry in annotations],
        "score": [entry.number("score") for entry in annotations],
        "area": [entry.number("area") for entry in annotations],
        "area_source": [
            area_source_of(entry.values, entry.values.get("area") is None) for entry in annotations
        ],
        "bbox": _boxes(annotations),
        "extra": _extras(annotations),
    }
    return columns, _exceptions(annotations, visibility)


def _keypoints(entry: Entry, skeleton: Skeleton) -> list[float]:
    count = 3 * len(skeleton)
    if not has_keypoints(entry.values):
        return [0.0] * count
    values = entry.values["keypoints"]
    if type(values) is list and len(values) != count:
        mend = fitting_skeletons(len(values)) or "give x, y and v of each"
        found = f"these are {len(values)} numbers where {len(skeleton)} keypoints have {count}"
        raise entry.wrong("keypoints", f"{found}; {mend}")
    return entry.numbers("keypoints", count, "a list of x, y and v of each keypoint")


def has_keypoints(annotation: Mapping[str, Any]) -> bool:
    """Whether an annotation has a list of keypoints that is not empty."""
    return annotation.get("keypoints") not in (None, [])


def _check_visibility(
    annotations: Sequence[Entry], triples: NDArray[np.float64], skeleton: Skeleton
) -> None:
    wrong = np.argwhere(~np.isin(triples[..., 2], (0, 1, 2)))
    if len(wrong):
        row, keypoint = wrong[0]
        raise annotations[row].wrong_value(
            f"v of {skeleton.labels[keypoint]}",
            annotations[row].values["keypoints"][3 * keypoint + 2],
            "v is 0 (not labelled), 1 (hidden) or 2 (visible), and a probability belongs elsewhere",
        )


def _frame(entry: Entry, frames: Mapping[int, int]) -> int:
    image = entry.integer("image_id")
    if image not in frames:
        raise entry.wrong("image_id", "no image of the file has that id")
    return frames[image]


def _track(entry: Entry) -> int:
    if entry.values.get("track_id") is None:
        return NO_ID
    return max(entry.integer("track_id"), NO_ID)


def area_source_of(annotation: Mapping[str, Any], without_area: bool) -> AreaSource:
    """What the area of an annotation was measured from, as far as COCO tells."""
    if without_area:
        return AreaSource.NONE
    return AreaSource.SEGMENT if annotation.get("segmentation") else AreaSource.FILE


def _boxes(annotations: Sequence[Entry]) -> NDArray[np.float64]:
    boxes = [entry.numbers("bbox", 4, "x, y, width and height") for entry in annotations]
    return np.array(boxes, np.float64).reshape(-1, 4)


def _extras(annotations: Sequence[Entry]) -> NDArray[np.object_]:
    extras = np.empty(len(annotations), object)
    for position, entry in enumerate(annotations):
        entry.of_type("iscrowd", int, bool)
        entry.of_type("num_keypoints", int, float)
        entry.of_type("segmentation", list, dict)
        extras[position] = {
            key: value for key, value in entry.values.items() if not _comes_back(key, value)
        }
    return extras


def _comes_back(key: str, value: Any) -> bool:
    """Whether the columns give a value of an annotation back as it stands in the file."""
    if key in ("image_id", "category_id"):
        return True
    if key == "id":
        return bool(value != NO_ID)
    if key == "track_id":
        return value is not None and value >= 0
    if key in ("area", "score"):
        return value is not None and same(value, spelled(float(value)))
    if key in ("keypoints", "bbox"):
        return bool(value) and same(value, [spelled(float(number)) for number in value])
    return False


def _exceptions(annotations: Sequence[Entry], visibility: NDArray[np.uint8]) -> dict[str, Any]:
    counts = np.count_nonzero(visibility, axis=1).tolist()
    uncounted, without = [], []
    for position, (entry, count) in enumerate(zip(annotations, counts, strict=True)):
        if entry.values.get("num_keypoints", count) != count:
            uncounted.append(position)
        if "keypoints" not in entry.values:
            without.append(position)
    return {"uncounted": uncounted, "without_keypoints": without}
