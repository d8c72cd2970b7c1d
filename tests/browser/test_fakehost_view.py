"""The bundle in a plain page with a fake host: how picture and overlay are shown."""

from __future__ import annotations

import pytest
from fakehost import at, wait

# colour of a layer at an image point, as [r, g, b, a]
COLOR = """([layer, x, y]) => {
  const { zoom, x: cx, y: cy } = document.querySelector('.nbp-overlay').dataset;
  const canvas = document.querySelector(layer);
  const at = [(x - cx) * zoom + canvas.width / 2, (y - cy) * zoom + canvas.height / 2];
  return [...canvas.getContext('2d').getImageData(...at.map(Math.round), 1, 1).data];
}"""
OPTIONS = "() => model.get('options')"


def color(canvas, layer, x, y):
    return canvas.page.evaluate(COLOR, [layer, x, y])


def slide(page, name, value):
    page.get_by_role("slider", name=name).fill(str(value))


def test_brightness_contrast_and_gamma_change_the_picture_not_the_overlay(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    plain = color(canvas, ".nbp-frame", 30, 100)
    nose = color(canvas, ".nbp-overlay", 320, 65)
    page.get_by_role("button", name="View").click()
    slide(page, "Brightness", -1)  # half
    red = f"({COLOR})(['.nbp-frame', 30, 100])[0]"
    page.wait_for_function(f"(was) => {red} < was * 0.6", arg=plain[0])
    dark = color(canvas, ".nbp-frame", 30, 100)
    assert dark[:3] == pytest.approx([value / 2 for value in plain[:3]], abs=1.5)
    assert color(canvas, ".nbp-overlay", 320, 65) == nose
    page.wait_for_function("() => model.get('options').brightness === 0.5")
    page.get_by_role("button", name="Picture as it is").click()
    page.wait_for_function(f"(was) => {red} === was", arg=plain[0])
    page.wait_for_function("() => model.get('options').brightness === 1")


def test_a_toned_picture_is_painted_once_and_not_during_a_drag(open_editor):
    canvas = open_editor({"view": {"zoom": 2, "x": 320, "y": 65}, "options": {"gamma": 2}})
    page = canvas.page
    page.evaluate(
        """() => {
          const context = document.querySelector('.nbp-frame').getContext('2d');
          window.painted = 0;
          const paint = context.putImageData;
          context.putImageData = function (...all) { painted++; return paint.apply(this, all); };
        }"""
    )
    x, y = at(canvas, *page.evaluate("() => python.rows.get(0).xy[0]"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=12)
    assert page.evaluate("() => painted") == 0
    page.mouse.up()
    page.keyboard.press("ArrowRight")
    wait(canvas, frame=1)
    assert page.evaluate("() => painted") == 1


def test_the_view_popover_opens_and_closes_by_keys_and_says_what_the_rings_mean(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 9}})
    page = canvas.page
    menu, opener = page.get_by_role("dialog", name="View"), page.get_by_role("button", name="View")
    opener.focus()
    page.keyboard.press("Enter")
    menu.wait_for()
    page.keyboard.press("Space")  # the first switch has the focus
    page.get_by_role("switch", name="Names of the joints", checked=True).wait_for()
    page.get_by_role("switch", name="OKS sigma rings").focus()
    page.keyboard.press("Enter")
    menu.get_by_text("0.61 in OKS").wait_for()
    page.get_by_role("slider", name="Gamma").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => model.get('options').gamma > 1")
    assert page.evaluate(OPTIONS)["rings"] and canvas.get_attribute("data-frame") == "0"
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert canvas.evaluate("(c) => c === document.activeElement")
    opener.click()
    menu.wait_for()
    page.mouse.click(*at(canvas, 30, 300))
    menu.wait_for(state="hidden")


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_the_view_popover_lies_within_the_editor(open_editor, width):
    canvas = open_editor({"options": {"rings": True}, "selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="View").click()
    menu = page.get_by_role("dialog", name="View")
    menu.get_by_role("button", name="Picture as it is").wait_for()
    inner, outer = menu.bounding_box(), page.locator(".nbpose").bounding_box()
    assert outer["x"] <= inner["x"]
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    assert menu.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")


def test_shift_r_draws_rings_and_says_where_there_are_none(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 9}})
    page = canvas.page
    points = page.evaluate("() => python.rows.get(0).xy")
    spread = (
        2
        * 0.062
        * (
            (max(x for x, _ in points) - min(x for x, _ in points))
            * (max(y for _, y in points) - min(y for _, y in points))
        )
        ** 0.5
    )
    x, y = points[9]
    assert color(canvas, ".nbp-overlay", x + spread, y)[3] == 0
    page.keyboard.press("Shift+R")
    painted = f"(p) => ({COLOR})(['.nbp-overlay', ...p])[3] > 100"
    page.wait_for_function(painted, arg=[x + spread, y])
    page.keyboard.press("Shift+R")
    page.keyboard.press("Shift+Delete")
    wait(canvas, people=0)
    page.keyboard.press("Shift+R")
    page.locator(".nbp-message").get_by_text("Pick a person").wait_for()


def test_hold_h_hides_the_overlay_until_the_key_or_the_focus_goes(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page, nose = canvas.page, canvas.page.evaluate("() => python.rows.get(0).xy[0]")
    shown = f"([p, on]) => (({COLOR})(['.nbp-overlay', ...p])[3] > 0) === on"
    page.wait_for_function(shown, arg=[nose, True])
    for release in (lambda: page.keyboard.up("h"), canvas.blur):
        canvas.focus()
        page.keyboard.down("h")
        page.wait_for_function(shown, arg=[nose, False])
        release()
        page.wait_for_function(shown, arg=[nose, True])
        page.keyboard.up("h")


def test_a_switch_hides_the_overlay_until_it_is_pressed_again(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page, nose = canvas.page, canvas.page.evaluate("() => python.rows.get(0).xy[0]")
    shown = f"([p, on]) => (({COLOR})(['.nbp-overlay', ...p])[3] > 0) === on"
    page.get_by_role("button", name="View").click()
    switch = page.get_by_role("switch", name="Hide the overlay")
    switch.click()
    page.keyboard.press("ArrowRight")
    wait(canvas, frame=1)
    page.keyboard.press("ArrowLeft")
    wait(canvas, frame=0)
    canvas.blur()
    page.wait_for_function(shown, arg=[nose, False])
    switch.click()
    page.wait_for_function(shown, arg=[nose, True])


def test_a_button_begins_nudge_mode(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    nudge = canvas.page.get_by_role("button", name="Nudge mode")
    nudge.click()
    assert nudge.get_attribute("aria-pressed") == "true"
    canvas.page.keyboard.press("ArrowRight")
    wait(canvas, pending=0, seq=1)
    assert canvas.get_attribute("data-frame") == "0"
