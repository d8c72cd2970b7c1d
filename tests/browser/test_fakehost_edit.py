"""The bundle in a plain page with a fake host: what gestures and keys send, and what is shown."""

from __future__ import annotations

import pytest
from fakehost import at, hear, wait

EDITS = "() => model.kinds('edit').flatMap((m) => m.edits)"
SENT = "() => model.sent.filter((m) => m.n).map((m) => [m.kind, m.n, m.label ?? ''])"
JOINT = "([row, k]) => { const r = python.rows.get(row); return [...r.xy[k], r.visibility[k]]; }"
SHOWN = "(name) => document.querySelector(`[aria-label^='${name},']`).getAttribute('aria-label')"
NOSE = {"zoom": 2, "x": 320, "y": 65}  # with the fake Python's first person in the middle


def test_a_drag_of_40_pixels_at_zoom_2_is_one_edit_of_20(open_editor):
    canvas = open_editor({"view": NOSE})
    page, before = canvas.page, canvas.page.evaluate(JOINT, [0, 0])
    x, y = at(canvas, *before[:2])
    page.mouse.move(x + 3, y - 2)
    page.mouse.down()
    page.mouse.move(x + 30, y - 9, steps=5)
    assert page.evaluate(EDITS) == []
    page.mouse.move(x + 43, y - 2, steps=5)
    page.mouse.up()
    to = [before[0] + 20, before[1]]
    assert page.evaluate(EDITS) == [{"op": "move", "row": 0, "keypoint": 0, "to": to}]
    wait(canvas, pending=0, seq=1, selected="0:0")
    assert page.evaluate(JOINT, [0, 0]) == [*to, 2]


def test_a_lost_pointer_commits_nothing(open_editor):
    canvas = open_editor({"view": NOSE})
    page = canvas.page
    x, y = at(canvas, *page.evaluate(JOINT, [0, 0])[:2])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=3)
    canvas.dispatch_event("pointercancel", {"pointerId": 1})
    page.mouse.up()
    assert page.evaluate(EDITS) == []


def test_clicks_place_the_joints_in_skeleton_order(open_editor):
    canvas = open_editor(python={"people": 0})
    page = canvas.page
    page.keyboard.press("n")
    wait(canvas, tool="place", next="nose")
    for i, (name, button) in enumerate(
        [("nose", "left"), ("left_eye", "right"), ("right_eye", "left")]
    ):
        wait(canvas, next=name)
        page.mouse.click(*at(canvas, 100 + 20 * i, 90), button=button)
    wait(canvas, next="left_ear")
    page.keyboard.down("Alt")
    page.mouse.click(*at(canvas, 180, 90))
    page.keyboard.up("Alt")
    wait(canvas, next="right_ear")
    page.keyboard.press("o")
    wait(canvas, next="left_shoulder", people=1, pending=0)
    placed = [page.evaluate(JOINT, [0, k]) for k in range(4)]
    assert [p[2] for p in placed] == [2, 1, 2, 1]
    assert [round(p[0]) for p in placed] == [100, 120, 140, 180]


def test_keys_change_visibility_and_delete(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 5}})
    for key in ("q", "q", "o", "Delete", "Shift+Delete"):
        canvas.page.keyboard.press(key)
    wait(canvas, pending=0, people=0)
    assert canvas.page.evaluate(EDITS) == [
        {"op": "set_visibility", "row": 0, "keypoint": 5, "visibility": 1},
        {"op": "set_visibility", "row": 0, "keypoint": 5, "visibility": 2},
        {"op": "set_visibility", "row": 0, "keypoint": 5, "visibility": 0},
        {"op": "delete_keypoint", "row": 0, "keypoint": 6},
        {"op": "delete_person", "row": 0},
    ]


def test_nudges_are_single_edits_and_undo_takes_them_back(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page, before = canvas.page, canvas.page.evaluate(JOINT, [0, 0])
    for key in ("e", "ArrowLeft", "Shift+ArrowDown", "Escape", "Control+z"):
        page.keyboard.press(key)
    wait(canvas, pending=0, seq=3)
    assert [m[:2] for m in page.evaluate(SENT)] == [["edit", 1], ["edit", 2], ["undo", 3]]
    assert page.evaluate(JOINT, [0, 0]) == [before[0] - 1, before[1], 2]
    assert f"{before[0] - 1:.1f}, {before[1]:.1f}" in page.evaluate(SHOWN, "nose")


def test_undo_goes_to_the_frame_that_it_changes(open_editor):
    canvas = open_editor({"frame": 3, "selection": {"row": 3, "keypoint": 0}})
    page = canvas.page
    for key in ("e", "ArrowLeft", "Escape"):
        page.keyboard.press(key)
    wait(canvas, pending=0, seq=1)
    page.keyboard.press("End")
    wait(canvas, frame=59)
    page.keyboard.press("Control+z")
    wait(canvas, frame=3, seq=2)
    page.locator(".nbp-message").get_by_text("in frame 3").wait_for()
    page.wait_for_function("() => model.get('frame') === 3")


def test_a_reject_rolls_back_and_is_announced(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page, before = canvas.page, canvas.page.evaluate(SHOWN, "nose")
    page.evaluate("() => { python.hold('commit'); python.refuse = 'row 0 is locked'; }")
    for key in ("e", "ArrowLeft"):
        page.keyboard.press(key)
    wait(canvas, pending=1)
    page.wait_for_function(f"(t) => ({SHOWN})('nose') !== t", arg=before)
    page.evaluate("() => python.release('commit')")
    wait(canvas, pending=0)
    page.wait_for_function(f"(t) => ({SHOWN})('nose') === t", arg=before)
    hear(page, "Refused: nudge nose. row 0 is locked")


def test_a_view_rendered_anew_keeps_pending_edits_and_sends_them_once(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.evaluate("() => python.hold('commit')")
    for key in ("e", "ArrowRight"):
        page.keyboard.press(key)
    wait(canvas, pending=1)
    page.evaluate("async () => { cleanup(); await render(); }")
    wait(canvas, pending=1, selected="0:0")
    page.evaluate("() => python.release('commit')")
    wait(canvas, pending=0, seq=1)
    assert page.locator("canvas.nbp-overlay").count() == 1
    assert page.evaluate("() => python.log.length") == 1


def test_two_views_of_a_model_stay_in_step(open_editor):
    canvas = open_editor({"view": NOSE})
    page = canvas.page
    page.evaluate("() => render(document.body.appendChild(document.createElement('div')))")
    page.locator("canvas.nbp-overlay[data-ready='1']").nth(1).wait_for()
    page.evaluate("() => python.move(0, 0, [11, 12])")
    page.locator("canvas.nbp-overlay").nth(1).press("ArrowRight")
    page.wait_for_function(
        "() => [...document.querySelectorAll('canvas.nbp-overlay')]"
        ".every((c) => c.dataset.frame === '1' && c.dataset.seq === '1')"
    )


def test_no_key_leaves_the_editor_but_tab_and_those_that_run_cells(open_editor):
    canvas = open_editor()
    page = canvas.page
    page.evaluate(
        "() => { window.leaked = []; addEventListener('keydown', (e) => leaked.push(e.key)); }"
    )
    for key in ("a", "b", "d", "d", "x", "0", "Delete", "ArrowDown", "Control+s", "Escape", "j"):
        canvas.focus()
        page.keyboard.press(key)
    canvas.focus()
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("() => leaked") == ["Enter"]
    page.keyboard.press("Tab")
    assert not canvas.evaluate("(c) => c === document.activeElement")


def test_everything_that_takes_the_focus_is_guarded_and_named(open_editor):
    canvas = open_editor(python={"people": 2})
    focusable = """() => [...document.querySelectorAll('.nbpose *')]
        .filter((e) => e.tabIndex >= 0 || e.matches('button, input, [tabindex]'))"""
    unguarded = f"""{focusable}
        .filter((e) => !e.dataset.lmSuppressShortcuts || !e.getAttribute('aria-label'))
        .map((e) => e.outerHTML)"""
    assert canvas.page.evaluate(f"{focusable}.length") > 30
    assert canvas.page.evaluate(unguarded) == []


def test_the_joint_list_follows_the_selection_and_escape_leaves_the_editor(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 15}})
    page = canvas.page
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", name="right ankle", selected=True)
    chosen.wait_for()
    box, panel = chosen.bounding_box(), page.get_by_role("listbox", name="Joints").bounding_box()
    assert panel["y"] <= box["y"] <= panel["y"] + panel["height"] - box["height"] + 1
    chosen.focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("option", name="left ankle", selected=True).wait_for()
    assert page.evaluate("() => document.activeElement.ariaLabel").startswith("left ankle")
    for _ in range(2):
        page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement === document.body")


def test_the_page_scrolls_until_the_editor_has_the_focus(open_editor):
    canvas = open_editor()
    page, zoom = canvas.page, canvas.get_attribute("data-zoom")
    canvas.blur()
    page.evaluate("() => { document.body.style.height = '5000px'; }")
    page.mouse.move(*at(canvas, 320, 180))
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    assert canvas.get_attribute("data-zoom") == zoom
    page.evaluate("() => scrollTo(0, 0)")
    canvas.focus()
    page.mouse.wheel(0, -120)
    page.wait_for_function(f"() => document.querySelector('.nbp-overlay').dataset.zoom > {zoom}")
    assert page.evaluate("() => scrollY") == 0


def test_at_its_smallest_the_picture_lets_the_wheel_scroll_the_page(open_editor):
    canvas = open_editor()
    page, fit = canvas.page, canvas.get_attribute("data-zoom")
    page.evaluate("() => { document.body.style.height = '5000px'; }")
    page.mouse.move(*at(canvas, 100, 180))
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"() => document.querySelector('.nbp-overlay').dataset.zoom > {fit}")
    page.mouse.wheel(0, 4000)
    wait(canvas, zoom=fit, x=319.5, y=179.5)
    assert page.evaluate("() => scrollY") == 0
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    assert canvas.get_attribute("data-zoom") == fit


@pytest.mark.parametrize(("window", "height"), [(1400, 480), (480, None), (240, 160)])
def test_a_stage_is_no_higher_than_its_frame_needs(open_editor, window, height):
    canvas = open_editor({"options": {"labels": False, "confidence": False, "height": 480}})
    canvas.page.set_viewport_size({"width": window, "height": 800})
    canvas.page.wait_for_function("(width) => innerWidth === width", arg=window)
    box = canvas.bounding_box()
    filled = (box["width"] - 24) * 360 / 640 + 24  # a margin of 12 on every side
    assert box["height"] == pytest.approx(height or filled, abs=0.5)


def test_two_fingers_zoom_where_they_are_and_move_no_joint(open_editor):
    canvas = open_editor()
    page, zoom = canvas.page, float(canvas.get_attribute("data-zoom"))
    x, y = at(canvas, 320, 180)
    touch = page.context.new_cdp_session(page)

    def fingers(kind, *points):
        points = [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", (x - 40, y))
    fingers("touchStart", (x - 40, y), (x + 40, y))
    fingers("touchMove", (x - 80, y), (x + 80, y))
    fingers("touchEnd")
    page.wait_for_function(
        "(z) => Math.abs(document.querySelector('.nbp-overlay').dataset.zoom / z - 2) < 0.01",
        arg=zoom,
    )
    assert at(canvas, 320, 180) == pytest.approx((x, y), abs=0.01)
    assert page.evaluate(EDITS) == []
