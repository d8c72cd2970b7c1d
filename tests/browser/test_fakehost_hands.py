"""Hands on people, in a plain page: keys, buttons and the pointer on people and joints."""

from __future__ import annotations

import pytest
from fakehost import at, wait

EDITS = "() => model.kinds('edit').flatMap((m) => m.edits)"
GESTURES = "() => model.kinds('edit').map((m) => m.label)"
ROW = "(row) => python.rows.get(row)"
ACTIVE = {"selection": {"row": 0, "keypoint": -1}}


def press(canvas, *keys):
    for key in keys:
        canvas.page.keyboard.press(key)


def drag(canvas, start, end, key=None):
    mouse = canvas.page.mouse
    if key:
        canvas.page.keyboard.down(key)
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=4)
    mouse.up()
    if key:
        canvas.page.keyboard.up(key)


def joint(canvas, row, k):
    return canvas.page.evaluate("([row, k]) => python.rows.get(row).xy[k]", [row, k])


def test_a_person_goes_with_alt_and_by_its_handle_in_one_edit_each(open_editor):
    canvas = open_editor(ACTIVE)
    before = joint(canvas, 0, 9)
    x, y = at(canvas, *before)
    drag(canvas, (x, y), (x + 30, y), key="Alt")
    wait(canvas, pending=0, seq=1)
    zoom = float(canvas.get_attribute("data-zoom"))
    assert joint(canvas, 0, 9)[0] == pytest.approx(before[0] + 30 / zoom, abs=0.01)
    assert canvas.page.evaluate(GESTURES) == ["move person"]
    assert len(canvas.page.evaluate(EDITS)) == 17


def test_several_joints_are_chosen_and_dragged_together(open_editor):
    canvas = open_editor(ACTIVE)
    knee, ankle = joint(canvas, 0, 13), joint(canvas, 0, 15)
    canvas.page.mouse.click(*at(canvas, *knee))
    canvas.page.keyboard.down("Shift")
    canvas.page.mouse.click(*at(canvas, *ankle))
    canvas.page.keyboard.up("Shift")
    wait(canvas, chosen="13,15")
    x, y = at(canvas, *ankle)
    drag(canvas, (x, y), (x - 20, y - 10))
    wait(canvas, pending=0, seq=1, chosen="13,15")
    assert [edit["keypoint"] for edit in canvas.page.evaluate(EDITS)] == [13, 15]
    press(canvas, "Control+a")
    wait(canvas, chosen=",".join(map(str, range(17))))
    press(canvas, "q")
    wait(canvas, pending=0, seq=2)
    assert set(canvas.page.evaluate(ROW, 0)["visibility"]) == {1}


def test_several_joints_are_chosen_by_keys(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 11}})
    press(canvas, "Shift+ArrowDown", "Shift+ArrowDown")
    wait(canvas, chosen="11,12,13", selected="0:13")
    press(canvas, "ArrowUp")
    wait(canvas, chosen="12")
    press(canvas, "Alt+a")
    wait(canvas, chosen="12,14,16")


def test_alt_and_the_wheel_turn_the_person_as_one_edit(open_editor):
    canvas = open_editor(ACTIVE)
    canvas.page.mouse.move(*at(canvas, 320, 180))
    canvas.page.keyboard.down("Alt")
    for _ in range(3):
        canvas.page.mouse.wheel(0, 100)
    canvas.page.keyboard.up("Alt")
    wait(canvas, pending=0, seq=1)
    assert canvas.page.evaluate(GESTURES) == ["turn person"]


def test_in_nudge_mode_keys_move_turn_and_scale_the_person(open_editor):
    canvas = open_editor(ACTIVE)
    before = joint(canvas, 0, 0)
    press(canvas, "e", "ArrowRight", "Control+ArrowRight", "Control+Shift+ArrowUp", "Escape")
    wait(canvas, pending=0, seq=3)
    labels = ["nudge person", "turn person", "scale person"]
    assert canvas.page.evaluate(GESTURES) == labels
    press(canvas, "Control+z", "Control+z")
    wait(canvas, pending=0, seq=5)
    assert joint(canvas, 0, 0) == [before[0] + 1, before[1]]


def test_f_swaps_left_and_right_and_again_gives_them_back(open_editor):
    canvas = open_editor(ACTIVE)
    left, right = joint(canvas, 0, 9), joint(canvas, 0, 10)
    press(canvas, "f")
    wait(canvas, pending=0, seq=1)
    assert (joint(canvas, 0, 9), joint(canvas, 0, 10)) == (right, left)
    press(canvas, "f")
    wait(canvas, pending=0, seq=2)
    assert (joint(canvas, 0, 9), joint(canvas, 0, 10)) == (left, right)


def test_a_range_of_frames_is_swapped_by_keys_alone(open_editor):
    canvas = open_editor({"frame": 3, "selection": {"row": 3, "keypoint": -1}})
    page = canvas.page
    left, right = joint(canvas, 5, 9), joint(canvas, 5, 10)
    press(canvas, "Shift+F")
    first, last = page.get_by_label("First frame"), page.get_by_label("Last frame")
    page.wait_for_function("() => document.activeElement.ariaLabel === 'First frame'")
    assert (first.input_value(), last.input_value()) == ("3", "59")
    last.fill("6")
    last.press("Enter")
    wait(canvas, pending=0, seq=1)
    swap = {"op": "swap_sides_range", "start": 3, "stop": 7, "track": 0}
    assert page.evaluate(EDITS) == [swap]
    assert (joint(canvas, 5, 9), joint(canvas, 5, 10)) == (right, left)
    assert joint(canvas, 7, 9)[0] > joint(canvas, 7, 10)[0]
    assert page.locator(".nbp-range").is_hidden()
    page.wait_for_function("() => document.activeElement.matches('.nbp-overlay')")


def test_whose_sides_are_swapped_is_settled_when_it_is_asked(open_editor):
    canvas = open_editor({"frame": 3, "selection": {"row": 3, "keypoint": -1}})
    page = canvas.page
    press(canvas, "Shift+F")
    mine = page.get_by_role("button", name="Person 1, track 0")
    page.wait_for_function("() => document.activeElement.ariaLabel === 'First frame'")
    page.evaluate("() => model.set('selection', {row: -1, keypoint: -1})")
    page.locator(".nbp-person[aria-selected=true]").wait_for(state="detached")
    assert mine.get_attribute("aria-pressed") == "true"
    page.get_by_label("Last frame").press("Enter")
    wait(canvas, pending=0, seq=1)
    assert page.evaluate(EDITS)[0]["track"] == 0


def test_poses_are_copied_from_the_frame_before_and_across_frames(open_editor):
    canvas = open_editor({"frame": 1, "selection": {"row": 1, "keypoint": -1}})
    press(canvas, "c")
    wait(canvas, pending=0, seq=1)
    assert joint(canvas, 1, 9) == joint(canvas, 0, 9)
    press(canvas, "Control+c", "End")
    wait(canvas, frame=59)
    press(canvas, "Control+v")
    wait(canvas, pending=0, seq=2)
    assert joint(canvas, 59, 9) == joint(canvas, 0, 9)


def test_a_pose_is_pasted_in_another_editor(open_editor):
    canvas = open_editor(ACTIVE)
    page = canvas.page
    press(canvas, "Control+c")
    page.locator(".nbp-message").get_by_text("Pose copied").wait_for()
    page.reload()
    page.wait_for_function("() => window.ready")
    page.evaluate("() => mount({ media: { width: 64, height: 36 } }, { people: 0 })")
    other = page.locator("canvas.nbp-overlay[data-ready='1']")
    other.wait_for()
    other.focus()
    press(other, "Control+v")
    wait(other, pending=0, seq=1, people=1)
    row = page.evaluate("() => [...python.rows.values()].at(-1)")
    assert all(0 <= x <= 63 and 0 <= y <= 35 for x, y in row["xy"])


def test_a_deleted_person_comes_back_by_a_button(open_editor):
    canvas = open_editor(ACTIVE)
    page = canvas.page
    press(canvas, "Shift+Delete")
    wait(canvas, pending=0, people=0)
    page.get_by_text("1 person deleted here").wait_for()
    page.get_by_role("button", name="Restore the person deleted last").click()
    wait(canvas, pending=0, people=1)
    assert page.evaluate(EDITS)[-1] == {"op": "restore_person", "row": 0}
    assert page.locator(".nbp-deleted").is_hidden()


def test_a_new_person_begins_as_the_average_at_the_pointer(open_editor):
    canvas = open_editor(ACTIVE)
    canvas.page.mouse.move(*at(canvas, 200, 180))
    press(canvas, "Shift+N")
    wait(canvas, pending=0, seq=1, people=2)
    xs = [x for x, _ in canvas.page.evaluate("() => [...python.rows.values()].at(-1).xy")]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(200, abs=1)


def test_the_average_of_nobody_is_explained(open_editor):
    canvas = open_editor(python={"people": 0})
    press(canvas, "Shift+N")
    canvas.page.locator(".nbp-message").get_by_text("Label one person first").wait_for()
    assert canvas.page.evaluate(EDITS) == []


def test_a_locked_person_stays_until_it_is_unlocked(open_editor):
    canvas = open_editor(ACTIVE)
    page, before = canvas.page, joint(canvas, 0, 9)
    press(canvas, "y")
    page.get_by_role("option", name="Person 1, track 0, joints 17 / 17, locked").wait_for()
    x, y = at(canvas, *before)
    drag(canvas, (x, y), (x + 40, y))
    page.locator(".nbp-message").get_by_text("locked. Y unlocks it").wait_for()
    press(canvas, "f", "Shift+Delete")
    press(canvas, "y", "k")
    wait(canvas, pending=0, seq=3)
    assert [edit["op"] for edit in page.evaluate(EDITS)] == [
        "set_locked",
        "set_locked",
        "set_keyframe",
    ]


def test_a_box_is_drawn_and_told_by_the_joints_again(open_editor):
    canvas = open_editor(ACTIVE)
    page = canvas.page
    press(canvas, "Shift+E")
    wait(canvas, tool="box")
    drag(canvas, at(canvas, 200, 20), at(canvas, 420, 340))
    wait(canvas, pending=0, seq=1)
    [edit] = page.evaluate(EDITS)
    assert edit["box"] == pytest.approx([200, 20, 220, 320], abs=0.6)
    page.get_by_role("button", name="Let the joints tell the box").click()
    wait(canvas, pending=0, seq=2)
    assert page.evaluate(EDITS)[-1] == {"op": "set_box", "row": 0, "box": None}


def test_tags_are_texts_and_never_run(open_editor):
    canvas = open_editor({**ACTIVE, "vocabulary": {"attributes": {"shirt": ["red"]}}})
    page = canvas.page
    press(canvas, "Shift+T")
    page.wait_for_function("() => document.activeElement.ariaLabel === 'New tag'")
    hostile = "<img src=x onerror=window.ran=1>"
    page.keyboard.insert_text(hostile)
    page.keyboard.press("Enter")
    page.get_by_text(hostile, exact=True).wait_for()
    page.get_by_label("Name of an attribute").first.fill("shirt")
    page.get_by_label("Value of the attribute").first.fill("3")
    page.get_by_label("Value of the attribute").first.press("Enter")
    page.get_by_text("shirt: 3").wait_for()
    page.get_by_label("New tag").last.fill("blurred")
    page.get_by_label("New tag").last.press("Enter")
    page.get_by_text("blurred", exact=True).wait_for()
    page.get_by_role("button", name=f"Remove {hostile}").click()
    wait(canvas, pending=0, seq=4)
    assert page.evaluate(EDITS) == [
        {"op": "set_tags", "row": 0, "tags": [hostile]},
        {"op": "set_attribute", "row": 0, "name": "shirt", "value": 3},
        {"op": "tag_frame", "frame": 0, "tags": ["blurred"]},
        {"op": "set_tags", "row": 0, "tags": []},
    ]
    assert page.evaluate("() => window.ran") is None


def test_one_joint_is_placed_in_frame_after_frame(open_editor):
    canvas = open_editor({"selection": {"row": 0, "keypoint": 9}})
    press(canvas, "Shift+P")
    for frame in range(3):
        wait(canvas, tool="loop", next="left_wrist", frame=frame, wanted=frame)
        canvas.page.mouse.click(*at(canvas, 300 + 10 * frame, 100))
    wait(canvas, frame=3, pending=0)
    press(canvas, "o")
    wait(canvas, frame=4, pending=0, seq=4)
    edits = canvas.page.evaluate(EDITS)
    assert [(edit["row"], edit["keypoint"]) for edit in edits] == [(i, 9) for i in range(4)]
    assert edits[-1]["op"] == "set_visibility"
    loop = canvas.page.get_by_role("group", name="Tool").get_by_role("button", name="One joint")
    assert loop.get_attribute("aria-pressed") == "true"
    loop.focus()
    loop.press("Enter")
    wait(canvas, tool="edit")
    loop.wait_for(state="hidden")
    canvas.page.wait_for_function("() => document.activeElement.matches('.nbp-overlay')")


def test_what_was_decided_is_passed_over_and_the_list_says_so(open_editor):
    canvas = open_editor(python={"people": 0})
    page = canvas.page
    press(canvas, "n")
    wait(canvas, next="nose")
    page.get_by_role("option", name="nose, next, pending").wait_for()
    press(canvas, "o")
    wait(canvas, next="left_eye", pending=0)
    page.get_by_role("option", name="nose, absent").wait_for()
    page.get_by_role("option", name="left ear, pending").click()
    wait(canvas, next="left_ear")
    page.mouse.click(*at(canvas, 100, 90))
    wait(canvas, next="right_ear", pending=0)
    press(canvas, "Escape", "Escape", "p")
    wait(canvas, tool="place", next="left_eye")


def test_every_button_is_large_enough_to_hit(open_editor):
    canvas = open_editor(ACTIVE)
    press(canvas, "Shift+E", "Shift+F")
    canvas.page.locator(".nbp-range").wait_for()
    canvas.focus()
    press(canvas, "Shift+T")
    small = """() => [...document.querySelectorAll('.nbpose button')]
        .map((b) => [b.ariaLabel, b.getBoundingClientRect()])
        .filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24)).map(([name]) => name)"""
    canvas.page.locator(".nbp-describe").wait_for()
    assert canvas.page.evaluate(small) == []
