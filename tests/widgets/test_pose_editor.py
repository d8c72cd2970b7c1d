"""The editor's Python half, message by message, without a kernel or a browser."""

from __future__ import annotations

import numpy as np
import pytest

from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.project import Document, document_in_memory
from nbpose.project.edits import Move
from nbpose.widgets import PoseEditor
from nbpose.widgets.conversation import Conversation


class RecordingEditor(PoseEditor):
    """Keeps what it has to say, from the first word on."""

    def __init__(self, *args, **options):
        self.sent = []
        super().__init__(*args, **options)

    def send(self, content, buffers=None):
        self.sent.append((content, buffers))


@pytest.fixture
def editor(clip, poses):
    editor = RecordingEditor(clip, document_in_memory(poses, len(clip)))
    yield editor
    editor.close()


def tell(editor, kind, **fields):
    """What a browser sends; what comes back, last message first in the pair."""
    editor._on_message(editor, {"v": 1, "kind": kind, "client": "tab", **fields}, [])
    return editor.sent[-1] if editor.sent else (None, [])


def move(n, row=0, keypoint=1, to=(30.5, 20.25), **fields):
    edits = [{"op": "move", "row": row, "keypoint": keypoint, "to": list(to)}]
    return {"n": n, "base": 0, "label": "move right_end", "edits": edits, **fields}


def test_the_browser_learns_the_name_of_the_document_and_not_its_content(editor):
    told = editor.get_state("document")["document"]
    assert {name: type(value) for name, value in told.items()} == {
        "id": str,
        "name": str,
        "stored": bool,
    }
    assert isinstance(editor.document, Document)


def test_python_says_nothing_before_a_view_is_ready(editor):
    assert editor.sent == []
    tell(editor, "ready")
    assert [content["kind"] for content, _ in editor.sent] == ["welcome"]


def test_edits_in_memory_are_told_of_once(editor, clip, poses, monkeypatch):
    monkeypatch.setattr(Conversation, "told_of_memory", False)
    tell(editor, "ready")
    tell(editor, "ready")
    again = RecordingEditor(clip, document_in_memory(poses, len(clip)))
    tell(again, "ready")
    kinds = [content["kind"] for content, _ in (*editor.sent, *again.sent)]
    assert kinds == ["welcome", "status", "welcome", "welcome"]
    again.close()


def test_a_view_is_welcomed_with_times_people_and_row_numbers_of_its_own(editor):
    content, (times, people) = tell(editor, "ready")
    assert content["kind"] == "welcome" and content["client"] == "tab"
    assert (content["seq"], content["done"], content["rejected"]) == (0, 0, [])
    assert np.frombuffer(times, "<f8")[3] == pytest.approx(0.3)
    assert list(people[:3]) == [2, 2, 0] and len(people) == 12
    again, _ = tell(editor, "ready")
    assert content["rows"][0] >= 4 and again["rows"][0] >= content["rows"][1]


def test_the_rows_of_frames_come_as_arrays(editor):
    content, buffers = tell(editor, "need", gen=3, what="poses", start=1, stop=400)
    assert (content["kind"], content["gen"], content["count"]) == ("poses", 3, 2)
    assert np.frombuffer(buffers[0], "<f8").tolist() == [2, 3]
    assert np.frombuffer(buffers[3], "<f4").tolist() == list(range(8, 16))
    assert [len(b) for b in buffers] == [16, 8, 8, 32, 4, 16, 4, 32, 2, 0]


def test_an_edit_is_one_commit_that_everybody_hears(editor):
    content, buffers = tell(editor, "edit", **move(1))
    assert content["kind"] == "commit"
    assert (content["seq"], content["client"], content["n"]) == (1, "tab", 1)
    assert (content["frames"], content["people"], content["removed"]) == ([0], [2], [])
    assert np.frombuffer(buffers[3], "<f4").tolist() == [0, 1, 30.5, 20.25]
    assert editor.poses.points[0, 1].tolist() == [30.5, 20.25]
    assert (editor.seq, editor.can_undo, editor.can_redo) == (1, True, False)


def test_an_edit_sent_twice_is_applied_once(editor):
    tell(editor, "edit", **move(1))
    content, _ = tell(editor, "edit", **move(1, to=(0, 0)))
    assert content == {"v": 1, "kind": "done", "client": "tab", "n": 1}
    assert editor.document.seq == 1 and editor.poses.points[0, 1].tolist() == [30.5, 20.25]


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ([{"op": "move", "row": 99, "keypoint": 0, "to": [1, 1]}], "Row 99"),
        ([{"op": "move", "row": 0, "keypoint": 0, "to": [1]}], "give x and y"),
        ([{"op": "add_person", "row": 50, "frame": 12, "track": 0}], "no frame 12"),
        ([], "no edit"),
        ("nonsense", "without its list"),
    ],
)
def test_an_edit_that_does_not_fit_is_rejected_in_words_and_remembered(editor, edits, word):
    content, _ = tell(editor, "edit", n=1, base=0, label="", edits=edits)
    assert content["kind"] == "reject" and word in content["reason"] and content["n"] == 1
    assert editor.document.seq == 0
    welcome, _ = tell(editor, "ready")
    assert welcome["done"] == 1 and welcome["rejected"][0]["n"] == 1


def test_undo_from_the_browser_brings_the_row_back(editor):
    tell(editor, "edit", **move(1))
    content, buffers = tell(editor, "undo", n=2)
    assert content["kind"] == "commit" and content["undo"] and content["seq"] == 2
    assert np.frombuffer(buffers[3], "<f4").tolist() == [0, 1, 2, 3]
    assert (editor.can_undo, editor.can_redo) == (False, True)
    assert tell(editor, "undo", n=3)[0]["reason"] == "There is nothing to undo."


def test_a_person_who_is_deleted_is_named_as_gone(editor):
    content, buffers = tell(
        editor, "edit", n=1, base=0, label="delete", edits=[{"op": "delete_person", "row": 3}]
    )
    assert content["removed"] == [3] and content["count"] == 0 and buffers[0] == b""
    assert (content["frames"], content["people"]) == ([1], [1])


def test_an_edit_from_python_reaches_the_views_and_the_callbacks(editor):
    heard = []
    end = editor.on_edit(lambda commit: heard.append(commit.label))
    editor.apply(Move(row=2, keypoint=0, to=(5, 5)), label="by hand")
    content, _ = editor.sent[-1]
    assert (content["kind"], content["client"], content["n"]) == ("commit", "", 0)
    assert heard == ["by hand"]
    end()
    editor.undo()
    assert heard == ["by hand"]


@pytest.mark.parametrize("error", [ArgumentError("no room"), ValueError("no room"), KeyError("x")])
@pytest.mark.parametrize("gesture", ["edit", "undo"])
def test_an_error_in_a_callback_is_none_of_the_edit(editor, gesture, error):
    def fail(commit):
        raise error

    tell(editor, "ready")
    tell(editor, "edit", **move(1))
    heard = []
    editor.on_edit(fail)
    editor.on_edit(heard.append)
    editor.sent.clear()
    with pytest.warns(NbposeWarning, match="Your on_edit callback failed"):
        tell(editor, gesture, **(move(2) if gesture == "edit" else {"n": 2}))
    said = [content for content, _ in editor.sent]
    assert [content["kind"] for content in said] == ["commit", "status"]
    assert said[1]["level"] == "warning"
    assert said[1]["text"] == f"Your on_edit callback failed: {type(error).__name__}: {error}"
    assert editor.document.seq == 2 and [commit.seq for commit in heard] == [2]
    assert tell(editor, "ready")[0]["rejected"] == []


def test_a_callback_that_cannot_be_called_is_refused(editor):
    with pytest.raises(ArgumentError, match="give a function"):
        editor.on_edit("print")


def test_two_editors_on_one_document_stay_in_step(editor, clip):
    other = PoseEditor(clip, editor.document)
    other.apply(Move(row=0, keypoint=0, to=(1, 2)))
    assert editor.poses.points[0, 0].tolist() == [1, 2]
    assert editor.sent[-1][0]["kind"] == "commit" and editor.seq == other.seq == 1
    other.close()
    editor.undo()
    assert other.seq == 1


@pytest.mark.parametrize("frame", [-1, 12])
def test_a_frame_that_is_not_there_is_refused(editor, frame):
    with pytest.raises(ArgumentError, match=r"grey.mp4 has no frame .* 0 to 11"):
        editor.go_to(frame)
    assert editor.frame == 0


@pytest.mark.parametrize(
    "message", [{"kind": "dance"}, {"kind": "need", "client": "tab"}, {"kind": "edit"}, {}]
)
def test_a_message_that_makes_no_sense_is_reported_and_harms_nothing(editor, message):
    editor._on_message(editor, message, [])
    content, _ = editor.sent[-1]
    assert content["kind"] == "status" and content["level"] == "error"
    assert editor.document.seq == 0


def test_a_refusal_that_nobody_heard_is_told_again(editor):
    refused, _ = tell(editor, "edit", **move(1, row=99))
    again, _ = tell(editor, "edit", **move(1, row=99))
    assert refused["kind"] == "reject" and again == refused


def test_an_undo_that_found_nothing_does_not_undo_what_came_later(editor):
    tell(editor, "undo", n=1)
    tell(editor, "edit", **move(2))
    late, _ = tell(editor, "undo", n=1)
    assert (late["kind"], late["reason"]) == ("reject", "There is nothing to undo.")
    assert editor.document.seq == 1


@pytest.mark.parametrize("kind", ["edit", "undo", "redo"])
def test_a_gesture_that_was_kept_for_another_document_is_refused(editor, kind):
    tell(editor, "edit", **move(1))
    content, _ = tell(editor, kind, document="0ther", **move(2, to=(1, 1)))
    assert content["kind"] == "reject" and "another document" in content["reason"]
    assert editor.document.seq == 1


def test_a_page_learns_which_gestures_of_a_page_before_it_have_arrived(editor):
    for n, row in ((1, 0), (3, 99), (4, 0)):
        tell(editor, "edit", **move(n, row=row))
    asked = {"client": "new", "what": "handled", "gen": 7, "of": "tab", "ns": [1, 2, 3, 4, 5]}
    content, _ = tell(editor, "need", **asked)
    assert (content["client"], content["gen"], content["of"]) == ("new", 7, "tab")
    assert content["ns"] == [1, 3, 4]
    assert [refusal["n"] for refusal in content["rejected"]] == [3]


def test_no_pixels_and_no_poses_lie_in_traits(editor):
    synced = {name: getattr(editor, name) for name in editor.keys if not name.startswith("_")}
    assert len(repr({k: v for k, v in synced.items() if k not in ("layout", "style")})) < 2000


def test_a_snapshot_is_a_picture_of_the_frame_with_its_skeletons(editor):
    import cv2

    editor.go_to(1)
    picture = cv2.imdecode(np.frombuffer(editor.snapshot().data, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (48, 64, 3)
    assert picture.reshape(-1, 3).std(axis=0).max() > 5  # more than the plain grey of the frame


@pytest.mark.parametrize("width", ["a", 0, 2.5])
def test_a_width_that_is_none_is_refused(editor, width):
    with pytest.raises(ArgumentError, match=f"width is {width!r}; give 1 or more pixels"):
        editor.snapshot(width=width)


def test_a_notebook_without_widgets_shows_a_picture(editor):
    data, _ = editor._repr_mimebundle_()
    assert data["image/jpeg"][:2] == b"\xff\xd8"
    editor.frame = 7  # which cannot be read
    data, _ = editor._repr_mimebundle_()
    assert "image/jpeg" not in data and "application/vnd.jupyter.widget-view+json" in data


def test_an_unknown_option_names_the_nearest(clip, poses):
    with pytest.raises(ArgumentError, match='"heigth"; did you mean "height"'):
        PoseEditor(clip, document_in_memory(poses), heigth=3)


@pytest.mark.parametrize(
    ("option", "word"),
    [
        ({"height": "big"}, "height is 'big'"),
        ({"height": 3}, "120"),
        ({"labels": 1}, "True or False"),
        ({"gamma": 0}, "gamma is 0; give a factor from 0.25 to 4"),
        ({"contrast": float("nan")}, "contrast is nan"),
        ({"brightness": True}, "brightness is True"),
        ({"loupe": "yes"}, "True or False"),
    ],
)
def test_an_option_of_the_wrong_kind_is_refused(clip, poses, option, word):
    with pytest.raises(ArgumentError, match=word):
        PoseEditor(clip, document_in_memory(poses), **option)


def test_numbers_of_numpy_are_numbers(clip, poses):
    editor = PoseEditor(clip, document_in_memory(poses), height=np.int64(400), labels=np.True_)
    assert (editor.options["height"], editor.options["labels"]) == (400, True)
    editor.go_to(np.float64(3))
    assert editor.frame == 3


def test_a_frame_that_is_no_number_is_refused(editor):
    with pytest.raises(ArgumentError, match="frame is 'x'; give the number of a frame"):
        editor.go_to("x")
