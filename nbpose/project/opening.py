"""Documents: the one of a media in a project file, or one in memory."""

from __future__ import annotations

import secrets

import numpy as np
from numpy.typing import ArrayLike

from nbpose._arguments import need_whole
from nbpose.poses import Poses, need_poses
from nbpose.project import about, media_table
from nbpose.project.base import FileBase, TableBase
from nbpose.project.document import Document
from nbpose.project.file import ProjectFile
from nbpose.project.journal import Journal
from nbpose.project.media_table import Entry
from nbpose.project.store import RowStore
from nbpose.project.versions import Version, Versions


def document_in_file(file: ProjectFile, entry: Entry, uuid: str, by: str) -> Document:
    """Open the poses of a media for edits.

    Parameters
    ----------
    file : ProjectFile
        The project.
    entry : Entry
        The media.
    uuid : str
        Of the project.
    by : str
        Who edits.

    Returns
    -------
    Document
    """
    versions = media_table.versions_of(file, entry.id)
    blank = about.from_text(media_table.about_of(file, entry), versions.current.skeleton)
    table = FileBase(file, entry.id, blank, versions.to_current)
    journal = Journal(file, entry.id, versions)
    store = RowStore(table, journal, media_table.times_of(file, entry))
    return Document(
        store,
        journal,
        entry.frame_count,
        by,
        name_of(uuid, entry, versions.current.number),
        file.name,
    )


def name_of(uuid: str, entry: Entry, version: int) -> str:
    """What names a document in every kernel that opens it.

    A changed skeleton makes another document: an edit that a browser has kept names its joint by
    index, and must not land on another joint.
    """
    return f"{uuid}:{entry.uuid}" + (f":{version}" if version > 1 else "")


def document_in_memory(
    poses: Poses, frame_count: int | None = None, times: ArrayLike = (), by: str = ""
) -> Document:
    """Open a table for edits that end with the process.

    Parameters
    ----------
    poses : Poses
        The table to start from; it stays as it is.
    frame_count : int, optional
        Frames of the media; nobody can be added beyond. Unknown when left out.
    times : (M,) array, optional
        Seconds of the media's frames; people who are added get them. NaN when left out.
    by : str
        Who edits.

    Returns
    -------
    Document
    """
    wanted = "the number of frames of the media, or None"
    if frame_count is not None:
        frame_count = need_whole("frame_count", frame_count, wanted, 0)
    table = TableBase(need_poses(poses, "Document"))
    file = ProjectFile(None)
    uuid = secrets.token_hex(8)
    file.all(
        "INSERT INTO media (id, key, uuid, kind, name, fingerprint, frame_count, width, height, "
        "times, about, base_hash, next_row, added) "
        "VALUES (1, '', ?, '', '', '', 0, 0, 0, x'', '', '', ?, 0)",
        uuid,
        int(poses.row.max()) + 1 if len(poses) else 0,
    )
    ids = tuple(range(len(poses.skeleton)))
    versions = Versions(lambda: [Version(1, poses.skeleton, ids)])
    journal = Journal(file, 1, versions)
    store = RowStore(table, journal, np.asarray(times, np.float64))
    return Document(store, journal, frame_count, by, f"memory:{uuid}")
