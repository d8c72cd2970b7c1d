"""The bundle in a plain page with a fake host: joints and people that are out of sight."""

from __future__ import annotations

import pytest
from fakehost import at, wait

EDITS = "() => model.kinds('edit').map((m) => [m.label, m.edits])"
JOINT = "([row, k]) => python.rows.get(row).xy[k]"


def put(canvas, row, keypoint, to):
    """Python has a joint there, as files may."""
    canvas.page.evaluate("([row, k, to]) => python.move(row, k, to)", [row, keypoint, list(to)])
    canvas.page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.seq > 0")


def test_an_arrow_leads_to_a_joint_beside_the_picture_which_can_be_dragged_back(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 5}})
    page = canvas.page
    assert page.get_by_role("button", name="out of sight").count() == 0
    put(canvas, 0, 9, (-500, 100))
    arrow = page.get_by_role("button", name="Go to the left wrist, out of sight")
    box = arrow.bounding_box()
    assert (box["width"], box["height"]) == (24, 24)
    arrow.click()
    wait(canvas, selected="0:9")
    arrow.wait_for(state="detached")
    assert canvas.evaluate("(c) => c === document.activeElement")
    stage, spot = canvas.bounding_box(), at(canvas, -500, 100)
    assert stage["x"] < spot[0] < stage["x"] + stage["width"]
    page.mouse.move(*spot)
    page.mouse.down()
    page.mouse.move(*at(canvas, 200, 150), steps=8)
    page.mouse.up()
    wait(canvas, pending=0, seq=2)
    assert page.evaluate(JOINT, [0, 9]) == pytest.approx([200, 150], abs=1)


def test_shift_g_and_a_button_bring_all_joints_back_in_one_gesture(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": -1}})
    page = canvas.page
    put(canvas, 0, 9, (-500, 100))
    put(canvas, 0, 15, (300, 900.5))
    page.get_by_role("button", name="Bring the joints").get_by_text(
        "Bring back 2 joints"
    ).wait_for()
    page.keyboard.press("Shift+G")
    wait(canvas, pending=0, seq=3)
    ((label, edits),) = page.evaluate(EDITS)
    assert label == "bring back 2 joints"
    assert [edit["to"] for edit in edits] == [[0, 100], [300, 359]]
    page.get_by_role("button", name="Bring the joints").wait_for(state="hidden")
    page.keyboard.press("Control+z")
    back = page.get_by_role("button", name="Bring the joints")
    back.focus()
    page.keyboard.press("Enter")
    wait(canvas, pending=0, seq=5)
    assert page.evaluate(JOINT, [0, 15]) == [300, 359]
    assert canvas.evaluate("(c) => c === document.activeElement")


def test_somebody_out_of_sight_is_reached_by_keyboard(open_editor):
    canvas = open_editor({"view": {"zoom": 6, "x": 160, "y": 100}}, {"people": 2})
    page = canvas.page
    arrow = page.get_by_role("button", name="Go to person 2, out of sight")
    arrow.focus()
    page.keyboard.press("Enter")
    wait(canvas, selected="1:-1", zoom=6)
    page.get_by_role("button", name="Go to person 1, out of sight").wait_for()
    page.keyboard.press("r")
    page.get_by_role("button", name="out of sight").first.wait_for(state="detached")


def test_an_arrow_that_goes_away_leaves_its_focus_to_the_picture(open_editor):
    canvas = open_editor({"view": {"zoom": 6, "x": 160, "y": 100}}, {"people": 2})
    page = canvas.page
    page.get_by_role("button", name="Go to person 2, out of sight").focus()
    page.evaluate("() => model.set('view', {})")
    page.get_by_role("button", name="out of sight").first.wait_for(state="detached")
    assert canvas.evaluate("(c) => c === document.activeElement")
