"""The keyboard."""

from __future__ import annotations

import warnings

from . import walk
from .visit import EVERY, Visit, stop

CHAPTER = "Keyboard"


@stop(CHAPTER, "All keys on one page, opened by the question mark.", EVERY)
def key_sheet(visit: Visit) -> None:
    visit.walk(0)
    visit.press("?")
    visit.page.get_by_role("dialog", name="Keys").wait_for()


@stop(CHAPTER, "CVAT's keys, with a key of one's own that takes another action's.", EVERY)
def preset_with_a_conflict(visit: Visit) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        visit.walk(0, keymap="cvat", keys={"play": "F"})
    visit.page.keyboard.press("d")
    visit.wait(frame=7)
    visit.press("?")
    visit.page.get_by_role("dialog", name="Keys").wait_for()


@stop(CHAPTER, "A hidden pointer: everything by keys, with the focus to be seen.")
def focus_ring(visit: Visit) -> None:
    visit.walk(0, "left_knee")
    visit.page.mouse.move(5, 5)
    visit.press("Tab")
    visit.page.wait_for_function(
        "() => document.activeElement.matches('.nbpose button, .nbpose *')"
    )
    assert walk.COCO
