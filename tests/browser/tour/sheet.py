"""The contact sheet: every picture of the tour on one page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from .visit import Stop, View

STYLE = """
body { max-width: 1500px; margin: 24px auto; padding: 0 16px;
  font: 15px/1.4 system-ui, sans-serif; }
section { margin: 0 0 40px; }
figure { margin: 0 0 28px; }
figcaption { margin: 0 0 8px; }
div { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
a { display: block; border: 1px solid #ccc; }
img { display: block; height: auto; }
"""


def write_sheet(folder: Path, taken: Sequence[tuple[Stop, View]]) -> Path:
    """Write ``index.html`` beside the pictures."""
    stops = list(dict.fromkeys(stop for stop, _ in taken))
    parts = []
    for chapter in dict.fromkeys(stop.chapter for stop in stops):
        shown = [stop for stop in stops if stop.chapter == chapter]
        figures = "".join(_figure(stop, [v for s, v in taken if s is stop]) for stop in shown)
        parts.append(f"<section><h2>{html.escape(chapter)}</h2>{figures}</section>")
    head = (
        f'<!doctype html><meta charset="utf-8"><title>nbpose, a tour</title><style>{STYLE}</style>'
    )
    path = folder / "index.html"
    path.write_text(f"{head}<h1>nbpose, a tour</h1>{''.join(parts)}\n", encoding="utf-8")
    return path


def _figure(stop: Stop, views: Sequence[View]) -> str:
    pictures = "".join(
        f'<a href="{name}"><img src="{name}" width="{view.width // 2}" alt="{view.name}"></a>'
        for view in views
        for name in [picture_name(stop, view)]
    )
    title = html.escape(stop.name.replace("_", " "))
    return (
        f"<figure><figcaption><b>{title}</b> {html.escape(stop.caption)}</figcaption>"
        f"<div>{pictures}</div></figure>"
    )


def picture_name(stop: Stop, view: View) -> str:
    """File name of a picture."""
    return f"{stop.name}-{view.name}.png"
