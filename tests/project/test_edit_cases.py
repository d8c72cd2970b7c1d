"""Cases of edits that vitest reads as well: both halves make the same rows of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nbpose.errors import ProjectError
from nbpose.poses import Poses
from nbpose.project import document_in_memory, edits, facts, rows
from nbpose.project.store import RowStore
from nbpose.skeletons import Skeleton

SHARED = json.loads(
    (Path(__file__).parents[1] / "protocol" / "cases" / "edits.json").read_text(encoding="utf-8")
)
TRIO = Skeleton("trio", ["nose", "left_hand", "right_hand"], [(0, 1), (0, 2)])


def number(value):
    return np.nan if value is None else value


def store_of(people) -> RowStore:
    """The rows of a case in a table."""
    table = document_in_memory(
        Poses.build(
            TRIO,
            np.array([[point or [np.nan, np.nan] for point in p["xy"]] for p in people], float),
            **{name: [p[name] for p in people] for name in ("row", "frame", "track")},
            **{name: [p[name] for p in people] for name in ("visibility", "origin")},
            confidence=[[number(value) for value in p["confidence"]] for p in people],
            bbox=[p["box"] or [np.nan] * 4 for p in people],
            area_source=[p["box_source"] for p in people],
            extra=[p["facts"] for p in people],
        )
    )
    return table._store


def plain(row: rows.Row) -> dict:
    """A row as the cases write it."""
    return {
        **{name: int(row[name]) for name in ("row", "frame", "track")},
        "xy": [None if np.isnan(p[0]) else p[:2].tolist() for p in row["points"]],
        "visibility": row["visibility"].tolist(),
        "confidence": [None if np.isnan(c) else float(c) for c in row["confidence"]],
        "origin": row["origin"].tolist(),
        "box": None if np.isnan(row["bbox"]).all() else row["bbox"].tolist(),
        "box_source": int(row["area_source"]),
        "facts": facts.of_row(row["extra"]),
    }


def play(case) -> list[dict]:
    store = store_of(case["before"])
    states = {person["row"]: store.get(person["row"]) for person in case["before"]}
    for message in case["edits"]:
        edit = edits.from_dict(message)
        state = states.get(edit.row)
        states[edit.row] = rows.apply(edit, state, store.blank, SHARED["mirror"])
    return [plain(state) for state in states.values() if state is not None]


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_shared_case(case):
    assert play(case) == case["after"]


@pytest.mark.parametrize("case", SHARED["refused"], ids=lambda case: case["name"])
def test_a_shared_refusal(case):
    with pytest.raises(ProjectError):
        play(case)
