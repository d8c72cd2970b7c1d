"""The tables of a project file, and how a file of an older version gets them.

``media``       what is annotated; ``times`` are seconds of its frames, ``about`` the table's facts
``skeleton``    the versions of a media's skeleton; ``ids`` name its keypoints for ever
``base``        the table as it came, in blocks of rows; ``base_index`` says which row is where
``log``         one line a gesture; it only grows
``touched``     which rows a line of the log changed
``state``       the rows that were changed, as they are now; data NULL: the row is gone
``frame_facts`` tags and attributes of frames, as they are now
``refused``     gestures of browsers that were not applied
``merged``      which of our rows another project's row became
``met``         up to which commit of another copy a merge has taken in what that copy has
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

APPLICATION = 0x6E627073  # "nbps", in the file's header
VERSION = 1

TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE media (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT,
    relative TEXT,
    fingerprint TEXT NOT NULL,
    frame_count INTEGER NOT NULL,
    fps REAL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    times BLOB NOT NULL,
    about TEXT NOT NULL,
    base_hash TEXT NOT NULL,
    next_row INTEGER NOT NULL,
    added REAL NOT NULL
);
CREATE TABLE skeleton (
    media INTEGER NOT NULL REFERENCES media,
    version INTEGER NOT NULL,
    skeleton TEXT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (media, version)
);
CREATE TABLE base (
    media INTEGER NOT NULL REFERENCES media,
    block INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (media, block)
);
CREATE TABLE base_index (
    media INTEGER PRIMARY KEY REFERENCES media,
    rows BLOB NOT NULL,
    frames BLOB NOT NULL
);
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    media INTEGER NOT NULL REFERENCES media,
    seq INTEGER NOT NULL,
    uid TEXT NOT NULL,
    time REAL NOT NULL,
    by TEXT NOT NULL,
    label TEXT NOT NULL,
    edits TEXT NOT NULL,
    before BLOB NOT NULL,
    after BLOB NOT NULL,
    facts_before TEXT NOT NULL,
    facts_after TEXT NOT NULL,
    client TEXT NOT NULL,
    n INTEGER NOT NULL,
    undoes INTEGER,
    redoes INTEGER,
    below INTEGER NOT NULL,
    undo_top INTEGER NOT NULL,
    redo_top INTEGER NOT NULL,
    UNIQUE (media, seq)
);
CREATE UNIQUE INDEX log_client ON log (media, client, n) WHERE client <> '';
CREATE TABLE touched (
    media INTEGER NOT NULL REFERENCES media,
    row INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (media, row, seq)
) WITHOUT ROWID;
CREATE TABLE state (
    media INTEGER NOT NULL REFERENCES media,
    row INTEGER NOT NULL,
    frame INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    data BLOB,
    PRIMARY KEY (media, row)
);
CREATE INDEX state_frame ON state (media, frame);
CREATE TABLE frame_facts (
    media INTEGER NOT NULL REFERENCES media,
    frame INTEGER NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (media, frame)
) WITHOUT ROWID;
CREATE TABLE refused (
    media INTEGER NOT NULL REFERENCES media,
    client TEXT NOT NULL,
    n INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (media, client, n)
) WITHOUT ROWID;
CREATE TABLE merged (
    media INTEGER NOT NULL REFERENCES media,
    source TEXT NOT NULL,
    theirs INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    PRIMARY KEY (media, source, theirs)
) WITHOUT ROWID;
CREATE TABLE met (
    media INTEGER NOT NULL REFERENCES media,
    seq INTEGER NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (media, seq)
) WITHOUT ROWID;
"""

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {}
"""From each older version to the next one, inside a transaction that the caller holds."""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of the current version; the caller holds a transaction."""
    for statement in TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables from an older version to the current one; the caller holds a transaction."""
    for step in range(version, VERSION):
        STEPS[step](connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")
