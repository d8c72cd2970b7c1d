"""The golden messages, which vitest reads as well: neither half may drift from the other."""

from __future__ import annotations

import json
import queue
from pathlib import Path

import numpy as np
import pytest

from nbpose.poses import Poses
from nbpose.project import document_in_memory
from nbpose.project.edits import from_dict, to_dict
from nbpose.skeletons import Skeleton
from nbpose.widgets import PoseEditor, protocol
from nbpose.widgets.crops import Crop, CropFeed
from nbpose.widgets.pictures import PictureFeed

FILES = sorted((Path(__file__).parents[1] / "protocol").glob("*.json"))
GOLDEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
UP = [name for name, message in GOLDEN.items() if message["direction"] == "up"]
DOWN = [name for name, message in GOLDEN.items() if message["direction"] == "down"]
ROW_BLOCKS = [name for name in DOWN if GOLDEN[name]["content"]["kind"] in ("poses", "commit")]
DTYPES = {"f64": "<f8", "f32": "<f4", "i32": "<i4", "u8": "u1"}
TRIO = Skeleton("trio", ["nose", "left_hand", "right_hand"], [(0, 1), (0, 2)])


NOTHING_TO_RESTORE = ("edit_restore_",)


def arrays_of(message):
    """The buffers as arrays, null stands for NaN; JSON as it is."""
    return [
        buffer["data"]
        if buffer["dtype"] == "json"
        else np.array([np.nan if v is None else v for v in buffer["data"]], DTYPES[buffer["dtype"]])
        for buffer in message["buffers"]
    ]


def shape_of(value):
    """Names and types of a message, without its values."""
    if isinstance(value, dict):
        return {name: shape_of(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [shape_of(entry) for entry in value[:1]]
    return "number" if isinstance(value, int | float) else type(value).__name__


@pytest.fixture
def editor(clip, monkeypatch):
    """An editor with row 7 in frame 3, as the golden messages suppose."""
    poses = Poses.build(TRIO, np.ones((1, 3, 2)), row=[7], frame=[3], track=[0])
    editor = PoseEditor(clip, document_in_memory(poses))
    editor.document.id = "d0c1"
    editor.sent = []
    monkeypatch.setattr(
        editor, "send", lambda content, buffers: editor.sent.append((content, buffers))
    )
    yield editor
    editor.close()


@pytest.mark.parametrize("name", ROW_BLOCKS)
def test_a_row_block_has_the_golden_bytes(name):
    *columns, facts = arrays_of(GOLDEN[name])
    row, frame, track, points, visibility, confidence, origin, box, source = columns
    count = len(row)
    table = Poses.build(
        TRIO,
        points.reshape(count, 3, 2),
        row=row,
        frame=frame,
        track=track,
        visibility=visibility.reshape(count, 3),
        confidence=confidence.reshape(count, 3),
        origin=origin.reshape(count, 3),
        bbox=box.reshape(count, 4),
        area_source=source,
        extra=facts or [None] * count,
    )
    *buffers, said = protocol.row_block(table)
    assert buffers == [column.tobytes() for column in columns]
    assert json.loads(said or "[]") == facts


@pytest.mark.parametrize("name", UP)
def test_what_the_browser_sends_is_understood(editor, name):
    here = {"document": editor.document.id} if "document" in GOLDEN[name]["content"] else {}
    editor._on_message(editor, GOLDEN[name]["content"] | here, [])
    kinds = [content["kind"] for content, _ in editor.sent]
    assert "status" not in kinds
    if name.startswith("edit_") and name != "edit_add_and_place":
        assert kinds == ["reject" if name.startswith(NOTHING_TO_RESTORE) else "commit"]


@pytest.mark.parametrize("name", [name for name in UP if name.startswith("edit_")])
def test_edits_have_the_golden_form(name):
    edits = GOLDEN[name]["content"]["edits"]
    assert [json.loads(json.dumps(to_dict(from_dict(edit)))) for edit in edits] == edits


def spoken(editor, clip):
    """One message of every kind that Python sends."""
    ask = [
        {"kind": "ready"},
        {"kind": "need", "what": "poses", "gen": 1, "start": 0, "stop": 10},
        {"kind": "need", "what": "rows", "gen": 1},
        {"kind": "need", "what": "facing", "gen": 1, "frame": 3},
        {**GOLDEN["edit_move"]["content"], "n": 1},
        {**GOLDEN["edit_move"]["content"], "n": 1},
        {**GOLDEN["need_handled"]["content"], "of": "c4b1", "ns": [1]},
        {"kind": "undo", "n": 2},
        {"kind": "undo", "n": 3},
        {"kind": "dance"},
    ]
    here = {"document": editor.document.id, "client": "c4b1"}
    for message in ask:
        editor._on_message(editor, {**message, **here}, [])
    editor.go_to(4)
    pictures = queue.Queue()
    feed = PictureFeed(clip, lambda content, buffers: pictures.put((content, buffers)))
    feed.want("c4b1", 1, [3], 640)
    editor.sent.append(pictures.get(timeout=10))
    feed.close()
    crops = CropFeed(clip, lambda content, buffers: pictures.put((content, buffers)))
    crops.want("c4b1", Crop(1, 3, 0, 0, 8, 8))
    editor.sent.append(pictures.get(timeout=10))
    crops.close()
    return {content["kind"]: (content, buffers) for content, buffers in editor.sent}


def test_what_python_sends_has_the_golden_fields(editor, clip):
    said = spoken(editor, clip)
    for name in DOWN:
        golden = GOLDEN[name]
        content, buffers = said[golden["content"]["kind"]]
        wanted, got = shape_of(golden["content"]), shape_of(content)
        assert set(got) == set(wanted), name
        assert all(got[f] == wanted[f] for f in got if got[f] and wanted[f]), name
        assert len(buffers) == len(golden["buffers"]), name
    assert set(said) == {GOLDEN[name]["content"]["kind"] for name in DOWN}


def test_colours_of_the_skeleton_reach_the_browser_in_the_order_of_its_parts():
    keypoints, edges = ["left_end", "right_end"], [(0, 1)]
    plain = protocol.skeleton_trait(Skeleton("pair", keypoints, edges))["colors"]
    assert set(plain) == {"left", "right", "middle", "people"}
    own = {"right_end": "#112233", ("right_end", "left_end"): "#445566"}
    colors = protocol.skeleton_trait(Skeleton("pair", keypoints, edges, colors=own))["colors"]
    assert (colors["joints"], colors["bones"]) == (["", "#112233"], ["#445566"])
