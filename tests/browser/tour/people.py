"""What is done to people: sides, poses, boxes, words."""

from __future__ import annotations

import numpy as np

import nbpose as nbp
from nbpose.poses import AreaSource

from . import walk
from .visit import DARK, EVERY, KEYS, LIGHT, Visit, stop

CHAPTER = "People"
MIRROR = list(walk.COCO.mirror)


def row(visit: Visit, person: int = 0, frame: int | None = None):
    """The row of somebody as Python has it."""
    return visit.editor.poses.at(visit.editor.frame if frame is None else frame)[[person]]


def facts(visit: Visit, person: int = 0) -> dict:
    return row(visit, person).extra[0] or {}


def mixed_up(*frames: int) -> nbp.Poses:
    """The model's poses, with left and right of the first person mixed up in some frames."""
    poses = walk.estimated()
    wrong = np.isin(poses.frame, frames) & (poses.track == 0)
    points = poses.points.copy()
    points[wrong] = points[wrong][:, MIRROR]
    return poses.replace(points=points)


@stop(CHAPTER, "F: left and right of the person change places in this frame.")
def swap_in_a_frame(visit: Visit) -> None:
    visit.open(poses=mixed_up(8), frame=8)
    visit.pick(0)
    left = visit.joint("left_knee")
    visit.press("f")
    visit.saved(1)
    np.testing.assert_allclose(visit.joint("right_knee"), left)


@stop(CHAPTER, "F with joints selected: only these change places.")
def swap_a_selection(visit: Visit) -> None:
    visit.walk(0, "left_knee")
    visit.hold("Shift")
    visit.click(visit.joint("left_ankle"))
    visit.let_go("Shift")
    visit.wait(chosen="13,15")
    before = row(visit).points[0]
    visit.press("f")
    visit.saved(1)
    np.testing.assert_allclose(visit.joint("right_knee"), before[13])
    np.testing.assert_allclose(visit.joint("left_hip"), before[11])


@stop(CHAPTER, "Shift+F: in a range of frames, of this person or of everybody.", EVERY)
def swap_in_a_range(visit: Visit) -> None:
    visit.open(poses=mixed_up(8, 9, 10), frame=8)
    visit.pick(0)
    right = [visit.joint("right_knee", frame=f) for f in (8, 9, 10, 11)]
    visit.press("Shift+F")
    last = visit.page.get_by_label("Last frame")
    last.fill("10")
    last.press("Enter")
    visit.saved(1)
    for frame, before in zip((8, 9, 10), right, strict=False):
        np.testing.assert_allclose(visit.joint("left_knee", frame=frame), before)
    np.testing.assert_allclose(visit.joint("right_knee", frame=11), right[3])
    visit.press("Shift+F")
    last.fill("10")


@stop(CHAPTER, "C: the pose of the frame before.")
def copy_the_frame_before(visit: Visit) -> None:
    visit.walk(0)
    before = row(visit, frame=7).points[0]
    visit.press("c")
    visit.saved(1)
    np.testing.assert_allclose(row(visit).points[0], before, atol=0.01)


@stop(CHAPTER, "Ctrl+C and Ctrl+V: a pose goes to another frame, or to another picture.")
def copy_and_paste(visit: Visit) -> None:
    visit.walk(0)
    copied = row(visit).points[0]
    visit.press("Control+c")
    visit.says("Pose copied.")
    visit.press("ArrowRight", "ArrowRight")
    visit.wait(frame=10)
    visit.press("1", "Control+v")
    visit.saved(1)
    np.testing.assert_allclose(row(visit, frame=10).points[0], copied, atol=0.01)


@stop(CHAPTER, "Somebody was deleted from the frame and can be restored.")
def delete_and_restore(visit: Visit) -> None:
    visit.walk(1)
    before = row(visit, 1).points[0]
    visit.press("Shift+Delete")
    visit.saved(1)
    assert len(visit.editor.poses.at(8)) == 1
    visit.page.get_by_text("1 person deleted here").wait_for()
    visit.button("Restore the person deleted last").click()
    visit.saved(2)
    np.testing.assert_allclose(row(visit, 1).points[0], before, atol=0.01)
    visit.pick(1)
    visit.press("Shift+Delete")
    visit.saved(3)


@stop(CHAPTER, "A new person begins as the average of those that are labelled, at the pointer.")
def average_pose(visit: Visit) -> None:
    visit.walk(0)
    visit.point_at((700, 400))
    visit.press("Shift+N")
    visit.saved(1)
    points = row(visit, 2).points[0]
    assert np.isfinite(points).all()
    assert abs((points[:, 0].min() + points[:, 0].max()) / 2 - 700) < 2
    visit.page.mouse.move(5, 5)


@stop(CHAPTER, "A box drawn by hand has a firm line and corners to pull.")
def box_drawn(visit: Visit) -> None:
    visit.walk(0)
    visit.press("Shift+E")
    visit.wait(tool="box")
    visit.drag((300, 100), (600, 690))
    visit.let_go()
    visit.saved(1)
    assert row(visit).area_source[0] == AreaSource.BOX
    np.testing.assert_allclose(row(visit).bbox[0], (300, 100, 300, 590), atol=1.5)


@stop(CHAPTER, "A box told by the joints has a broken line and follows them.")
def box_derived(visit: Visit) -> None:
    visit.walk(0)
    visit.press("Shift+E")
    visit.wait(tool="box")
    visit.drag((300, 100), (600, 690))
    visit.let_go()
    visit.saved(1)
    visit.button("Let the joints tell the box").click()
    visit.saved(2)
    points = row(visit).points[0]
    wide = np.ptp(points[:, 0])
    np.testing.assert_allclose(row(visit).bbox[0][2], wide, atol=2)


@stop(CHAPTER, "Tags and attributes of the person and of the frame.", EVERY)
def tags_and_attributes(visit: Visit) -> None:
    vocabulary = {"tags": ["crutch"], "attributes": {"shoes": ["none", "own", "lab"]}}
    visit.walk(0)
    visit.editor.vocabulary = vocabulary
    page = visit.page
    visit.press("Shift+T")
    tag = page.get_by_label("New tag").first
    for text in ("crutch", "turns around at the window"):
        tag.fill(text)
        tag.press("Enter")
        page.get_by_text(text, exact=True).wait_for()
    page.get_by_label("Name of an attribute").first.fill("shoes")
    page.get_by_label("Value of the attribute").first.fill("lab")
    page.get_by_label("Value of the attribute").first.press("Enter")
    page.get_by_text("shoes: lab").wait_for()
    page.get_by_label("New tag").last.fill("blurred")
    page.get_by_label("New tag").last.press("Enter")
    page.get_by_text("blurred", exact=True).wait_for()
    visit.saved(4)
    assert facts(visit)["tags"] == ["crutch", "turns around at the window"]
    assert facts(visit)["attributes"] == {"shoes": "lab"}


@stop(CHAPTER, "Y locks somebody: nothing moves until it is unlocked.", (LIGHT, DARK))
def lock(visit: Visit) -> None:
    visit.walk(0)
    visit.press("y", "k")
    visit.says("locked")
    visit.press("y", "k", "y")
    visit.saved(4)
    assert facts(visit)["locked"] and facts(visit)["keyframe"]
    before = row(visit).points[0]
    visit.drag(visit.joint("left_wrist"), visit.joint("left_wrist") + (40, 0))
    visit.let_go()
    visit.says("locked")
    np.testing.assert_array_equal(row(visit).points[0], before)
    assert KEYS
