"""COCO results: a JSON list of what a model found, which only means something beside its truth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import FormatError
from nbpose.formats.coco_values import Entry, spelled
from nbpose.formats.format import Format
from nbpose.formats.json_file import read_json, to_json
from nbpose.poses import Origin, Poses, Visibility, need_poses

_COLUMNS = ("image_id", "category_id", "keypoints", "score", "bbox", "area", "id")


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is a JSON list."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"["


def read(path: Path, truth: Poses | None = None) -> Poses:
    """Read COCO results.

    Parameters
    ----------
    path : Path
        Of an existing JSON file: a list of image_id, category_id, keypoints and score.
    truth : Poses
        Of the annotation file they belong to: results take skeleton and images from it.

    Returns
    -------
    Poses
        One row a result. The third number of a keypoint is its confidence, unless the file has
        only whole numbers there: these are the flags that COCO asks for and does not use.

    Raises
    ------
    FormatError
        When the truth is missing, or a result does not fit it.
    """
    values, constants = read_json(path)
    if type(values) is not list:
        raise FormatError(f"{path} is JSON, but no list; COCO results are a list of objects.")
    if truth is None:
        raise FormatError(
            f"{path} holds COCO results, which name neither skeleton nor images; give the poses of "
            f"their annotation file as truth=."
        )
    need_poses(truth, "truth=")
    results = [_entry(value, position, path) for position, value in enumerate(values)]
    frames = {number: frame for frame, number in enumerate(truth.images.id.tolist())}
    columns = _columns(results, len(truth.skeleton)) | {
        "frame": [_frame(entry, frames) for entry in results]
    }
    if constants:
        raise FormatError(f"{path} holds {constants[0]}, which is no JSON; write null instead.")
    return Poses.build(truth.skeleton, **columns, images=truth.images, fps=truth.fps)


def _entry(value: Any, position: int, path: Path) -> Entry:
    if type(value) is not dict:
        raise FormatError(
            f"{path}: result {position} is a {type(value).__name__}; give an object with image_id, "
            f"category_id, keypoints and score."
        )
    return Entry(path, f"result {position}", value)


def _frame(entry: Entry, frames: dict[int, int]) -> int:
    image = entry.integer("image_id")
    if image not in frames:
        mend = "the truth has no image of that id; give the truth of these very results"
        raise entry.wrong("image_id", mend)
    return frames[image]


def _columns(results: Sequence[Entry], keypoints: int) -> dict[str, Any]:
    triples = np.array([_triples(entry, keypoints) for entry in results], np.float64)
    triples = triples.reshape(len(results), keypoints, 3)
    absent = (triples == 0).all(axis=-1)
    points = np.where(absent[..., None], np.nan, triples[..., :2])
    third = triples[..., 2]
    are_flags = bool((third == np.rint(third)).all())
    boxes = [entry.numbers("bbox", 4, "x, y, width and height") for entry in results]
    extra = np.empty(len(results), object)
    for position, entry in enumerate(results):
        extra[position] = {k: v for k, v in entry.values.items() if k not in _COLUMNS}
    return {
        "points": points,
        "visibility": np.where(absent, Visibility.ABSENT, Visibility.VISIBLE),
        "confidence": np.where(absent | are_flags, np.nan, third),
        "origin": np.where(absent, Origin.UNKNOWN, Origin.MODEL),
        "category": [entry.integer("category_id") for entry in results],
        "score": [_score(entry) for entry in results],
        "bbox": np.array(boxes, np.float64).reshape(-1, 4),
        "area": [entry.number("area") for entry in results],
        "id": [entry.integer("id") if "id" in entry.values else -1 for entry in results],
        "extra": extra if any(extra) else None,
    }


def _triples(entry: Entry, keypoints: int) -> list[float]:
    values = entry.values.get("keypoints")
    if values is None:
        raise entry.wrong("keypoints", "a result without them is a detection, not a pose")
    if type(values) is list and len(values) != 3 * keypoints:
        found = f"these are {len(values)} numbers where {keypoints} keypoints have {3 * keypoints}"
        raise entry.wrong("keypoints", f"{found}; give the truth that they belong to")
    return entry.numbers("keypoints", 3 * keypoints, "a list of x, y and confidence of each")


def _score(entry: Entry) -> float:
    score = entry.number("score")
    if np.isnan(score):
        raise entry.wrong("score", "give the confidence of the whole pose")
    return score


def write(poses: Poses, path: Path) -> bytes:
    """Write poses as COCO results.

    Parameters
    ----------
    poses : Poses
        2-D, in pixels, each row with a score; images say the ids.
    path : Path
        Where they will go, for messages.

    Returns
    -------
    bytes
        JSON. A keypoint without a confidence gets 1, as COCO asks for; one without a position
        0, 0, 0.

    Raises
    ------
    FormatError
        When a row has no score or no image, or the points are no pixels.
    """
    if poses.unit != "px" or poses.points.shape[2] != 2:
        raise FormatError(f"{path} cannot be written: COCO results hold 2-D pixels; save as .csv.")
    if np.isnan(poses.score).any():
        row = poses.row[np.isnan(poses.score)][0]
        raise FormatError(
            f"{path} cannot be written: row {row} has no score; give poses.replace(score=...)."
        )
    if len(poses) and poses.frame.max() >= len(poses.images):
        raise FormatError(
            f"{path} cannot be written: frame {poses.frame.max()} has no image, whose id COCO "
            f"results need; give poses.replace(images=...)."
        )
    rows = zip(
        poses.images.id[poses.frame].tolist(), poses.category.tolist(), _numbers(poses).tolist(),
        poses.score.tolist(), strict=True,
    )  # fmt: skip
    keys = ("image_id", "category_id", "keypoints", "score")
    results = [
        dict(zip(keys, (image, category, list(map(spelled, numbers)), score), strict=True))
        for image, category, numbers, score in rows
    ]
    return to_json(results, path)


def _numbers(poses: Poses) -> NDArray[np.float64]:
    placed = np.isfinite(poses.points).all(axis=-1)
    confidence = np.where(np.isnan(poses.confidence), 1.0, poses.confidence)
    triples = np.concatenate([poses.points, confidence[..., None]], axis=-1)
    triples[~placed] = 0.0
    return triples.reshape(len(poses), 3 * len(poses.skeleton))


def losses(poses: Poses) -> tuple[str, ...]:
    """What a table has that its results will not hold."""
    held = {
        "track": (poses.track >= 0).any(),
        "time": np.isfinite(poses.time).any(),
        "bbox": np.isfinite(poses.bbox).any(),
        "area": np.isfinite(poses.area).any(),
        "hidden points": (poses.visibility == Visibility.HIDDEN).any(),
        "extra": poses.extra is not None,
        "world": poses.world is not None,
    }
    return tuple(name for name, there in held.items() if there)


FORMAT = Format(
    name="coco_results",
    title="a list of COCO results",
    extensions=(),
    sniff=sniff,
    read=read,
    write=write,
    options=("truth",),
    losses=losses,
)
