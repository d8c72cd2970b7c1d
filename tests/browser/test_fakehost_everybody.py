"""For everybody: names, sizes, screen readers, pen and fingers, still pictures, forced colours."""

from __future__ import annotations

import pytest
from fakehost import at, hear, wait

EDITS = "() => model.kinds('edit').flatMap((m) => m.edits)"
JOINT = "([row, k]) => python.rows.get(row).xy[k]"
WIDTHS = [1200, 700, 420]
SHOWN = """(selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility() && !e.closest('[inert]'))"""
WORKED = (
    ".nbpose :is(button, input, select, textarea, [tabindex], [role=option], [role=slider],"
    " [role=switch])"
)


@pytest.fixture(params=WIDTHS)
def everything(request, open_editor):
    """A page with all there is on show: people, tags, the frames of a swap, the view popover."""
    canvas = open_editor(
        {"selection": {"row": 0, "keypoint": 5}, "view": {"zoom": 6, "x": 160, "y": 100}},
        {"people": 2},
    )
    page = canvas.page
    page.set_viewport_size({"width": request.param, "height": 900})
    for key in ("Shift+T", "Shift+F"):
        canvas.focus()
        page.keyboard.press(key)
    page.get_by_role("button", name="View").click()
    page.locator("[role=switch][aria-checked]").first.wait_for()
    return page


def test_whatever_is_worked_with_is_24_pixels_large(everything):
    small = f"""() => ({SHOWN})("{WORKED}")
        .map((e) => [e.outerHTML.slice(0, 160), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html, box]) => `${{box.width}} x ${{box.height}}: ${{html}}`)"""
    assert everything.evaluate(f"() => ({SHOWN})('{WORKED}').length") > 40
    assert everything.evaluate(small) == []
    everything.keyboard.press("Escape")
    everything.locator("canvas.nbp-overlay").focus()
    everything.keyboard.press("?")
    everything.get_by_role("dialog", name="Keys").wait_for()
    assert everything.evaluate(small) == []


ANONYMOUS = f"""() => ({SHOWN})("{WORKED}")
    .filter((e) => !e.getAttribute('aria-label')?.trim())
    .map((e) => e.outerHTML.slice(0, 160))"""
MISPLACED = """() => {
  const inside = { option: '[role=listbox]', tab: '[role=tablist]', radio: '[role=radiogroup]' };
  return Object.entries(inside).flatMap(([role, parent]) =>
    [...document.querySelectorAll(`.nbpose [role=${role}]`)].filter((e) => !e.closest(parent)));
}"""
STATELESS = """() => [...document.querySelectorAll('.nbpose [role]')].filter((e) => {
  const needs = {
    option: ['aria-selected'], switch: ['aria-checked'],
    slider: e.matches('input') ? [] : ['aria-valuenow', 'aria-valuemin', 'aria-valuemax'],
  };
  return (needs[e.getAttribute('role')] ?? []).some((name) => !e.hasAttribute(name));
}).map((e) => e.outerHTML.slice(0, 160))"""


def test_whatever_is_worked_with_has_a_name_a_place_and_a_state(everything):
    for wrong in (ANONYMOUS, MISPLACED, STATELESS):
        assert everything.evaluate(wrong) == []
    names = everything.evaluate(
        f"() => ({SHOWN})('.nbpose button').map((e) => e.getAttribute('aria-label'))"
    )
    assert [name for name in set(names) if names.count(name) > 1] == []
    for region in ("listbox", "group", "toolbar", "dialog"):
        anonymous = f".nbpose [role={region}]:not([aria-label]):not([aria-labelledby])"
        assert everything.locator(anonymous).count() == 0


def test_the_picture_says_what_it_shows(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 13}}, {"people": 2})
    assert canvas.get_attribute("role") == "application"
    assert canvas.get_attribute("aria-label") == "Picture with poses"
    describe = """(canvas) => {
      const root = canvas.getRootNode();
      return root.getElementById(canvas.getAttribute('aria-describedby')).textContent;
    }"""
    text = canvas.evaluate(describe)
    x, y = canvas.page.evaluate(JOINT, [0, 13])
    joint = f"Person 1, left knee, visible, {x:.1f}, {y:.1f}."
    assert text == f"Frame 0 of 59, 2 people. {joint} ? shows the keys."


LATER_FRAMES = "() => heard.filter((text) => /Frame [1-9]/.test(text))"  # 0 is told when it comes


def test_changes_are_told_once_they_are_over(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 13}})
    page = canvas.page
    page.keyboard.press("ArrowDown")
    hear(page, "Person 1, right knee, visible")
    page.keyboard.press("q")
    hear(page, "Done: hide right_knee")
    hear(page, "Person 1, right knee, hidden")
    page.keyboard.down("ArrowRight")
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.frame >= 8")
    page.keyboard.up("ArrowRight")
    wanted = canvas.get_attribute("data-wanted")
    hear(page, f"Frame {wanted} of 59, 1 person.")
    assert len(page.evaluate(LATER_FRAMES)) == 1


def test_nothing_is_told_while_a_clip_plays(page, open_editor):
    page.clock.install()
    open_editor({"media": {"count": 600}})
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.nbp-overlay').dataset.frame >= 20")
    page.clock.run_for(1500)
    assert page.evaluate(LATER_FRAMES) == []
    page.keyboard.press("Space")
    page.clock.run_for(1500)
    page.wait_for_function(f"() => ({LATER_FRAMES})().length === 1")


@pytest.mark.parametrize("device", ["pen", "touch"])
def test_a_pen_and_a_finger_drag_a_joint(open_editor, device):
    canvas = open_editor({"view": {"zoom": 2, "x": 320, "y": 65}})
    page, before = canvas.page, canvas.page.evaluate(JOINT, [0, 0])
    x, y = at(canvas, *before)
    chrome = page.context.new_cdp_session(page)
    canvas.evaluate("""(c) => {
      window.devices = new Set();
      c.addEventListener('pointerdown', (event) => devices.add(event.pointerType));
    }""")

    def send(kind, *points):
        if device == "pen":
            name = {"Start": "Pressed", "Move": "Moved", "End": "Released"}[kind]
            px, py = points[0] if points else (x + 40, y)
            more = {"button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen"}
            chrome.send(
                "Input.dispatchMouseEvent", {"type": f"mouse{name}", "x": px, "y": py, **more}
            )
        else:
            touches = [{"x": px, "y": py} for px, py in points]
            chrome.send(
                "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": touches}
            )

    send("Start", (x, y))
    for step in (12, 24, 40):
        send("Move", (x + step, y))
    assert page.evaluate(EDITS) == []
    send("End")
    wait(canvas, pending=0, seq=1)
    to = [before[0] + 20, before[1]]
    assert page.evaluate(EDITS) == [{"op": "move", "row": 0, "keypoint": 0, "to": to}]
    assert page.evaluate("() => [...devices]") == [device]


def test_a_finger_may_miss_a_joint_by_more_than_a_mouse(open_editor):
    canvas = open_editor({"view": {"zoom": 2, "x": 320, "y": 65}})
    page = canvas.page
    x, y = at(canvas, *page.evaluate(JOINT, [0, 0]))
    page.mouse.click(x, y - 18)
    wait(canvas, selected="0:-1")
    chrome = page.context.new_cdp_session(page)
    touches = {"touchPoints": [{"x": x, "y": y - 18}]}
    chrome.send("Input.dispatchTouchEvent", {"type": "touchStart", **touches})
    chrome.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "() => !document.querySelector('.nbp-overlay').dataset.selected.endsWith(':-1')"
    )


MOVING = """() => [...document.querySelectorAll('.nbpose, .nbpose *')].flatMap((e) =>
    ['', '::before', '::after'].map((part) => getComputedStyle(e, part || null))
        .filter((s) => s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0
            || s.scrollBehavior === 'smooth')
        .map(() => e.className))"""


def test_nothing_moves_for_those_who_want_no_motion(page, open_editor):
    page.emulate_media(reduced_motion="reduce")
    open_editor()
    page.get_by_role("button", name="View").click()
    assert page.evaluate(MOVING) == []


CONTRAST = """(selector) => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => {
    const [r, g, b] = parse(text).map((n) => n / 255)
        .map((n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    const color = getComputedStyle(e).backgroundColor;
    return parse(color)[3] === 0 && e.parentElement ? ground(e.parentElement) : color;
  };
  return [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).map((e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}"""
GROUND = "(e) => getComputedStyle(e).backgroundColor"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_tell_what_is_chosen_and_stay_readable(page, open_editor, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    open_editor({"selection": {"row": 0, "keypoint": 5}})
    for chosen, other in (
        (".nbp-joint[aria-selected=true]", ".nbp-joint[aria-selected=false]"),
        (".nbp-button[aria-pressed=true]", ".nbp-button[aria-pressed=false]"),
    ):
        grounds = [page.locator(one).first.evaluate(GROUND) for one in (chosen, other)]
        assert grounds[0] != grounds[1]
        readable = page.evaluate(CONTRAST, f"{chosen}, {chosen} span, {other}, {other} span")
        assert readable and min(readable) >= 4.5


def test_a_list_is_walked_by_its_own_keys_and_tab_finds_one_option(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 5}}, {"people": 3})
    page = canvas.page
    for name, count in (("People", 3), ("Joints", 17)):
        options = page.get_by_role("listbox", name=name).get_by_role("option")
        reachable = options.evaluate_all("(all) => all.map((e) => e.tabIndex)")
        assert len(reachable) == count and sorted(reachable)[-2:] == [-1, 0]
        options.nth(reachable.index(0)).focus()
        for key, index in (("End", count - 1), ("Home", 0), ("ArrowUp", count - 1)):
            page.keyboard.press(key)
            page.wait_for_function(
                "([name, i]) => { const options = document.querySelectorAll("
                "`[role=listbox][aria-label=${name}] [role=option]`);"
                " return options[i] === document.activeElement"
                "     && options[i].getAttribute('aria-selected') === 'true'; }",
                arg=[name, index],
            )
