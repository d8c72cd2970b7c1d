"""Reading COCO keypoint files.

What the columns of `Poses` hold is not kept twice. Every other key of an annotation or image, and
a value that is spelled otherwise than nbpose would (12.0 for 12, null), stands in the `extra` of
the row or image, and what the file says beside them in ``file_info["coco"]``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import FormatError
from nbpose.formats import coco_own
from nbpose.formats.coco_images import read_images
from nbpose.formats.coco_origin import CocoOrigin
from nbpose.formats.coco_rows import read_rows
from nbpose.formats.coco_skeleton import (
    describe,
    fitting_skeletons,
    keypoint_names,
    skeleton_of,
)
from nbpose.formats.coco_values import Entry
from nbpose.formats.json_file import read_json
from nbpose.poses import Poses
from nbpose.skeletons import Skeleton, need_skeleton


def read(path: Path, skeleton: str | Skeleton | None = None, category: str | None = None) -> Poses:
    """Read a COCO keypoint file.

    Parameters
    ----------
    path : Path
        Of an existing JSON file with images, annotations and categories.
    skeleton : str or Skeleton, optional
        For a file that does not name its keypoints.
    category : str, optional
        Name of the category to read; annotations of others are only kept to be written back.

    Returns
    -------
    Poses
        One row an annotation; row ids are positions in the file, and frame i is image i. An
        annotation without keypoints is a row without positions. A keypoint with v = 0 at (0, 0)
        has no position.

    Raises
    ------
    FormatError
        When the file is no such file, or says something impossible.
    """
    document, constants = read_json(path)
    _check_document(document, path)
    own = coco_own.section(document, path)
    images, frames = read_images(document["images"], path)
    categories = _categories(document.get("categories", []), path)
    annotations = _annotations(document["annotations"], path)
    _check_categories(annotations, categories)
    rows, others = _split(annotations, _ids_of(category, categories, path))
    annotations = [annotations[row] for row in rows]
    wanted = None if skeleton is None else need_skeleton(skeleton)
    wanted = wanted or coco_own.skeleton(own, path)
    chosen, notes = (wanted, []) if wanted else _skeleton(annotations, categories, path)
    columns, info = read_rows(annotations, chosen, frames)
    notes = [*notes, *_inverted_boxes(columns["bbox"], annotations, path)]
    if constants:  # not in a field that was read, or it would have been named
        raise FormatError(f"{path} holds {constants[0]}, which is no JSON; write null instead.")
    columns |= {"row": rows} | coco_own.columns(own, annotations, columns)
    info = {name: [rows[position] for position in found] for name, found in info.items()}
    info |= {"skeleton": describe(chosen), "own": bool(own), "others": others}
    info["document"] = _frame(document, own)
    about = coco_own.about(own, images)
    facts = about.pop("file_info") | {"coco": CocoOrigin(info)}
    if notes:
        facts["notes"] = tuple(notes)
    return Poses.build(chosen, **columns, **about, file_info=facts)


def _inverted_boxes(
    boxes: NDArray[np.float64], annotations: Sequence[Entry], path: Path
) -> list[str]:
    """Say which boxes have a negative size; they are kept as the file has them."""
    inverted = np.flatnonzero((boxes[:, 2:] < 0).any(axis=1))
    if not len(inverted):
        return []
    many = f"{len(inverted)} boxes have" if len(inverted) > 1 else "1 box has"
    first = annotations[inverted[0]].name
    return [f"{path}: {many} a negative size, the first of {first}; mend width and height."]


def _frame(document: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says beside images and annotations; their places are kept for the order."""
    return {
        key: None if key in ("images", "annotations") else value
        for key, value in document.items()
        if key != coco_own.KEY or not own
    }


def _split(
    annotations: Sequence[Entry], categories: set[int]
) -> tuple[list[int], list[tuple[int, Any]]]:
    """Positions of the annotations of these categories, and the others with theirs."""
    rows, others = [], []
    for position, entry in enumerate(annotations):
        if entry.values["category_id"] in categories:
            rows.append(position)
        else:
            others.append((position, entry.values))
    return rows, others


def _check_document(document: Any, path: Path) -> None:
    if type(document) is list:
        raise FormatError(
            f"{path} is a list, as COCO results are, and no data set with images, annotations and "
            f'categories; read it with format="coco_results" and truth=.'
        )
    if type(document) is not dict:
        raise FormatError(
            f"{path} is JSON, but no COCO file: it holds a {type(document).__name__}."
        )
    for part in ("images", "annotations", "categories"):
        nothing_named = part == "categories" and document.get(part) == []
        if part not in document or nothing_named:
            raise FormatError(
                f"{path} is JSON, but no COCO file: it has no {part}; export it again with them."
            )
        if type(document[part]) is not list:
            raise FormatError(
                f"{path}: {part} is a {type(document[part]).__name__}; it must be a list."
            )


def _categories(values: Sequence[Any], path: Path) -> dict[int, Entry]:
    categories: dict[int, Entry] = {}
    for position, value in enumerate(values):
        unnamed = Entry(
            path, f"categories[{position}]", _mapping(value, path, "categories", position)
        )
        name = unnamed.text("name")
        number = unnamed.integer("id")
        if number in categories:
            raise unnamed.wrong("id", "another category has it too, so give each its own")
        categories[number] = Entry(
            path, f'category "{name}"' if name else unnamed.name, unnamed.values
        )
    return categories


def _annotations(values: Sequence[Any], path: Path) -> list[Entry]:
    entries = []
    seen: set[int] = set()
    for position, value in enumerate(values):
        unnamed = Entry(
            path, f"annotations[{position}]", _mapping(value, path, "annotations", position)
        )
        number = unnamed.integer("id")
        if number in seen:
            raise unnamed.wrong("id", "another annotation has it too, so give each its own")
        seen.add(number)
        entries.append(Entry(path, f"annotation {number}", unnamed.values))
    return entries


def _mapping(value: Any, path: Path, part: str, position: int) -> Mapping[str, Any]:
    if type(value) is not dict:
        raise FormatError(
            f"{path}: {part}[{position}] is a {type(value).__name__}; it must be an object."
        )
    return value


def _check_categories(annotations: Sequence[Entry], categories: Mapping[int, Entry]) -> None:
    for entry in annotations:
        if entry.integer("category_id") not in categories:
            known = ", ".join(map(str, list(categories)[:5])) or "none"
            raise entry.wrong("category_id", f"the file has the categories {known}")


def _ids_of(category: str | None, categories: Mapping[int, Entry], path: Path) -> set[int]:
    """Ids of the categories to read."""
    if category is None:
        return set(categories)
    chosen = {number for number, entry in categories.items() if entry.text("name") == category}
    if not chosen:
        known = ", ".join(entry.text("name") for entry in categories.values())
        raise FormatError(f'{path} has no category "{category}"; it has {known or "none"}.')
    return chosen


def _skeleton(
    annotations: Sequence[Entry], categories: Mapping[int, Entry], path: Path
) -> tuple[Skeleton, list[str]]:
    """Find the one skeleton of the annotations that have keypoints."""
    used = {entry.values["category_id"] for entry in annotations if entry.values.get("keypoints")}
    named = {
        number: names for number, entry in categories.items() if (names := keypoint_names(entry))
    }
    chosen = {number: names for number, names in named.items() if number in used} or named
    if not chosen:
        raise FormatError(f"{path}: no category names its keypoints; {_mend(annotations)}.")
    first = categories[next(iter(chosen))]
    if len(set(chosen.values())) > 1:
        listed = ", ".join(
            f'"{categories[number].text("name")}" ({len(names)} keypoints)'
            for number, names in chosen.items()
        )
        raise FormatError(
            f"{path} has several skeletons: {listed}; say which to read, such as "
            f'category="{first.text("name")}".'
        )
    return skeleton_of(first)


def _mend(annotations: Sequence[Entry]) -> str:
    lists = (entry.values.get("keypoints") for entry in annotations)
    length = next((len(values) for values in lists if type(values) is list and values), 0)
    return fitting_skeletons(length) or "give a Skeleton as skeleton="
