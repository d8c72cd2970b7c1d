"""In real notebooks: a reload of the page and a dead kernel lose no edit and double none."""

from __future__ import annotations

import contextlib
import os
import re
import signal

import pytest
from lab import run_all

SETUP = """
import numpy as np
import nbpose as nbp

grey = np.random.default_rng(0).integers(90, 110, (8, 360, 640, 3), dtype=np.uint8)
bodies = np.zeros((8, 17, 2)) + [320, 180] + np.arange(17)[None, :, None] * [9, 5] - [80, 40]
start = nbp.Poses.from_arrays(bodies, nbp.skeleton("coco17"), fps=10)
editor = nbp.annotate(nbp.open(grey, fps=10), start, project="NAME.nbpose", height=400)

def nose():
    return editor.poses.at(0).points[0, 0].round(2).tolist()
"""
NOSE = [240.0, 140.0]
SAVE = "() => { window.jupyterapp.commands.execute('docmanager:save'); }"
IS_SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
KEPT = """(count) => new Promise((done, fail) => {
  const request = indexedDB.open("nbpose");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("gestures").objectStore("gestures").count();
    all.onsuccess = () => {
      request.result.close();
      done(all.result === count);
    };
  };
})"""
READY = "canvas.nbp-overlay[data-ready='1']"


@pytest.fixture
def opened(notebook, request):
    """An editor on a project of its own, its nose selected and the arrows moving it."""
    name = re.sub(r"\\W+", "-", request.node.name)
    nb = notebook(SETUP.replace("NAME", name), "editor")
    nb.canvas.wait_for()
    nb.page.locator(".nbp-saved").get_by_text(f"Saved in {name}.nbpose").wait_for()
    begin(nb)
    return nb


def begin(nb):
    """Take the nose, and let the arrows move it."""
    nb.page.get_by_role("option", name=re.compile("^nose")).first.click()
    nb.canvas.focus()
    nb.page.keyboard.press("e")


def nudge(nb, times):
    for _ in range(times):
        nb.page.keyboard.press("ArrowLeft")


def restored(nb):
    """Save the notebook and load the page again: the kernel goes on."""
    nb.page.reload(wait_until="domcontentloaded")
    nb.page.wait_for_function("() => !!window.jupyterapp", timeout=60_000)


def save(nb):
    nb.page.evaluate(SAVE)
    nb.page.wait_for_function(IS_SAVED)


def test_edits_that_a_busy_kernel_has_not_answered_are_there_once_after_a_reload(opened):
    save(opened)
    pid = opened.eval("__import__('os').getpid()")
    os.kill(pid, signal.SIGSTOP)  # no thread of it answers, whatever runs beside a cell
    try:
        nudge(opened, 5)
        opened.page.locator(".nbp-saved").get_by_text("Kept in this browser: 5").wait_for()
        opened.page.wait_for_function(KEPT, arg=5)
        restored(opened)
    finally:
        os.kill(pid, signal.SIGCONT)
    opened.canvas.wait_for(timeout=60_000)
    opened.page.wait_for_function(KEPT, arg=0)
    opened.wait_eval("nose()", [NOSE[0] - 5, NOSE[1]])
    assert opened.eval("editor.document.seq") == 5
    assert opened.eval("len(set(editor.document.history().edits.map(str)))") == 5


def test_edits_that_never_reached_the_server_are_sent_again_after_a_reload(opened):
    save(opened)
    # the page goes on to speak, and nobody hears its edits
    opened.page.evaluate(
        """() => {
          const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          const send = WebSocket.prototype.send;
          const text = new TextDecoder();
          window.unheard = 0;
          WebSocket.prototype.send = function (data) {
            const said = typeof data === "string" ? data : text.decode(data);
            if (/"kind": ?"edit"/.test(said)) window.unheard++;
            else send.call(this, data);
          };
        }"""
    )
    nudge(opened, 3)
    opened.page.wait_for_function("() => window.unheard >= 3")
    opened.page.wait_for_function(KEPT, arg=3)
    restored(opened)
    opened.canvas.wait_for(timeout=60_000)
    opened.page.get_by_text("3 edits kept in this browser were sent again.").first.wait_for()
    opened.wait_eval("nose()", [NOSE[0] - 3, NOSE[1]])
    assert opened.eval("editor.document.seq") == 3
    opened.page.wait_for_function(KEPT, arg=0)


def kill_kernel(nb):
    """Kill it as a crash would, and wait for the one that Jupyter starts instead."""
    os.kill(nb.eval("__import__('os').getpid()"), signal.SIGKILL)
    nb.page.locator(".nbp-message").get_by_text("The kernel is gone or new").first.wait_for(
        timeout=60_000
    )
    with contextlib.suppress(Exception):  # Jupyter tells of it in a dialog
        nb.page.locator(".jp-Dialog button").last.click(timeout=3000)


def test_a_killed_kernel_loses_nothing_acknowledged_and_gets_what_the_browser_kept(opened):
    nudge(opened, 3)
    opened.wait_eval("editor.document.seq", 3)
    kill_kernel(opened)
    opened.canvas.focus()
    nudge(opened, 2)
    opened.page.locator(".nbp-saved").get_by_text("Kept in this browser: 2").wait_for()
    run_all(opened.page)
    opened.page.get_by_text("2 edits kept in this browser were sent again.").first.wait_for()
    opened.wait_eval("editor.document.seq", 5)
    assert opened.eval("nose()") == [NOSE[0] - 5, NOSE[1]]
    assert opened.eval("list(editor.document.history().label)") == ["nudge nose"] * 5
    opened.page.wait_for_function(KEPT, arg=0)


def test_what_was_kept_is_offered_once_somebody_else_has_edited(opened, lab):
    nudge(opened, 1)
    opened.wait_eval("editor.document.seq", 1)
    name = opened.eval("editor.document.name")
    kill_kernel(opened)
    opened.canvas.focus()
    nudge(opened, 2)
    opened.page.locator(".nbp-saved").get_by_text("Kept in this browser: 2").wait_for()
    import nbpose as nbp

    with nbp.Project(lab.root / name) as project:
        (key,) = project.keys
        project.apply(nbp.edits.Move(row=7, keypoint=3, to=(9, 9)), key=key)
    run_all(opened.page)
    opened.page.get_by_text("2 edits from").first.wait_for()
    assert opened.eval("editor.document.seq") == 2
    opened.page.get_by_role("button", name="Apply the kept edits").first.click()
    opened.wait_eval("nose()", [NOSE[0] - 3, NOSE[1]])
    assert opened.eval("editor.document.seq") == 4
