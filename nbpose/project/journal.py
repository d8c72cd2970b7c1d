"""The log and the state of one media in a project file: what is written and read of them."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbpose.errors import ProjectError
from nbpose.project.codec import Block, DamageError, pack_states, rows_of, unpack_states
from nbpose.project.commit import Author, Change, Commit, Facts
from nbpose.project.edits import Edit, from_dict, to_dict
from nbpose.project.file import ProjectFile
from nbpose.project.rows import State
from nbpose.project.versions import Versions

_AT_ONCE = 500
"""So many rows are asked for in one statement."""


@dataclass(frozen=True)
class Tops:
    """The commits that undo and redo would take next; 0 for none."""

    undo: int = 0
    redo: int = 0


_COLUMNS = (
    "seq, edits, before, after, by, label, time, client, n, undoes, redoes, facts_before, "
    "facts_after, uid"
)


FIRST_COMMITS = "SELECT seq FROM log WHERE media = ?1 ORDER BY seq LIMIT ?2"
"""The first commits of a log, whatever their numbers: a rescued one may lack some."""


class Journal:
    """Log, state, frame facts and refusals of one media.

    Undo and redo are two stacks kept in the log itself: every line says what lay on top of both
    after it, and what lay below the one it put there, so that they outlive every process.

    Parameters
    ----------
    file : ProjectFile
        Where it is kept.
    media : int
        Id of the media in the file.
    versions : Versions
        Of the skeleton; rows are written and read on the current one.
    """

    def __init__(self, file: ProjectFile, media: int, versions: Versions) -> None:
        self.file = file
        self.media = media
        self._versions = versions
        self._version = versions.current.number

    @property
    def seq(self) -> int:
        """Number of the last commit; 0 before the first."""
        line = self.file.one("SELECT max(seq) FROM log WHERE media = ?", self.media)
        return int(line[0] or 0) if line else 0

    @property
    def tops(self) -> Tops:
        """What undo and redo would take next."""
        line = self.file.one(
            "SELECT undo_top, redo_top FROM log WHERE media = ? ORDER BY seq DESC LIMIT 1",
            self.media,
        )
        return Tops(*line) if line else Tops()

    def append(
        self,
        author: Author,
        change: Change,
        edits: Sequence[Edit] = (),
        undoes: int | None = None,
        redoes: int | None = None,
    ) -> Commit:
        """Write a commit and the state it leaves; the caller holds `file.writing()`."""
        self._need_own_labels(change.after)
        seq, tops = self.seq + 1, self.tops
        if undoes is not None:
            below, after = tops.redo, Tops(self._below(undoes), seq)
        elif redoes is not None:
            below, after = 0, Tops(redoes, self._below(tops.redo))
        else:
            below, after = tops.undo, Tops(seq)
        commit = Commit(
            seq, tuple(edits), change.before, change.after, author.by, author.label, time.time(),
            author.client, author.n, undoes, redoes, change.facts_before, change.facts_after,
            secrets.token_hex(8),
        )  # fmt: skip
        self._put(commit, self._write(commit, below, after))
        return commit

    def skip_undo(self, author: Author, change: Change) -> Commit:
        """Write a commit that undo passes over, such as a change of the skeleton."""
        seq, tops = self.seq + 1, self.tops
        commit = Commit(
            seq, (), change.before, change.after, author.by, author.label, time.time(),
            uid=secrets.token_hex(8),
        )  # fmt: skip
        self._put(commit, self._write(commit, 0, tops))
        return commit

    def commit(self, seq: int) -> Commit:
        """Read one commit."""
        found = self.commits("seq = ?", seq)
        if not found:
            raise ProjectError(f"There is no commit {seq}; the last one is {self.seq}.")
        return found[0]

    def commits(self, where: str = "1", *values: object) -> list[Commit]:
        """Read commits in order."""
        lines = self.file.all(
            f"SELECT {_COLUMNS} FROM log WHERE media = ? AND {where} ORDER BY seq",
            self.media,
            *values,
        )
        return [self._read(line) for line in lines]

    def commits_after(self, count: int) -> list[Commit]:
        """Read all commits but the first ones."""
        return self.commits(f"seq NOT IN ({FIRST_COMMITS})", count)

    def touching(self, row: int) -> Iterable[Commit]:
        """Commits that changed a row, the latest first."""
        for (seq,) in self.file.all(
            "SELECT seq FROM touched WHERE media = ? AND row = ? ORDER BY seq DESC", self.media, row
        ):
            yield self.commit(seq)

    def made(self, client: str, n: int) -> int | None:
        """Number of the commit that a browser's gesture became, or None."""
        line = self.file.one(
            "SELECT seq FROM log WHERE media = ? AND client = ? AND n = ?", self.media, client, n
        )
        return int(line[0]) if line else None

    def done(self, client: str) -> int:
        """Count of a browser's last gesture that was applied or refused."""
        line = self.file.one(
            "SELECT max(n) FROM (SELECT n FROM log WHERE media = ?1 AND client = ?2 "
            "UNION ALL SELECT n FROM refused WHERE media = ?1 AND client = ?2)",
            self.media,
            client,
        )
        return int(line[0] or 0) if line else 0

    def refuse(self, client: str, n: int, reason: str) -> None:
        """Note that a gesture was refused; the caller holds `file.writing()`."""
        self.file.all(
            "INSERT OR REPLACE INTO refused VALUES (?, ?, ?, ?)", self.media, client, n, reason
        )

    def refused(self, client: str) -> dict[int, str]:
        """Gestures of a browser that were refused, and why."""
        return dict(
            self.file.all(
                "SELECT n, reason FROM refused WHERE media = ? AND client = ? ORDER BY n",
                self.media,
                client,
            )
        )

    def known(self, row: int) -> bool:
        """Whether a row was ever changed."""
        return bool(
            self.file.one("SELECT 1 FROM state WHERE media = ? AND row = ?", self.media, row)
        )

    def states(self, rows: Collection[int]) -> dict[int, State]:
        """Those of these rows that were ever changed, as they are now; None where they are gone."""
        return self._read_states(self._written(rows))

    def _written(self, rows: Collection[int]) -> list[tuple[int, bytes | None]]:
        """The lines of changed rows, as they are written."""
        lines: list[tuple[int, bytes | None]] = []
        wanted = list(rows)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            lines += self.file.all(
                f"SELECT row, data FROM state WHERE media = ? AND row IN ({marks})",
                self.media,
                *some,
            )
        return lines

    def changed(self, start: int, stop: int) -> dict[int, State]:
        """Changed rows of the frames start <= f < stop; None where they are gone."""
        lines = self.file.all(
            "SELECT row, data FROM state WHERE media = ? AND frame >= ? AND frame < ? ORDER BY row",
            self.media,
            start,
            stop,
        )
        return self._read_states(lines)

    def changed_frames(self) -> list[tuple[int, int, bool]]:
        """Row, frame and whether it is there, of every row that was changed."""
        lines = self.file.all(
            "SELECT row, frame, data IS NOT NULL FROM state WHERE media = ?", self.media
        )
        return [(row, frame, bool(there)) for row, frame, there in lines]

    def deleted(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Row and frame of people who were deleted, not undone, in start <= frame < stop."""
        return self.file.all(
            "SELECT s.row, s.frame FROM state s JOIN log l ON l.media = s.media AND l.seq = s.seq "
            "WHERE s.media = ? AND s.frame >= ? AND s.frame < ? AND s.data IS NULL "
            "AND l.undoes IS NULL ORDER BY s.row",
            self.media,
            start,
            stop,
        )

    def facts(self, start: int, stop: int) -> dict[int, Facts]:
        """Tags and attributes of the frames start <= f < stop that have any."""
        lines = self.file.all(
            "SELECT frame, facts FROM frame_facts WHERE media = ? AND frame >= ? AND frame < ? "
            "ORDER BY frame",
            self.media,
            start,
            stop,
        )
        return {frame: self._from_json(text, f"frame {frame}") for frame, text in lines}

    def names(self) -> list[tuple[int, str]]:
        """Number and name of every commit, in order."""
        return self.file.all("SELECT seq, uid FROM log WHERE media = ? ORDER BY seq", self.media)

    def stands(self, seq: int) -> bool:
        """Whether a commit was not undone, or was brought back."""
        top = self.tops.undo
        while top > seq:
            top = self._below(top)
        return top == seq

    def reserve(self, count: int) -> range:
        """Set row ids apart that nobody else gets, in this process or another."""
        with self.file.writing():
            start = self.next_row
            self._set_next(start + count)
        return range(start, start + count)

    @property
    def next_row(self) -> int:
        """The first row id that nobody was given."""
        [(row,)] = self.file.all("SELECT next_row FROM media WHERE id = ?", self.media)
        return int(row)

    def _set_next(self, row: int) -> None:
        self.file.all("UPDATE media SET next_row = max(next_row, ?) WHERE id = ?", row, self.media)

    def _need_own_labels(self, rows: Collection[int]) -> None:
        """Refuse to write rows on an older skeleton than they are on, where labels would go."""
        line = self.file.one("SELECT max(version) FROM skeleton WHERE media = ?", self.media)
        if line is None or (line[0] or 0) <= self._version:
            return
        for row, data in self._written(rows):
            block = None if data is None else self._unpacked(data)[1]
            if block is not None and self._versions.loses(block):
                raise ProjectError(
                    f"Row {row} has labels on a newer skeleton than this editor shows, and they "
                    f"would be lost; open the media again."
                )

    def _below(self, seq: int) -> int:
        line = self.file.one("SELECT below FROM log WHERE media = ? AND seq = ?", self.media, seq)
        return int(line[0]) if line else 0

    def _write(self, commit: Commit, below: int, after: Tops) -> bytes:
        """Write the line of the log, and give the states it leaves as they are written there."""
        states = pack_states(commit.after, self._version)
        self.file.all(
            "INSERT INTO log (media, seq, uid, time, by, label, edits, before, after, "
            "facts_before, facts_after, client, n, undoes, redoes, below, undo_top, redo_top) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self.media,
            commit.seq,
            commit.uid,
            commit.time,
            commit.by,
            commit.label,
            _json([to_dict(edit) for edit in commit.edits]),
            pack_states(commit.before, self._version),
            states,
            _json(commit.facts_before),
            _json(commit.facts_after),
            commit.client,
            commit.n,
            commit.undoes,
            commit.redoes,
            below,
            after.undo,
            after.redo,
        )
        self.file.many(
            "INSERT INTO touched VALUES (?, ?, ?)",
            [(self.media, row, commit.seq) for row in commit.after],
        )
        return states

    def _packed(self, commit: Commit, row: int, after: bytes) -> bytes:
        """State of one row as bytes: where it is the only one, those of the log."""
        return (
            after
            if len(commit.after) == 1
            else pack_states({row: commit.after[row]}, self._version)
        )

    def _put(self, commit: Commit, after: bytes) -> None:
        lines: list[tuple[object, ...]] = []
        for row, state in commit.after.items():
            known = state if state is not None else commit.before[row]
            frame = int(known["frame"]) if known is not None else -1
            data = None if state is None else self._packed(commit, row, after)
            lines.append((self.media, row, frame, commit.seq, data))
        self.file.many("INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?, ?)", lines)
        if commit.after:
            self._set_next(max(commit.after) + 1)
        for frame, facts in commit.facts_after.items():
            self._put_facts(frame, facts)

    def _put_facts(self, frame: int, facts: Facts) -> None:
        """Write what is said of a frame; that it is nothing says more than no line."""
        self.file.all(
            "INSERT OR REPLACE INTO frame_facts VALUES (?, ?, ?)", self.media, frame, _json(facts)
        )

    def _read_states(self, lines: Sequence[tuple[int, bytes | None]]) -> dict[int, State]:
        return {row: None if data is None else self._states(data)[1][0] for row, data in lines}

    def _states(self, data: bytes) -> tuple[list[int], list[Any]]:
        missing, block = self._unpacked(data)
        return missing, [] if block is None else rows_of(self._versions.to_current(block))

    def _unpacked(self, data: bytes) -> tuple[list[int], Block | None]:
        try:
            return unpack_states(data)
        except DamageError as error:
            raise self._damaged("a changed row", error) from None

    def _read(self, line: tuple[Any, ...]) -> Commit:
        (seq, edits, before, after, by, label, when, client, n, undoes, redoes, *facts, uid) = line
        read = tuple(_edit(entry) for entry in self._from_json(edits, f"commit {seq}"))
        facts_before, facts_after = (
            {int(frame): said for frame, said in self._from_json(text, f"commit {seq}").items()}
            for text in facts
        )
        return Commit(
            seq, tuple(edit for edit in read if edit is not None), self._mapping(before, seq),
            self._mapping(after, seq), by, label, when, client, n, undoes, redoes, facts_before,
            facts_after, uid,
        )  # fmt: skip

    def _mapping(self, data: bytes, seq: int) -> Mapping[int, State]:
        try:
            missing, rows = self._states(data)
        except ProjectError:
            raise self._damaged(f"commit {seq}", "its checksum does not fit") from None
        return {**dict.fromkeys(missing), **{int(row["row"]): row for row in rows}}

    def _from_json(self, text: str, what: str) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise self._damaged(what, error) from None

    def _damaged(self, what: str, why: object) -> ProjectError:
        return ProjectError(
            f"{self.file.name}: {what} is damaged ({why}); nbp.Project.rescue(damaged, new) saves "
            f"what can be read."
        )


def _edit(entry: Mapping[str, Any]) -> Edit | None:
    """An edit of the log; None for one that a later nbpose knows and this one does not."""
    try:
        return from_dict(entry)
    except ProjectError:
        return None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
