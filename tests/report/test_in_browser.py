from __future__ import annotations

import pytest

import nbpose as nbp

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1200, 420])
def test_the_report_opens_offline_and_draws_everything(browser, tmp_path, clip, people, width):
    path = nbp.report(tmp_path / "report.html", clip, people())
    page = browser.new_page(viewport={"width": width, "height": 900})
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
