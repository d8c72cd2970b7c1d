"""Bringing another copy's edits into a project: three-way, and never over what was done here.

For everything a person can change (a joint, a box, a tag list, an attribute ...) three values are
compared: what both copies had before they parted, ours, and theirs. Changed on one side only, the
change is taken; changed on both to different values, ours stays and the conflict is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nbpose.errors import ProjectError
from nbpose.project import media_table, place
from nbpose.project.conflicts import Conflict, table_of
from nbpose.project.document import Document
from nbpose.project.file import ProjectFile
from nbpose.project.media_merge import MediaMerge, read
from nbpose.project.media_table import Entry

if TYPE_CHECKING:
    import pandas as pd

    from nbpose.project.project import Project

_COPIED = (
    "skeleton", "base", "base_index", "touched", "state", "frame_facts", "refused", "merged",
    "met",
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
    if ours is theirs or place.is_same(ours.file.path, theirs.file.path):
        name = ours.name or "The project"
        raise ProjectError(f"{name} cannot be merged into itself; give another project.")
    matches = _matches(ours.file, theirs.file)
    for entry, known in matches:  # nothing is taken where anything cannot be
        if known is not None:
            _check_skeletons(known.key, ours.document(known.key), theirs.document(entry.key))
    conflicts: list[Conflict] = []
    taken: dict[str, int] = {}
    for entry, known in matches:
        if known is None:
            taken[_copy(theirs.file, ours.file, entry)] = len(theirs.document(entry.key).poses)
            continue
        own, other = ours.document(known.key), theirs.document(entry.key)
        merged = MediaMerge(own, known, read(other, entry, own, known.base_hash))
        merged.run(theirs.name)
        conflicts += merged.conflicts
        taken[known.key] = merged.taken
    return table_of(conflicts, taken)


def _matches(ours: ProjectFile, theirs: ProjectFile) -> list[tuple[Entry, Entry | None]]:
    """Each of their media with ours: the very one that was copied, else one of the same content."""
    own = media_table.entries(ours)
    by_uuid = {entry.uuid: entry for entry in own}
    others = media_table.entries(theirs)
    free = [e for e in own if e.uuid not in {entry.uuid for entry in others}]
    by_content = {entry.fingerprint: entry for entry in reversed(free)}
    return [
        (entry, by_uuid.get(entry.uuid) or by_content.pop(entry.fingerprint, None))
        for entry in others
    ]


def _check_skeletons(key: str, ours: Document, theirs: Document) -> None:
    own, other = ours.about.skeleton, theirs.about.skeleton
    if own.keypoints != other.keypoints:
        raise ProjectError(
            f'"{key}" is on {own.name} with {len(own)} keypoints here and on {other.name} with '
            f"{len(other)} there; give both the same by project.set_skeleton(skeleton), then merge."
        )


def _copy(source: ProjectFile, target: ProjectFile, entry: Entry) -> str:
    """Take a media over with all its history; gives the key it has here."""
    with source.reading(), target.writing():
        taken = {known.key for known in media_table.entries(target)}
        candidates = (entry.key if i == 1 else f"{entry.key}-{i}" for i in range(1, len(taken) + 2))
        key = next(name for name in candidates if name not in taken)
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
