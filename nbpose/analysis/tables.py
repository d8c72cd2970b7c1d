"""What is asked of tables that come back from a user, and how they are worked with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from nbpose.errors import AnalysisError

SIDES = ("left", "right", "")
"""What the column ``side`` may hold."""


def need_table(table: Any, columns: Iterable[str], name: str, maker: str) -> pd.DataFrame:
    """Give a table back, or say what it lacks.

    Parameters
    ----------
    table : object
        What a user gave.
    columns : iterable of str
        Columns it must have.
    name : str
        What to call it, such as "angles".
    maker : str
        The function that makes such tables.

    Returns
    -------
    pandas.DataFrame
        The same, also when it was read back from a file.

    Raises
    ------
    AnalysisError
        When it is no table, a column is missing, or a side is none.
    """
    if not isinstance(table, pd.DataFrame):
        raise AnalysisError(
            f"{name} is a {type(table).__name__}; give the table that {maker} gives."
        )
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise AnalysisError(
            f'{name} has no column "{missing[0]}"; give the table that {maker} gives.'
        )
    return _with_sides(table, name, maker) if "side" in table.columns else table


def _with_sides(table: pd.DataFrame, name: str, maker: str) -> pd.DataFrame:
    """Give the trunk its side "" back, which a file gives back as missing; refuse other sides."""
    sides = table["side"].fillna("")
    strange = sides[~sides.isin(SIDES)]
    if len(strange):
        raise AnalysisError(
            f"{name} has the side {strange.iloc[0]!r}; there are "
            f'"left", "right" and "" (the trunk), as {maker} gives them.'
        )
    return table.assign(side=sides) if table["side"].isna().any() else table


def bare(table: pd.DataFrame) -> pd.DataFrame:
    """Take the attrs off, which pandas copies, deep, at every step.

    Parameters
    ----------
    table : pandas.DataFrame
        Stays as it is.

    Returns
    -------
    pandas.DataFrame
        The same columns.
    """
    plain = table.copy(deep=False)
    plain.attrs.clear()
    return plain
