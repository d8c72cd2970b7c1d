"""The log as tables: what was done, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nbpose.project.commit import Commit
from nbpose.project.edits import to_dict

if TYPE_CHECKING:
    import pandas as pd


def history_of(log: Sequence[Commit]) -> pd.DataFrame:
    """List commits.

    Parameters
    ----------
    log : sequence of Commit
        In order.

    Returns
    -------
    pandas.DataFrame
        seq, time, by, label, rows, frames, edits (as on the wire), undoes, redoes.
    """
    import pandas as pd

    return pd.DataFrame(
        {
            "seq": pd.array([c.seq for c in log], dtype="int64"),
            "time": pd.to_datetime([c.time for c in log], unit="s", utc=True),
            "by": pd.array([c.by for c in log], dtype="str"),
            "label": pd.array([c.label for c in log], dtype="str"),
            "rows": [tuple(c.after) for c in log],
            "frames": [c.frames for c in log],
            "edits": [tuple(to_dict(edit) for edit in c.edits) for c in log],
            "undoes": pd.array([c.undoes for c in log], dtype="Int64"),
            "redoes": pd.array([c.redoes for c in log], dtype="Int64"),
        }
    )


def history_of_media(logs: Mapping[str, Sequence[Commit]]) -> pd.DataFrame:
    """List the commits of several media, by time.

    Parameters
    ----------
    logs : mapping of str to sequence of Commit
        By key of the media.

    Returns
    -------
    pandas.DataFrame
        As of `history_of`, with key as the first column.
    """
    import pandas as pd

    tables = []
    for key, log in logs.items():
        table = history_of(log)
        table.insert(0, "key", [key] * len(table))
        tables.append(table)
    whole = pd.concat(tables, ignore_index=True) if tables else _with_key(history_of([]))
    return whole.sort_values(["time", "key", "seq"], kind="stable", ignore_index=True)


def _with_key(table: pd.DataFrame) -> pd.DataFrame:
    table.insert(0, "key", [])
    return table
