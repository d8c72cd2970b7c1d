"""What two copies of a project say differently of the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbpose.errors import ProjectError
from nbpose.project.edits import Edit

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "key", "frame", "row", "track", "what", "keypoint", "ancestor", "ours", "theirs", "edit",
)  # fmt: skip


@dataclass(frozen=True)
class Conflict:
    """One thing that was changed on both sides, to different values; ours stays.

    Parameters
    ----------
    key : str
        Of the media.
    frame, row, track : int
        Where; row and track are -1 for what is said of a frame.
    what : str
        "joint", "person", "box", "tags", "attribute ..." and so on.
    keypoint : str
        Name of the joint; "" for the rest.
    ancestor, ours, theirs : object
        What both had, what is here, what is there; None where there is nothing.
    edit : Edit or None
        Would take theirs, by ``project.apply(edit, key=key)``; None where no edit can.
    """

    key: str
    frame: int
    row: int
    track: int
    what: str
    keypoint: str
    ancestor: Any
    ours: Any
    theirs: Any
    edit: Edit | None


def edit_of(kind: type[Edit], **values: Any) -> Edit | None:
    """The edit with these values; None where a file says what no edit can, such as an empty box."""
    try:
        return kind(**values)
    except ProjectError:
        return None


def table_of(conflicts: Sequence[Conflict], taken: Mapping[str, int]) -> pd.DataFrame:
    """List conflicts.

    Parameters
    ----------
    conflicts : sequence of Conflict
        In any number.
    taken : mapping of str to int
        How many rows and frames were changed here, by key of the media.

    Returns
    -------
    pandas.DataFrame
        One line each with the fields of `Conflict`; ``attrs["taken"]`` holds `taken`.
    """
    import pandas as pd

    columns = {name: [getattr(conflict, name) for conflict in conflicts] for name in COLUMNS}
    table = pd.DataFrame(
        {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    )
    for name in ("frame", "row", "track"):
        table[name] = table[name].astype("int64")
    table.attrs["taken"] = dict(taken)
    return table
