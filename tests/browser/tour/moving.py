"""Moving what is there: a joint, several, a limb, somebody as a whole."""

from __future__ import annotations

import numpy as np

from nbpose.analysis import joint_angles

from . import walk
from .visit import KEYS, Visit, stop

CHAPTER = "Moving"


def moved(visit: Visit) -> list[str]:
    """Names of the first person's joints that are no longer where the model had them."""
    before = walk.estimated().at(visit.editor.frame).points[0]
    now = visit.editor.poses.at(visit.editor.frame).points[0]
    far = np.hypot(*(now - before).T) > 1
    return [name for name, is_far in zip(KEYS, far, strict=True) if is_far]


@stop(CHAPTER, "A joint in the hand, with the angles it takes part in, in degrees.")
def drag_joint(visit: Visit) -> None:
    visit.walk(0, "left_wrist")
    visit.page.mouse.move(5, 5)
    visit.drag(visit.joint("left_wrist"), walk.truth()[8, 0, KEYS.index("left_wrist")])
    visit.page.locator(".nbp-angles").get_by_text("Elbow flexion").first.wait_for()
    assert visit.editor.document.seq == 0, "a drag commits when it ends"


@stop(CHAPTER, "The knee in the hand: knee and hip, as joint_angles will give them.")
def live_angle(visit: Visit) -> None:
    editor = visit.walk(0, "left_knee")
    start = visit.joint("left_knee")
    visit.drag(start, start + (14, -6))
    visit.let_go()
    visit.saved(1)
    table = joint_angles(editor.poses)
    rows = table[(table.frame == 8) & (table.track == 0) & (table.side == "left")]
    value = rows[rows.angle == "knee_flexion"].value.iloc[0]
    text = f"{value:.1f}°".replace("-", "−")
    visit.page.locator(".nbp-angles").get_by_text(text, exact=True).wait_for()
    visit.drag(visit.joint("left_knee"), visit.joint("left_knee") + (6, 0))


@stop(CHAPTER, "Shift and drag: the thigh turns no bone, knee and ankle come along.")
def drag_limb(visit: Visit) -> None:
    visit.walk(0)
    start = visit.joint("left_knee")
    visit.hold("Shift")
    visit.drag(start, start + (30, -16))
    visit.let_go("Shift")
    visit.saved(1)
    assert moved(visit) == ["left_knee", "left_ankle"]
    visit.hold("Shift")
    visit.drag(visit.joint("left_elbow"), visit.joint("left_elbow") + (-20, -10))


@stop(CHAPTER, "Alt and drag: the whole person; nothing less moves one by accident.")
def drag_person(visit: Visit) -> None:
    visit.walk(0)
    start = visit.joint("left_hip")
    visit.hold("Alt")
    visit.drag(start, start + (60, -20))
    visit.let_go("Alt")
    visit.saved(1)
    assert len(moved(visit)) == 17
    visit.hold("Alt")
    visit.drag(visit.joint("left_hip"), visit.joint("left_hip") + (20, 10))


def handle(visit: Visit, name: str) -> tuple[float, float]:
    """Where a handle of the first person lies on the page; see core/handles.ts."""
    points = visit.editor.poses.at(visit.editor.frame).points[0]
    (left, top), (right, below) = visit.at(points.min(0)), visit.at(points.max(0))
    return {
        "move": (left - 18, top - 18),
        "turn": ((left + right) / 2, top - 44),
        "scale": (right + 18, below + 18),
    }[name]


@stop(CHAPTER, "The handles of the active person: move, turn, scale.")
def handles(visit: Visit) -> None:
    visit.walk(0)
    x, y = handle(visit, "move")
    visit.pull((x, y), (x + 24, y + 12))
    visit.let_go()
    visit.saved(1)
    assert len(moved(visit)) == 17
    visit.page.mouse.move(*handle(visit, "move"))


@stop(CHAPTER, "Turned by the handle above the head; Alt and the wheel do the same.")
def rotate(visit: Visit) -> None:
    visit.walk(0)
    x, y = handle(visit, "turn")
    before = visit.joint("left_ankle") - visit.joint("nose")
    visit.pull((x, y), (x + 70, y + 10))
    visit.let_go()
    visit.saved(1)
    after = visit.joint("left_ankle") - visit.joint("nose")
    np.testing.assert_allclose(np.hypot(*after), np.hypot(*before), rtol=1e-3)
    assert after[0] < before[0] - 20
    x, y = handle(visit, "turn")
    visit.pull((x, y), (x - 40, y + 5))


@stop(CHAPTER, "Scaled by the handle at the corner.")
def scale(visit: Visit) -> None:
    visit.walk(0)
    before = np.hypot(*(visit.joint("left_ankle") - visit.joint("nose")))
    x, y = handle(visit, "scale")
    visit.pull((x, y), (x - 40, y - 60))
    visit.let_go()
    visit.saved(1)
    after = np.hypot(*(visit.joint("left_ankle") - visit.joint("nose")))
    assert after < 0.95 * before
    visit.page.mouse.move(*handle(visit, "scale"))


@stop(CHAPTER, "Shift and a rubber band around joints.")
def rubber_band(visit: Visit) -> None:
    visit.walk(0)
    visit.hold("Shift")
    corner = visit.joint("right_wrist") + (70, 60)
    visit.drag(corner, visit.joint("right_elbow") + (-16, -30))


@stop(CHAPTER, "Several joints: the band's, one more by Shift and click; they move together.")
def several_joints(visit: Visit) -> None:
    visit.walk(0)
    visit.hold("Shift")
    visit.drag(visit.joint("right_wrist") + (70, 60), visit.joint("right_elbow") + (-16, -30))
    visit.page.mouse.up()
    visit.wait(chosen="8,10")
    visit.click(visit.joint("right_shoulder"))
    visit.let_go("Shift")
    visit.wait(chosen="8,10,6")
    wrist = visit.joint("right_wrist")
    visit.drag(wrist, wrist + (16, -24))
    visit.let_go()
    visit.saved(1)
    assert moved(visit) == ["right_shoulder", "right_elbow", "right_wrist"]


@stop(
    CHAPTER, "Nudge mode: the arrows move by 1 px, with Shift by 10; with Ctrl they turn and scale."
)
def nudge(visit: Visit) -> None:
    visit.walk(0, "left_wrist")
    before = visit.joint("left_wrist")
    visit.press("e", "ArrowLeft", "ArrowLeft", "Shift+ArrowUp")
    visit.saved(3)
    np.testing.assert_allclose(visit.joint("left_wrist") - before, (-2, -10), atol=0.01)
    visit.says("The arrows move by 1 px")
