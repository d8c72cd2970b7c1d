"""A project file: opened, checked, brought up to date; one connection that threads share."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from nbpose.errors import ProjectError
from nbpose.project import place, schema

WAIT = 10.0  # seconds for another writer


class NotSavedError(ProjectError):
    """The file cannot be read or written just now; the same edit may be saved later."""


class DamagedFileError(NotSavedError):
    """SQLite finds that pages of the file do not fit together.

    Parameters
    ----------
    name, reason : str
        Of the file, and in SQLite's words.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"{name} is damaged ({reason}); nbp.Project.rescue(damaged, new) saves what can be "
            f"read."
        )
        self.reason = reason


class ProjectFile:
    """An SQLite database with nbpose's tables, on disk or in memory.

    Write-ahead logging lets others read while one writes. ``synchronous`` is FULL: a commit is on
    the disk before an edit counts as saved, so that neither a killed process nor a power cut takes
    it back. NORMAL would be quicker and survive the former, but not the latter; a person makes one
    gesture a second, so nobody would notice the gain. A write through a file system that lies about
    its flushes (some network drives) is beyond any setting.

    Parameters
    ----------
    path : Path or None
        Made when it is not there; None keeps everything in memory.

    Raises
    ------
    ProjectError
        When it is no project, a newer one, damaged, or cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = None if path is None else path.absolute()  # the current folder may change
        self.lock = threading.RLock()
        self._depth = 0
        self._closed = False
        self._place: place.Place | None = None
        self._process = os.getpid()
        if path is not None:
            place.check(path)
        self._connection = self._connect()
        try:
            with self._explained():
                self._prepare()
            if self.path is not None:
                self._place = place.Place(self.path)
        except BaseException:
            self._connection.close()
            raise

    @property
    def name(self) -> str:
        """File name; "" in memory."""
        return "" if self.path is None else self.path.name

    def all(self, statement: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        """Run a statement and give all its lines."""
        with self._connected() as connection:
            return connection.execute(statement, values).fetchall()

    def one(self, statement: str, *values: object) -> tuple | None:  # type: ignore[type-arg]
        """Run a statement and give its first line, or None."""
        with self._connected() as connection:
            line: tuple | None = connection.execute(statement, values).fetchone()  # type: ignore[type-arg]
            return line

    def many(self, statement: str, lines: list[tuple[object, ...]]) -> None:
        """Run a statement once for each line of values."""
        with self._connected() as connection:
            connection.executemany(statement, lines)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written inside is written together, or not at all; others must wait."""
        with self._transaction("BEGIN IMMEDIATE"):
            self._need_place()
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write meanwhile."""
        with self._transaction("BEGIN"):
            yield

    @property
    def data_version(self) -> int:
        """A number that changes when another connection has written."""
        [(version,)] = self.all("PRAGMA data_version")
        return int(version)

    def copy_to(self, target: Path) -> None:
        """Copy the file as it is now, the write-ahead log included."""
        with self._connected() as connection, contextlib.closing(sqlite3.connect(target)) as copy:
            connection.backup(copy)

    def close(self) -> None:
        """Write what is in the write-ahead log into the file, and let go of it."""
        if self._is_elsewhere():
            return
        with self.lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed, or was opened by the process that this one was forked from."""
        return self._closed or self._is_elsewhere()

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; errors of SQLite become sentences."""
        self._need_own()
        with self.lock, self._explained():
            if self._closed:
                raise NotSavedError(f"{self.name or 'The project'} is closed; open it again.")
            yield self._connection

    def _is_elsewhere(self) -> bool:
        """Whether this process was forked from the one that opened the file."""
        return self.path is not None and os.getpid() != self._process

    def _need_own(self) -> None:
        """SQLite's locks do not outlive a fork: two processes with one connection damage a file."""
        if self._is_elsewhere():
            raise NotSavedError(
                f"{self.name} was opened by another process, of which this one is a fork; open it "
                f"here by nbp.Project(path)."
            )

    def _need_place(self) -> None:
        happened = self._place.what_happened() if self._place is not None else None
        if happened is not None:
            raise NotSavedError(
                f"{self.path} was {happened} while it was open, so nothing more is saved there; "
                f"put it back, or keep what is here by project.backup(path) and open that."
            )

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        """Begin, and commit or roll back; one inside another belongs to the outer one."""
        self._need_own()
        with self.lock:
            if self._depth == 0:
                self.all(begin)
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._roll_back()
                raise
            self._depth -= 1
            if self._depth == 0:
                self._commit()

    def _commit(self) -> None:
        try:
            self.all("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if not self._closed and self._connection.in_transaction:
            self._connection.rollback()

    def _connect(self) -> sqlite3.Connection:
        target = ":memory:" if self.path is None else os.fspath(self.path)
        with self._explained():
            return sqlite3.connect(
                target, timeout=WAIT, isolation_level=None, check_same_thread=False
            )

    def _prepare(self) -> None:
        version, application = self._stamp()
        if self.path is not None:
            self._refuse_strangers(version, application)
            self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if version == schema.VERSION:
            return
        if version and self.path is not None:
            _keep_copy(self, version)
        with self.writing():
            version, _ = self._stamp()  # another process may have been quicker
            if version == 0:
                schema.create(self._connection)
            elif version < schema.VERSION:
                schema.migrate(self._connection, version)

    def _stamp(self) -> tuple[int, int]:
        [[version]] = self._connection.execute("PRAGMA user_version")
        [[application]] = self._connection.execute("PRAGMA application_id")
        return int(version), int(application)

    def _refuse_strangers(self, version: int, application: int) -> None:
        [[tables]] = self._connection.execute("SELECT count(*) FROM sqlite_master")
        if application != schema.APPLICATION and (tables or version):
            raise ProjectError(
                f"{self.path} is an SQLite file of another program, not a project of nbpose; "
                f"choose another name."
            )
        if version > schema.VERSION:
            raise ProjectError(
                f"{self.name} was written by a newer nbpose (its version is {version}, this one "
                f"reads {schema.VERSION}); update nbpose to open it."
            )

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn errors of SQLite into sentences."""
        try:
            yield
        except sqlite3.Error as error:
            raise explained(self.name or "The project", error) from None
        except UnicodeEncodeError as error:
            raise ProjectError(
                f"A text has half of a character ({error.object[error.start]!a}), which no file "
                f"can hold; take it out."
            ) from None
        except OverflowError:
            raise ProjectError("A number is larger than any row, frame or edit can have.") from None


def _keep_copy(file: ProjectFile, version: int) -> None:
    """Before a migration, keep the file as it was beside it."""
    assert file.path is not None
    stem, suffix = f"{file.path.stem}.v{version}", file.path.suffix
    names = (f"{stem}{suffix}" if i == 1 else f"{stem}-{i}{suffix}" for i in itertools.count(1))
    kept = next(path for path in map(file.path.with_name, names) if not path.exists())
    part = kept.with_name(f".{kept.name}.part")
    file.copy_to(part)
    shutil.move(part, kept)


def explained(name: str, error: sqlite3.Error) -> NotSavedError:
    """Put an error of SQLite in a sentence."""
    text = str(error)
    if "malformed" in text or "not a database" in text or "corrupt" in text or "decode" in text:
        return DamagedFileError(name, text)
    return NotSavedError(_sentence(name, text))


def _sentence(name: str, text: str) -> str:
    if "locked" in text or "busy" in text:
        return (
            f"{name}: another program has been writing for {WAIT:g} seconds, so nothing was "
            f"saved; close it there, or try again."
        )
    if "full" in text:
        return f"{name}: the disk is full, so nothing was saved; make room and try again."
    if "I/O" in text:
        return (
            f"{name}: the disk did not take or give what it should ({text}), so nothing was saved; "
            f"see whether it is full or gone, and try again."
        )
    if "readonly" in text or "unable to open" in text:
        return f"{name} cannot be written ({text}); copy it to a folder of your own."
    return f"{name}: {text}."
