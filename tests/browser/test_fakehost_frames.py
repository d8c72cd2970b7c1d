"""The bundle in a plain page with a fake host: which picture is shown, and how many are sent."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from fakehost import wait

# the number that the fake Python painted into the frame, as a row of twelve cells
PAINTED = """() => {
  const overlay = document.querySelector('.nbp-overlay').dataset;
  const canvas = document.querySelector('.nbp-frame');
  const { width, height } = model.get('media');
  const zoom = +overlay.zoom;
  const context = canvas.getContext('2d');
  let number = 0;
  for (let bit = 0; bit < 12; bit++) {
    const x = ((bit + 0.5) * width / 12 - 0.5 - overlay.x) * zoom + canvas.width / 2;
    const y = (height / 24 - 0.5 - overlay.y) * zoom + canvas.height / 2;
    if (context.getImageData(x, y, 1, 1).data[0] > 127) number |= 1 << bit;
  }
  return [number, +overlay.frame];
}"""
WANTS = "() => model.kinds('need').filter((m) => m.what === 'pictures')"


@pytest.mark.parametrize("frame", [0, 37, 299, 150])
def test_the_picture_shown_is_that_of_the_frame_named(open_editor, frame):
    canvas = open_editor({"frame": 5, "media": {"count": 300}})
    canvas.page.evaluate("(frame) => { model.set('frame', frame); }", frame)
    wait(canvas, frame=frame, wanted=frame)
    assert canvas.page.evaluate(PAINTED) == [frame, frame]


def test_keys_step_through_frames(open_editor):
    canvas = open_editor({"media": {"count": 300}})
    for key, frame in [
        ("ArrowRight", 1),
        ("Shift+ArrowRight", 11),
        ("End", 299),
        ("ArrowLeft", 298),
    ]:
        canvas.page.keyboard.press(key)
        wait(canvas, frame=frame)
        assert canvas.page.evaluate(PAINTED) == [frame, frame]
    canvas.page.wait_for_function("() => model.get('frame') === 298")


def test_the_number_field_and_the_scrubber_go_to_a_frame(open_editor):
    canvas = open_editor({"media": {"count": 101}})
    page = canvas.page
    field = page.get_by_role("textbox", name="Frame number")
    field.fill("42")
    field.press("Enter")
    wait(canvas, frame=42)
    box = page.get_by_role("slider", name="Frame").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + 10)
    wait(canvas, frame=75)


def strip_color(page):
    """The colour seen at the left end of the strip of frames, where somebody is."""
    box = page.locator(".nbp-strip").bounding_box()
    spot = {"x": box["x"] + 30, "y": box["y"] + box["height"] - 3, "width": 1, "height": 1}
    picture = np.frombuffer(page.screenshot(clip=spot), np.uint8)
    return cv2.imdecode(picture, cv2.IMREAD_COLOR)[0, 0, ::-1].tolist()


def test_the_strip_has_the_colour_of_the_theme_and_follows_it(open_editor):
    page = open_editor().page
    page.evaluate(
        """() => {
          const style = document.createElement("style");
          style.textContent = ".day { --jp-brand-color1: blue; --jp-layout-color1: blue; }"
            + ".night { --jp-brand-color1: red; --jp-layout-color1: red; }";
          document.head.append(style);
        }"""
    )
    for theme, color in (("day", [0, 0, 255]), ("night", [255, 0, 0]), ("day", [0, 0, 255])):
        page.evaluate("(theme) => { document.body.className = theme; }", theme)
        assert strip_color(page) == color


def test_being_hidden_while_it_paints_leaves_no_trace(open_editor):
    page = open_editor().page
    zoom = page.locator(".nbp-zoom")
    before = zoom.inner_text()
    page.evaluate(
        """() => new Promise((done) => {
          const { style } = document.querySelector(".nbpose");
          style.display = "none";
          model.set("frame", 3);
          requestAnimationFrame(() => {  // after the editor's, before the browser looks at sizes
            style.display = "";
            requestAnimationFrame(() => requestAnimationFrame(done));
          });
        })"""
    )
    assert zoom.inner_text() == before != "0 %"
    assert page.get_by_role("textbox", name="Frame number").input_value() == "3"


def test_batches_are_acknowledged_when_decoded_so_python_never_runs_ahead(open_editor):
    canvas = open_editor({"media": {"count": 300}}, {"perMessage": 2})
    page = canvas.page
    page.evaluate(
        """() => {
          const decode = createImageBitmap;
          const gate = new Promise((open) => { window.openGate = open; });
          window.createImageBitmap = async (blob) => { await gate; return decode(blob); };
          model.set('frame', 200);
        }"""
    )
    page.wait_for_function("() => python.unacknowledged === 2")
    page.evaluate("() => openGate()")
    wait(canvas, frame=200)
    page.wait_for_function("() => model.kinds('ack').length >= 12")
    acks = [m["received"] for m in page.evaluate("() => model.kinds('ack')")]
    assert acks == list(range(1, len(acks) + 1))
    assert page.evaluate("() => python.mostUnacknowledged") == 2


def test_pictures_of_an_older_want_list_are_acknowledged_but_not_shown(open_editor):
    canvas = open_editor({"media": {"count": 300}})
    page = canvas.page
    page.evaluate("() => python.hold('pictures')")
    page.keyboard.press("End")
    page.wait_for_function(f"() => ({WANTS})().at(-1).frames[0] === 299")
    before = page.evaluate("() => model.kinds('ack').length")
    page.evaluate(
        """async () => {
          const { client } = model.sent[0];
          const stale = await python.picture(298, 640);
          const picture = { frames: [298], sizes: [stale.length], shapes: [[640, 360]] };
          const about = { kind: 'pictures', client, gen: 1, width: 640, mime: 'image/jpeg' };
          model.receive({ ...about, ...picture }, [stale]);
        }"""
    )
    page.wait_for_function(f"() => model.kinds('ack').length === {before + 1}")
    wait(canvas, frame=0, wanted=299)
    page.evaluate("() => python.release('pictures')")
    wait(canvas, frame=299)
    assert page.evaluate(PAINTED) == [299, 299]


def test_no_edit_while_another_frame_is_on_screen(open_editor):
    canvas = open_editor({"media": {"count": 300}, "selection": {"row": 0, "keypoint": 0}})
    page = canvas.page
    page.evaluate("() => python.hold('pictures')")
    page.keyboard.press("End")
    wait(canvas, frame=0, wanted=299)
    for key in ("e", "ArrowLeft", "Shift+Delete", "n"):
        page.keyboard.press(key)
    assert page.evaluate("() => model.kinds('edit')") == []
    assert "loading 299" in page.locator(".nbp-badge").inner_text()


def test_python_shows_a_frame_and_the_page_writes_it_after_its_own(open_editor):
    canvas = open_editor({"media": {"count": 300}})
    page = canvas.page
    page.keyboard.press("End")
    page.evaluate("() => model.receive({ kind: 'show', frame: 10 })")
    wait(canvas, frame=10, wanted=10)
    page.evaluate("() => model.receive({ kind: 'show', frame: 10 })")
    written = "() => model.saved.filter((s) => 'frame' in s).map((s) => s.frame)"
    assert page.evaluate(written)[-2:] == [10, 10]
    assert page.evaluate(PAINTED) == [10, 10]


def test_playing_shows_every_frame_under_its_own_number_and_ends(open_editor):
    canvas = open_editor({"media": {"count": 40}})
    page = canvas.page
    page.keyboard.press(" ")
    seen = []
    while not seen or seen[-1][1] < 39:
        seen.append(page.evaluate(PAINTED))
    assert all(painted == named for painted, named in seen)
    assert len({named for _, named in seen}) > 5
    page.get_by_role("button", name="Play").wait_for()
    page.wait_for_function("() => model.get('frame') === 39")


def test_zoomed_in_at_rest_the_full_resolution_is_fetched(open_editor):
    media = {"width": 2400, "height": 1350, "count": 3}
    canvas = open_editor({"media": media, "view": {"zoom": 2, "x": 1200, "y": 700}})
    canvas.page.wait_for_function(f"() => ({WANTS})().some((m) => m.width === 2400)")
    widths = [m["width"] for m in canvas.page.evaluate(WANTS)]
    assert widths[0] < 1300


def test_a_frame_that_cannot_be_read_is_named(open_editor):
    canvas = open_editor()
    canvas.page.evaluate("() => { python.picture = async () => new Uint8Array(); }")
    canvas.page.evaluate("() => { model.set('frame', 59); }")
    canvas.page.get_by_text("Frame 59 cannot be read.").wait_for()
    wait(canvas, frame=59, people=1)
