"""Texts of any kind in a plain page: shown as they are, never run, never in the way."""

from __future__ import annotations

import pytest
from fakehost import wait
from hostile import HOSTILE, MARKUP

NAMES = """(text) => {
  const names = window.COCO17.keypoints.map((name, i) => (i % 3 ? name : `${i}${text}`));
  return { ...window.COCO17, name: text, keypoints: names };
}"""
RAN = "() => [window.__xss, document.querySelectorAll('.nbpose img, .nbpose script').length]"
# what sticks out of the editor, or of the box that is to hold it, without being cut off or scrolled
SPILLED = """() => {
  const root = document.querySelector('.nbpose');
  const edge = root.getBoundingClientRect().right + 1;
  const cut = (el) => {
    for (let up = el; up && up !== root; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    }
    return false;
  };
  return [...root.querySelectorAll('*')]
    .filter((el) => el.getBoundingClientRect().right > edge && !cut(el.parentElement))
    .map((el) => `${el.tagName}.${el.className}`);
}"""
TALL = "() => document.querySelector('.nbpose').getBoundingClientRect().height"


@pytest.fixture
def hostile(open_editor, page):
    """An editor in which every text is hostile."""
    page.evaluate("async () => Object.assign(window, await import('./fakehost.js'))")
    traits = {
        "skeleton": page.evaluate(NAMES, HOSTILE),
        "media": {"name": HOSTILE},
        "document": {"id": "d", "name": HOSTILE, "stored": True},
        "selection": {"row": 0, "keypoint": 0},
        "options": {"labels": True, "height": 420},
        "vocabulary": {
            "tags": [HOSTILE, "short"],
            "frame_tags": [HOSTILE],
            "attributes": {HOSTILE: [HOSTILE]},
        },
    }
    return open_editor(traits)


@pytest.mark.parametrize("width", [1200, 700])
def test_texts_are_shown_as_they_are_and_break_nothing(hostile, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    tall = page.evaluate(TALL)
    facts = {"tags": [HOSTILE, HOSTILE[5:]], "attributes": {HOSTILE: HOSTILE}}
    page.evaluate(
        """(facts) => {
          const touched = python.apply([
            { op: "set_tags", row: 0, tags: facts.tags },
            { op: "set_attribute", row: 0, name: facts.tags[0], value: facts.tags[0] },
            { op: "tag_frame", frame: 0, tags: facts.tags },
            { op: "set_frame_attribute", frame: 0, name: facts.tags[0], value: facts.tags[0] },
          ]);
          const about = { client: "", n: 0, undo: false };
          python.commit(touched, { ...about, by: facts.tags[0], label: facts.tags[0] });
        }""",
        facts,
    )
    wait(hostile, seq=1)
    hostile.focus()
    for keys in (["Shift+T"], ["Shift+F"], ["?"], ["?"], ["p"], ["Escape"]):
        for key in keys:
            page.keyboard.press(key)
        assert page.evaluate(SPILLED) == []
        hostile.focus()
    for level in ("info", "error"):
        page.evaluate(
            "([level, text]) => model.receive({ kind: 'status', level, text })", [level, HOSTILE]
        )
        page.locator(".nbp-message", has_text=MARKUP).wait_for()
        assert page.evaluate(SPILLED) == []
    assert page.get_by_text(MARKUP).count() > 3
    assert page.evaluate(TALL) < tall + 400  # panels that are open, and no more
    assert page.evaluate(RAN) == [None, 0]


def test_a_refusal_and_an_offer_of_kept_edits_are_texts(hostile, page):
    page.evaluate("(text) => { python.refuse = text; }", HOSTILE)
    page.keyboard.press("q")
    page.locator(".nbp-message", has_text=MARKUP).wait_for()
    assert page.evaluate(SPILLED) == []
    assert page.evaluate(RAN) == [None, 0]
