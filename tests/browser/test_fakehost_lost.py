"""The bundle in a plain page whose kernel is restarted: it says so, and shows what it has."""

from __future__ import annotations

from fakehost import hear, wait

ASKED = "() => model.kinds('need').filter((m) => m.what === 'poses').length"
RESTARTED = "The kernel is gone or new: run the cell again."


def test_after_a_restart_the_page_says_so_and_shows_the_frames_it_has(open_editor):
    canvas = open_editor({"media": {"count": 300}, "selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.wait_for_function("() => python.sentPictures >= 2 && python.unacknowledged === 0")
    page.evaluate("() => { model.cutFrom = 'edit'; }")
    for key in ("e", "ArrowLeft"):
        page.keyboard.press(key)
    told = f"{RESTARTED} 1 edit was not sent."
    page.locator(".nbp-message").get_by_text(RESTARTED).wait_for()
    status = page.locator(".nbp-saved")
    assert status.inner_text() == "Not sent: 1"
    assert status.get_attribute("data-kind") == "error"
    hear(page, told)
    for key in ("Escape", "ArrowRight"):
        page.keyboard.press(key)
    wait(canvas, frame=1, wanted=1)
    page.keyboard.press("End")
    page.get_by_text("Frame 1; 299 was not loaded.").wait_for()
    assert page.evaluate("() => model.kinds('edit')") == []


def test_a_restart_is_told_before_anything_is_done(open_editor):
    page = open_editor().page
    page.get_by_text("In memory only").wait_for()
    page.evaluate("() => { model.cut = true; model.emit('comm_live_update'); }")
    page.locator(".nbp-message").get_by_text(RESTARTED).wait_for()


def test_coming_back_after_a_while_tells_of_a_restart(page, open_editor):
    page.clock.install()
    canvas = open_editor()
    page.mouse.move(1, 1)
    asked = page.evaluate(ASKED)
    canvas.hover()
    assert page.evaluate(ASKED) == asked  # Python was heard a moment ago
    for again in (1, 2):
        page.mouse.move(1, 1)
        page.clock.fast_forward(15_000)
        canvas.hover()
        page.wait_for_function(f"(n) => ({ASKED})() === n", arg=asked + again)
    page.mouse.move(1, 1)
    page.clock.fast_forward(15_000)
    page.evaluate("() => { model.cutFrom = 'need'; }")
    canvas.hover()
    page.locator(".nbp-message").get_by_text(RESTARTED).wait_for()


def test_a_welcome_ends_that_and_the_edit_is_sent(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.evaluate("() => { model.cutFrom = 'edit'; }")
    for key in ("e", "ArrowLeft"):
        page.keyboard.press(key)
    page.locator(".nbp-message").get_by_text(RESTARTED).wait_for()
    page.evaluate("() => { model.cut = false; model.cutFrom = null; }")
    wait(canvas, pending=0, seq=1)
    page.get_by_text("In memory only").wait_for()
