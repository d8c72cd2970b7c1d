"""What the tests with the fake host share: points on the canvas, and waiting for its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def at(canvas: Locator, x: float, y: float) -> tuple[float, float]:
    """Page position of an image point."""
    box = canvas.bounding_box()
    data = canvas.evaluate("(c) => ({ ...c.dataset })")
    zoom, centre_x, centre_y = (float(data[name]) for name in ("zoom", "x", "y"))
    return (
        box["x"] + (x - centre_x) * zoom + box["width"] / 2,
        box["y"] + (y - centre_y) * zoom + box["height"] / 2,
    )


def wait(canvas: Locator, **data: object) -> None:
    """Wait until the canvas publishes these values."""
    selector = "".join(f"[data-{name}='{value}']" for name, value in data.items())
    canvas.page.locator(f"canvas.nbp-overlay{selector}").wait_for()


def hear(page: Page, text: str) -> None:
    """Wait until a screen reader was told something with this text in it."""
    page.wait_for_function("(text) => heard.some((one) => one.includes(text))", arg=text)
