"""What is said of a table as a whole, as text: unit, images, and what its file says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from nbpose.errors import ProjectError
from nbpose.formats.coco_origin import CocoOrigin
from nbpose.poses import Images, Poses
from nbpose.skeletons import Skeleton


def to_text(poses: Poses) -> str:
    """Write all of a table but its rows.

    Parameters
    ----------
    poses : Poses
        The table.

    Returns
    -------
    str

    Raises
    ------
    ProjectError
        When ``file_info`` holds what a project file cannot.
    """
    facts = {
        "unit": poses.unit,
        "axes": poses.axes,
        "fps": poses.fps,
        "dimensions": poses.points.shape[2],
        "world": poses.world is not None,
        "extra": poses.extra is not None,
        "images": _images(poses.images),
        "file_info": _plain(poses.file_info, "file_info"),
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str, skeleton: Skeleton) -> Poses:
    """Read a table without rows.

    Parameters
    ----------
    text : str
        As `to_text` wrote it.
    skeleton : Skeleton
        Of the table.

    Returns
    -------
    Poses
    """
    facts = json.loads(text)
    blank: dict[str, Any] = {}
    if facts["world"]:
        blank["world"] = np.zeros((0, len(skeleton), 3))
    if facts["extra"]:
        blank["extra"] = []
    return Poses.build(
        skeleton,
        np.zeros((0, len(skeleton), facts["dimensions"])),
        unit=facts["unit"],
        axes=facts["axes"],
        fps=facts["fps"],
        images=_read_images(facts["images"]),
        file_info=_read(facts["file_info"]),
        **blank,
    )


def _images(images: Images) -> Any:
    """The images of a clip follow from its name; others are written one by one."""
    clip = _as_clip(images)
    if clip is not None:
        return {"clip": clip}
    return {
        "name": list(images.name),
        "id": images.id.tolist(),
        "size": images.size.tolist(),
        "extra": _plain(images.extra, "images.extra"),
    }


def _as_clip(images: Images) -> list[Any] | None:
    first = images.extra[0] if images.extra else {}
    if not isinstance(first.get("video"), str):
        return None
    size = [int(side) for side in images.size[0]]
    like = Images.of_clip(first["video"], len(images), (size[0], size[1]))
    same = like.name == images.name and like.extra == images.extra
    if same and np.array_equal(like.id, images.id) and np.array_equal(like.size, images.size):
        return [first["video"], len(images), size]
    return None


def _read_images(facts: Mapping[str, Any]) -> Images:
    if "clip" in facts:
        name, count, (width, height) = facts["clip"]
        return Images.of_clip(name, count, (width, height))
    size = np.array(facts["size"], np.int64).reshape(-1, 2)
    return Images(
        tuple(facts["name"]), np.array(facts["id"], np.int64), size, tuple(_read(facts["extra"]))
    )


def _plain(value: Any, where: str) -> Any:
    """A value that JSON can hold and `_read` gives back as it was."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, CocoOrigin):
        return {"$coco": _plain(dict(value), where)}
    if isinstance(value, Skeleton):
        return {"$skeleton": value.to_json()}
    if isinstance(value, tuple):
        return {"$tuple": [_plain(item, where) for item in value]}
    if isinstance(value, list):
        return [_plain(item, where) for item in value]
    if isinstance(value, Mapping):
        pairs = [(key, _plain(item, f"{where}, {key!r}")) for key, item in value.items()]
        if all(isinstance(key, str) and not key.startswith("$") for key, _ in pairs):
            return dict(pairs)
        return {"$pairs": [[_plain(key, where), item] for key, item in pairs]}
    raise ProjectError(
        f"The poses hold a {type(value).__name__} in {where}, which a project file cannot keep; "
        f"take it out, by poses.replace(...)."
    )


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return [_read(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$coco" in value:
        return CocoOrigin(_read(value["$coco"]))
    if "$skeleton" in value:
        return Skeleton.from_json(value["$skeleton"])
    if "$tuple" in value:
        return tuple(_read(item) for item in value["$tuple"])
    if "$pairs" in value:
        return {_read(key): _read(item) for key, item in value["$pairs"]}
    return {key: _read(item) for key, item in value.items()}
