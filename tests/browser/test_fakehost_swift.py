"""The hand never waits for Python: a drag sends nothing, and clicks go on while it is silent."""

from __future__ import annotations

from fakehost import at, wait

import nbpose as nbp
from nbpose.analysis.resolved import resolved

COCO = nbp.skeleton("coco17")
KNEE = COCO.index("left_knee")
SENT = "() => model.sent.length + model.saved.length"
EDITS = "() => model.kinds('edit').length"
QUIET = """() => {
  const sent = model.sent.length + model.saved.length;
  window.still = window.sent === sent ? window.still + 1 : 0;
  window.sent = sent;
  return window.still > 60; // asked once a frame: longer than anything that is put off
}"""


def test_nothing_is_sent_to_python_inside_a_drag(open_editor):
    canvas = open_editor({"angles": resolved(COCO)})
    page = canvas.page
    page.mouse.move(*at(canvas, *page.evaluate("(k) => python.rows.get(0).xy[k]", KNEE)))
    page.wait_for_function(QUIET)  # all that was asked for is here
    sent = page.evaluate(SENT)
    page.mouse.down()
    for i in range(40):
        page.mouse.move(*at(canvas, 340 + i, 240 + i % 5))
    page.wait_for_function(QUIET)
    assert page.evaluate(SENT) == sent
    page.mouse.up()
    wait(canvas, pending=0, selected=f"0:{KNEE}")
    assert page.evaluate(EDITS) == 1
    page.wait_for_function(f"() => model.get('selection').keypoint === {KNEE}")


def test_seventeen_joints_are_placed_while_python_is_silent(open_editor):
    canvas = open_editor({"tool": "place"}, {"people": 0})
    page = canvas.page
    page.evaluate("() => python.hold('commit')")
    for i in range(17):
        page.mouse.click(*at(canvas, 60 + 30 * i, 90 + 9 * (i % 4)))
    wait(canvas, pending=17, seq=0, tool="edit")
    assert page.locator(".nbp-joint:not([data-state='absent'])").count() == 17
    page.evaluate("() => python.release('commit')")
    wait(canvas, pending=0, seq=17)
    assert page.locator(".nbp-joint:not([data-state='absent'])").count() == 17
