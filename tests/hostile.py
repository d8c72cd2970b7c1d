"""Texts that nobody should have to trust."""

from __future__ import annotations

MARKUP = "<img src=x onerror='window.__xss=1'><script>window.__xss=1</script>\"'`&amp;{{7*7}}%s$x$"
TURNED = "\u202egnp.elif\u202c \u2067abc"
FIGURE = "\U0001f938\U0001f3fd\u200d\u2640\ufe0f"
LONG = "long " * 2000
HOSTILE = f"{MARKUP} {TURNED} {FIGURE} {LONG}"
LINK = "javascript:window.__xss=1"
