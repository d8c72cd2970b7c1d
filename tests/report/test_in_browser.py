from __future__ import annotations

import os
import shutil

import pytest

import nbpose as nbp

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = (os.environ.get("NBPOSE_CHROMIUM", "chromium"), "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("no Chromium: set NBPOSE_CHROMIUM to one")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [1200, 420])
def test_the_report_opens_offline_and_draws_everything(chromium, tmp_path, clip, people, width):
    path = nbp.report(tmp_path / "report.html", clip, people())
    page = chromium.new_page(viewport={"width": width, "height": 900})
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if "Security Policy" in m.text else None)
    page.goto(path.as_uri())
    page.wait_for_function("document.querySelectorAll('.main-svg').length >= 8")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert fits, "the page scrolls sideways"
    inside = page.evaluate(
        """() => {
            const right = (element) => element.getBoundingClientRect().right
            const curves = [...document.querySelectorAll(".card svg")]
            return curves.every((curve) => right(curve) <= right(curve.closest(".card")) + 1)
        }"""
    )
    assert inside, "a curve is wider than its card"
    page.close()
