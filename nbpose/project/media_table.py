"""The media of a project: how they are entered, read, and found again when they were moved."""

from __future__ import annotations

import itertools
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import MediaError, ProjectError
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.poses import Poses
from nbpose.project import about, base
from nbpose.project.file import ProjectFile
from nbpose.project.versions import Version, Versions
from nbpose.skeletons import Skeleton

_COLUMNS = (
    "id, key, uuid, kind, name, path, relative, fingerprint, frame_count, fps, width, height, "
    "base_hash"
)
_MOST_LOOKED_AT = 20_000  # files, when a media is searched for


@dataclass(frozen=True)
class Entry:
    """A media as the project knows it.

    Parameters
    ----------
    id : int
        In the file.
    key, uuid : str
        What users call it, and what names it in every copy of the project.
    kind, name : str
        Of the media.
    path, relative : str or None
        Where it was, and where that is from the project's folder; None for arrays.
    fingerprint : str
        Of its content.
    frame_count : int
        Its frames.
    fps : float or None
        Frames a second.
    width, height : int
        Of its first frame in pixels.
    base_hash : str
        Of the table that edits start from.
    """

    id: int
    key: str
    uuid: str
    kind: str
    name: str
    path: str | None
    relative: str | None
    fingerprint: str
    frame_count: int
    fps: float | None
    width: int
    height: int
    base_hash: str


def entries(file: ProjectFile) -> list[Entry]:
    """All media, in the order in which they were added."""
    return [Entry(*line) for line in file.all(f"SELECT {_COLUMNS} FROM media ORDER BY id")]


def add(file: ProjectFile, key: str, media: Media, poses: Poses, uuid: str = "") -> Entry:
    """Enter a media and the table that edits start from.

    Parameters
    ----------
    file : ProjectFile
        Where to.
    key : str
        What to call it; not taken yet.
    media : Media
        What is annotated.
    poses : Poses
        The table to start from.
    uuid : str
        When it comes from another project.

    Returns
    -------
    Entry
    """
    width, height = media.size
    path = _absolute(media)
    values = {
        "key": key,
        "uuid": uuid or secrets.token_hex(8),
        "kind": media.kind,
        "name": media.name,
        "path": path,
        "relative": _relative(file, path),
        "fingerprint": media.fingerprint,
        "frame_count": len(media),
        "fps": media.fps,
        "width": width,
        "height": height,
        "times": np.asarray(media.times, "<f8").tobytes(),
    }
    return insert(file, values, poses, base.hash_of(poses))


def insert(file: ProjectFile, values: dict[str, Any], poses: Poses, base_hash: str) -> Entry:
    """Write a media's line, its skeleton and its table."""
    values = values | {
        "about": about.to_text(poses),
        "base_hash": base_hash,
        "next_row": int(poses.row.max()) + 1 if len(poses) else 0,
        "added": time.time(),
    }
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    with file.writing():
        file.all(f"INSERT INTO media ({names}) VALUES ({marks})", *values.values())
        found = entry_of(file, str(values["key"]))
        assert found is not None
        first = Version(1, poses.skeleton, tuple(range(len(poses.skeleton))))
        write_version(file, found.id, first)
        base.write_base(file, found.id, poses)
    return found


def entry_of(file: ProjectFile, key: str) -> Entry | None:
    """The media of this key."""
    line = file.one(f"SELECT {_COLUMNS} FROM media WHERE key = ?", key)
    return Entry(*line) if line else None


def by_fingerprint(file: ProjectFile, fingerprint: str) -> Entry | None:
    """The media with this content that was added first."""
    line = file.one(
        f"SELECT {_COLUMNS} FROM media WHERE fingerprint = ? ORDER BY id LIMIT 1", fingerprint
    )
    return Entry(*line) if line else None


def times_of(file: ProjectFile, entry: Entry) -> NDArray[np.float64]:
    """(N,) seconds of the media's frames."""
    line = file.one("SELECT times FROM media WHERE id = ?", entry.id)
    return np.frombuffer(line[0] if line else b"", "<f8")


def about_of(file: ProjectFile, entry: Entry) -> str:
    """What is said of the table as a whole, as it is written."""
    line = file.one("SELECT about FROM media WHERE id = ?", entry.id)
    return str(line[0]) if line else ""


def versions_of(file: ProjectFile, media: int) -> Versions:
    """Every version of a media's skeleton."""

    def read() -> list[Version]:
        lines = file.all(
            "SELECT version, skeleton, ids FROM skeleton WHERE media = ? ORDER BY version", media
        )
        return [
            Version(number, Skeleton.from_json(text), tuple(map(int, ids.split())))
            for number, text, ids in lines
        ]

    return Versions(read)


def write_version(file: ProjectFile, media: int, version: Version) -> None:
    """Write a version of a media's skeleton."""
    file.all(
        "INSERT INTO skeleton VALUES (?, ?, ?, ?)",
        media,
        version.number,
        version.skeleton.to_json(),
        " ".join(map(str, version.ids)),
    )


def remember_place(file: ProjectFile, entry: Entry, media: Media) -> None:
    """Note where a media is now."""
    path = _absolute(media)
    if path is not None and path != entry.path:
        file.all(
            "UPDATE media SET path = ?, relative = ? WHERE id = ?",
            path,
            _relative(file, path),
            entry.id,
        )


def find(file: ProjectFile, entry: Entry, folders: list[Path]) -> Media:
    """Open a media where it was, or where a file of its content is now.

    Parameters
    ----------
    file : ProjectFile
        The project.
    entry : Entry
        What to find.
    folders : list of Path
        Where to look too, with all folders in them.

    Returns
    -------
    Media

    Raises
    ------
    ProjectError
        When it is nowhere, with the places that were looked at.
    """
    if entry.path is None:
        raise ProjectError(
            f"{entry.name} was an array or a list in memory, which a project does not keep; give "
            f"it again, by nbp.annotate(frames, project=...)."
        )
    for path in _where_it_was(file, entry):
        media = _same(path, entry)
        if media is not None:
            return media
    looked = [*folders, *_folders(file)]
    for path in _candidates(entry, looked):
        media = _same(path, entry)
        if media is not None:
            remember_place(file, entry, media)
            return media
    places = ", ".join(str(folder) for folder in dict.fromkeys(looked))
    raise ProjectError(
        f"{entry.name} is not at {entry.path} any more, and no file with its content is in "
        f"{places}; say where to look, by project.media({entry.key!r}, look_in=folder)."
    )


def _where_it_was(file: ProjectFile, entry: Entry) -> Iterator[Path]:
    if entry.relative is not None and file.path is not None:
        yield file.path.absolute().parent / entry.relative
    yield Path(entry.path or "")


def _folders(file: ProjectFile) -> list[Path]:
    here = [] if file.path is None else [file.path.absolute().parent]
    return [*here, Path.cwd()]


def _candidates(entry: Entry, folders: list[Path]) -> Iterator[Path]:
    """Files or folders that may be it: those of its name first, then those of its ending."""
    later: list[Path] = []
    wanted = Path(entry.path or "")
    found = _walk(folders, folders_too=entry.kind == "images")
    for path in itertools.islice(found, _MOST_LOOKED_AT):
        if path.name == wanted.name:
            yield path
        elif path.suffix.lower() == wanted.suffix.lower():
            later.append(path)
    yield from later


def _walk(folders: list[Path], folders_too: bool) -> Iterator[Path]:
    for folder in dict.fromkeys(map(Path.absolute, folders)):
        for here, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            found = sorted(files) + (names if folders_too else [])
            yield from (Path(here, name) for name in found)


def _same(path: Path, entry: Entry) -> Media | None:
    """The media at this place, where it has the content that is wanted."""
    if not path.exists():
        return None
    try:
        media = open_media(path, fps=entry.fps if entry.kind == "images" else None)
        if media.fingerprint == entry.fingerprint:
            return media
        media.close()
    except (MediaError, OSError):
        pass
    return None


def _absolute(media: Media) -> str | None:
    return None if media.path is None else os.fspath(media.path.absolute())


def _relative(file: ProjectFile, path: str | None) -> str | None:
    if path is None or file.path is None:
        return None
    try:
        return os.path.relpath(path, file.path.absolute().parent)
    except ValueError:  # another drive
        return None
