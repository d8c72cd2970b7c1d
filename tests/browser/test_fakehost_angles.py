"""Joint angles beside the hand, in a plain page with a fake host."""

from __future__ import annotations

import math

import pytest
from fakehost import at, wait

import nbpose as nbp
from nbpose.analysis.resolved import resolved

COCO = nbp.skeleton("coco17")
ANGLES = resolved(COCO)
HIP, KNEE, ANKLE = (COCO.index(f"left_{joint}") for joint in ("hip", "knee", "ankle"))
JOINT = "([row, k]) => python.rows.get(row).xy[k]"
FACING = "(s) => { python.stretches = [[0, 0, 60, s]]; }"


@pytest.fixture
def open_facing(open_editor):
    """`open_facing("right")`: somebody in frame 0 who faces that side, as Python says."""

    def open_(side, traits=None):
        canvas = open_editor({"angles": ANGLES, **(traits or {})})
        page = canvas.page
        page.evaluate(FACING, side)
        page.evaluate("() => python.move(0, 0, python.rows.get(0).xy[0])")  # so it is asked again
        page.wait_for_function("() => model.sent.filter((m) => m.what === 'facing').length === 2")
        return canvas

    return open_


def knee_flexion(page, sign, ankle=None):
    """Of the fake person's left knee, by hand."""
    hip, knee, own = (page.evaluate(JOINT, [0, k]) for k in (HIP, KNEE, ANKLE))
    ankle = ankle or own
    thigh, shank = ((b[0] - a[0], b[1] - a[1]) for a, b in ((hip, knee), (knee, ankle)))
    cross = shank[0] * thigh[1] - shank[1] * thigh[0]
    return -sign * math.degrees(math.atan2(cross, shank[0] * thigh[0] + shank[1] * thigh[1]))


def first(canvas):
    """The first line beside the hand: name, value and change."""
    text = canvas.get_attribute("data-angles").split("; ")[0].replace("\u2212", "-")
    name, _, rest = text.rpartition(" (")
    name, _, value = name.rpartition(" ")
    return name, float(value.rstrip("°")), float(rest.rstrip("°)"))


@pytest.mark.parametrize(("side", "sign"), [("right", 1), ("left", -1)])
def test_the_angle_moves_with_the_joint_and_says_what_it_changed_by(open_facing, side, sign):
    canvas = open_facing(side)
    page = canvas.page
    before = knee_flexion(page, sign)
    x, y = page.evaluate(JOINT, [0, ANKLE])
    page.mouse.move(*at(canvas, x, y))
    page.mouse.down()
    assert canvas.get_attribute("data-angles") == ""
    for dx in (-60, 30, 80):
        page.mouse.move(*at(canvas, x + dx, y - 10), steps=3)
        now = knee_flexion(page, sign, (x + dx, y - 10))
        page.wait_for_function(
            "(t) => document.querySelector('canvas.nbp-overlay').dataset.angles.includes(t)",
            arg=f"{abs(round(now, 1)):.1f}",
        )
        name, value, change = first(canvas)
        assert name == "Knee flexion, left"
        assert value == pytest.approx(now, abs=0.06)
        assert change == pytest.approx(now - before, abs=0.11)
    page.mouse.up()
    wait(canvas, angles="", pending=0)


def test_nudges_show_the_angle_as_well_and_the_options_hide_it(open_facing):
    canvas = open_facing("right", {"selection": {"row": 0, "keypoint": KNEE}})
    page = canvas.page
    panel = page.locator(".nbp-angles")
    assert panel.locator("dt").all_inner_texts()[0] == "Knee flexion, left"
    assert canvas.get_attribute("data-angles") == ""
    before = knee_flexion(page, 1)
    page.keyboard.press("e")
    page.locator("canvas[data-angles^='Knee flexion, left']").wait_for()
    page.keyboard.press("Shift+ArrowRight")
    wait(canvas, pending=0)
    name, value, change = first(canvas)
    assert name == "Knee flexion, left" and value == pytest.approx(knee_flexion(page, 1), abs=0.06)
    assert change == pytest.approx(value - before, abs=0.11)
    assert panel.locator("dd").first.inner_text().replace("\u2212", "-") == f"{value:.1f}°"
    panel.get_by_role("button").click()
    wait(canvas, angles="")
    page.wait_for_function("() => model.get('options').angles === false")


def test_somebody_who_faces_the_camera_has_no_sagittal_angles(open_editor):
    canvas = open_editor({"angles": ANGLES})  # the fake person stands so, and nothing else is said
    page = canvas.page
    x, y = page.evaluate(JOINT, [0, KNEE])
    page.mouse.move(*at(canvas, x, y))
    page.mouse.down()
    page.mouse.move(*at(canvas, x + 20, y), steps=3)
    wait(canvas, angles="No joint angles: faces the camera")
    page.mouse.up()


def test_a_joint_without_angles_shows_none(open_facing):
    canvas = open_facing("right")
    page = canvas.page
    x, y = page.evaluate(JOINT, [0, COCO.index("left_ear")])
    page.mouse.move(*at(canvas, x, y))
    page.mouse.down()
    page.mouse.move(*at(canvas, x + 20, y - 20), steps=3)
    wait(canvas, angles="")
    assert page.locator(".nbp-angles").is_hidden()
    page.mouse.up()


def test_the_angle_is_announced_once_when_the_edit_is_done(open_facing):
    canvas = open_facing("right", {"selection": {"row": 0, "keypoint": KNEE}})
    page = canvas.page
    page.keyboard.press("e")
    page.keyboard.press("ArrowLeft")
    live = page.locator("[aria-live]").first
    live.get_by_text("Done: nudge left_knee. Knee flexion, left: ").wait_for()
