"""The module that a widget is until Python sends its code, in a plain page."""

from __future__ import annotations

import pytest

MOUNT = """async (silent) => {
  const { FakeModel, FakePython, traits } = await import("/tests/browser/fakehost.js");
  const { default: loader } = await import("/nbpose/widgets/static/loader.js");
  const bytes = async (name) => new Uint8Array(
    await (await fetch(`/nbpose/widgets/static/pose_editor.${name}`)).arrayBuffer());
  const files = [await bytes("js"), await bytes("css")];
  const model = new FakeModel(traits({}));
  const python = new FakePython(model);
  const facts = {};
  for (const name of ["skeleton", "media", "angles", "keymap", "document"]) {
    facts[name] = model.state[name];
    delete model.state[name];
  }
  const toPython = model.onSend;
  window.answer = (client) =>
    model.receive({ kind: "code", client, facts, still: "nbpose-still-1" }, files);
  model.onSend = (message) => {
    if (message.kind !== "code") return toPython(message);
    window.answer("somebody else");
    if (!silent) setTimeout(() => window.answer(message.client));
  };
  const widget = loader();
  window.end = await widget.initialize({ model });
  const el = document.getElementById("el");
  window.model = model;
  window.render = async () => { window.cleanup = await widget.render({ model, el }); };
  await window.render();
}"""
STILL = "<div class='jp-OutputArea-child'><p class='nbpose-still-1'>a picture</p></div>"
EDITOR = "canvas.nbp-overlay[data-ready='1']"


@pytest.fixture
def plain(page, static_url):
    page.goto(f"{static_url}/tests/browser/skeletonhost.html")
    page.set_content(f"{STILL}<div id=el></div>")
    return page


def test_the_code_and_what_is_said_once_come_by_message_and_the_picture_steps_aside(plain):
    assert plain.get_by_text("a picture").is_visible()
    plain.evaluate(MOUNT, False)
    plain.locator(EDITOR).wait_for()
    assert plain.get_by_role("option", name="left knee").is_visible()  # the skeleton came
    assert plain.locator(".nbpose").evaluate("(el) => getComputedStyle(el).display") != "inline"
    assert plain.locator(".jp-OutputArea-child").is_hidden()
    asked = plain.evaluate("() => model.kinds('code').length")
    plain.evaluate("async () => { cleanup(); await render(); }")
    plain.locator(EDITOR).wait_for()
    assert plain.evaluate("() => model.kinds('code').length") == asked == 1


def test_a_view_that_goes_takes_everything_with_it(plain):
    plain.evaluate(MOUNT, False)
    plain.locator(EDITOR).wait_for()
    plain.evaluate("() => { cleanup(); end(); }")
    assert plain.evaluate("() => document.getElementById('el').childElementCount") == 0
    assert plain.get_by_text("a picture").is_visible()
    assert plain.evaluate("() => [...model.listeners.values()].every((l) => l.size === 0)")


def test_a_view_without_a_kernel_says_so_and_leaves_the_picture(plain):
    plain.evaluate(MOUNT, True)
    plain.get_by_text("The editor waits for its kernel.").wait_for()
    assert plain.get_by_text("a picture").is_visible()
    plain.evaluate("() => answer(model.kinds('code')[0].client)")
    plain.locator(EDITOR).wait_for()
    assert plain.get_by_text("The editor waits").count() == 0


def test_code_that_does_not_run_is_told(plain):
    plain.evaluate(MOUNT, True)
    plain.evaluate(
        """() => model.receive(
          { kind: "code", client: model.kinds("code")[0].client, facts: {}, still: "s" },
          [new TextEncoder().encode("throw new Error('<b>broken</b>')"), new Uint8Array()])"""
    )
    plain.get_by_text("The editor could not be started: Error: <b>broken</b>").wait_for()
