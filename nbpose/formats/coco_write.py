"""Writing COCO keypoint files.

A table that was read from a COCO file gives that file back: every key that `coco_read` kept and,
where a value has not changed, its very spelling. What changed is written anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nbpose.errors import FormatError
from nbpose.formats import coco_own
from nbpose.formats.coco_annotation import write_rows
from nbpose.formats.coco_images import write_images
from nbpose.formats.coco_skeleton import category_of, describe, has_looks, keypoints_of, skeleton_of
from nbpose.formats.coco_values import Entry
from nbpose.formats.json_file import to_json
from nbpose.poses import Poses


def write(poses: Poses, path: Path) -> bytes:
    """Write a table as a COCO keypoint file.

    Positions are written with all their digits, and whole numbers without a fraction. Rows
    without an id get the next free one, from 1. A row that came from no file gets num_keypoints
    (v > 0), iscrowd 0, and where it has none the box of its points and the area of its box. What
    COCO has no key for stands in keys that other tools pass over; see `coco_own`.

    Parameters
    ----------
    poses : Poses
        In pixels.
    path : Path
        Where it will go, for messages.

    Returns
    -------
    bytes
        JSON.

    Raises
    ------
    FormatError
        When COCO cannot hold the table.
    """
    return to_json(to_document(poses, path), path)


def to_document(poses: Poses, path: Path) -> dict[str, Any]:
    """Give a table as the value of a COCO file; see `write`."""
    if poses.unit != "px" or poses.points.shape[2] != 2:
        raise FormatError(
            f"{path} cannot be written: COCO holds 2-D pixels and these poses are "
            f"{poses.points.shape[2]}-D in {poses.unit}; save them as .csv."
        )
    origin = poses.file_info.get("coco")
    images = write_images(poses)
    annotations = write_rows(poses, [image["id"] for image in images], path)
    categories, description = _categories(poses, origin, path)
    document = dict(origin["document"]) if origin else dict(_NEW)
    document |= {"images": images, "annotations": annotations, "categories": categories}
    section = coco_own.write_section(poses, annotations, description)
    if origin is None or origin["own"] or len(section) > 1:
        document[coco_own.KEY] = section
    return document


_OF_SKELETON = ("keypoints", "skeleton")

_NEW: dict[str, Any] = {
    "info": {"description": "Keypoints, written by nbpose"},
    "licenses": [],
    "images": None,
    "annotations": None,
    "categories": None,
}


def _categories(
    poses: Poses, origin: Mapping[str, Any] | None, path: Path
) -> tuple[list[dict[str, Any]], Any]:
    """Categories of the file, and a description of the skeleton where they do not say all of it."""
    categories = (
        {entry["id"]: entry for entry in origin["document"]["categories"]} if origin else {}
    )
    used = np.unique(poses.category).tolist() or list(categories) or [1]
    as_read = origin is not None and describe(poses.skeleton) == origin["skeleton"]
    if as_read:
        shared = next((number for number in used if number in categories), None)
        names = {k: v for k, v in categories.get(shared, {}).items() if k in _OF_SKELETON}
    else:
        names = keypoints_of(poses.skeleton)
    for number in used:
        if number not in categories:
            categories[number] = category_of(poses.skeleton, number) | names
        elif not as_read:
            categories[number] = categories[number] | names
    if as_read and origin is not None and not origin["own"]:
        return list(categories.values()), None
    return list(categories.values()), _description(poses, categories[used[0]], path)


def _description(poses: Poses, category: Mapping[str, Any], path: Path) -> Any:
    entry = Entry(path, "the category", category)
    says_all = bool(category.get("keypoints")) and skeleton_of(entry)[0] == poses.skeleton
    return None if says_all and not has_looks(poses.skeleton) else describe(poses.skeleton)
