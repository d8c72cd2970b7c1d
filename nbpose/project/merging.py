"""Bringing another copy's edits into a project: three-way, and never over what was done here.

For everything a person can change (a joint, a box, a tag list, an attribute ...) three values are
compared: what both copies had before they parted, ours, and theirs. Changed on one side only, the
change is taken; changed on both to different values, ours stays and the conflict is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbpose.errors import ProjectError
from nbpose.project import facts_merge, media_table, rows_merge
from nbpose.project.commit import Change, Commit, Facts
from nbpose.project.conflicts import Conflict, table_of
from nbpose.project.document import Document
from nbpose.project.file import ProjectFile
from nbpose.project.media_table import Entry
from nbpose.project.rows import State, same

if TYPE_CHECKING:
    import pandas as pd

    from nbpose.project.project import Project

_COPIED = (
    "skeleton", "base", "base_index", "touched", "state", "frame_facts", "refused", "merged",
)  # fmt: skip


def merge(ours: Project, theirs: Project) -> pd.DataFrame:
    """Bring the edits of another project into this one.

    Parameters
    ----------
    ours, theirs : Project
        Theirs stays as it is.

    Returns
    -------
    pandas.DataFrame
        The conflicts; see `nbpose.project.conflicts.table_of`.
    """
    if ours.uuid == theirs.uuid and ours.path == theirs.path:
        raise ProjectError(f"{ours.name} cannot be merged into itself; give another project.")
    conflicts: list[Conflict] = []
    taken: dict[str, int] = {}
    for entry in media_table.entries(theirs.file):
        known = _known(ours.file, entry)
        if known is None:
            taken[_copy(theirs.file, ours.file, entry)] = len(theirs.document(entry.key).poses)
            continue
        own, other = ours.document(known.key), theirs.document(entry.key)
        _check_skeletons(known.key, own, other)
        merged = _Merge(own, other, known, entry, theirs.uuid).run(theirs.name)
        conflicts += merged.conflicts
        taken[known.key] = merged.taken
    return table_of(conflicts, taken)


def _known(file: ProjectFile, theirs: Entry) -> Entry | None:
    """Our entry of the same media: the very one that was copied, else one of the same content."""
    own = media_table.entries(file)
    by_uuid = [entry for entry in own if entry.uuid == theirs.uuid]
    by_content = [entry for entry in own if entry.fingerprint == theirs.fingerprint]
    return next(iter(by_uuid + by_content), None)


def _check_skeletons(key: str, ours: Document, theirs: Document) -> None:
    own, other = ours.about.skeleton, theirs.about.skeleton
    if own.keypoints != other.keypoints:
        raise ProjectError(
            f'"{key}" is on {own.name} with {len(own)} keypoints here and on {other.name} with '
            f"{len(other)} there; give both the same by project.set_skeleton(skeleton), then merge."
        )


def _copy(source: ProjectFile, target: ProjectFile, entry: Entry) -> str:
    """Take a media over with all its history; gives the key it has here."""
    taken = {known.key for known in media_table.entries(target)}
    candidates = (entry.key if i == 1 else f"{entry.key}-{i}" for i in range(1, len(taken) + 2))
    key = next(name for name in candidates if name not in taken)
    with source.reading(), target.writing():
        number = _copy_lines(source, target, "media", "id", entry.id, {"id": None, "key": key})
        _copy_lines(source, target, "log", "media", entry.id, {"id": None, "media": number})
        for name in _COPIED:
            _copy_lines(source, target, name, "media", entry.id, {"media": number})
    return key


def _copy_lines(
    source: ProjectFile,
    target: ProjectFile,
    table: str,
    column: str,
    number: int,
    changes: Mapping[str, object],
) -> int:
    """Copy lines with some values changed; gives the id of the last one."""
    names = [str(line[1]) for line in source.all(f"PRAGMA table_info({table})")]
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    lines = source.all(f"SELECT {columns} FROM {table} WHERE {column} = ?", number)
    new = [
        tuple(changes.get(name, value) for name, value in zip(names, line, strict=True))
        for line in lines
    ]
    target.many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", new)
    [(last,)] = target.all("SELECT last_insert_rowid()")
    return int(last)


@dataclass
class _Outcome:
    taken: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


class _Merge:
    """Merges one media; what both logs begin with is what the copies had in common."""

    def __init__(
        self, ours: Document, theirs: Document, own: Entry, other: Entry, source: str
    ) -> None:
        self._ours = ours
        self._theirs = theirs
        self._key = own.key
        self._source = source
        self._related = own.base_hash == other.base_hash
        our_log, their_log = ours.commits(), theirs.commits()
        common = _common(our_log, their_log) if self._related else 0
        self._new = their_log[common:]
        self._shared = {row for commit in our_log[:common] for row in commit.after}
        if self._related:
            self._shared |= set(ours.base_rows)

    def run(self, name: str) -> _Outcome:
        """Merge, as one commit that undo takes back."""
        outcome = _Outcome()
        before: dict[int, State] = {}
        after: dict[int, State] = {}
        pairs: dict[int, int] = {}
        for row, (ancestor, theirs) in self._their_rows().items():
            own = self._own_row(row, theirs, pairs)
            if own is None:
                continue
            ours = after.get(own, self._ours.row(own))
            merged = rows_merge.merged(
                ancestor, ours, theirs, own, self._key, self._ours.about.skeleton
            )
            outcome.conflicts += merged.conflicts
            if not same(merged.state, ours):
                before.setdefault(own, ours)
                after[own] = self._ours.measured(ours, merged.state)
        facts = self._merge_facts(outcome)
        outcome.taken = len(after) + len(facts)
        if after or facts:
            own_facts = {frame: self._ours.facts_of(frame) for frame in facts}
            change = Change(before, after, own_facts, facts)
            label = f"merge {name or 'another project'}"
            self._ours.record(change, label, self._source, pairs)
        return outcome

    def _their_rows(self) -> dict[int, tuple[State, State]]:
        """Rows that may differ: as they were when the copies parted, and as theirs are now."""
        found: dict[int, tuple[State, State]] = {}
        if not self._related:
            everyone = self._theirs.poses
            return {int(row): (None, self._theirs.row(int(row))) for row in everyone.row}
        for commit in self._new:
            for row, state in commit.before.items():
                if row not in found:
                    found[row] = (state, self._theirs.row(row))
        return found

    def _own_row(self, row: int, theirs: State, pairs: dict[int, int]) -> int | None:
        """Id of our row for one of theirs: the same where both knew it, else the same person."""
        if row in self._shared:
            return row
        known = self._ours.merged_row(self._source, row)
        if known is None and theirs is not None:
            known = self._same_person(theirs, set(pairs.values()))
            known = self._ours.reserve_rows(1).start if known is None else known
        if known is not None:
            pairs[row] = known
        return known

    def _same_person(self, theirs: Any, taken: set[int]) -> int | None:
        """Our row of the same track in the same frame."""
        frame, track = int(theirs["frame"]), int(theirs["track"])
        _, there = self._ours.between(frame, frame + 1)
        fitting = [
            int(row)
            for row, other in zip(there.row, there.track, strict=True)
            if track >= 0 and other == track and int(row) not in taken
        ]
        return fitting[0] if fitting else None

    def _merge_facts(self, outcome: _Outcome) -> dict[int, Facts]:
        changed: dict[int, Facts] = {}
        for frame, ancestor in self._their_facts():
            ours, theirs = self._ours.facts_of(frame), self._theirs.facts_of(frame)
            merged, conflicts = facts_merge.merged(ancestor, ours, theirs)
            outcome.conflicts += [
                Conflict(self._key, frame, -1, -1, c.what, "", c.ancestor, c.ours, c.theirs,
                         facts_merge.frame_edit(frame, c))
                for c in conflicts
            ]  # fmt: skip
            if merged != ours:
                changed[frame] = merged
        return changed

    def _their_facts(self) -> Iterator[tuple[int, Facts]]:
        seen: set[int] = set()
        for commit in self._new:
            for frame, facts in commit.facts_before.items():
                if frame not in seen:
                    seen.add(frame)
                    yield frame, facts
        if not self._related:
            for frame in self._theirs.frame_facts(0, self._theirs.frame_count or 0):
                if frame not in seen:
                    yield frame, {}


def _common(ours: list[Commit], theirs: list[Commit]) -> int:
    """Number of commits that both logs begin with."""
    count = 0
    for own, other in zip(ours, theirs, strict=False):
        if own.uid != other.uid:
            break
        count += 1
    return count
