"""Which row of one project is which of another: a row is known by where it was made.

A row that an edit added is named by that edit, which has a name in every copy of the file, and by
its number then; a row of the table that came by the hash of that table. A merge remembers these
names of the rows it takes, so that a person stays one person through however many copies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbpose.project.journal import FIRST_COMMITS, Journal

Origin = tuple[str, int]
"""Names a row in every project: what it was made by, and its number there."""


class Kin:
    """The origins of all rows of a media.

    Parameters
    ----------
    journal : Journal
        Its log.
    base_rows : set of int
        Rows of the table that edits start from.
    base_hash : str
        Of that table.
    """

    def __init__(self, journal: Journal, base_rows: set[int], base_hash: str) -> None:
        self._journal = journal
        self._base_rows = base_rows
        self._base_hash = base_hash
        self._uids = {uid for _, uid in journal.names()}
        self._taken = _merged(journal)
        self._origins: dict[int, list[Origin]] = {}
        for origin, row in self._taken.items():
            self._origins.setdefault(row, []).append(origin)

    def origins(self, row: int) -> list[Origin]:
        """Names of a row; several where people who were added apart turned out to be one."""
        if row in self._base_rows:
            return [(self._base_hash, row), *self._origins.get(row, ())]
        return [(_uid_of_first(self._journal, row), row), *self._origins.get(row, ())]

    def row_of(self, origins: Sequence[Origin]) -> int | None:
        """The row that has one of these names; None where it is not here."""
        for source, row in origins:
            if (source, row) in self._taken:
                return self._taken[source, row]
            if source in self._uids or (source == self._base_hash and row in self._base_rows):
                return row
        return None


def remember(journal: Journal, rows: Mapping[Origin, int]) -> None:
    """Note by which names our rows are known elsewhere; the caller holds `file.writing()`."""
    journal.file.many(
        "INSERT OR REPLACE INTO merged VALUES (?, ?, ?, ?)",
        [(journal.media, *origin, row) for origin, row in rows.items()],
    )


def rows_until(journal: Journal, count: int) -> set[int]:
    """Rows that the first commits of a log changed."""
    lines = journal.file.all(
        f"SELECT DISTINCT row FROM touched WHERE media = ?1 AND seq IN ({FIRST_COMMITS})",
        journal.media,
        count,
    )
    return {row for (row,) in lines}


def _merged(journal: Journal) -> dict[Origin, int]:
    """Our rows by the names that rows have elsewhere, of all that was merged so far."""
    lines = journal.file.all(
        "SELECT source, theirs, ours FROM merged WHERE media = ?", journal.media
    )
    return {(source, theirs): ours for source, theirs, ours in lines}


def _uid_of_first(journal: Journal, row: int) -> str:
    """Name of the commit that added a row; "" where the log does not have it."""
    line = journal.file.one(
        "SELECT uid FROM touched JOIN log USING (media, seq) WHERE media = ? AND row = ? "
        "ORDER BY seq LIMIT 1",
        journal.media,
        row,
    )
    return str(line[0]) if line else ""
