"""The keys of the editor: presets, and the keys that a user gives to actions.

`keymap.json` beside this file is the one list of actions, keys and presets; the browser's half
(`js/src/core/keymap.ts`) reads it as well.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ArgumentError

DEFAULT = "nbpose"
MODIFIERS = ("Ctrl", "Alt", "Shift")
_ALIASES = {
    "cmd": "Ctrl",
    "command": "Ctrl",
    "meta": "Ctrl",
    "control": "Ctrl",
    "option": "Alt",
    "delete": "Del",
    "backspace": "Del",
    "escape": "Esc",
    "return": "Enter",
    "spacebar": "Space",
    " ": "Space",
    "+": "Plus",
    "=": "Plus",
    "-": "Minus",
}

Keys = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Conflict:
    """A key that two actions were given.

    Parameters
    ----------
    key : str
        Such as ``"Ctrl+G"``.
    winner, loser : str
        The action that has it, and the one that does not.
    left : tuple of str
        The keys that the loser still has.
    """

    key: str
    winner: str
    loser: str
    left: tuple[str, ...]

    def __str__(self) -> str:
        mend = (
            f"{self.loser} keeps {', '.join(self.left)}"
            if self.left
            else f'{self.loser} has no key now: give it one with keys={{"{self.loser}": ...}}'
        )
        both = f'The key "{self.key}" means both {self.winner} and {self.loser}'
        return f"{both}; {self.winner} wins, {mend}."


def presets() -> tuple[str, ...]:
    """Names of the key maps."""
    return (DEFAULT, *_table()["presets"])


def actions() -> tuple[str, ...]:
    """Names of everything that a key can do."""
    return tuple(_defaults())


def keymap_trait(preset: str = DEFAULT, keys: Any = None) -> dict[str, Any]:
    """Check a preset and a user's keys.

    Parameters
    ----------
    preset : str
        One of `presets`.
    keys : mapping, optional
        Action to a key or several: ``{"play": "Ctrl+Space", "next_frame": ["N", "Right"]}``;
        an empty list takes an action's keys away.

    Returns
    -------
    dict
        The trait: ``{"preset": ..., "remap": {action: [key, ...]}}``.

    Raises
    ------
    ArgumentError
        When a preset, an action or a key does not exist, or a key belongs to the browser.
    """
    if preset not in presets():
        raise ArgumentError(f"keymap is {shown(preset)}; {_near(preset, presets())}")
    if keys is not None and not isinstance(keys, Mapping):
        raise ArgumentError(f'keys is {shown(keys)}; give a dict such as {{"play": "Ctrl+Space"}}.')
    remap = {need_action(name): _keys_of(name, given) for name, given in (keys or {}).items()}
    return {"preset": preset, "remap": remap}


def conflicts(trait: Mapping[str, Any]) -> list[Conflict]:
    """What a user's keys take from other actions, and from each other.

    Parameters
    ----------
    trait : mapping
        From `keymap_trait`.

    Returns
    -------
    list of Conflict
    """
    return _laid(trait)[1]


def bindings(trait: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Keys of every action in a key map.

    Parameters
    ----------
    trait : mapping
        From `keymap_trait`.

    Returns
    -------
    dict
        Action to keys.
    """
    return _laid(trait)[0]


def need_action(name: Any) -> str:
    """Give the name of an action back, or say which comes nearest."""
    if name in actions():
        return str(name)
    raise ArgumentError(f"keys has no action {shown(name)}; {_near(name, actions())}")


def canonical(action: str, text: Any) -> str:
    """Spell a key as the browser's half does, or say what is wrong with it.

    Parameters
    ----------
    action : str
        What it is for.
    text : str
        Such as ``"ctrl + shift + z"``.

    Returns
    -------
    str
        Such as ``"Ctrl+Shift+Z"``.

    Raises
    ------
    ArgumentError
        When there is no such key, or it belongs to the browser or the notebook.
    """
    where = f'keys["{action}"] is {shown(text)}'
    if not isinstance(text, str):
        raise ArgumentError(f'{where}; give a key such as "G" or "Ctrl+G", or a list of them.')
    *modifiers, key = _parts(text)
    name = _key_name(key)
    known = [_modifier(modifier) for modifier in modifiers]
    if name is None or None in known or len(set(known)) < len(known):
        names = ", ".join(_names_of_keys())
        raise ArgumentError(
            f"{where}, which is no key; give a letter, a digit, a character or one of {names}, "
            f"with Ctrl+, Alt+ or Shift+ before it."
        )
    if known and (_is_character(name) or ("Shift" in known and name in ("Plus", "Minus"))):
        raise ArgumentError(f'{where}, but a character stands alone; give "{name}".')
    chord = "+".join([*(modifier for modifier in MODIFIERS if modifier in known), name])
    if chord in _table()["reserved"]:
        raise ArgumentError(f"{where}, which belongs to the browser or the notebook; give another.")
    return chord


def _keys_of(action: str, given: Any) -> list[str]:
    each = [given] if isinstance(given, str) or not isinstance(given, Iterable) else list(given)
    return list(dict.fromkeys(canonical(action, text) for text in each))


def _parts(text: str) -> list[str]:
    """Split at the plus signs that part; the last may be the key itself."""
    plus = text.rstrip()
    if plus == "+" or plus.endswith("++"):
        return [part.strip() for part in plus[:-1].split("+") if part.strip()] + ["+"]
    return [part.strip() or part for part in text.split("+")]


def _modifier(text: str) -> str | None:
    name = _ALIASES.get(text.lower(), text.capitalize())
    return name if name in MODIFIERS else None


def _key_name(text: str) -> str | None:
    """Name of a key in the table; None when there is none."""
    if re.fullmatch("[A-Za-z0-9]", text):
        return text.upper()
    names = _names()
    found = names.get(text.lower()) or _ALIASES.get(text.lower())
    if found:
        return found
    return text if len(text) == 1 and text.isprintable() else None


def _is_character(name: str) -> bool:
    """Whether a key is whatever types a character, wherever it lies."""
    codes = _table()["keys"].get(name, ())
    return len(name) == 1 and not name.isalnum() and not codes


def _laid(trait: Mapping[str, Any]) -> tuple[dict[str, tuple[str, ...]], list[Conflict]]:
    preset: Keys = _table()["presets"].get(trait["preset"], {})
    below, _ = _lay({name: tuple(keys) for name, (keys, _) in _defaults().items()}, preset)
    return _lay(below, trait["remap"])


def _lay(
    keys: Mapping[str, tuple[str, ...]], overlay: Keys
) -> tuple[dict[str, tuple[str, ...]], list[Conflict]]:
    """Give actions the keys of an overlay, which wins; `lay` in keymap.ts is the same."""
    given = {name: _listed(chords) for name, chords in overlay.items() if name in keys}
    laid = {**keys, **given}
    owners: dict[tuple[str, str], str] = {}
    lost: list[tuple[str, str, str]] = []
    for action in dict.fromkeys([*given, *keys]):
        when, kept = _defaults()[action][1], []
        for chord in laid[action]:
            winner = owners.setdefault((when, chord), action)
            if winner == action:
                kept.append(chord)
            else:
                lost.append((chord, winner, action))
        laid[action] = tuple(kept)
    return laid, [Conflict(*each, left=laid[each[2]]) for each in lost]


def _near(name: Any, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(name), names, n=1)
    return f'did you mean "{near[0]}"?' if near else f"give one of {', '.join(names)}."


def _listed(keys: str | Sequence[str]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else tuple(keys)


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("keymap.json")
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


@cache
def _defaults() -> dict[str, tuple[tuple[str, ...], str]]:
    """Keys of every action, and when they count."""
    return {
        action: (_listed(keys), {**group, **dict(*flags)}.get("when", "always"))
        for group in _table()["groups"]
        for _text, what, *flags in group["lines"]
        if isinstance(what, dict)  # else what the pointer does
        for action, keys in what.items()
    }


@cache
def _names() -> dict[str, str]:
    """Keys by their names and by their codes, in lower case."""
    table = _table()["keys"]
    codes = {code.lower(): name for name, codes in table.items() for code in _listed(codes)}
    letters = {f"key{letter}".lower(): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    digits = {f"{kind}{n}": str(n) for kind in ("digit", "numpad") for n in range(10)}
    named = {name.lower(): name for name in _names_of_keys()}
    return {**letters, **digits, **codes, **named}


def _names_of_keys() -> tuple[str, ...]:
    return (*_table()["plain_keys"], *_table()["keys"])
