"""What became of the edits."""

from __future__ import annotations

import nbpose as nbp

from . import walk
from .visit import DARK, EVERY, LIGHT, Visit, stop

CHAPTER = "Saving"


def nudge(visit: Visit, times: int) -> None:
    visit.press("e", *["ArrowLeft"] * times, "Escape")


@stop(CHAPTER, "Every edit is in the file.", (LIGHT, DARK))
def saved(visit: Visit) -> None:
    visit.walk(0, "left_wrist")
    nudge(visit, 2)
    visit.saved(2)
    visit.says("Saved in study.nbpose")


@stop(CHAPTER, "Without a project: the edits live in the kernel's memory, and that is said.")
def in_memory(visit: Visit) -> None:
    visit.walk(0, project=None)
    visit.says("In memory only")


@stop(CHAPTER, "Python is busy: the edits wait, and the work goes on.")
def saving(visit: Visit) -> None:
    visit.walk(0, "left_wrist")
    visit.host.hold()
    nudge(visit, 3)
    visit.wait(pending=3)
    visit.says("Saving 3 edits")


def cut_off(visit: Visit) -> None:
    """Three edits after the kernel has gone."""
    visit.page.evaluate("() => { model.cut = true; }")
    nudge(visit, 3)
    visit.wait(pending=3)
    visit.says("Kept in this browser: 3")


@stop(CHAPTER, "The kernel is gone: edits are kept in the browser.", EVERY)
def kept(visit: Visit) -> None:
    visit.walk(0, "left_wrist")
    cut_off(visit)


@stop(
    CHAPTER, "After a reload they are offered again, because others have edited meanwhile.", EVERY
)
def offered(visit: Visit) -> None:
    editor = visit.walk(0, "left_wrist")
    before = visit.joint("left_wrist")
    visit.press("e", "ArrowRight", "Escape")
    visit.saved(1)
    cut_off(visit)
    editor.apply(nbp.edits.SetLocked(row=int(editor.poses.at(8).row[1]), locked=True))
    visit.show(editor)
    visit.page.get_by_text("3 edits from").wait_for()
    visit.button("Apply the kept edits").click()
    visit.saved(5)
    assert abs(visit.joint("left_wrist")[0] - before[0] + 2) < 0.01
    visit.pick(0)
    cut_off(visit)
    editor.apply(nbp.edits.SetLocked(row=int(editor.poses.at(8).row[1]), locked=False))
    visit.show(editor)
    visit.page.get_by_text("3 edits from").wait_for()


@stop(CHAPTER, "What was not sent is sent again by itself where nothing has changed under it.")
def sent_again(visit: Visit) -> None:
    editor = visit.walk(0, "left_wrist")
    before = visit.joint("left_wrist")
    cut_off(visit)
    visit.show(editor)
    visit.says("3 edits kept in this browser were sent again.")
    visit.saved(3)
    assert abs(visit.joint("left_wrist")[0] - before[0] + 3) < 0.01


@stop(
    CHAPTER,
    "An edit that cannot be applied is taken back, and the reason stands below.",
    (LIGHT, DARK),
)
def rejected(visit: Visit) -> None:
    editor = visit.walk(0, "left_wrist")
    row = int(editor.poses.at(8).row[0])
    visit.host.hold()
    visit.drag(visit.joint("left_wrist"), visit.joint("left_wrist") + (40, 0))
    visit.let_go()
    visit.wait(pending=1)
    editor.apply(nbp.edits.SetLocked(row=row, locked=True))
    visit.host.release()
    visit.wait(pending=0, seq=1)
    visit.says("locked")
    assert walk.estimated().at(8).points[0, 9, 0] == visit.joint("left_wrist")[0]
