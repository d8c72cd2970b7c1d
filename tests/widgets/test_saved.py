"""What a saved notebook keeps of a widget: little state, and a picture with words."""

from __future__ import annotations

import json

import comm
import numpy as np
import pytest
from ipywidgets import Widget as AnyKind
from ipywidgets.embed import dependency_state

import nbpose as nbp
from nbpose.errors import ArgumentError
from nbpose.project import document_in_memory
from nbpose.project.edits import AddPerson, Place, SetTags, SetVisibility
from nbpose.widgets import PoseEditor
from nbpose.widgets.exhibit import Exhibit
from nbpose.widgets.still import Still

LIMIT = 20_000  # bytes of a widget's state in the file
LONG = "a tag that does not end " * 400
SCHEMAS = ("coco17", "halpe136", "mediapipe_face478")


@pytest.fixture
def on_the_wire(monkeypatch):
    """State of each widget as a notebook that runs without a browser collects it: by message."""
    states: dict[str, dict] = {}

    def publish(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        states.setdefault(self.comm_id, {}).update((data or {}).get("state", {}))

    monkeypatch.setattr(comm.DummyComm, "publish_msg", publish)
    return states


def in_the_file(state):
    return len(json.dumps(state, default=str))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_state_is_small_however_large_the_project(clip, on_the_wire, name):
    skeleton, rows = nbp.skeleton(name), 200_000 if name == "coco17" else 2000
    points = np.zeros((rows, len(skeleton), 2), np.float32)
    table = nbp.Poses.build(skeleton, points, frame=np.arange(rows) % 12, track=np.arange(rows))
    offers = {"tags": [f"tag {i}" for i in range(60)], "attributes": {"shirt": ["red", "blue"]}}
    editor = PoseEditor(clip, document_in_memory(table, 12), vocabulary=offers, labels=True)
    for frame in range(4):
        editor.go_to(frame)
        edit = SetTags(row=frame, tags=tuple(f"{i} {LONG}" for i in range(60)))
        editor.apply(edit, label=LONG)
    editor.selection = {"row": 1, "keypoint": 3}
    editor.undo()

    kept = AnyKind.get_manager_state(widgets=[editor, editor.layout])
    assert in_the_file(kept) < LIMIT
    assert in_the_file(dependency_state([editor])) < LIMIT
    assert on_the_wire[editor.model_id]["seq"] == editor.seq == 5
    assert in_the_file(on_the_wire) < LIMIT
    assert in_the_file(editor.get_state()) < LIMIT / 2
    editor.close()


def test_a_vocabulary_that_would_fill_the_notebook_is_refused(clip, poses):
    with pytest.raises(ArgumentError, match=r"vocabulary has \d+ letters.* at most 5000"):
        PoseEditor(clip, document_in_memory(poses), vocabulary={"tags": [LONG]})


def test_a_page_that_asks_gets_the_code_and_what_is_said_once(clip, poses):
    editor = PoseEditor(clip, document_in_memory(poses))
    sent = []
    editor.send = lambda content, buffers=None: sent.append((content, buffers))
    editor._handle_custom_msg({"v": 1, "kind": "code", "client": "tab"}, [])
    [(told, (script, styles))] = sent
    assert (told["v"], told["kind"], told["client"]) == (1, "code", "tab")
    assert set(told["facts"]) == {"skeleton", "media", "angles", "keymap", "document"}
    assert told["facts"]["media"]["name"] == "grey.mp4"
    assert b"export" in script and b".nbpose" in styles
    assert json.dumps(told)
    for wrong in (None, 5, "x" * 65):
        editor._handle_custom_msg({"v": 1, "kind": "code", "client": wrong}, [])
    assert len(sent) == 1
    editor.close()


def test_while_the_front_end_is_developed_the_bundle_is_a_trait_that_reloads(
    monkeypatch, clip, poses
):
    monkeypatch.setenv("ANYWIDGET_HMR", "1")
    monkeypatch.setattr("anywidget._util._should_start_thread", lambda path: False)

    class Fresh(PoseEditor, code="pose_editor"):
        pass

    editor = Fresh(clip, document_in_memory(poses))
    state = editor.get_state()
    assert len(state["_esm"]) > 50_000 and state["skeleton"]["name"] == "pair"
    editor.close()


@pytest.fixture
def displayed(monkeypatch):
    """What is displayed, in order: (data, display id, whether it replaces what was there)."""
    shown = []

    def display(data, metadata=None, raw=False, display_id=None, update=False):
        shown.append((data, metadata or {}, display_id, update))

    monkeypatch.setattr("nbpose.widgets.exhibit.display", display)
    monkeypatch.setattr("nbpose.widgets.base.display", display)
    return shown


def test_an_editor_leaves_a_picture_with_words_above_the_widget(clip, poses, displayed):
    editor = PoseEditor(clip, document_in_memory(poses))
    editor._ipython_display_()
    (still, about, name, _), (live, *_) = displayed
    words = (
        "grey.mp4, frame 0 (of 0 to 11): 2 people with the skeleton pair. "
        "Track 0: 2 of 2 joints; Track 1: 2 of 2 joints."
    )
    assert still["text/plain"] == words and about == {"image/jpeg": {"alt": words}}
    assert still["image/jpeg"][:2] == b"\xff\xd8"
    assert f'alt="{words}"' in still["text/html"] and f'class="{name}"' in still["text/html"]
    assert list(live) == ["application/vnd.jupyter.widget-view+json"]  # no second picture
    editor.close()


def test_the_picture_follows_the_frame_and_its_edits_after_each_cell(clip, poses, displayed):
    editor = PoseEditor(clip, document_in_memory(poses))
    editor._ipython_display_()
    editor.go_to(1)
    editor.apply(SetVisibility(row=2, keypoint=0, visibility=1))
    editor._exhibit._after_cell()
    editor._exhibit._after_cell()
    (first, _, name, _), _, (data, _, same_name, update) = displayed
    assert update and same_name == name
    assert "frame 1 (of 0 to 11)" in data["text/plain"] and "1 hidden" in data["text/plain"]
    assert data["image/jpeg"] != first["image/jpeg"]
    editor.go_to(7)  # which cannot be read
    editor._exhibit._after_cell()
    assert "cannot be shown" in displayed[-1][0]["text/html"]
    editor.close()


def test_what_changes_in_the_browser_is_shown_when_all_is_quiet(
    clip, poses, displayed, monkeypatch
):
    monkeypatch.setattr("nbpose.widgets.exhibit.QUIET", 0.01)
    editor = PoseEditor(clip, document_in_memory(poses))
    editor.frame = 1  # before it is displayed
    assert editor._exhibit._timer is None
    editor._ipython_display_()
    for frame in (2, 3, 4):
        editor.frame = frame
    timer = editor._exhibit._timer
    while timer is not None:
        timer.join(10)
        timer = editor._exhibit._timer
    assert "frame 4 (of 0 to 11): nobody is labelled." in displayed[-1][0]["text/plain"]
    editor.close()
    editor.document.apply([AddPerson(row=50, frame=4), Place(row=50, keypoint=0, to=(1, 1))])
    assert editor._exhibit._timer is None


def test_a_picture_that_is_the_same_is_not_sent_again(displayed):
    exhibit = Exhibit(lambda: Still(b"\xff\xd8", "a frame"))
    exhibit.show()
    exhibit.touch()
    exhibit.renew()
    assert len(displayed) == 1
    exhibit.close()


def test_a_snapshot_says_what_it_shows(clip, poses):
    editor = PoseEditor(clip, document_in_memory(poses))
    still = editor.snapshot()
    data, about = still._repr_mimebundle_()
    assert still.data[:2] == b"\xff\xd8" and "2 people" in still.alt
    assert about["image/jpeg"]["alt"] == still.alt == data["text/plain"]
    assert "<img " in data["text/html"] and "figcaption" not in data["text/html"]
    editor.close()


def test_the_skeleton_editor_says_what_its_picture_shows():
    editor = nbp.SkeletonEditor("human", "coco17")
    assert editor.snapshot().alt == "The skeleton coco17: 17 joints, 19 bones."
    assert in_the_file(AnyKind.get_manager_state(widgets=[editor, editor.layout])) < LIMIT
    editor.close()
