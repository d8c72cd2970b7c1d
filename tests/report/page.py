"""Reading a report back: its elements without the plotly.js library, and whether they nest."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "img", "br", "link", "hr", "input"}
LIBRARY = 1_000_000  # a script this long is plotly.js, not a figure


class Page(HTMLParser):
    """Collects texts, tags, ids, scripts and pictures; fails where elements do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.tags, self.ids, self.pictures = [], [], [], []
        self.links, self.texts, self.scripts = [], [], []
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.pictures += [attributes["src"]] if tag == "img" else []
        self.links += [value for key, value in attrs if key in ("src", "href", "action", "data")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data):
        (self.scripts if self.open[-1:] == ["script"] else self.texts).append(data)

    @property
    def text(self) -> str:
        """Everything a reader sees, blanks joined."""
        return re.sub(r"\s+", " ", " ".join(self.texts))

    @property
    def figures(self) -> list[str]:
        """Scripts that draw a figure."""
        return [script for script in self.scripts if "Plotly.newPlot" in script[:LIBRARY]]

    @property
    def libraries(self) -> int:
        """How often plotly.js is embedded."""
        return sum(len(script) > LIBRARY for script in self.scripts)
