"""The skeleton editor in a plain page, Python's half included: what a user does and sees."""

from __future__ import annotations

import numpy as np
import pytest
import skeletonhost
from skeletonhost import at

from nbpose.errors import SkeletonError

GROUND = (960, 720)


@pytest.fixture
def open_skeleton(page, static_url):
    """`open_skeleton(template, skeleton)` gives Python's half and the canvas."""

    def mount(*args):
        return skeletonhost.mount(page, static_url, *args)

    return mount


def settle(canvas, **data):
    """Wait until the canvas shows this, and Python has it."""
    wanted = {"pending": 0, **data}
    canvas.page.wait_for_function(
        """(wanted) => {
          const { dataset } = document.querySelector('canvas.nbp-overlay');
          return Object.entries(wanted).every(([name, value]) => dataset[name] === String(value));
        }""",
        arg=wanted,
    )


def click(canvas, x, y, **options):
    canvas.page.mouse.click(*at(canvas, x, y), **options)


def name_it(canvas, name):
    """Type into the field that has opened on the picture."""
    canvas.page.get_by_label("Name of the joint").wait_for()
    canvas.page.keyboard.type(name)
    canvas.page.keyboard.press("Enter")


def drag(canvas, start, end):
    mouse = canvas.page.mouse
    mouse.move(*at(canvas, *start))
    mouse.down()
    mouse.move(*at(canvas, *end), steps=5)
    mouse.up()


def test_five_joints_are_clicked_named_connected_and_mirrored(open_skeleton):
    editor, canvas = open_skeleton("blank")
    click(canvas, 480, 100)
    name_it(canvas, "Nose")
    click(canvas, 600, 300)
    name_it(canvas, "paw")
    settle(canvas, joints="nose paw", selected="paw")
    drag(canvas, (480, 100), (600, 300))
    settle(canvas, bones=1)
    canvas.page.keyboard.press("m")
    settle(canvas, joints="nose left_paw right_paw", bones=2, selected="right_paw")
    drag(canvas, (600, 300), (620, 500))  # to empty ground: a joint that is connected
    name_it(canvas, "left_toe")
    canvas.page.get_by_role("button", name="Make the mirror image").click()
    settle(canvas, joints="nose left_paw right_paw left_toe right_toe", bones=4, errors=0)
    made = editor.skeleton
    assert made.mirror == (0, 2, 1, 4, 3)
    assert set(made.edges) == {(0, 1), (0, 2), (1, 3), (2, 4)}
    places = np.array(made.template) * 960
    np.testing.assert_allclose(places[[1, 2]], [[600, 300], [360, 300]], atol=1)
    np.testing.assert_allclose(places[[3, 4]], [[620, 500], [340, 500]], atol=1)


def test_a_skeleton_is_built_by_keys_alone(open_skeleton):
    editor, canvas = open_skeleton("blank")
    press, write = canvas.page.keyboard.press, canvas.page.keyboard.type
    press("n")
    name_it(canvas, "nose")
    press("n")
    name_it(canvas, "left ear")
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowUp"):
        press(key)
    press("m")
    settle(canvas, joints="nose left_ear right_ear", selected="right_ear")
    press("c")  # the list of joints to connect to; the nose is the first
    canvas.page.get_by_label("Connect to", exact=True).and_(
        canvas.page.locator(":focus")
    ).wait_for()
    press("Enter")
    settle(canvas, bones=1)
    press("w")
    settle(canvas, selected="left_ear")
    press("c")
    press("Enter")
    settle(canvas, bones=2)
    press("Alt+ArrowUp")
    settle(canvas, joints="left_ear nose right_ear")
    press("Enter")
    write("left_eye")
    press("Enter")
    settle(canvas, joints="left_eye nose right_ear")
    press("Control+z")
    settle(canvas, joints="left_ear nose right_ear")
    press("Control+Shift+z")
    settle(canvas, joints="left_eye nose right_ear")
    press("Delete")
    settle(canvas, joints="nose right_ear", bones=1)
    assert editor.skeleton.keypoints == ("nose", "right_ear")
    places = editor.template * 960
    assert places[1][1] == pytest.approx(places[0][1] + 59, abs=0.1)


def test_an_error_stands_beside_its_joint_and_blocks_the_skeleton(open_skeleton):
    editor, canvas = open_skeleton("blank", "coco17")
    page = canvas.page
    page.get_by_role("option", name="3. right eye").click()
    page.get_by_label("Name", exact=True).fill("left_eye")
    page.keyboard.press("Enter")
    settle(canvas, errors=1)
    text = 'the keypoint name "left_eye" stands 2 times; give each its own name'
    page.get_by_role("listitem").get_by_text(text).wait_for()
    assert text in page.get_by_role("option", name="3. left eye").get_attribute("aria-label")
    assert "1 error" in page.locator(".nbp-saved").inner_text()
    with pytest.raises(SkeletonError, match="stands 2 times"):
        _ = editor.skeleton
    page.get_by_label("Name", exact=True).fill("right_eye")
    page.keyboard.press("Enter")
    settle(canvas, errors=0)
    assert editor.skeleton == editor.skeleton.from_json(editor.to_json())


def test_a_place_on_the_outline_suggests_its_name(open_skeleton):
    editor, canvas = open_skeleton("human")
    left_knee = editor.ground["names"]["human"]["left_knee"]
    click(canvas, *left_knee)
    canvas.page.keyboard.press("Enter")
    settle(canvas, joints="left_knee")
    mirrored = editor.ground["names"]["human"]["right_knee"]
    click(canvas, *mirrored)
    canvas.page.keyboard.press("Escape")
    settle(canvas, joints="left_knee right_knee")
    click(canvas, 200, 100)
    canvas.page.locator(".nbp-sk-chip").first.click()
    settle(canvas, bones=0)
    assert len(set(editor.skeleton.keypoints)) == 3


def test_joints_are_moved_by_the_tool_for_it_or_with_alt(open_skeleton):
    editor, canvas = open_skeleton("blank")
    click(canvas, 300, 300)
    name_it(canvas, "tail")
    canvas.page.get_by_role("button", name="Drag to move joints").click()
    drag(canvas, (300, 300), (400, 350))
    settle(canvas, tool="move", joints="tail")
    np.testing.assert_allclose(editor.template * 960, [[400, 350]], atol=1)
    canvas.page.keyboard.press("p")
    canvas.page.keyboard.down("Alt")
    drag(canvas, (400, 350), (400, 250))
    canvas.page.keyboard.up("Alt")
    settle(canvas, tool="build", joints="tail")
    np.testing.assert_allclose(editor.template * 960, [[400, 250]], atol=1)


def test_colours_and_partners_are_chosen_in_fields(open_skeleton):
    editor, canvas = open_skeleton("blank", "coco17")
    page = canvas.page
    page.get_by_role("option", name="2. left eye").click()
    page.get_by_role("button", name="Colour #e69f00").click()
    page.get_by_role("button", name="The whole side in this colour").click()
    page.get_by_role("option", name="left hip to right hip").click()
    page.get_by_role("button", name="Colour #cc79a7").click()
    settle(canvas)
    page.get_by_role("option", name="2. left eye").click()
    page.get_by_label("Left/right partner").select_option("none")
    settle(canvas)
    made = editor.skeleton
    assert made.colors["left_ankle"] == made.colors["left_knee-left_hip"] == "#e69f00"
    assert made.colors["left_hip-right_hip"] == "#cc79a7"
    assert made.mirror[1] == 1 and made.mirror[2] == 2
    page.get_by_role("option", name="left hip to right hip").click()
    canvas.page.keyboard.press("Delete")
    settle(canvas, bones=18)


def test_html_in_names_stays_text(open_skeleton):
    editor, canvas = open_skeleton("blank")
    nasty = '<img src=x onerror="window.hacked=1">"\u202eא🦴'
    page = canvas.page
    page.get_by_label("Name of the skeleton").fill(nasty)
    page.keyboard.press("Enter")
    click(canvas, 300, 300)
    page.get_by_label("Name of the joint").fill("頭<b>")
    page.keyboard.press("Enter")
    settle(canvas)
    assert editor.lint() or editor.skeleton
    assert page.get_by_label("Name of the skeleton").input_value() == nasty
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".nbpose b, .nbpose img").count() == 0


def test_a_view_rendered_anew_and_a_change_from_python_show_the_same_skeleton(open_skeleton):
    editor, canvas = open_skeleton("blank")
    page = canvas.page
    click(canvas, 300, 300)
    name_it(canvas, "tail")
    settle(canvas, joints="tail")
    page.evaluate("async () => { cleanup(); await render(); }")
    settle(canvas, joints="tail")
    assert page.locator("canvas.nbp-overlay").count() == 1
    editor.undo()
    for content, buffers in editor.answers():
        page.evaluate("([c, b]) => fromPython(c, b)", [content, buffers])
    settle(canvas, joints="nose")  # as it was called before it was named


def test_escape_lets_go_one_thing_at_a_time_and_keys_stay_in_the_widget(open_skeleton):
    editor, canvas = open_skeleton("blank", "coco17")
    page = canvas.page
    heard = "() => { window.keys = []; onkeydown = (e) => keys.push(e.key); }"
    page.evaluate(heard)
    page.keyboard.press("s")
    settle(canvas, selected="nose")
    for key in ("a", "b", "d", "d", "x", "z"):
        page.keyboard.press(key)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")
    page.keyboard.press("Escape")
    settle(canvas, selected="")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement === document.body")
    assert page.evaluate("() => keys") == []
    assert editor.skeleton.keypoints[0] == "nose"
    bare = """() => [...document.querySelectorAll('.nbpose *')].filter((el) => el.tabIndex >= 0
      && !el.hasAttribute('data-lm-suppress-shortcuts')).map((el) => el.outerHTML.slice(0, 80))"""
    assert page.evaluate(bare) == []


def test_the_template_picture_is_shown_and_places_are_its_pixels(open_skeleton):
    picture = np.zeros((120, 200, 3), np.uint8)
    picture[:, 100:] = (250, 20, 20)
    editor, canvas = open_skeleton(picture)
    back = canvas.page.locator("canvas.nbp-frame")
    color = """(el, [x, y]) => [...el.getContext('2d').getImageData(x, y, 1, 1).data]"""
    box = canvas.bounding_box()
    red, green, _, alpha = back.evaluate(color, [box["width"] * 0.75, box["height"] / 2])
    assert red > 200 and green < 60 and alpha == 255
    click(canvas, 150, 60)
    name_it(canvas, "eye")
    settle(canvas, joints="eye")
    np.testing.assert_allclose(editor.template * 200, [[150, 60]], atol=0.5)


@pytest.mark.parametrize("width", [1200, 700, 420])
def test_nothing_sticks_out_and_targets_are_large_enough(open_skeleton, width):
    _, canvas = open_skeleton("human", "coco17")
    page = canvas.page
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.press("s")
    settle(canvas, selected="nose")
    small = """() => [...document.querySelectorAll('.nbpose button, .nbpose .nbp-option')]
      .filter((el) => el.offsetParent && (el.offsetHeight < 24 || el.offsetWidth < 24))
      .map((el) => el.getAttribute('aria-label'))"""
    assert page.evaluate(small) == []
    out = """() => {
      const root = document.querySelector('.nbpose').getBoundingClientRect();
      return [...document.querySelectorAll('.nbpose button, .nbpose input, .nbpose select')]
        .filter((el) => el.offsetParent && el.getBoundingClientRect().right > root.right)
        .map((el) => el.getAttribute('aria-label'));
    }"""
    assert page.evaluate(out) == []
