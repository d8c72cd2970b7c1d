"""Texts that others wrote (names of files, joints, people), made fit to be shown on one line."""

from __future__ import annotations

import re
import unicodedata

_SHAPING = {0x200C, 0x200D}  # joiners, of which scripts and emoji are made


def plain(text: str, longest: int = 80) -> str:
    """One line of what is to be read of a text.

    Line breaks become spaces; control characters go, and so do marks that turn the direction of
    writing, because they would turn what stands behind them, too.

    Parameters
    ----------
    text : str
        Whatever it is.
    longest : int
        Letters that are kept; of a longer text the beginning, and an ellipsis.

    Returns
    -------
    str
    """
    words = re.sub(r"\s+", " ", text[: 4 * longest + 64])
    kept = "".join(letter for letter in words if _is_shown(letter)).strip()
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def count(number: int, one: str, several: str = "") -> str:
    """A number of things: "1 joint", "3 joints"; `several` for words with a plural of their own."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def _is_shown(letter: str) -> bool:
    return ord(letter) in _SHAPING or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
