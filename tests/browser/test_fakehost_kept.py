"""The bundle in a plain page: edits without an answer outlive the page, in a real IndexedDB."""

from __future__ import annotations

import pytest
from fakehost import at, hear, wait

STORED = {"id": "d0c1", "name": "study.nbpose", "stored": True}
NOSE = {"row": 0, "keypoint": 0}
TRAITS = {"document": STORED, "selection": NOSE}
SENT = "() => model.kinds('edit').map((m) => [m.client, m.n])"
ASKED = "() => model.kinds('need').filter((m) => m.what === 'handled').map((m) => m.of)"
NOSE_X = "() => python.rows.get(0).xy[0][0]"
KEPT = """() => new Promise((done, fail) => {
  const request = indexedDB.open("nbpose");
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("gestures").objectStore("gestures").getAll();
    all.onsuccess = () => {
      request.result.close();
      done(all.result.map(({ document, client, n }) => [document, client, n]));
    };
  };
})"""
SAVED = "Saved in study.nbpose"
NO_INDEXED_DB = """Object.defineProperty(window, "indexedDB", {
  get() { throw new DOMException("denied", "SecurityError"); },
});"""


@pytest.fixture
def reload(page, open_editor):
    """`reload(traits, python)` loads the page again, with a new model and a new fake Python."""

    def reload_(traits=TRAITS, python=None):
        page.reload()
        page.wait_for_function("() => window.ready")
        return open_editor(traits, python)

    return reload_


def nudge(canvas, times):
    """Edits that nobody answers; gives the name of the page's session."""
    page = canvas.page
    page.evaluate("() => python.hold('commit')")
    page.keyboard.press("e")
    for _ in range(times):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    wait(canvas, pending=times)
    return page.evaluate("() => model.sent[0].client")


def kept(page, count):
    """Wait until so many gestures are kept."""
    page.wait_for_function(f"async (count) => (await ({KEPT})()).length === count", arg=count)


def test_edits_that_a_reload_cut_off_are_sent_again_once(open_editor, reload):
    canvas = open_editor(TRAITS)
    page, before = canvas.page, canvas.page.evaluate(NOSE_X)
    client = nudge(canvas, 3)
    kept(page, 3)
    page.evaluate("() => { python.hear = () => {}; }")
    canvas = reload()
    page.get_by_text("3 edits kept in this browser were sent again.").first.wait_for()
    wait(canvas, seq=3)
    assert page.evaluate(SENT) == [[client, n] for n in (1, 2, 3)]
    assert page.evaluate(NOSE_X) == before - 3
    page.locator(".nbp-saved").get_by_text(SAVED).wait_for()
    kept(page, 0)
    reload()
    page.locator(".nbp-saved").get_by_text(SAVED).wait_for()
    assert page.evaluate("() => model.kinds('edit')") == []


def test_an_answered_edit_is_not_kept(open_editor):
    canvas = open_editor(TRAITS)
    nudge(canvas, 2)
    kept(canvas.page, 2)
    canvas.page.evaluate("() => python.release('commit')")
    wait(canvas, pending=0)
    kept(canvas.page, 0)


def test_what_arrived_although_nobody_heard_is_not_applied_twice(open_editor, reload):
    canvas = open_editor(TRAITS)
    page, before = canvas.page, canvas.page.evaluate(NOSE_X)
    client = nudge(canvas, 2)
    kept(page, 2)
    canvas = reload(python={"seq": 1, "handled": [f"{client}:1"]})
    wait(canvas, seq=2)
    assert page.evaluate(SENT) == [[client, 2]]
    assert page.evaluate(NOSE_X) == before - 2  # each edit names where the joint went
    kept(page, 0)


@pytest.fixture
def offered(open_editor, reload):
    """A page that is asked about two edits; others have committed since."""
    nudge(open_editor(TRAITS), 2)
    canvas = reload(python={"seq": 5})
    canvas.page.get_by_text("2 edits from").wait_for()
    return canvas


def test_once_the_document_went_on_the_user_is_asked_and_applies_by_keyboard(offered):
    page = offered.page
    question = page.get_by_role("region", name="Edits kept in this browser")
    assert "were kept in this browser and never reached the file." in question.inner_text()
    hear(page, "never reached the file")
    assert page.evaluate(SENT) == []
    page.get_by_role("button", name="Apply the kept edits").focus()
    page.keyboard.press("Enter")
    wait(offered, seq=7)
    assert offered.evaluate("(c) => c === document.activeElement")
    question.wait_for(state="hidden")
    kept(page, 0)


def test_discarding_takes_a_second_press(offered, reload):
    page = offered.page
    kept(page, 2)
    page.get_by_role("button", name="Discard the kept edits").click()
    sure = page.get_by_role("button", name="Discard them for good?")
    sure.wait_for()
    page.mouse.move(5, 5)
    sure.wait_for(state="detached")
    kept(page, 2)
    discard = page.get_by_role("button", name="Discard the kept edits")
    discard.focus()
    for _ in range(2):
        page.keyboard.press("Enter")
    page.get_by_text("Discarded: 2 edits kept in this browser.").first.wait_for()
    kept(page, 0)
    reload(python={"seq": 5})
    page.locator(".nbp-saved").get_by_text(SAVED).wait_for()
    assert page.evaluate(ASKED) == []


def test_a_tab_that_lives_is_not_robbed(open_editor, reload, static_url):
    dead = nudge(open_editor(TRAITS), 1)
    canvas = reload()
    page = canvas.page
    wait(canvas, seq=1)
    alive = nudge(canvas, 1)
    other = {**STORED, "id": "0ther"}
    second = page.context.new_page()
    second.goto(f"{static_url}/tests/browser/fakehost.html")
    second.wait_for_function("() => window.ready")
    put = """([document, client]) => new Promise((done) => {
      const request = indexedDB.open("nbpose");
      request.onsuccess = () => {
        const edit = { document, client, n: 9, kind: "edit", frame: 0, base: 0, edits: [] };
        const store = request.result.transaction("gestures", "readwrite").objectStore("gestures");
        store.put({ ...edit, label: "left", time: Date.now() }).onsuccess = () => {
          request.result.close();
          done();
        };
      };
    })"""
    for document in (STORED["id"], other["id"]):
        second.evaluate(put, [document, dead])
    second.evaluate("([t]) => mount(t, {})", [TRAITS])
    second.wait_for_function(f"() => ({ASKED})().length > 0")
    assert second.evaluate(ASKED) == [dead]
    second.wait_for_function(f"async () => (await ({KEPT})()).length === 2")
    left = {(document, client) for document, client, _ in second.evaluate(KEPT)}
    assert left == {(STORED["id"], alive), (other["id"], dead)}
    second.close()


def test_gestures_of_long_ago_are_cleared_away(open_editor, reload):
    canvas = open_editor(TRAITS)
    page = canvas.page
    page.clock.install()
    page.clock.set_fixed_time("2026-01-01T00:00:00Z")
    nudge(canvas, 1)
    kept(page, 1)
    page.clock.set_fixed_time("2026-02-15T00:00:00Z")
    reload({"document": {**STORED, "id": "0ther"}})
    kept(page, 0)


def test_without_a_kernel_editing_goes_on_and_the_next_model_gets_it(open_editor, reload):
    canvas = open_editor(TRAITS)
    page, before = canvas.page, canvas.page.evaluate(NOSE_X)
    page.evaluate("() => { model.cut = true; model.emit('comm_live_update'); }")
    page.get_by_text("Edits are kept in this browser until then.").first.wait_for()
    page.keyboard.press("e")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.locator(".nbp-saved").get_by_text("Kept in this browser: 3").wait_for()
    kept(page, 3)
    canvas = reload()
    wait(canvas, seq=3)
    assert page.evaluate(NOSE_X) == before - 3


def test_a_new_model_beside_the_dead_view_takes_over_at_once(open_editor):
    canvas = open_editor(TRAITS)
    page, before = canvas.page, canvas.page.evaluate(NOSE_X)
    page.evaluate("() => { model.cut = true; model.emit('comm_live_update'); }")
    for key in ("e", "ArrowLeft", "ArrowLeft", "Escape"):
        page.keyboard.press(key)
    page.locator(".nbp-saved").get_by_text("Kept in this browser: 2").wait_for()
    page.evaluate("([t]) => mount(t, {})", [TRAITS])
    page.locator("canvas.nbp-overlay").nth(1).wait_for()
    page.wait_for_function(f"(x) => ({NOSE_X})() === x", arg=before - 2)
    page.locator(".nbp-saved").nth(1).get_by_text(SAVED).wait_for()
    page.locator(".nbp-saved").first.get_by_text("No kernel").wait_for()


def answer_dialogs(page):
    """Leave whenever the page asks; gives the list of the kinds of dialog there were."""
    asked = []

    def leave(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return asked


def test_leaving_needs_no_question_while_the_browser_keeps_everything(open_editor, reload):
    canvas = open_editor(TRAITS)
    asked = answer_dialogs(canvas.page)
    nudge(canvas, 1)
    kept(canvas.page, 1)
    canvas = reload()
    wait(canvas, seq=1)
    assert asked == []


@pytest.mark.parametrize("trouble", ["denied", "full"])
def test_where_the_browser_keeps_nothing_it_says_so_and_leaving_is_asked(
    page, open_editor, reload, trouble
):
    if trouble == "denied":
        page.add_init_script(NO_INDEXED_DB)
    reload()
    if trouble == "full":
        page.evaluate(
            "() => { IDBObjectStore.prototype.put = () => {"
            " throw new DOMException('full', 'QuotaExceededError'); }; }"
        )
    asked = answer_dialogs(page)
    page.evaluate("() => python.hold('commit')")
    for key in ("e", "ArrowLeft"):
        page.keyboard.press(key)
    page.get_by_text("This browser keeps no data for this page").first.wait_for()
    reload()
    assert asked == ["beforeunload"]
    page.keyboard.press("e")
    page.keyboard.press("ArrowLeft")  # the editor works without
    page.locator(".nbp-saved").get_by_text(SAVED).wait_for()


def test_the_state_of_the_edits_is_shown_and_its_turns_are_told(page, open_editor):
    page.clock.install()
    canvas = open_editor(TRAITS)
    saved = page.locator(".nbp-saved")
    saved.get_by_text(SAVED).wait_for()
    nudge(canvas, 2)
    saved.get_by_text("Saving 2 edits …").wait_for()
    page.clock.run_for(4000)
    saved.get_by_text("Kept in this browser: 2").wait_for()
    hear(page, "Kept in this browser: 2")
    page.evaluate("() => python.release('commit')")
    page.clock.run_for(2000)
    saved.get_by_text(SAVED).wait_for()


def test_in_memory_only_says_how_to_keep_it(open_editor):
    page = open_editor({"document": {"id": "m3m0", "name": "", "stored": False}}).page
    saved = page.locator(".nbp-saved")
    saved.get_by_text("In memory only").wait_for()
    assert "project=" in saved.get_attribute("title")


EDITS = "() => model.kinds('edit')"


@pytest.fixture
def held(open_editor):
    """A page with the nose in the hand, 40 canvas pixels from where it was: (canvas, x, y)."""
    canvas = open_editor({**TRAITS, "view": {"zoom": 2, "x": 320, "y": 65}})
    page = canvas.page
    x, y = at(canvas, *page.evaluate("() => python.rows.get(0).xy[0]"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    return canvas, x + 40, y


def color_at(canvas, x, y):
    """Whether the overlay has paint at a page position."""
    alpha = """(c, [x, y]) => {
      const box = c.getBoundingClientRect();
      const scale = c.width / box.width;
      const at = [(x - box.left) * scale, (y - box.top) * scale];
      return c.getContext("2d").getImageData(...at, 1, 1).data[3];
    }"""
    return canvas.evaluate(alpha, [x, y]) > 0


def frames(page, count=2):
    for _ in range(count):
        page.evaluate("() => new Promise(requestAnimationFrame)")


def test_what_comes_from_python_does_not_take_the_joint_out_of_the_hand(held):
    canvas, x, y = held
    page = canvas.page
    before = page.evaluate("() => python.rows.get(0).xy[0]")
    page.evaluate("() => python.move(0, 0, [300, 200])")  # the very joint, from a cell
    page.evaluate("() => python.sendPoses({ ...model.sent[1], gen: 9 })")
    wait(canvas, seq=1)
    frames(page)
    assert color_at(canvas, x, y)
    page.evaluate("() => model.set('view', { zoom: 4, x: 10, y: 10 })")
    page.evaluate("() => model.set('tool', 'place')")
    frames(page)
    page.mouse.move(x + 20, y, steps=2)
    page.mouse.up()
    wait(canvas, pending=0, seq=2, zoom=4, tool="place")
    (edit,) = page.evaluate(EDITS)
    assert edit["edits"][0]["to"] == pytest.approx([before[0] + 30, before[1]], abs=0.01)


def test_nothing_is_written_to_python_while_the_pointer_is_down(page, open_editor):
    page.clock.install()
    canvas = open_editor({**TRAITS, "selection": {"row": -1, "keypoint": -1}})
    page.clock.run_for(2000)
    page.wait_for_function(
        "() => python.sentPictures > 0 && python.unacknowledged === 0 && !python.want.frames.length"
    )
    x, y = at(canvas, *page.evaluate("() => python.rows.get(0).xy[0]"))
    page.mouse.move(x, y)
    said = "() => [model.sent.map((m) => [m.kind, m.what, m.received]), model.saved]"
    before = page.evaluate(said)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + 4 * step, y)
        page.clock.run_for(200)
    assert page.evaluate(said) == before
    page.mouse.up()
    page.clock.run_for(200)
    assert page.evaluate("() => model.saved.at(-1).selection") == NOSE
    assert len(page.evaluate(EDITS)) == 1


INTERRUPTIONS = {
    "the pointer is cancelled": "() => document.querySelector('.nbp-overlay')"
    ".dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1 }))",
    "Python goes to another frame": "() => { model.set('frame', 1); }",
    "Python shows another frame": "() => model.receive({ kind: 'show', frame: 1 })",
    "the view is disposed": "() => cleanup()",
}


@pytest.mark.parametrize("what", INTERRUPTIONS)
def test_an_interrupted_drag_commits_nothing(held, what):
    canvas, x, y = held
    page = canvas.page
    page.evaluate(INTERRUPTIONS[what])
    page.mouse.move(x + 20, y)
    page.mouse.up()
    assert page.evaluate(EDITS) == []


@pytest.mark.parametrize("key", ["Escape", "ArrowRight", "End"])
def test_a_key_that_leaves_the_drag_or_its_frame_commits_nothing(held, key):
    canvas, x, y = held
    page = canvas.page
    page.keyboard.press(key)
    page.mouse.move(x + 20, y)
    page.mouse.up()
    frames(page)
    assert page.evaluate(EDITS) == []
    if key == "Escape":
        wait(canvas, selected="0:0", frame=0)  # only the drag was left, not the joint
