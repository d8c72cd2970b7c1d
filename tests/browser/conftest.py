"""One server for the whole run; for each test a fresh page and kernel."""

from __future__ import annotations

import functools
import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, evaluate, open_notebook, run_all, running_lab

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
BUNDLE = REPOSITORY / "nbpose" / "widgets" / "static" / "pose_editor.js"
ARTIFACTS = HERE / "artifacts"  # screenshots of failures
# Errors of the hosts themselves (2026-11): Notebook 7.6.5 throws this one while it starts.
KNOWN = ("reading 'schema'",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of its own; a test fails on any error the page reports, and leaves a screenshot."""
    size = {"width": 1200, "height": 800}
    context = browser.new_context(viewport=size, device_scale_factor=1)
    context.set_default_timeout(15_000)
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield page
    new = [error for error in errors if not any(known in error for known in KNOWN)]
    if new or getattr(request.node, "failed", False):
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{request.node.name}.png")
    context.close()
    assert not new, f"the page reported: {new}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed
    return report


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def static_url() -> Iterator[str]:
    """The repository over http: modules do not load from file://."""
    if not BUNDLE.exists():
        pytest.skip("the front end is not built: `cd nbpose/js && npm ci && npm run build`")
    handler = functools.partial(_Quiet, directory=REPOSITORY)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_editor(page: Any, static_url: str) -> Callable[..., Any]:
    """`open_editor(traits, python)` mounts the editor on a fake host and gives its canvas."""
    page.goto(f"{static_url}/tests/browser/fakehost.html")
    page.wait_for_function("() => window.ready")

    def mount(traits: dict[str, Any] | None = None, python: dict[str, Any] | None = None) -> Any:
        page.evaluate("([t, p]) => mount(t, p)", [traits or {}, python or {}])
        canvas = page.locator("canvas.nbp-overlay[data-ready='1']")
        canvas.wait_for()
        canvas.focus()
        return canvas

    return mount


@pytest.fixture(scope="session", params=["lab", "notebook"])
def lab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab, then Notebook 7: their keyboard handling differs."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    with running_lab(folder, request.param, (REPOSITORY,)) as server:
        yield server


@dataclass(frozen=True)
class Notebook:
    """A page that shows one executed notebook, and a client of its kernel."""

    page: Any
    kernel: Any

    @property
    def canvas(self) -> Any:
        """The overlay of the pose editor, once it can be edited."""
        return self.page.locator("canvas.nbp-overlay[data-ready='1']")

    def eval(self, expression: str) -> object:
        """Value of a Python expression in the kernel."""
        return evaluate(self.kernel, expression)

    def wait_eval(self, expression: str, expected: object, timeout: float = 10) -> None:
        """Poll the kernel until an expression has a value."""
        deadline = time.monotonic() + timeout
        while (got := self.eval(expression)) != expected:
            assert time.monotonic() < deadline, f"{expression} is {got!r}, expected {expected!r}"
            time.sleep(0.02)


@pytest.fixture
def notebook(
    lab: Lab, page: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Notebook]]:
    """`notebook(*cells)` opens and runs a notebook of these cells."""
    clients: list[Any] = []

    def open_and_run(*cells: str) -> Notebook:
        name = f"{request.node.originalname}-{len(clients)}.ipynb"
        lab.write_notebook(name, *cells)
        open_notebook(page, lab, name)
        run_all(page)
        clients.append(lab.kernel_client(name))
        return Notebook(page, clients[-1])

    yield open_and_run
    for client in clients:
        client.stop_channels()


@pytest.fixture
def drag() -> Callable[..., None]:
    """`drag(canvas, start, end)` presses, moves and releases, in canvas pixels."""

    def drag_(
        canvas: Any, start: tuple[float, float], end: tuple[float, float], steps: int = 10
    ) -> None:
        canvas.scroll_into_view_if_needed()
        box, mouse = canvas.bounding_box(), canvas.page.mouse
        mouse.move(box["x"] + start[0], box["y"] + start[1])
        mouse.down()
        mouse.move(box["x"] + end[0], box["y"] + end[1], steps=steps)
        mouse.up()

    return drag_
