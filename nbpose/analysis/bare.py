"""Tables without their attrs, for work in many steps."""

from __future__ import annotations

import pandas as pd


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
