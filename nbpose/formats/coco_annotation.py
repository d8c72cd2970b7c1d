"""Rows of a table as annotations of a COCO file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import FormatError
from nbpose.formats import coco_own
from nbpose.formats.coco_origin import ROWS
from nbpose.formats.coco_rows import NO_ID
from nbpose.formats.coco_values import merged, spelled
from nbpose.poses import Poses
from nbpose.poses.said import PERSON_FACTS, facts_among

Annotation = dict[str, Any]
Other = tuple[int, dict[str, Any]]
"""Position in the file and values of an annotation that was not read."""


@dataclass(frozen=True)
class _Exceptions:
    """Rows whose annotations had no keypoints, or another num_keypoints than was to count."""

    without_keypoints: frozenset[int]
    uncounted: frozenset[int]


_NO_FILE: Mapping[str, Any] = {**dict.fromkeys(ROWS, ()), "others": ()}
_COLUMNS = ("keypoints", "bbox", "area", "score", "track_id")
"""Keys that are left out where the column says nothing."""


def write_rows(poses: Poses, images: list[int], path: Path) -> list[Annotation]:
    """Write the rows of a table.

    Parameters
    ----------
    poses : Poses
        In pixels; N rows.
    images : list of int
        Id of the image of each frame.
    path : Path
        Where they will go, for messages.

    Returns
    -------
    list of dict
        N annotations, in the order of the table, or in the file's where it came from one.

    Raises
    ------
    FormatError
        When COCO cannot hold a row.
    """
    _check_positions(poses, path)
    file = poses.file_info.get("coco", _NO_FILE)
    if file is _NO_FILE:
        poses = poses.replace(extra=_facts(poses))  # what else there is, is of another format
    else:
        poses = poses[np.argsort(poses.row, kind="stable")]
    exceptions = _Exceptions(*(frozenset(file[key]) for key in ROWS))
    others = _not_in(poses, file["others"])
    ids = _ids(poses, [values["id"] for _, values in others], path)
    own = coco_own.write_keys(poses)
    annotations = [
        (int(poses.row[row]), _annotation(poses, row, known, exceptions) | own[row])
        for row, known in enumerate(_known(poses, ids, images))
    ]
    _check_keys(poses, own, path)
    if others:
        annotations = sorted([*annotations, *_numbered(others, ids)], key=lambda pair: pair[0])
    return [annotation for _, annotation in annotations]


def _annotation(poses: Poses, row: int, known: Annotation, exceptions: _Exceptions) -> Annotation:
    extra = None if poses.extra is None else poses.extra[row]
    count = int(np.count_nonzero(poses.visibility[row]))
    if extra is None or (poses.id[row] == NO_ID and set(extra) <= set(PERSON_FACTS)):
        return _filled(known, poses.points[row], count) | dict(extra or {})
    return _given_back(known, extra, count, exceptions, int(poses.row[row]))


def _facts(poses: Poses) -> list[dict[str, Any] | None] | None:
    """What people said of each row."""
    if poses.extra is None:
        return None
    return [facts_among(extra, PERSON_FACTS) or None for extra in poses.extra]


def _check_keys(poses: Poses, own: list[Annotation], path: Path) -> None:
    for row, extra in enumerate(() if poses.extra is None else poses.extra):
        clash = sorted(set(own[row]) & set(extra or ()) - {"derived"})
        if clash:
            raise FormatError(
                f"{path} cannot be written: row {poses.row[row]} has the key {clash[0]} of its "
                f"file, which nbpose needs for its own; rename it in the poses' extra."
            )


def _check_positions(poses: Poses, path: Path) -> None:
    finite = np.isfinite(poses.points)
    placed = finite.all(axis=-1)
    halves = ~placed & ~np.isnan(poses.points).all(axis=-1)
    nowhere = ~placed & (poses.visibility > 0)
    for wrong, what, mend in (
        (halves, "half a position", "give x and y, or NaN for both"),
        (nowhere, "a visibility, but no position", "place it, or set its visibility to 0"),
    ):
        if wrong.any():
            row, keypoint = np.argwhere(wrong)[0]
            raise FormatError(
                f"{path} cannot be written: {poses.skeleton.keypoints[keypoint]} of row "
                f"{poses.row[row]} has {what}; {mend}."
            )
    boxes = np.isfinite(poses.bbox)
    mixed = boxes.any(axis=1) & ~boxes.all(axis=1)
    if mixed.any():
        raise FormatError(
            f"{path} cannot be written: the bbox of row {poses.row[mixed][0]} is "
            f"{poses.bbox[mixed][0].tolist()}; give all four numbers, or NaN for all."
        )


def _ids(poses: Poses, taken: list[int], path: Path) -> list[int]:
    """Ids of the rows; rows without one get the next that are free."""
    given = poses.id != NO_ID
    if poses.extra is not None:  # a file may have the id -1
        given |= np.array([(extra or {}).get("id") == NO_ID for extra in poses.extra], bool)
    known, counts = np.unique(poses.id[given], return_counts=True)
    if len(known) and counts.max() > 1:
        raise FormatError(
            f"{path} cannot be written: the id {known[counts > 1][0]} stands more than once; give "
            f"each row its own, or all -1 to have them numbered."
        )
    first = max([0, *taken, *known.tolist()]) + 1
    ids = poses.id.copy()
    ids[~given] = np.arange(first, first + np.count_nonzero(~given))
    return list(map(int, ids))


def _not_in(poses: Poses, others: Sequence[Other]) -> list[Other]:
    """Annotations of the file that were not read, less those that another table brought as rows."""
    if not others:
        return []
    rows = set(zip(poses.row.tolist(), poses.id.tolist(), strict=True))
    return [other for other in others if (other[0], other[1]["id"]) not in rows]


def _numbered(others: Sequence[Other], ids: Sequence[int]) -> list[Other]:
    """Give the next free ids to those whose own has gone to a row, or to one of another file."""
    taken = set(ids)
    fresh = max([*taken, *(values["id"] for _, values in others)]) + 1
    numbered = []
    for position, values in others:
        if values["id"] in taken:
            values, fresh = {**values, "id": fresh}, fresh + 1
        taken.add(values["id"])
        numbered.append((position, values))
    return numbered


def _known(poses: Poses, ids: list[int], images: list[int]) -> list[Annotation]:
    """What the columns say of each row; what they say nothing of is left out."""
    triples = np.concatenate([poses.points, poses.visibility[..., None]], axis=-1)
    triples[np.isnan(triples)] = 0.0
    flat = triples.reshape(len(poses), 3 * len(poses.skeleton)).tolist()
    rows = zip(
        ids, poses.frame.tolist(), poses.category.tolist(), flat, poses.bbox.tolist(),
        poses.area.tolist(), poses.score.tolist(), poses.track.tolist(), strict=True,
    )  # fmt: skip
    annotations = []
    for number, frame, category, keypoints, bbox, area, score, track in rows:
        known: Annotation = {"id": number, "image_id": images[frame], "category_id": category}
        known["keypoints"] = [spelled(value) for value in keypoints]
        if bbox[0] == bbox[0]:
            known["bbox"] = [spelled(value) for value in bbox]
        known |= {
            key: spelled(value)
            for key, value in (("area", area), ("score", score))
            if value == value
        }
        annotations.append(known if track < 0 else known | {"track_id": track})
    return annotations


def _filled(known: Annotation, points: NDArray[np.float64], count: int) -> Annotation:
    """Fill in what COCO tools want, and say which keys these are.

    Without a box it is that of the points, and without an area that of the box, as
    ``pycocotools`` takes them for results.
    """
    filled = dict(known)
    placed = points[np.isfinite(points).all(axis=-1)]
    if "bbox" not in filled:
        corner = placed.min(axis=0) if len(placed) else np.zeros(2)
        sides = placed.max(axis=0) - corner if len(placed) else np.zeros(2)
        filled["bbox"] = [spelled(value) for value in (*corner.tolist(), *sides.tolist())]
    if "area" not in filled:
        filled["area"] = spelled(float(filled["bbox"][2] * filled["bbox"][3]))
    filled |= {"num_keypoints": count, "iscrowd": 0}
    return filled | {"derived": [key for key in coco_own.DERIVED if key not in known]}


def _given_back(
    known: Annotation, extra: Mapping[str, Any], count: int, exceptions: _Exceptions, row: int
) -> Annotation:
    """Put together what the columns say and what the file said beside them.

    ``count`` is the number of keypoints with v > 0.
    """
    if not any(known["keypoints"]) and (
        row in exceptions.without_keypoints or extra.get("keypoints", 0) in (None, [])
    ):
        known = {key: value for key, value in known.items() if key != "keypoints"}
    annotation = {key: merged(extra.get(key, value), value) for key, value in known.items()}
    cleared = [key for key in _COLUMNS if key in extra and not _says_nothing(key, extra[key])]
    annotation |= {k: v for k, v in extra.items() if k not in known and k not in cleared}
    if "num_keypoints" in extra and row not in exceptions.uncounted:
        annotation["num_keypoints"] = merged(extra["num_keypoints"], count)
    return annotation


def _says_nothing(key: str, value: Any) -> bool:
    """Whether a value of the file is read as if it were missing."""
    return value is None or value == [] or bool(key == "track_id" and value < 0)
