"""The messages of PROTOCOL.md, Python's half: no widget, no thread, no drawing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.project import Commit, facts
from nbpose.skeletons import Skeleton
from nbpose.skeletons.palette import PERSON_COLORS, SIDE_COLORS, own_bone_color

VERSION = 1
ROWS_IN_BLOCK = 1000
FRAMES_IN_NEED = 512

Message = dict[str, Any]
Buffers = list[bytes]
Facts = Mapping[str, Any] | None


def message(kind: str, **fields: Any) -> Message:
    """Head of every message."""
    return {"v": VERSION, "kind": kind, **fields}


def skeleton_trait(skeleton: Skeleton) -> Message:
    """What the browser needs to know of a skeleton."""
    return {
        "name": skeleton.name,
        "keypoints": list(skeleton.keypoints),
        "edges": [list(edge) for edge in skeleton.edges],
        "mirror": list(skeleton.mirror),
        "sides": list(skeleton.sides),
        "colors": {
            **{side or "middle": color for side, color in SIDE_COLORS.items()},
            "people": list(PERSON_COLORS),
            **(_own_colors(skeleton) if skeleton.colors else {}),
        },
        "sigmas": None if skeleton.sigmas is None else list(skeleton.sigmas),
        "sigma_source": skeleton.sigma_source,
    }


def _own_colors(skeleton: Skeleton) -> Message:
    """Colours that the skeleton gives itself, in the order of joints and bones; "" for none."""
    return {
        "joints": [skeleton.colors.get(keypoint, "") for keypoint in skeleton.keypoints],
        "bones": [own_bone_color(skeleton, edge) for edge in skeleton.edges],
    }


def media_trait(media: Media) -> Message:
    """What the browser needs to know of the media."""
    width, height = media.size
    return {
        "name": media.name,
        "kind": media.kind,
        "count": len(media),
        "fps": media.fps,
        "width": width,
        "height": height,
    }


def document_trait(document: Any, _widget: Any = None) -> Message:
    """What the browser needs to know of a document: by its `id` it keeps edits for it."""
    return {
        "id": str(getattr(document, "id", "")),
        "name": str(getattr(document, "name", "")),
        "stored": bool(getattr(document, "stored", False)),
    }


def row_block(poses: Poses) -> Buffers:
    """Ten buffers, row after row; see PROTOCOL.md."""
    columns = (
        (poses.row, "<f8"),
        (poses.frame, "<i4"),
        (poses.track, "<i4"),
        (poses.points[..., :2], "<f4"),
        (poses.visibility, "u1"),
        (poses.confidence, "<f4"),
        (poses.origin, "u1"),
        (poses.bbox, "<f4"),
        (poses.area_source, "u1"),
    )
    buffers = [np.ascontiguousarray(column, dtype).tobytes() for column, dtype in columns]
    return [*buffers, _facts_block(poses)]


def _facts_block(poses: Poses) -> bytes:
    """What is said of each row as JSON; nothing at all where nothing is said of any."""
    if poses.extra is None:
        return b""
    said = [facts.of_row(extra) for extra in poses.extra]
    return json.dumps(said, allow_nan=False).encode() if any(said) else b""


def poses(
    client: str,
    gen: int,
    seq: int,
    frames: range,
    table: Poses,
    frame_facts: Mapping[int, Facts] | None = None,
    deleted: Iterable[tuple[int, int]] = (),
) -> tuple[Message, Buffers]:
    """Answer to `need` of poses: all rows of some frames.

    Parameters
    ----------
    client, gen : str, int
        Who asked, and by which request.
    seq : int
        The commit that the rows stand at.
    frames : range
        Which frames.
    table : Poses
        Their rows.
    frame_facts : mapping of int to dict, optional
        What is said of the frames.
    deleted : iterable of (int, int)
        Row and frame of people who were deleted there.

    Returns
    -------
    (dict, list of bytes)
        Content and buffers.
    """
    content = message(
        "poses",
        client=client,
        gen=gen,
        seq=seq,
        start=frames.start,
        stop=frames.stop,
        count=len(table),
        frame_facts=_by_frame(frame_facts),
        deleted=[list(pair) for pair in deleted],
    )
    return content, row_block(table)


def _by_frame(frame_facts: Mapping[int, Facts] | None) -> Message:
    return {str(frame): facts.of_frame(said) for frame, said in (frame_facts or {}).items()}


def welcome(
    client: str,
    seq: int,
    done: int,
    rejected: Mapping[int, str],
    rows: range,
    times: Sequence[float],
    people: Sequence[int],
) -> tuple[Message, Buffers]:
    """Answer to `ready`: where this client stands, and the clip's times and people a frame."""
    content = message(
        "welcome",
        client=client,
        seq=seq,
        done=done,
        rejected=[{"n": n, "reason": reason} for n, reason in sorted(rejected.items())],
        rows=[rows.start, rows.stop],
    )
    counts = np.minimum(np.asarray(people, np.int64), 255).astype("u1")
    return content, [np.asarray(times, "<f8").tobytes(), counts.tobytes()]


def commit(
    entry: Commit,
    table: Poses,
    people: Mapping[int, int],
    frame_facts: Mapping[int, Facts] | None = None,
    deleted: Iterable[tuple[int, int]] = (),
) -> tuple[Message, Buffers]:
    """News of a commit: the rows it touched as they are now.

    Parameters
    ----------
    entry : Commit
        From the log.
    table : Poses
        The rows that are there after it.
    people : mapping of int to int
        How many people each touched frame has now.
    frame_facts : mapping of int to dict, optional
        What is said of the touched frames now; None for a frame of which nothing is said.
    deleted : iterable of (int, int)
        Row and frame of people who were deleted in the touched frames.

    Returns
    -------
    (dict, list of bytes)
        Content and buffers.
    """
    content = message(
        "commit",
        seq=entry.seq,
        client=entry.client,
        n=entry.n,
        by=entry.by,
        label=entry.label,
        frames=list(people),
        people=list(people.values()),
        removed=[row for row, state in entry.after.items() if state is None],
        count=len(table),
        undo=entry.undoes is not None,
        frame_facts=_by_frame(frame_facts),
        deleted=[list(pair) for pair in deleted],
    )
    return content, row_block(table)
