"""The editor in real notebooks, with a kernel and real pointer events: what only they can break."""

from __future__ import annotations

import pytest

SETUP = """
import numpy as np
import nbpose as nbp

grey = np.random.default_rng(0).integers(90, 110, (8, 360, 640, 3), dtype=np.uint8)
bodies = np.zeros((8, 17, 2)) + [320, 180] + np.arange(17)[None, :, None] * [9, 5] - [80, 40]
start = nbp.Poses.from_arrays(bodies, nbp.skeleton("coco17"), fps=10)
editor = nbp.annotate(nbp.open(grey, fps=10), start, height=400)
editor.view = {"zoom": 2, "x": 320, "y": 180}
KNEE = nbp.skeleton("coco17").index("left_knee")

def knee(frame=0):
    return editor.poses.at(frame).points[0, KNEE].round(2).tolist()
"""
KNEE_AT = (320 + 13 * 9 - 80, 180 + 13 * 5 - 40)
SHOWS = (
    """(frame) => document.querySelector('canvas.nbp-overlay')?.dataset.frame === String(frame)"""
)
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map((cell) => [cell.model.id, cell.model.sharedModel.getSource()])"""


def on_canvas(canvas, point):
    """Canvas position of an image point at zoom 2, the image point (320, 180) in the middle."""
    box = canvas.bounding_box()
    middle = box["width"] / 2, box["height"] / 2
    return (middle[0] + 2 * (point[0] - 320), middle[1] + 2 * (point[1] - 180))


@pytest.fixture
def opened(notebook):
    """A notebook with the editor on screen, zoomed to 2."""
    nb = notebook(SETUP, "editor", "1 + 1")
    nb.canvas.wait_for()
    nb.page.wait_for_function(
        "() => document.querySelector('canvas.nbp-overlay').dataset.zoom === '2'"
    )
    nb.page.wait_for_function(SHOWS, arg=0)
    return nb


def test_a_drag_of_40_screen_pixels_at_zoom_2_moves_the_joint_by_20_and_undo_brings_it_back(
    opened, drag
):
    assert opened.eval("knee()") == list(KNEE_AT)
    start = on_canvas(opened.canvas, KNEE_AT)
    drag(opened.canvas, start, (start[0] + 40, start[1] - 40))
    opened.wait_eval("editor.document.seq", 1)
    x, y = opened.eval("knee()")
    assert abs(x - KNEE_AT[0] - 20) <= 0.5 and abs(y - KNEE_AT[1] + 20) <= 0.5
    opened.canvas.focus()
    opened.page.keyboard.press("Control+z")
    opened.wait_eval("knee()", list(KNEE_AT))
    assert opened.eval("editor.document.seq") == 2


ANGLES = """[
    round(value, 6) for value in nbp.analysis.joint_angles(editor.poses)
    .query("frame == 0 and side == 'left' and angle == 'knee_flexion'")["value"]
]"""
BESIDE = "canvas.nbp-overlay[data-angles*='Knee flexion, left']"


def test_the_angle_beside_the_hand_is_what_joint_angles_gives_afterwards(opened):
    mouse, box = opened.page.mouse, opened.canvas.bounding_box()
    x, y = (
        box[edge] + place
        for edge, place in zip("xy", on_canvas(opened.canvas, KNEE_AT), strict=True)
    )
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 70, y - 50, steps=12)
    opened.page.locator(BESIDE).wait_for()
    opened.page.evaluate("() => new Promise(requestAnimationFrame)")
    label = opened.canvas.get_attribute("data-angles").split("; ")[0]
    mouse.up()
    opened.wait_eval("editor.document.seq", 1)
    (value,) = opened.eval(ANGLES)
    assert abs(value) > 20
    name, told, _ = label.replace("\u2212", "-").rsplit(" ", 2)
    assert (name, told) == ("Knee flexion, left", f"{value:.1f}°")


def test_q_hides_the_joint_that_was_clicked(opened):
    x, y = on_canvas(opened.canvas, KNEE_AT)
    opened.canvas.click(position={"x": x, "y": y})
    opened.page.keyboard.press("q")
    opened.wait_eval("int(editor.poses.at(0).visibility[0, KNEE])", 1)
    assert opened.eval("int((editor.poses.visibility == 1).sum())") == 1
    assert opened.eval("knee()") == list(KNEE_AT)


def test_jupyters_own_keys_stay_silent_while_the_canvas_has_the_focus(opened):
    cells = opened.page.evaluate(CELLS)
    assert [source for _, source in cells] == [SETUP, "editor", "1 + 1"]
    for key in "abddx":
        opened.canvas.focus()
        opened.page.keyboard.press(key)
        assert opened.page.evaluate(CELLS) == cells, key
    opened.page.keyboard.press("ArrowRight")  # the widget did get the keys
    opened.wait_eval("editor.frame", 1)
    assert opened.page.evaluate(CELLS) == cells
    assert opened.eval("editor.document.seq") == 0


def test_an_edit_from_python_shows_in_every_view(notebook):
    nb = notebook(SETUP, "editor", "editor")
    nb.canvas.nth(1).wait_for()
    nb.eval("editor.apply(nbp.edits.Move(row=0, keypoint=KNEE, to=(100, 50))).seq")
    nb.page.wait_for_function(
        "() => [...document.querySelectorAll('canvas.nbp-overlay')]"
        ".every((canvas) => canvas.dataset.seq === '1')"
    )
    assert "100" in nb.page.get_by_role("option").filter(has_text="left knee").first.inner_text()


def test_what_a_callback_prints_and_its_error_show_below_the_cell_that_made_it(notebook):
    callback = (
        "def told(commit):\n"
        "    print('heard of', commit.label)\n"
        "    raise ValueError('no room')\n"
        "end = editor.on_edit(told)"
    )
    nb = notebook(SETUP, callback, "editor")
    nb.canvas.wait_for()
    nb.canvas.focus()
    nb.page.keyboard.press("n")
    cell = nb.page.locator(".jp-CodeCell").nth(1)
    cell.get_by_text("heard of add person").wait_for()
    cell.get_by_text("ValueError: no room").wait_for()
    nb.page.get_by_text("Your on_edit callback failed: ValueError: no room").first.wait_for()
    assert nb.eval("editor.document.seq") == 1


RESTART = """() => {
  const context = window.jupyterapp.shell.currentWidget.sessionContext;
  return context.session.kernel.restart();
}"""


def test_a_restart_of_the_kernel_is_told_at_once(opened):
    opened.page.locator(".nbp-saved").get_by_text("In memory only").wait_for()
    opened.page.evaluate(RESTART)
    told = opened.page.locator(".nbp-message")
    told.get_by_text("The kernel is gone or new: run the cell again.").wait_for()


def test_frames_follow_from_python_and_back(opened):
    opened.eval("editor.go_to(5)")
    opened.page.wait_for_function(SHOWS, arg=5)
    opened.canvas.focus()
    opened.page.keyboard.press("ArrowLeft")
    opened.wait_eval("editor.frame", 4)
    opened.page.wait_for_function(SHOWS, arg=4)


def test_clicking_places_the_joints_of_a_new_person_in_order(opened):
    opened.eval("editor.go_to(3)")
    opened.page.wait_for_function(SHOWS, arg=3)
    opened.canvas.focus()
    opened.page.keyboard.press("n")
    for point in ((250, 120), (260, 110), (240, 110)):
        x, y = on_canvas(opened.canvas, point)
        opened.canvas.click(position={"x": x, "y": y})
    opened.wait_eval("len(editor.poses.at(3))", 2)
    opened.wait_eval("int((editor.poses.at(3).visibility[1] == 2).sum())", 3)
    placed = opened.eval("editor.poses.at(3).points[1, :3].round().tolist()")
    assert placed == [[250, 120], [260, 110], [240, 110]]


def test_a_click_on_a_curve_brings_the_editor_to_that_frame(notebook):
    chart = (
        'angles = nbp.analysis.joint_angles(start, ["knee_flexion"], facing="left")\n'
        "nbp.plots.angles(angles, on_click=editor.go_to)"
    )
    nb = notebook(SETUP, "editor", chart)
    nb.canvas.wait_for()
    sample = nb.page.locator(".js-plotly-plot .scatterlayer .points path").nth(5)
    sample.wait_for(timeout=60_000)
    sample.scroll_into_view_if_needed()
    box = sample.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    nb.page.mouse.move(*middle, steps=5)
    nb.page.locator(".hoverlayer", has_text="frame 5").first.wait_for()
    nb.page.mouse.click(*middle)
    nb.wait_eval("editor.frame", 5)
    nb.page.wait_for_function(SHOWS, arg=5)
