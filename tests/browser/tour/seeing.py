"""Seeing better: hide, magnify, brighten, find what is out of sight."""

from __future__ import annotations

import numpy as np

from . import walk
from .visit import DARK, EVERY, KEYS, LIGHT, Visit, stop

CHAPTER = "Seeing"

# how much of the overlay is painted
PAINTED = """() => {
  const canvas = document.querySelector('canvas.nbp-overlay');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let n = 0;
  for (let i = 3; i < data.length; i += 4) n += data[i] > 0;
  return n;
}"""
# mean grey of the picture
GREY = """() => {
  const canvas = document.querySelector('canvas.nbp-frame');
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  const { data } = context.getImageData(width / 4, height / 4, width / 2, height / 2);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += data[i] + data[i + 1] + data[i + 2];
  return sum / data.length;
}"""


@stop(CHAPTER, "Two people on a frame, as the editor opens.", EVERY)
def overview(visit: Visit) -> None:
    visit.walk()
    visit.wait(people=2)


@stop(CHAPTER, "H held: the picture without the overlay.")
def hold_to_hide(visit: Visit) -> None:
    visit.walk(0)
    assert visit.page.evaluate(PAINTED) > 0
    visit.hold("h")
    visit.page.wait_for_function(f"() => ({PAINTED})() === 0")


@stop(CHAPTER, "V: the loupe shows pixels of the full resolution at the pointer.")
def loupe(visit: Visit) -> None:
    visit.walk(0)
    before = visit.page.evaluate(PAINTED)
    visit.press("v")
    visit.point_at(visit.joint("left_wrist") + (4, 4))
    visit.page.wait_for_function(f"(n) => ({PAINTED})() > n + 9000", arg=before)
    assert visit.editor.options["loupe"]


@stop(CHAPTER, "Brightness, contrast and gamma of the picture, in the popover of View.", EVERY)
def brightness(visit: Visit) -> None:
    visit.walk(0)
    before = visit.page.evaluate(GREY)
    visit.button("View").click()
    visit.page.get_by_role("slider", name="Brightness").fill("0.5")
    visit.page.get_by_role("slider", name="Contrast").fill("0.3")
    visit.page.get_by_role("slider", name="Gamma").fill("-0.2")
    visit.page.wait_for_function(f"(was) => ({GREY})() > 1.1 * was", arg=before)


@stop(CHAPTER, "The OKS sigma ring of a joint: how far off still counts how much.", (LIGHT, DARK))
def sigma_ring(visit: Visit) -> None:
    visit.walk(0, "left_hip")
    visit.page.mouse.move(5, 5)
    before = visit.page.evaluate(PAINTED)
    visit.press("Shift+R")
    visit.page.wait_for_function(f"(n) => ({PAINTED})() > n + 100", arg=before)
    visit.button("View").click()
    visit.page.get_by_role("dialog", name="View").get_by_text("in OKS").wait_for()


@stop(CHAPTER, "Names beside the joints; one that would cover another is left out.")
def names(visit: Visit) -> None:
    visit.walk(0)
    before = visit.page.evaluate(PAINTED)
    visit.press("g")
    visit.page.wait_for_function(f"(n) => ({PAINTED})() > n + 2000", arg=before)


@stop(CHAPTER, "Joints beside the picture: arrows lead to them, a button brings them back.", EVERY)
def outside(visit: Visit) -> None:
    poses = walk.estimated()
    points = poses.points.copy()
    rows = np.flatnonzero(poses.frame == 8)
    points[rows[0], KEYS.index("left_wrist")] = (-420, 380)
    points[rows[0], KEYS.index("left_ankle")] = (560, 905)
    visit.open(poses=poses.replace(points=points), frame=8)
    visit.pick(0)
    visit.page.get_by_role("button", name="Go to the left wrist, out of sight").wait_for()
    visit.page.get_by_role("button", name="Bring the joints").wait_for()


@stop(CHAPTER, "Zoomed in, with arrows to those who are out of sight.")
def zoomed(visit: Visit) -> None:
    visit.walk(0)
    visit.editor.view = {"zoom": 4, "x": 500, "y": 170}
    visit.wait(zoom=4)
    visit.page.get_by_role("button", name="Go to person 2, out of sight").wait_for()
