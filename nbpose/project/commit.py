"""One line of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbpose.project.edits import Edit
from nbpose.project.rows import State

Facts = Mapping[str, Any]
"""Tags and attributes of a frame."""


@dataclass(frozen=True)
class Author:
    """Who makes a commit, and what it is called.

    Parameters
    ----------
    by, label : str
        Who, and what to call it.
    client, n : str, int
        The browser's name and its count of the gesture; "" and 0 from Python.
    """

    by: str = ""
    label: str = ""
    client: str = ""
    n: int = 0


@dataclass(frozen=True, eq=False)
class Commit:
    """One gesture as it stands in the log; nothing in it ever changes.

    Parameters
    ----------
    seq : int
        Its number, from 1.
    edits : tuple of Edit
        What was done; empty for an undo, a redo and what was merged.
    before, after : mapping of int to Row or None
        The rows it touched, as they were and as they became.
    by : str
        Who did it.
    label : str
        What to call it, such as "move left_knee".
    time : float
        Seconds since the epoch.
    client, n : str, int
        The browser's name and its count of the gesture; "" and 0 from Python.
    undoes, redoes : int or None
        The commit that this one takes back or brings back.
    facts_before, facts_after : mapping of int to mapping
        Tags and attributes of the frames it touched.
    uid : str
        Names the commit in every copy of the file.
    """

    seq: int
    edits: tuple[Edit, ...]
    before: Mapping[int, State]
    after: Mapping[int, State]
    by: str
    label: str
    time: float
    client: str = ""
    n: int = 0
    undoes: int | None = None
    redoes: int | None = None
    facts_before: Mapping[int, Facts] = field(default_factory=dict)
    facts_after: Mapping[int, Facts] = field(default_factory=dict)
    uid: str = ""

    @property
    def frames(self) -> tuple[int, ...]:
        """Frames in which it changed something, sorted."""
        states = (*self.before.values(), *self.after.values())
        rows = {int(state["frame"]) for state in states if state is not None}
        return tuple(sorted(rows | set(self.facts_after)))


@dataclass(frozen=True)
class Change:
    """What a commit does to the tables, before it has a number.

    Parameters
    ----------
    before, after : mapping of int to Row or None
        Rows.
    facts_before, facts_after : mapping of int to mapping
        Tags and attributes of frames.
    """

    before: Mapping[int, State] = field(default_factory=dict)
    after: Mapping[int, State] = field(default_factory=dict)
    facts_before: Mapping[int, Facts] = field(default_factory=dict)
    facts_after: Mapping[int, Facts] = field(default_factory=dict)

    @property
    def inverse(self) -> Change:
        """What takes it back."""
        return Change(self.after, self.before, self.facts_after, self.facts_before)
