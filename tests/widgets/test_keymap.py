"""The keys a user asks for, and how the wrong ones are refused; vitest reads the same cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.widgets import keymap

CASES = json.loads(
    (Path(__file__).parents[1] / "keymap" / "cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_both_halves_lay_the_same_map(case):
    found = keymap.conflicts(case["trait"])
    named = [{"key": c.key, "winner": c.winner, "loser": c.loser} for c in found]
    assert named == case["conflicts"]
    bound = keymap.bindings(case["trait"])
    assert {name: list(bound[name]) for name in case["bindings"]} == case["bindings"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("g", "G"),
        ("ctrl + shift + z", "Ctrl+Shift+Z"),
        ("Shift+Ctrl+z", "Ctrl+Shift+Z"),
        ("Cmd+Delete", "Ctrl+Del"),
        ("ArrowLeft", "Left"),
        ("KeyG", "G"),
        ("+", "Plus"),
        ("Alt++", "Alt+Plus"),
        (" ", "Space"),
        ("?", "?"),
        ("ö", "ö"),
        ("[", "["),
    ],
)
def test_a_key_may_be_written_in_many_ways(written, meant):
    assert keymap.canonical("play", written) == meant


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Ctrl+W", "belongs to the browser"),
        ("shift+enter", "belongs to the browser or the notebook"),
        ("Alt+Left", "belongs to the browser"),
        ("Hyper+G", "is no key; give a letter"),
        ("Gg", "is no key"),
        ("Ctrl+Ctrl+G", "is no key"),
        ("", "is no key"),
        ("Ctrl+", "is no key"),
        ("Shift+?", 'a character stands alone; give "\\?"'),
        ("Shift++", "a character stands alone"),
        (7, "give a key such as"),
        ([["G"]], "give a key such as"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_the_mend(key, said):
    with pytest.raises(ArgumentError, match=f'keys\\["play"\\] is .*{said}'):
        keymap.keymap_trait("nbpose", {"play": key})


def test_a_wrong_action_or_preset_names_the_nearest():
    with pytest.raises(
        ArgumentError, match=r"no action 'next_fram'; did you mean \"next_frame\"\?"
    ):
        keymap.keymap_trait("nbpose", {"next_fram": "G"})
    with pytest.raises(ArgumentError, match=r"keymap is 'cvta'; did you mean \"cvat\"\?"):
        keymap.keymap_trait("cvta")
    with pytest.raises(ArgumentError, match="keymap is 3; give one of nbpose, cvat, sleap, dlc"):
        keymap.keymap_trait(3)
    with pytest.raises(ArgumentError, match="keys is 'G'; give a dict"):
        keymap.keymap_trait("nbpose", "G")


def test_annotate_takes_keys_and_tells_of_a_conflict_who_wins(clip, poses):
    with pytest.warns(NbposeWarning) as told:
        editor = nbp.annotate(clip, poses, keymap="cvat", keys={"play": "w", "fit": ["Q"]})
    assert editor.keymap == {"preset": "cvat", "remap": {"play": ["W"], "fit": ["Q"]}}
    assert [str(entry.message) for entry in told] == [
        'The key "W" means both play and previous_joint; play wins, previous_joint keeps Up.',
        'The key "Q" means both fit and occluded; fit wins, occluded has no key now: '
        'give it one with keys={"occluded": ...}.',
    ]
    assert told[0].filename == __file__
    editor.close()


def test_a_wrong_key_is_told_before_anything_is_opened(tmp_path):
    with pytest.raises(ArgumentError, match="keys has no action"):
        nbp.annotate(tmp_path / "nowhere.mp4", keys={"fly": "G"})


def listed(keys):
    return [keys] if isinstance(keys, str) else keys


def test_every_preset_speaks_of_actions_and_keys_that_exist():
    for preset, overlay in keymap._table()["presets"].items():
        assert preset in keymap.presets()
        for action, keys in overlay.items():
            assert keymap.need_action(action) == action
            assert [keymap.canonical(action, key) for key in listed(keys)] == listed(keys)
    for action, (keys, _) in keymap._defaults().items():
        assert tuple(keymap.canonical(action, key) for key in keys) == keys
