"""Saved notebooks: they show the last frame with its skeletons where no widget runs."""

from __future__ import annotations

import nbformat
from lab import open_notebook

SETUP = """
import numpy as np
import nbpose as nbp
clip = nbp.open(np.full((6, 180, 320, 3), 90, np.uint8))
points = np.random.default_rng(0).uniform((60, 30), (260, 160), (6, 17, 2))
start = nbp.Poses.build(nbp.skeleton("coco17"), points, frame=range(6), track=[0] * 6)
editor = nbp.annotate(clip, start, frame=2)
"""
STILL = "figure[class^='nbpose-still'] img"
KEPT = """(words) => JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.toJSON())
    .includes(words)"""
LIMIT = 20_000  # bytes of a widget's state in the file


def test_the_last_frame_stays_when_kernel_and_widget_are_gone(lab, notebook):
    nb = notebook(SETUP, "editor")
    page, name = nb.page, "test_the_last_frame_stays_when_kernel_and_widget_are_gone-0.ipynb"
    nb.canvas.wait_for()
    nb.canvas.focus()
    still = page.locator(STILL)
    assert still.count() == 1 and not still.is_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(KEPT, arg="frame 3 (of 0 to 5): 1 person")
    assert not still.is_visible()

    page.evaluate("() => { window.jupyterapp.commands.execute('docmanager:save'); }")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    nb.eval("__import__('threading').Timer(0.2, __import__('os')._exit, [1]).start()")
    saved = nbformat.read(lab.root / name, 4)
    assert len(str(saved.metadata.get("widgets", ""))) < LIMIT

    saved.cells[0].source += "\n# changed by somebody else, so that nothing in it is trusted"
    nbformat.write(saved, lab.root / "sent.ipynb")
    open_notebook(page, lab, "sent.ipynb")
    still.wait_for()
    assert "frame 3 (of 0 to 5): 1 person with the skeleton coco17" in still.get_attribute("alt")
    assert still.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 320
    assert page.locator(".nbpose").count() == 0


def test_a_page_that_comes_back_has_its_editor_and_hides_the_picture(notebook):
    nb = notebook(SETUP, "editor")
    nb.canvas.wait_for()
    page = nb.page
    page.evaluate("() => { window.jupyterapp.commands.execute('docmanager:save'); }")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()
    nb.canvas.wait_for(timeout=60_000)
    assert not page.locator(STILL).is_visible()
