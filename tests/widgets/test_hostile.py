"""Messages that no page of ours would send: refused in a sentence, and nothing changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import GreyClip

from nbpose.poses import Poses
from nbpose.project import document_in_memory
from nbpose.skeletons import Skeleton
from nbpose.widgets import PoseEditor
from nbpose.widgets.conversation import Conversation

HEAD = {"v": 1, "client": "tab"}
MOVE = {"op": "move", "row": 0, "keypoint": 0, "to": [1, 1]}
NOT_NUMBERS = (None, True, "7", 1.5, -1, float("nan"), float("inf"), 1e308, 2**70, [], {}, [[]])
NASTY = "<img src=x onerror=alert(1)>\"'&\u202e\U0001f480" + "x" * 10_000


class Page:
    """A conversation, and what it says."""

    def __init__(self, clip, poses):
        self.said = []
        self.document = document_in_memory(poses, len(clip))
        self.talk = Conversation(clip, self.document, lambda c, b: self.said.append(c))
        self.document.on_commit(self.talk.tell)

    def hear(self, content):
        before = len(self.said)
        self.talk.hear(content)
        return self.said[before:]


@pytest.fixture
def page(clip, poses):
    page = Page(clip, poses)
    yield page
    page.talk.close()


def edit(**changes):
    return {**HEAD, "kind": "edit", "n": 1, "base": 0, "label": "x", "edits": [MOVE], **changes}


FORGED = [
    *(None, 5, "edit", [], {}, {"kind": None}, {"kind": ["edit"]}, {"kind": "drop"}, {"kind": {}}),
    *({**HEAD, "kind": "ready", "client": wrong} for wrong in (None, 7, "", {}, "x" * 65)),
    *(edit(n=wrong) for wrong in (*NOT_NUMBERS, 0)),
    *(edit(client=wrong) for wrong in (None, 1, [], "")),
    *(edit(edits=wrong) for wrong in (None, {}, "move", 5, [], [None], [5], [[]], [{}])),
    *(edit(edits=[{**MOVE, "row": wrong}]) for wrong in (*NOT_NUMBERS, 99)),
    *(edit(edits=[{**MOVE, "keypoint": wrong}]) for wrong in (*NOT_NUMBERS, 2)),
    *(
        edit(edits=[{**MOVE, "to": wrong}])
        for wrong in (*NOT_NUMBERS, [1], [1, 2, 3], [1, None], [1, float("nan")], [1e308, 0], "ab")
    ),
    *(edit(edits=[{**MOVE, "op": wrong}]) for wrong in (None, 5, [], {}, "__class__", "drop")),
    edit(edits=[MOVE] * 1_000_000),
    edit(edits=[MOVE, {**MOVE, "row": 99}]),
    edit(label={"a": 1}),
    edit(document="another"),
    {**HEAD, "kind": "undo", "n": 1},
    {**HEAD, "kind": "redo", "n": float("nan")},
    {**HEAD, "kind": "need"},
    *({**HEAD, "kind": "need", "gen": 1, "what": w} for w in (None, [], {}, "rows\0", "secrets")),
    *({**HEAD, "kind": "need", "gen": g, "what": "rows"} for g in NOT_NUMBERS),
    *(
        {**HEAD, "kind": "need", "gen": 1, "what": "poses", "start": w, "stop": 3}
        for w in NOT_NUMBERS
    ),
    *(
        {**HEAD, "kind": "need", "gen": 1, "what": "pictures", "frames": w, "width": 9}
        for w in (None, 5, "abc", [None], [1.5], [0] * 20_000, {})
    ),
    *(
        {**HEAD, "kind": "need", "gen": 1, "what": "pictures", "frames": [0], "width": w}
        for w in NOT_NUMBERS
    ),
    *(
        {**HEAD, "kind": "need", "gen": 1, "what": "crop", "frame": 0, "x": 0, "y": 0, "width": w,
         "height": 9}
        for w in (*NOT_NUMBERS, 10_000)
    ),
    *({**HEAD, "kind": "ack", "received": w} for w in NOT_NUMBERS),
    {**HEAD, "kind": "need", "gen": 1, "what": "handled", "of": 5, "ns": [1]},
    {**HEAD, "kind": "need", "gen": 1, "what": "handled", "of": "tab", "ns": [float("inf")]},
    {**HEAD, "kind": "client_error", "text": {"a": 1}},
]  # fmt: skip


@pytest.mark.parametrize("content", FORGED, ids=range(len(FORGED)))
def test_a_forged_message_gets_an_error_and_changes_nothing(page, content):
    before = page.document.poses
    answers = page.hear(content)
    assert [answer["kind"] for answer in answers] in (["status"], ["reject"])
    told = answers[0].get("reason") or answers[0]["text"]
    assert told and len(told) < 600
    assert page.document.seq == 0 and page.document.poses is before


@given(
    content=st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(
                    ["kind", "client", "n", "edits", "op", "row", "to", "what", "gen", "frames"]
                ),
                st.one_of(
                    inner,
                    st.sampled_from(["edit", "need", "ready", "undo", "move", "pictures", "tab"]),
                ),
                max_size=7,
            ),
        ),
        max_leaves=12,
    )
)
def test_nothing_that_comes_is_more_than_the_conversation_can_take(content):
    clip = GreyClip()
    page = Page(clip, Poses.empty(Skeleton("pair", ["left_end", "right_end"], [(0, 1)])))
    page.hear(content)
    page.talk.close()
    assert page.document.seq == 0


def test_names_of_any_kind_are_data_from_the_browser_to_the_log(page):
    tags = [{"op": "set_tags", "row": 0, "tags": [NASTY[:9999], "\u202eabc", "\U0001f480"]}]
    page.hear(edit(edits=tags, label=NASTY))
    [commit] = page.document.commits()
    assert page.document.poses.extra[0]["tags"] == tags[0]["tags"]
    assert commit.label == NASTY[:500]
    told = page.said[-1]
    assert told["kind"] == "commit" and json.loads(json.dumps(told))["label"] == NASTY[:500]


def test_a_lone_surrogate_is_refused_where_it_could_not_be_written(page):
    [answer] = page.hear(edit(edits=[{"op": "set_tags", "row": 0, "tags": ["\ud800"]}]))
    assert answer["kind"] == "reject" and page.document.seq == 0
    page.hear(edit(n=2, label="a\ud800b"))
    assert page.document.commits()[-1].label == "a?b"


WRITTEN = [
    *({"frame": wrong} for wrong in (*NOT_NUMBERS, 12)),
    *({"selection": wrong} for wrong in (*NOT_NUMBERS, {"row": 1}, {"row": "0", "keypoint": 0})),
    {"selection": {"row": 0, "keypoint": 0, "more": "x" * 100_000}},
    *({"tool": wrong} for wrong in (*NOT_NUMBERS, "rm")),
    *({"view": wrong} for wrong in (None, 5, [], {"zoom": 1}, {"zoom": "2", "x": 0, "y": 0})),
    {"view": {"zoom": float("nan"), "x": 0, "y": 0}},
    {"view": {"zoom": -1, "x": 0, "y": 0}},
    {"view": {"zoom": 1e308, "x": 0, "y": 0}},
    *({"options": wrong} for wrong in (None, 5, {"height": "x" * 100_000}, {"note": "x"}, [])),
    {"options": {"brightness": float("nan")}},
    *({name: {}} for name in ("skeleton", "media", "document", "angles", "keymap")),
    {"seq": -5},
    {"can_undo": "yes"},
    {"_esm": "alert(1)"},
    {"nothing": 1},
    {5: 6},
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_a_page_cannot_write_what_is_not_its_own_or_does_not_fit(clip, poses, written):
    editor = PoseEditor(clip, document_in_memory(poses, len(clip)))
    said = []
    editor.send = lambda content, buffers=None: said.append(content)
    before = editor.get_state()
    editor.set_state(written)
    assert [content["kind"] for content in said] == ["status"]
    assert len(said[0]["text"]) < 600
    assert editor.get_state() == before
    editor.close()


def test_a_page_writes_what_is_its_own(clip, poses):
    editor = PoseEditor(clip, document_in_memory(poses, len(clip)))
    view = {"zoom": 2.5, "x": 3, "y": 4}
    editor.set_state({"frame": 3, "tool": "box", "view": view})
    editor.set_state({"selection": {"row": 2, "keypoint": -1}, "options": {"labels": True}})
    assert (editor.frame, editor.tool, editor.view) == (3, "box", view)
    assert editor.selection["row"] == 2 and editor.options["labels"] and editor.options["angles"]
    editor.close()
