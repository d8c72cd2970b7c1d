"""The editor in marimo: its styles reach the shadow root, its keys stay in the editor."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("marimo", reason="marimo is not installed: pip install marimo")

from fakehost import at, wait
from marimo_server import running_marimo

REPOSITORY = Path(__file__).parents[2]
EDITOR = """
import numpy as np
import nbpose as nbp

grey = np.full((8, 360, 640, 3), 90, np.uint8)
bodies = np.zeros((8, 17, 2)) + [320, 180] + np.arange(17)[None, :, None] * [9, 5] - [80, 40]
start = nbp.Poses.from_arrays(bodies, nbp.skeleton("coco17"), fps=10)
editor = nbp.annotate(nbp.open(grey, fps=10), start, height=400)
editor
"""
NOSE = (240, 140)
PALETTE = "[role=dialog] [cmdk-input]"


@pytest.fixture(scope="module")
def marimo(tmp_path_factory):
    with running_marimo(tmp_path_factory.mktemp("marimo"), (REPOSITORY,)) as server:
        yield server


@pytest.fixture
def open_in_marimo(marimo, page, request):
    """`open_in_marimo("dark")` shows the editor in a notebook of two cells."""

    def open_(scheme="light"):
        page.emulate_media(color_scheme=scheme)
        page.goto(marimo.write_notebook(f"{request.node.name}.py", EDITOR, '"another cell"'))
        canvas = page.locator("canvas.nbp-overlay[data-ready='1']")
        canvas.wait_for(timeout=60_000)
        return canvas

    return open_


LOOK = """(canvas) => {
  const editor = canvas.closest('.nbpose');
  const body = getComputedStyle(editor.querySelector('.nbp-body'));
  const ground = getComputedStyle(editor).backgroundColor;
  return [canvas.getRootNode().host.tagName, body.display, ground];
}"""


def test_styles_reach_the_shadow_root_in_the_dark_too(open_in_marimo):
    canvas = open_in_marimo("dark")
    assert canvas.evaluate(LOOK) == ["MARIMO-ANYWIDGET", "grid", "rgb(27, 28, 31)"]


def test_a_drag_and_keys_reach_the_kernel_and_leave_the_notebook_alone(open_in_marimo, drag):
    opened = open_in_marimo()
    assert opened.evaluate(LOOK) == ["MARIMO-ANYWIDGET", "grid", "rgb(255, 255, 255)"]
    page = opened.page
    box = opened.bounding_box()
    x, y = at(opened, *NOSE)
    start = (x - box["x"], y - box["y"])
    drag(opened, start, (start[0] + 30, start[1]))
    wait(opened, seq=1, pending=0, selected="0:0")
    page.evaluate(
        "() => { window.leaked = []; addEventListener('keydown', (e) => leaked.push(e.key)); }"
    )
    for key in (
        "q",
        "Control+k",
        "Control+Shift+f",
        "d",
        "d",
        "j",
        "Escape",
        "Control+z",
        "?",
        "?",
    ):
        opened.focus()
        page.keyboard.press(key)
    wait(opened, seq=3, pending=0)
    page.keyboard.press("ArrowRight")
    wait(opened, frame=1)
    assert page.evaluate("() => leaked") == []
    assert page.locator(PALETTE).count() == 0
    assert page.locator(".cm-content").count() == 2
    for _ in range(3):
        page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement === document.body")
    page.keyboard.press("Control+k")  # marimo has its keys again
    page.locator(PALETTE).first.wait_for()
