"""`python -m tour OUT [STOP ...]`: every stop, in every view worth looking at."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from chromium import FLAGS, MISSING, find
from playwright.sync_api import sync_playwright
from served import served

from . import STOPS, make_stop, scene, write_sheet

REPOSITORY = Path(__file__).parents[3]


def main(out: Path, wanted: list[str]) -> int:
    """Take the pictures; gives the number of stops that failed."""
    out.mkdir(parents=True, exist_ok=True)
    stops = [stop for stop in STOPS if not wanted or stop.name in wanted]
    chromium = find()
    if chromium is None:
        sys.exit(MISSING)
    taken, failed = [], 0
    with (
        tempfile.TemporaryDirectory() as scratch,
        served(REPOSITORY) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        clip = scene.clip(Path(scratch))
        for stop in stops:
            for view in stop.views:
                folder = Path(tempfile.mkdtemp(dir=scratch))
                try:
                    make_stop(browser, url, stop, view, clip, folder, out)
                    taken.append((stop, view))
                except Exception as error:
                    failed += 1
                    print(f"{stop.name} ({view.name}): {error}", file=sys.stderr)
    print(f"{len(taken)} pictures: {write_sheet(out, taken)}")
    return failed


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), sys.argv[2:])))
