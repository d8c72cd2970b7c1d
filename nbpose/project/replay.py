"""A table as it was at some point of its history."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from nbpose._arguments import shown
from nbpose.errors import ArgumentError
from nbpose.poses import Poses
from nbpose.project.commit import Commit, Facts
from nbpose.project.document import Document
from nbpose.project.rows import State

Until = int | str | datetime.datetime | None


def replayed(document: Document, until: Until) -> Poses:
    """Play the log from the table that came, up to some point.

    Parameters
    ----------
    document : Document
        It stays as it is.
    until : int, datetime, str or None
        The last commit that counts, or a time; None: all.

    Returns
    -------
    Poses
    """
    rows: dict[int, State] = {}
    facts: dict[int, Facts] = {}
    for commit in _counted(document.commits(), until):
        rows |= commit.after
        facts |= commit.facts_after
    return document.table_with(rows, facts)


def _counted(log: Sequence[Commit], until: Until) -> list[Commit]:
    if until is None:
        return list(log)
    if isinstance(until, int | np.integer) and not isinstance(until, bool):
        last = log[-1].seq if log else 0
        if not 0 <= until <= last:
            raise ArgumentError(
                f"until is {until}; give the number of a commit from 0 to {last}, or a time."
            )
        return [commit for commit in log if commit.seq <= until]
    times = pd.to_datetime([commit.time for commit in log], unit="s", utc=True)
    moment = _moment(until)
    return [commit for commit, when in zip(log, times, strict=True) if when <= moment]


def _moment(until: Any) -> pd.Timestamp:
    given = until if isinstance(until, str | datetime.date | np.datetime64) else ""
    moment = pd.to_datetime(given, errors="coerce", utc=True)
    if not isinstance(moment, pd.Timestamp):  # NaT is none
        raise ArgumentError(
            f"until is {shown(until)}; give the number of a commit, or a time such as "
            f'"2026-05-04 13:30".'
        )
    return moment
