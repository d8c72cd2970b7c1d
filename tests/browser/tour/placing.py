"""Putting joints where they belong, one after the other."""

from __future__ import annotations

import numpy as np

from nbpose.poses import Origin

from . import scene, walk
from .visit import EVERY, KEYS, Visit, stop

CHAPTER = "Placing joints"
TRUE = walk.truth()


def true(name: str, person: int = 0, frame: int = 8):
    """Where a joint is."""
    return TRUE[frame, person, KEYS.index(name)]


def place(visit: Visit, names, person: int = 0, frame: int = 8) -> None:
    for name in names:
        visit.wait(next=name)
        visit.click(true(name, person, frame))


@stop(CHAPTER, "An empty frame says how to begin.", EVERY)
def nobody_yet(visit: Visit) -> None:
    visit.open(skeleton="coco17", frame=8)
    visit.page.get_by_text("Nobody in this frame yet").wait_for()


@stop(
    CHAPTER, "Click through the skeleton: the next joint is named at the pointer and below.", EVERY
)
def click_through(visit: Visit) -> None:
    editor = visit.open(skeleton="coco17", frame=8)
    visit.press("n")
    place(visit, KEYS[:7])
    visit.wait(next="left_elbow", pending=0)
    visit.says("Click to place: left elbow")
    visit.point_at(true("left_elbow"))
    np.testing.assert_allclose(editor.poses.points[0, :7], TRUE[8, 0, :7], atol=1)


@stop(
    CHAPTER,
    "O says that a joint is absent and goes on; Alt or the right button places a hidden one.",
)
def skip_and_hidden(visit: Visit) -> None:
    visit.open(skeleton="coco17", frame=8)
    visit.press("n")
    place(visit, KEYS[:3])
    visit.press("o", "o")
    place(visit, KEYS[5:6])
    visit.wait(next="right_shoulder")
    visit.click(true("right_shoulder"), button="right")
    visit.wait(next="left_elbow", pending=0)
    visit.point_at(true("left_elbow"))
    assert visit.state("origin", "left_ear") == Origin.PERSON
    assert visit.state("visibility", "left_ear") == 0
    assert visit.state("visibility", "right_shoulder") == 1


@stop(CHAPTER, "A click on the checklist goes to any joint.")
def jump_in_the_checklist(visit: Visit) -> None:
    visit.open(skeleton="coco17", frame=8)
    visit.press("n")
    place(visit, KEYS[:1])
    visit.page.locator(".nbp-joint").get_by_text("left hip", exact=True).click()
    visit.wait(next="left_hip", pending=0)
    visit.point_at(true("left_hip"))


@stop(CHAPTER, "One joint, frame after frame: every click goes on to the next frame.")
def loop_mode(visit: Visit) -> None:
    editor = visit.walk(0, "left_wrist")
    visit.press("Shift+P")
    for frame in (8, 9, 10):
        visit.wait(tool="loop", frame=frame, next="left_wrist")
        visit.click(true("left_wrist", frame=frame))
    visit.wait(frame=11, next="left_wrist", pending=0)
    visit.point_at(true("left_wrist", frame=11))
    for frame in (8, 9, 10):
        np.testing.assert_allclose(
            visit.joint("left_wrist", frame=frame), true("left_wrist", frame=frame), atol=1
        )
    assert editor.frame == 11


@stop(CHAPTER, "Q: the joint is hidden behind the body; its mark becomes a ring.")
def occluded(visit: Visit) -> None:
    visit.walk(0, "right_hip")
    visit.press("q")
    visit.saved(1)
    assert visit.state("visibility", "right_hip") == 1


@stop(CHAPTER, "Delete takes a joint away, and it waits to be placed again.")
def deleted_joint(visit: Visit) -> None:
    visit.walk(0, "left_knee")
    visit.press("Delete")
    visit.saved(1)
    assert visit.state("visibility", "left_knee") == 0
    before = walk.estimated().at(8).points[0, KEYS.index("left_knee")]
    visit.press("Alt+Delete")
    visit.saved(2)
    np.testing.assert_allclose(visit.joint("left_knee"), before, atol=0.01)
    visit.press("Delete")
    visit.saved(3)


@stop(CHAPTER, "Ctrl held: the edge of the picture near the pointer attracts the joint.")
def snapping(visit: Visit) -> None:
    visit.walk(0, "left_ankle")
    visit.editor.view = {"zoom": 3, "x": 540, "y": 620}
    visit.wait(zoom=3)
    ankle = visit.joint("left_ankle")
    edge = np.array([581.0, 652.0])  # the tip of the shoe
    visit.hold("Control")
    visit.point_at(ankle)
    visit.page.mouse.down()
    visit.page.mouse.move(*visit.at(edge + (4, -2)), steps=6)
    visit.page.mouse.up()
    visit.saved(1)
    moved = visit.joint("left_ankle")
    assert np.hypot(*(moved - edge - (4, -2))) > 0.5, "the edge did not attract"
    visit.page.mouse.move(*visit.at(edge + (4, 4)))


@stop(CHAPTER, "A picture that is higher than wide.", EVERY)
def portrait_picture(visit: Visit) -> None:
    body = walk.joints(walk.WALKERS[0], 4)
    points = np.array([[[body[name] - (280, 20) for name in KEYS]]])
    poses = walk.estimated()[:1].replace(points=points[0], frame=np.zeros(1, np.int64))
    visit.open([scene.portrait()], poses.replace(time=np.full(1, np.nan), fps=None))
    visit.pick(0)
    visit.click_joint("left_shoulder")
    visit.wait(selected="0:5")


@stop(CHAPTER, "133 keypoints: small marks, and type-ahead in the list.", EVERY)
def whole_body(visit: Visit) -> None:
    visit.open([scene.picture(4)], walk.whole_body(4))
    visit.pick(0)
    visit.page.locator(".nbp-joint").get_by_text("right hand root", exact=True).click()
    visit.wait(people=1)
    assert visit.page.locator(".nbp-joint").count() == 133
