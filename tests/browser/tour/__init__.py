"""A tour of the editors: every hand of theirs, driven as a user would, with a picture of each.

``make tour`` writes the pictures and a page of them all; a stop that does not do what it shows
fails, so that the tour is a test as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import keys, moving, people, placing, saving, seeing, skeletons
from .host import paged_widgets
from .sheet import picture_name, write_sheet
from .visit import LIGHT, STOPS, Stop, View, Visit

CHAPTERS = (seeing, placing, moving, people, keys, saving, skeletons)
STOPS.sort(key=lambda stop: [chapter.CHAPTER for chapter in CHAPTERS].index(stop.chapter))

__all__ = ["LIGHT", "STOPS", "Stop", "View", "make_stop", "write_sheet"]

HEIGHT = 900
MARGIN = 12


def make_stop(browser: Any, url: str, stop: Stop, view: View, clip: Path, scratch: Path, out: Path):
    """Make a stop in a fresh page and take its picture.

    Parameters
    ----------
    browser : playwright's Browser
        Opens the page.
    url : str
        Where the repository is served.
    stop, view : Stop, View
        What to show, and how.
    clip : path
        The video of `scene.clip`.
    scratch, out : path
        An empty folder for project files; where the picture goes.
    """
    context = browser.new_context(
        viewport={"width": view.width, "height": HEIGHT},
        device_scale_factor=1,
        color_scheme=view.theme,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    try:
        with paged_widgets():
            visit = Visit(page, url, scratch, clip)
            stop.show(visit)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        widget = page.locator(".nbpose").bounding_box()
        height = widget["y"] + widget["height"] + MARGIN
        page.screenshot(
            path=out / picture_name(stop, view),
            clip={"x": 0, "y": 0, "width": view.width, "height": height},
            full_page=True,
        )
    except Exception:
        page.screenshot(path=out / f"FAILED-{picture_name(stop, view)}", full_page=True)
        raise
    finally:
        context.close()
        if visit.editor is not None:
            visit.editor.close()
    assert not errors, f"{stop.name}: the page reported {errors}"
