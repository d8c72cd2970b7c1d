"""Another skeleton for a media: a new version, on which all that was written is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nbpose.project import media_table
from nbpose.project.document import Document
from nbpose.project.file import ProjectFile
from nbpose.project.media_table import Entry
from nbpose.skeletons import Skeleton


def change(
    file: ProjectFile,
    entry: Entry,
    document: Document,
    skeleton: Skeleton,
    renamed: Mapping[str, str] | None,
    drop: Sequence[str],
) -> None:
    """Write a new version of a skeleton, and a line of the log that undo passes over.

    Parameters
    ----------
    file : ProjectFile
        The project.
    entry : Entry
        The media.
    document : Document
        Its poses, on the skeleton so far.
    skeleton : Skeleton
        The new one.
    renamed : mapping of str to str or None
        New names of keypoints by old ones.
    drop : sequence of str
        Keypoints whose labels may go.

    Raises
    ------
    PosesError
        When a keypoint with labels would be lost.
    """
    document.poses.with_skeleton(skeleton, renamed=renamed or {}, drop=drop)  # refuses losses
    with file.writing():
        versions = media_table.versions_of(file, entry.id)
        current = versions.current
        if current.skeleton.to_json() == skeleton.to_json() and not renamed:
            return
        new = current.followed_by(skeleton, renamed or {}, versions.all)
        media_table.write_version(file, entry.id, new)
        names = "".join(f", {old} to {name}" for old, name in (renamed or {}).items())
        label = f"change the skeleton to {skeleton.name}{names}"
        commit = document.note(label)
    document.tell(commit)
