"""The skeleton editor's Python half, message by message, without a kernel or a browser."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import MediaError, SkeletonError
from nbpose.skeletons import Skeleton
from nbpose.widgets.skeleton_editor import SkeletonEditor


class RecordingEditor(SkeletonEditor):
    """Keeps what it has to say, from the first word on."""

    def __init__(self, *args):
        self.sent = []
        super().__init__(*args)

    def send(self, content, buffers=None):
        self.sent.append((content, buffers))


def tell(editor, kind, **fields):
    """What a browser sends; the answers."""
    editor.sent.clear()
    editor._on_message(editor, {"v": 1, "kind": kind, "client": "tab", **fields}, [])
    return [content for content, _ in editor.sent]


EAR = {
    "name": "mine",
    "next": 3,
    "joints": [
        [0, "nose", 480, 100, ""],
        [1, "left_ear", 500, 80, "#112233"],
        [2, "right_ear", 460, 80, ""],
    ],
    "bones": [[0, 1, ""], [0, 2, "#445566"]],
    "pairs": [],
}


@pytest.fixture
def editor():
    editor = RecordingEditor()
    yield editor
    editor.close()


def test_python_says_nothing_before_a_view_is_ready(editor):
    assert editor.sent == []
    [welcome] = tell(editor, "ready")
    assert (welcome["kind"], welcome["client"], welcome["seq"]) == ("welcome", "tab", 0)


def test_a_draft_becomes_the_skeleton_with_its_colours_and_places(editor):
    tell(editor, "ready")
    [state] = tell(editor, "draft", n=1, base=0, label="x", draft=EAR)
    assert (state["kind"], state["seq"], state["client"], state["n"]) == ("state", 1, "tab", 1)
    assert state["findings"] == [] and state["can_undo"]
    skeleton = editor.skeleton
    assert skeleton == Skeleton("mine", ["nose", "left_ear", "right_ear"], [(0, 1), (0, 2)])
    assert skeleton.colors == {"left_ear": "#112233", "nose-right_ear": "#445566"}
    np.testing.assert_allclose(
        editor.template, np.array([[480, 100], [500, 80], [460, 80]]) / 960, atol=1e-5
    )
    assert nbp.Skeleton.from_json(editor.to_json()).template == skeleton.template


def test_what_is_wrong_is_told_by_id_and_blocks_the_skeleton_but_loses_nothing(editor):
    tell(editor, "ready")
    twice = EAR | {"joints": [[0, "nose", 0, 0, ""], [2, "nose", 5, 5, ""]], "bones": [[0, 2, ""]]}
    [state] = tell(editor, "draft", n=1, base=0, label="x", draft=twice)
    [finding] = state["findings"]
    assert (finding["severity"], finding["joints"]) == ("error", [0, 2])
    assert [found.text for found in editor.lint()] == [finding["text"]]
    with pytest.raises(SkeletonError, match='"mine": the keypoint name "nose" stands 2 times'):
        _ = editor.skeleton
    with pytest.raises(SkeletonError, match="stands 2 times"):
        editor.to_json()
    assert tell(editor, "ready")[0]["draft"]["joints"] == [
        [0, "nose", 0.0, 0.0, ""],
        [2, "nose", 5.0, 5.0, ""],
    ]
    assert editor.static_picture()


def test_undo_and_redo_go_through_all_drafts_from_browser_and_python(editor):
    tell(editor, "ready")
    tell(editor, "draft", n=1, base=0, label="x", draft=EAR)
    [state] = tell(editor, "undo", n=2)
    assert (state["draft"]["joints"], state["can_undo"], state["can_redo"]) == ([], False, True)
    assert tell(editor, "undo", n=3)[0]["reason"] == "There is nothing to undo."
    assert editor.redo() and len(editor.skeleton) == 3
    assert not editor.redo()
    assert editor.undo()
    tell(editor, "draft", n=4, base=4, label="x", draft=EAR | {"name": "other"})
    assert not editor.redo()


def test_a_change_is_made_once_and_never_over_one_that_it_did_not_know(editor):
    tell(editor, "ready")
    tell(editor, "draft", n=1, base=0, label="x", draft=EAR)
    assert (
        tell(editor, "draft", n=1, base=1, label="x", draft=EAR | {"joints": [], "bones": []}) == []
    )
    editor.undo()
    [answer] = tell(editor, "draft", n=2, base=1, label="x", draft=EAR)
    assert answer["kind"] == "reject" and "changed elsewhere" in answer["reason"]
    assert answer["draft"]["joints"] == []


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "draft", "n": 1, "base": 0, "draft": {}},
        {"kind": "draft", "n": 1, "base": 0, "draft": EAR | {"joints": [[0, "a", 1e308, 0, ""]]}},
        {"kind": "draft", "n": 1, "base": 0, "draft": EAR | {"bones": [[0, 99, ""]]}},
        {"kind": "draft", "n": 1, "base": 0},
        {"kind": "draft", "n": "1", "base": 0, "draft": EAR},
        {"kind": "draft", "n": True, "base": 0, "draft": EAR},
        {"kind": "draft", "n": 1, "base": None, "draft": EAR},
        {"kind": "draft", "n": 1, "base": 0, "draft": EAR, "client": ["tab"]},
        {"kind": "draft", "n": 1, "base": 0, "draft": EAR, "client": ""},
        {"kind": "draft", "n": -5, "base": 0, "draft": EAR},
        {"kind": "undo"},
        {"kind": "undo", "n": 1.5},
        {"kind": "ready", "client": 5},
        {"kind": ["draft"]},
        {"kind": "<script>"},
        {},
        None,
        "draft",
    ],
)
def test_a_forged_message_gets_an_error_and_changes_nothing(editor, message):
    tell(editor, "ready")
    editor.sent.clear()
    whole = {"v": 1, "client": "tab"} | message if isinstance(message, dict) else message
    editor._on_message(editor, whole, [])
    [(answer, _)] = editor.sent
    assert answer["kind"] == "reject" or (answer["kind"], answer["level"]) == ("status", "error")
    [state] = tell(editor, "ready")
    assert (state["seq"], state["draft"]["joints"], state["can_undo"]) == (0, [], False)


def test_a_schema_may_be_begun_with_and_renames_are_kept():
    editor = RecordingEditor("human", "coco17")
    assert editor.skeleton == nbp.skeleton("coco17")
    assert (editor.outline, editor.renamed) == ("human", {})
    draft = json.loads(json.dumps(tell(editor, "ready")[0]["draft"]))
    draft["name"] = "mine"
    draft["joints"][0][1] = "snout"
    draft["joints"].append([17, "tail", 1, 1, ""])
    draft["next"] = 18
    tell(editor, "draft", n=1, base=0, label="x", draft=draft)
    assert editor.renamed == {"nose": "snout"}
    poses = nbp.Poses.build(nbp.skeleton("coco17"), np.arange(34.0).reshape(1, 17, 2))
    moved = poses.with_skeleton(editor.skeleton, renamed=editor.renamed)
    assert moved.points[0, editor.skeleton.index("snout")].tolist() == [0, 1]
    assert moved.visibility[0, -1] == 0
    editor.close()


def test_places_of_a_template_are_taken_over_where_they_fit():
    made = nbp.Skeleton(["a", "b"], [(0, 1)], template=[(0.25, 0.5), (0.5, 0.25)])
    editor = SkeletonEditor("blank", made)
    np.testing.assert_allclose(editor.template, [[0.25, 0.5], [0.5, 0.25]])
    editor.close()
    elsewhere = SkeletonEditor("blank", nbp.Skeleton(["a", "b"], template=[(0.1, 0.9), (2, 2)]))
    assert (elsewhere.template >= 0).all() and (elsewhere.template[:, 1] < 0.75).all()
    elsewhere.close()


@pytest.mark.parametrize("kind", ["array", "path", "media", "clip"])
def test_any_picture_can_be_the_template(kind, clip, tmp_path):
    picture = np.full((48, 64, 3), 90, np.uint8)
    cv2.imwrite(str(tmp_path / "mouse.png"), picture)
    given = {
        "array": picture,
        "path": tmp_path / "mouse.png",
        "media": nbp.open(picture),
        "clip": clip,
    }[kind]
    editor = RecordingEditor(given)
    assert (editor.ground["width"], editor.ground["height"], editor.ground["picture"]) == (
        64,
        48,
        True,
    )
    tell(editor, "ready")
    [jpeg] = editor.sent[0][1]
    assert cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR).shape == (48, 64, 3)
    editor.close()
    if kind == "clip":
        assert clip[1].mean() == 20  # it stays open: it is the caller's


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("nowhere.png",), MediaError, "nowhere.png"),
        ((None, "coco71"), SkeletonError, 'no skeleton "coco71"'),
        ((None, 5), nbp.errors.ArgumentError, "skeleton is 5"),
        ((5,), MediaError, "cannot be opened"),
    ],
)
def test_what_cannot_be_drawn_on_or_begun_with_is_named(arguments, error, message):
    with pytest.raises(error, match=message):
        SkeletonEditor(*arguments)


def test_the_state_in_a_notebook_is_small_and_a_picture_stands_for_the_widget():
    editor = SkeletonEditor("human", "coco_wholebody133")
    state = {k: v for k, v in editor.get_state().items() if k not in ("_esm", "_css")}
    assert len(json.dumps(state)) < 20_000
    data, _ = editor._repr_mimebundle_()
    shown = cv2.imdecode(np.frombuffer(data["image/jpeg"], np.uint8), cv2.IMREAD_COLOR)
    assert shown.shape[:2] == (720, 960)
    assert editor.snapshot(100).data[:2] == b"\xff\xd8"
    editor.close()


def test_a_made_skeleton_can_be_labelled_with(editor, clip):
    tell(editor, "ready")
    tell(editor, "draft", n=1, base=0, label="x", draft=EAR)
    labelling = nbp.annotate(clip, skeleton=editor.skeleton)
    assert labelling.poses.skeleton.keypoints == ("nose", "left_ear", "right_ear")
    assert labelling.skeleton["colors"]["joints"] == ["", "#112233", ""]
    labelling.close()
