"""A skeleton made by clicks in a real notebook, and a picture labelled with it."""

from __future__ import annotations

from skeletonhost import at

SETUP = """
import numpy as np
import nbpose as nbp

grey = np.full((120, 200, 3), 120, np.uint8)
maker = nbp.SkeletonEditor(grey)
"""
LABEL = """
if len(maker.template):
    editor = nbp.annotate(grey, skeleton=maker.skeleton)
    display(editor)
"""
RUN_LAST = """() => { const { content } = window.jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.length - 1;
  window.jupyterapp.commands.execute('notebook:run-cell'); }"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .map((cell) => cell.model.sharedModel.getSource())"""


def test_a_skeleton_is_clicked_and_a_picture_labelled_with_it(notebook):
    nb = notebook(SETUP, "maker", LABEL)
    page, canvas = nb.page, nb.canvas
    canvas.wait_for()
    cells = page.evaluate(CELLS)
    for place, name in (((100, 30), "nose"), ((140, 70), "left ear")):
        canvas.scroll_into_view_if_needed()
        page.mouse.click(*at(canvas, *place))
        page.get_by_label("Name of the joint").wait_for()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    for key in "abdd":  # Jupyter's own, which would add and delete cells
        page.keyboard.press(key)
    page.keyboard.press("m")
    nb.wait_eval("maker.skeleton.keypoints", ("nose", "left_ear", "right_ear"))
    nb.wait_eval("maker.skeleton.mirror", (0, 2, 1))
    assert page.evaluate(CELLS) == cells

    page.evaluate(RUN_LAST)
    labelling = page.locator("canvas.nbp-overlay[data-people][data-ready='1']")
    labelling.wait_for()
    labelling.scroll_into_view_if_needed()
    labelling.focus()
    page.keyboard.press("n")
    for place in ((50, 40), (80, 60), (20, 60)):
        page.mouse.click(*at(labelling, *place))
    nb.wait_eval("int((editor.poses.visibility == 2).sum())", 3)
    placed = nb.eval("editor.poses.points[0].round().tolist()")
    assert placed == [[50, 40], [80, 60], [20, 60]]
