"""The bundle in a plain page with a fake host: the loupe, its pixels, and edges that attract."""

from __future__ import annotations

import pytest
from fakehost import at, wait

LARGE = {"media": {"width": 3840, "height": 2160, "kind": "images", "fps": None, "count": 8}}
LOUPE = {"options": {"loupe": True}}
CROPS = "() => model.kinds('need').filter((m) => m.what === 'crop')"
EDITS = "() => model.kinds('edit').flatMap((m) => m.edits)"
# what the overlay shows in the middle third of the loupe, which stands above and left of the
# point: its colours, most frequent first, and how often each occurs
SHOWN = """([x, y]) => {
  const canvas = document.querySelector('.nbp-overlay');
  const box = canvas.getBoundingClientRect();
  const left = Math.round(x - box.left) - 26 - 140, top = Math.round(y - box.top) - 26 - 140;
  const { data } = canvas.getContext('2d').getImageData(left + 12, top + 12, 116, 30);
  const seen = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const color = data.slice(i, i + 4).join();
    seen.set(color, (seen.get(color) ?? 0) + 1);
  }
  return [...seen].sort((a, b) => b[1] - a[1]);
}"""


def over_the_cells(canvas, x=1280.2, y=90):
    """Point at an edge between two cells of the frame's number: black at the left, white right."""
    spot = at(canvas, x, y)
    canvas.page.mouse.move(*spot)
    return spot


def test_the_loupe_shows_pixels_of_the_full_resolution(open_editor):
    canvas = open_editor({**LARGE, **LOUPE, "frame": 5, "view": {"zoom": 0.3, "x": 1280, "y": 500}})
    page = canvas.page
    wait(canvas, frame=5)
    spot = at(canvas, 600.0, 300)
    page.mouse.move(*spot)
    page.wait_for_function(f"() => ({CROPS})().length === 1")
    (asked,) = page.evaluate(CROPS)
    assert (asked["frame"], asked["width"], asked["height"]) == (5, 512, 512)
    assert abs(asked["x"] + 256 - 600) <= 2 and abs(asked["y"] + 256 - 300) <= 2
    page.mouse.move(spot[0] + 20, spot[1] + 9)
    page.mouse.move(*spot)
    assert len(page.evaluate(CROPS)) == 1


def test_an_edge_between_two_pixels_is_sharp_in_the_loupe_once_its_pixels_are_here(open_editor):
    view = {"zoom": 0.3, "x": 1280, "y": 300}
    canvas = open_editor({**LARGE, **LOUPE, "frame": 3, "view": view, "options": {"loupe": True}})
    page = canvas.page
    wait(canvas, frame=3)
    page.evaluate("() => python.hold('crop')")
    spot = over_the_cells(canvas, 640.2, 600 - 480 + 20)
    page.wait_for_function(f"() => ({CROPS})().length === 1")
    blurred = page.evaluate(SHOWN, list(spot))
    page.evaluate("() => python.release('crop')")
    page.wait_for_function(f"(was) => ({SHOWN})({list(spot)}).length < was / 2", arg=len(blurred))
    sharp = page.evaluate(SHOWN, list(spot))
    assert {color for color, _ in sharp[:2]} == {"0,0,0,255", "255,255,255,255"}


def test_nothing_is_asked_for_where_the_picture_has_every_pixel(open_editor):
    canvas = open_editor(LOUPE)
    page = canvas.page
    for x in (100, 300, 500):
        page.mouse.move(*at(canvas, x, 200))
    page.keyboard.press("ArrowRight")
    wait(canvas, frame=1)
    assert page.evaluate(CROPS) == []


def test_no_message_leaves_the_page_during_a_drag_with_the_loupe(open_editor):
    canvas = open_editor({**LARGE, **LOUPE})
    page = canvas.page
    nose = page.evaluate("() => python.rows.get(0).xy[0]")
    x, y = at(canvas, *nose)
    page.mouse.move(x, y)
    page.wait_for_function(f"() => ({CROPS})().length === 1")
    page.keyboard.down("Control")
    page.mouse.down()
    sent = page.evaluate("() => model.sent.length")
    page.mouse.move(x + 260, y + 120, steps=20)
    page.wait_for_timeout(200)  # longer than a pointer must rest to have pixels fetched
    assert page.evaluate("() => model.sent.length") == sent
    page.mouse.up()
    page.wait_for_function(f"() => ({EDITS})().length === 1")


def test_v_and_the_popover_turn_the_loupe_on_and_off(open_editor):
    canvas = open_editor()
    page = canvas.page
    x, y = at(canvas, 320, 180)
    page.mouse.move(x, y)
    corner = f"""() => {{ const canvas = document.querySelector('.nbp-overlay');
        const box = canvas.getBoundingClientRect();
        return canvas.getContext('2d').getImageData({x} - box.left - 96, {y} - box.top - 96, 1, 1)
            .data[3]; }}"""
    assert page.evaluate(corner) == 0
    page.keyboard.press("v")
    page.wait_for_function(f"() => ({corner})() === 255")
    page.get_by_role("button", name="View").click()
    page.get_by_role("switch", name="Loupe").click()
    page.mouse.move(x, y)
    page.wait_for_function(f"() => ({corner})() === 0")


@pytest.mark.parametrize("tool", ["place", "edit"])
def test_with_ctrl_held_a_joint_goes_to_the_edge_near_the_pointer(open_editor, tool):
    # the left edge of cell 3 lies at x = 160 in units of the frame, between pixels 159 and 160
    view = {"zoom": 3, "x": 160, "y": 40}
    joint = {"selection": {"row": 0, "keypoint": 0}, "tool": tool, "view": view, "frame": 8}
    canvas = open_editor({**joint, "frame": 8, "selection": {"row": 8, "keypoint": 0}})
    page = canvas.page
    wait(canvas, frame=8)
    page.evaluate("() => python.move(8, 0, [170, 40])")
    wait(canvas, seq=1)
    target = at(canvas, 162.5, 20)
    page.keyboard.down("Control")
    if tool == "place":
        page.mouse.click(*target)
    else:
        x, y = at(canvas, 170, 40)
        page.mouse.move(x + 4, y - 3)  # beside the joint: it must get there, not the pointer
        page.mouse.down()
        page.mouse.move(target[0] + 4, target[1] - 3, steps=6)
        page.mouse.up()
    page.keyboard.up("Control")
    page.wait_for_function(f"() => ({EDITS})().length === 1")
    (edit,) = page.evaluate(EDITS)
    assert edit["to"] == pytest.approx([159.5, 20], abs=0.35)


def test_where_there_is_no_edge_ctrl_changes_nothing(open_editor):
    canvas = open_editor({"tool": "place", "selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.keyboard.down("Control")
    page.mouse.click(*at(canvas, 60, 150))
    page.wait_for_function(f"() => ({EDITS})().length === 1")
    (edit,) = page.evaluate(EDITS)
    assert edit["to"] == pytest.approx([60, 150], abs=0.6)


@pytest.mark.parametrize("way", ["key", "button"])
def test_keys_and_a_button_move_the_selected_joint_to_the_edge_near_it(open_editor, way):
    view = {"zoom": 3, "x": 160, "y": 40}
    canvas = open_editor({"selection": {"row": 8, "keypoint": 0}, "view": view, "frame": 8})
    page = canvas.page
    wait(canvas, frame=8)
    page.evaluate("() => python.move(8, 0, [162.2, 20])")
    wait(canvas, seq=1)

    def snap():
        if way == "key":
            page.keyboard.press("Shift+S")
        else:
            page.get_by_role("button", name="Move the joint to the edge near it").click()

    snap()
    page.wait_for_function(f"() => ({EDITS})().length === 1")
    (edit,) = page.evaluate(EDITS)
    assert edit["to"] == pytest.approx([159.5, 20], abs=0.35)
    wait(canvas, seq=2, pending=0)
    page.evaluate("() => python.move(8, 0, [60, 150])")
    wait(canvas, seq=3)
    snap()
    page.locator(".nbp-message").get_by_text("no edge in the picture").wait_for()
    assert len(page.evaluate(EDITS)) == 1
