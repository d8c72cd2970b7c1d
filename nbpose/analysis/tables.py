"""What is asked of tables that come back from a user, and how they are worked with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from nbpose.errors import AnalysisError


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
        When it is no table, or a column is missing.
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
    return _with_sides(table)


def _with_sides(table: pd.DataFrame) -> pd.DataFrame:
    """Give the trunk its side "" back, which pandas reads from a file as missing."""
    if "side" not in table.columns or not table["side"].isna().any():
        return table
    return table.assign(side=table["side"].fillna(""))


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
