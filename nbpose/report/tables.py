"""Tables as the report shows them: cells as text, numbers to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pandas.api.types import is_numeric_dtype

if TYPE_CHECKING:
    import pandas as pd

NOTHING = "–"
"""Stands where there is no number."""


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Parameters
    ----------
    headings : tuple of str
        One a column.
    rows : tuple of tuple of str
        Cells.
    numeric : tuple of bool
        Which columns hold numbers.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


def plain_table(frame: pd.DataFrame) -> Table:
    """Show a data frame as it is, numbers with three digits.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any.

    Returns
    -------
    Table
    """
    numeric = tuple(is_numeric_dtype(kind) for kind in frame.dtypes)
    rows = tuple(tuple(_cell(value) for value in row) for row in frame.itertuples(index=False))
    return Table(tuple(str(name) for name in frame.columns), rows, numeric)


def degrees(value: Any) -> str:
    """Show degrees with one digit behind the point."""
    if value is None or not np.isfinite(value):
        return NOTHING
    return f"{round(float(value), 1) + 0.0:.1f}°".replace("-", "−")  # + 0.0: no minus before zero


def _cell(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return NOTHING if not np.isfinite(value) else f"{value:.4g}"
    return str(value)
