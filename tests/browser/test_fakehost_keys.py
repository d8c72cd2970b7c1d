"""The editor without a mouse, and the keys of users, presets and foreign keyboards."""

from __future__ import annotations

import pytest
from fakehost import at, wait

EDITS = "() => model.kinds('edit').flatMap((m) => m.edits)"
FRENCH = """navigator.keyboard.getLayoutMap = async () =>
    new Map([["KeyQ", "a"], ["KeyA", "q"], ["KeyZ", "w"], ["KeyW", "z"], ["BracketLeft", "^"]])"""
ACTIVE = "() => document.activeElement.ariaLabel ?? document.activeElement.tagName"


def press(canvas, *keys):
    for key in keys:
        canvas.page.keyboard.press(key)


def line(page, text):
    """What the key sheet says of the line with this text."""
    row = page.locator(".nbp-keys dl > div").filter(has_text=text).first
    return row.locator("dt").inner_text().split()


def test_a_person_is_placed_without_a_mouse(open_editor):
    canvas = open_editor(python={"people": 0})
    page = canvas.page
    press(canvas, "n", "e")
    wait(canvas, cursor="320,180", next="nose")
    press(canvas, "ArrowRight", "Shift+ArrowUp", "Shift+ArrowUp")
    wait(canvas, cursor="321,160")
    press(canvas, "Space")
    wait(canvas, next="left_eye", cursor="321,160")
    press(canvas, "ArrowLeft", "Shift+Space", "o", "Enter")
    wait(canvas, next="right_ear", pending=0)
    placed = [edit for edit in page.evaluate(EDITS) if edit["op"] == "place"]
    assert [(e["keypoint"], e["to"], e["visibility"]) for e in placed] == [
        (0, [321, 160], 2),
        (1, [320, 160], 1),
        (3, [320, 160], 2),
    ]
    press(canvas, "Escape")
    wait(canvas, cursor="", tool="place")
    press(canvas, "ArrowRight")
    wait(canvas, frame=1)


def test_a_box_is_drawn_without_a_mouse(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": -1}})
    page = canvas.page
    press(canvas, "Shift+E", "e", "Shift+ArrowLeft", "Shift+ArrowUp", "Space")
    wait(canvas, cursor="310,170")
    press(canvas, "ArrowRight", *["Shift+ArrowDown"] * 3)
    assert page.evaluate(EDITS) == []
    press(canvas, "Space")
    wait(canvas, pending=0, seq=1)
    assert page.evaluate(EDITS) == [{"op": "set_box", "row": 0, "box": [310, 170, 1, 30]}]
    press(canvas, "Space", "Shift+ArrowUp", "Escape", "Escape")
    wait(canvas, cursor="", tool="box")
    assert len(page.evaluate(EDITS)) == 1


def test_a_step_of_the_cursor_is_never_less_than_a_pixel_of_the_screen(open_editor):
    canvas = open_editor({"media": {"width": 6400, "height": 3600}}, {"people": 0})
    press(canvas, "n", "e", "ArrowRight")
    wait(canvas, cursor="3206,1800")
    press(canvas, *["="] * 10, "ArrowRight")
    wait(canvas, cursor="3207,1800")


def test_the_picture_follows_cursor_and_joint_and_moves_by_keys(open_editor):
    canvas = open_editor({"view": {"zoom": 8, "x": 320, "y": 180}})
    page = canvas.page
    press(canvas, "]", "ArrowDown")  # the nose, far above
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.y < 90")
    _, y = at(canvas, 320, 59)
    box = canvas.bounding_box()
    assert box["y"] < y < box["y"] + box["height"]
    before = float(canvas.get_attribute("data-x"))
    press(canvas, "Shift+End", "Shift+End", "Shift+Home")
    page.wait_for_function(
        "(x) => document.querySelector('.nbp-overlay').dataset.x > x + 7", arg=before
    )
    press(canvas, "r", "=")
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.zoom > 1.3")
    press(canvas, "r", "p", "e", *["="] * 9, *["Shift+ArrowLeft"] * 20)
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.x < 200")


def test_joint_people_and_frame_are_reached_by_keys(open_editor):
    canvas = open_editor(python={"people": 2})
    page = canvas.page
    press(canvas, "2", "/")
    assert page.evaluate(ACTIVE) == "Find a joint"
    press(canvas, "l", "k")
    wait(canvas, selected="1:13")
    press(canvas, "Enter")
    assert page.evaluate(ACTIVE).startswith("left knee")
    press(canvas, "End")
    wait(canvas, selected="1:16", frame=0)
    press(canvas, "ArrowDown")
    wait(canvas, selected="1:0")
    press(canvas, "/", "r", "w", "Escape")
    wait(canvas, selected="1:0")
    assert page.evaluate(ACTIVE).startswith("Picture")
    press(canvas, "`", "4", "2", "Enter")
    wait(canvas, frame=42)
    assert page.evaluate(EDITS) == []
    people = page.get_by_role("listbox", name="People").get_by_role("option")
    people.first.focus()
    press(canvas, "ArrowDown")
    assert page.evaluate(ACTIVE).startswith("Person 2")
    assert people.nth(1).get_attribute("aria-selected") == "true"


def test_own_keys_and_presets_work_and_the_old_keys_rest(open_editor):
    keymap = {"preset": "cvat", "remap": {"new_person": ["Alt+M"], "fit": ["W"]}}
    canvas = open_editor({"keymap": keymap}, {"people": 0})
    page = canvas.page
    press(canvas, "n")
    press(canvas, "f", "f", "d")
    wait(canvas, frame=1)
    assert page.evaluate(EDITS) == []
    press(canvas, "Alt+m")
    wait(canvas, people=1)
    add = page.get_by_role("button", name="New person", exact=True)
    add.hover()
    assert add.get_attribute("title") == "New person (Alt+M)"
    press(canvas, "?")
    sheet = page.get_by_role("dialog", name="Keys")
    assert "Keys as in CVAT. Keys of your own are framed." in sheet.inner_text()
    assert "W was given to “fit” and “previous joint”: “fit” has it." in sheet.inner_text()
    assert line(page, "new person") == ["Alt", "M"]
    assert line(page, "previous, next frame") == ["D", "F", "or", "←", "→"]
    assert sorted(sheet.locator("kbd.nbp-own").all_inner_texts()) == ["Alt", "M", "W"]


def test_the_sheet_shows_the_keyboard_that_is_there_and_the_us_one(page, open_editor):
    page.evaluate(FRENCH)
    canvas = open_editor()
    press(canvas, "?")
    page.get_by_text("Small: the same key on a US keyboard.").wait_for()
    assert line(page, "hidden or visible") == ["AQ"]
    assert line(page, "previous, next person") == ["^[", "]"]
    assert line(page, "undo") == ["Ctrl", "Z"]


def test_the_sheet_is_all_there_is_until_it_is_closed(open_editor):
    canvas = open_editor({"options": {"labels": False, "confidence": False, "height": 200}})
    page = canvas.page
    page.set_viewport_size({"width": 700, "height": 500})
    page.evaluate("() => { document.body.style.height = '3000px'; }")
    sheet = page.get_by_role("dialog", name="Keys")
    press(canvas, "?")
    sheet.wait_for()
    press(canvas, "n", "ArrowRight", "PageDown")
    page.wait_for_function("() => document.querySelector('.nbp-sheet').scrollTop > 100")
    assert page.evaluate("() => scrollY") == 0
    press(canvas, "Tab")
    assert page.evaluate(ACTIVE) == "Close"
    press(canvas, "Tab")
    assert page.evaluate("() => !document.activeElement.closest('.nbpose')")
    sheet.focus()
    press(canvas, "Escape")
    sheet.wait_for(state="hidden")
    assert canvas.evaluate("(c) => c === document.activeElement")
    wait(canvas, frame=0)
    assert page.evaluate(EDITS) == []


def test_a_key_that_is_held_ends_with_the_focus_even_if_it_is_never_let_go(page, open_editor):
    page.clock.install()
    canvas = open_editor({"media": {"count": 600}})
    page.keyboard.down("Shift")
    page.keyboard.down("ArrowRight")
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.frame >= 20")
    canvas.evaluate("(c) => c.blur()")
    wanted = canvas.get_attribute("data-wanted")
    page.clock.run_for(3000)
    assert canvas.get_attribute("data-wanted") == wanted
    canvas.focus()
    page.keyboard.up("ArrowRight")
    page.keyboard.down("ArrowRight")
    page.wait_for_function(
        "(w) => document.querySelector('.nbp-overlay').dataset.frame >= w + 20", arg=int(wanted)
    )
    page.keyboard.up("Shift")  # what was ten frames a step is over
    wanted = canvas.get_attribute("data-wanted")
    page.clock.run_for(3000)
    assert canvas.get_attribute("data-wanted") == wanted


KEYDOWN = """(canvas, more) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...more });
  if (more.altGraph) event.getModifierState = (name) => name === 'AltGraph';
  canvas.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.mark.parametrize(
    "more",
    [
        {"code": "KeyN", "key": "n", "isComposing": True},
        {"code": "KeyN", "key": "Process", "keyCode": 229},
        {"code": "KeyN", "key": "ñ", "altGraph": True},
        {"code": "KeyN", "key": "ñ", "ctrlKey": True, "altKey": True, "altGraph": True},
        {"code": "KeyN", "key": "n", "repeat": True},
    ],
    ids=["composing", "composing in Safari", "AltGr", "AltGr on Windows", "repeated"],
)
def test_what_types_a_character_or_repeats_adds_nobody(open_editor, more):
    canvas = open_editor()
    assert canvas.evaluate(KEYDOWN, more) is ("repeat" in more)
    assert canvas.evaluate(KEYDOWN, {"code": "KeyN", "key": "n"}) is True
    wait(canvas, pending=0, people=2)


def test_keys_in_text_fields_stay_there(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.evaluate("""() => {
      const area = document.createElement('textarea');
      area.className = 'test-area';
      document.querySelector('.nbp-status').append(area);
    }""")
    page.locator(".test-area").focus()
    press(canvas, "n", "q", "?", "Delete", "a", "Space", "ArrowLeft")
    assert page.locator(".test-area").input_value() == "nq?a "
    page.get_by_label("Find a joint").focus()
    press(canvas, "n", "q", "Home", "?")
    assert page.get_by_label("Find a joint").input_value() == "?nq"
    wait(canvas, frame=0, people=1)
    assert page.evaluate(EDITS) == []


def test_tab_goes_through_the_editor_both_ways_and_out_of_it(open_editor):
    canvas = open_editor()
    page = canvas.page
    page.evaluate("""() => {
      for (const where of ['beforebegin', 'afterend']) {
        document.getElementById('el').insertAdjacentHTML(where, `<button>${where}</button>`);
      }
    }""")
    inside = "() => !!document.activeElement.closest('.nbpose')"
    for key, end in (("Tab", "afterend"), ("Shift+Tab", "beforebegin")):
        canvas.focus()
        for _ in range(60):
            press(canvas, key)
            if not page.evaluate(inside):
                break
        assert page.evaluate("() => document.activeElement.textContent") == end


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_has_the_focus_shows_it(page, open_editor, scheme):
    page.emulate_media(color_scheme=scheme)
    canvas = open_editor()
    page.add_style_tag(content=f":root {{ color-scheme: {scheme} }}")
    ring = """() => {
      const style = getComputedStyle(document.activeElement);
      return [document.activeElement.ariaLabel, style.outlineStyle, parseFloat(style.outlineWidth)];
    }"""
    seen = []
    page.get_by_role("button", name="Select and move").focus()
    press(canvas, "Shift+Tab", "Tab")
    while page.evaluate("() => !!document.activeElement.closest('.nbpose')"):
        seen.append(page.evaluate(ring))
        press(canvas, "Tab")
    assert len(seen) > 12
    assert [one for one in seen if one[1] != "solid" or one[2] < 2] == []
    canvas.click()
    assert page.evaluate(ring)[1:] == ["solid", 2]


def test_no_shortcut_of_the_notebook_hears_a_key_that_the_editor_has(open_editor):
    canvas = open_editor()
    page = canvas.page
    page.evaluate(
        "() => { window.leaked = [];"
        "for (const name of ['keydown', 'keypress', 'keyup'])"
        "  addEventListener(name, (e) => leaked.push(`${name} ${e.key}`)); }"
    )
    press(
        canvas, "n", "Escape", "Control+k", "Control+z", "Control+Shift+f", "?", "?", "Alt+x", "/"
    )
    assert page.evaluate(ACTIVE) == "Find a joint"
    press(canvas, "k", "Escape")
    assert page.evaluate("() => leaked") == []
