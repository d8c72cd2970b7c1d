"""Making a skeleton by clicks."""

from __future__ import annotations

from typing import Any

import nbpose as nbp

from . import scene
from .visit import EVERY, Visit, stop

CHAPTER = "Skeleton editor"


def open_skeleton(visit: Visit, *args: Any) -> Any:
    editor = nbp.SkeletonEditor(*args)
    visit.editor = editor
    visit.host.show(editor)
    visit.canvas = visit.page.locator("canvas.nbp-overlay[data-ready='1']")
    visit.canvas.wait_for()
    visit.canvas.focus()
    return editor


def at(visit: Visit, x: float, y: float) -> tuple[float, float]:
    """Place on the page of a point of the template."""
    return visit.at((x - 0.5, y - 0.5))


def joint(visit: Visit, x: float, y: float, name: str = "") -> None:
    """Click a joint and name it; no name takes the one that is suggested."""
    visit.page.mouse.click(*at(visit, x, y))
    visit.page.get_by_label("Name of the joint").wait_for()
    if name:
        visit.page.keyboard.type(name)
    visit.page.keyboard.press("Enter")


def names(editor: Any) -> list[str]:
    return [one.name for one in editor._draft.joints]


@stop(CHAPTER, "A blank ground and a figure to trace.", EVERY)
def skeleton_begins(visit: Visit) -> None:
    open_skeleton(visit, "human")
    visit.wait(joints="")


@stop(CHAPTER, "A click puts a joint; its name is suggested where the figure knows it.")
def skeleton_names(visit: Visit) -> None:
    editor = open_skeleton(visit, "human")
    places = editor.ground["names"]["human"]
    for name in ("nose", "left_shoulder", "left_elbow"):
        joint(visit, *places[name])
    visit.wait(joints="nose left_shoulder left_elbow", pending=0)
    visit.page.mouse.click(*at(visit, *places["left_wrist"]))
    visit.page.get_by_label("Name of the joint").wait_for()


@stop(CHAPTER, "From joint to joint: a bone.")
def skeleton_connects(visit: Visit) -> None:
    editor = open_skeleton(visit, "human")
    places = editor.ground["names"]["human"]
    for name in ("left_shoulder", "left_elbow", "left_wrist"):
        joint(visit, *places[name])
    visit.wait(joints="left_shoulder left_elbow left_wrist", pending=0)
    bones = int(visit.canvas.get_attribute("data-bones"))
    visit.pull(at(visit, *places["left_shoulder"]), at(visit, *places["left_elbow"]))
    if bones == 0:
        visit.let_go()
        visit.wait(bones=1, pending=0)
        visit.pull(at(visit, *places["left_elbow"]), at(visit, *places["left_wrist"]))


@stop(CHAPTER, "M: the mirror image, with left and right named and paired.")
def skeleton_mirrors(visit: Visit) -> None:
    editor = open_skeleton(visit, "human")
    places = editor.ground["names"]["human"]
    joint(visit, *places["left_shoulder"])
    visit.press("m")
    visit.wait(joints="left_shoulder right_shoulder", pending=0)
    assert editor.skeleton.mirror == (1, 0)


@stop(CHAPTER, "What is wrong stands below at once, and leads to its joint.", EVERY)
def skeleton_lint(visit: Visit) -> None:
    editor = open_skeleton(visit, "human", "coco17")
    visit.page.get_by_role("option", name="3. right eye").click()
    visit.page.get_by_label("Name", exact=True).fill("left_eye")
    visit.press("Enter")
    visit.wait(errors=1, pending=0)
    assert any(finding.level == "error" for finding in editor.lint())


@stop(CHAPTER, "On a picture of one's own.")
def skeleton_on_a_picture(visit: Visit) -> None:
    editor = open_skeleton(visit, scene.picture(8))
    for x, y, name in ((470, 388, "hip"), (511, 517, "knee"), (529, 640, "ankle")):
        joint(visit, x, y, name)
    visit.wait(joints="hip knee ankle", pending=0)
    visit.pull(at(visit, 470, 388), at(visit, 511, 517))
    visit.let_go()
    visit.wait(bones=1, pending=0)
    assert editor.skeleton.keypoints == ("hip", "knee", "ankle")


@stop(CHAPTER, "A whole skeleton: colours, pairs, order.", EVERY)
def skeleton_whole(visit: Visit) -> None:
    editor = open_skeleton(visit, "human", "coco17")
    visit.page.get_by_role("option", name="left knee", exact=False).first.click()
    visit.wait(bones=19, errors=0)
    assert editor.skeleton == nbp.skeleton("coco17")
