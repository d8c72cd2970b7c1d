"""Media on their way into a project, and tables on their way out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbpose._arguments import shown
from nbpose.errors import ArgumentError, ProjectError
from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.project import media_table
from nbpose.project.file import ProjectFile


def enter(file: ProjectFile, key: str | None, media: Media, poses: Poses) -> str:
    """Enter a media and the table that edits start from.

    Parameters
    ----------
    file : ProjectFile
        The project.
    key : str or None
        What to call it; made from its name when None.
    media : Media
        What is annotated.
    poses : Poses
        The table.

    Returns
    -------
    str
        The key.

    Raises
    ------
    ProjectError
        When the key is taken, the media is there already, or the poses reach beyond it.
    """
    _check_frames(media, poses)
    with file.writing():
        name = _free_key(file, media, key)
        known = media_table.by_fingerprint(file, media.fingerprint)
        if known is not None and key is None:
            raise ProjectError(
                f'{media.name} is in {file.name or "the project"} already, as "{known.key}"; open '
                f"it by that, or give key= to start on it afresh."
            )
        media_table.add(file, name, media, poses)
    return name


def in_one(tables: Sequence[Poses], name: str) -> Poses:
    """Put the tables of several media together, for one file.

    Parameters
    ----------
    tables : sequence of Poses
        At least one.
    name : str
        Of the project, for messages.

    Returns
    -------
    Poses

    Raises
    ------
    ProjectError
        When they are on different skeletons.
    """
    kinds = {table.skeleton.keypoints for table in tables}
    if len(kinds) > 1:
        raise ProjectError(
            f"{name} has media on {len(kinds)} skeletons, which one file cannot hold; write one "
            f"for each, with key=."
        )
    return tables[0] if len(tables) == 1 else Poses.concat(tables)


def _free_key(file: ProjectFile, media: Media, key: str | None) -> str:
    taken = {entry.key for entry in media_table.entries(file)}
    if key is None:
        stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", media.name) or media.kind
        candidates = (stem if i == 1 else f"{stem}-{i}" for i in range(1, len(taken) + 2))
        return next(name for name in candidates if name not in taken)
    if not isinstance(key, str) or not key:
        raise ArgumentError(f"key is {shown(key)}; give a name for the media.")
    if key in taken:
        raise ProjectError(
            f'{file.name or "The project"} has a media "{key}" already; give another key.'
        )
    return key


def _check_frames(media: Media, poses: Poses) -> None:
    if len(poses) and int(poses.frame.max()) >= len(media):
        raise ProjectError(
            f"The poses reach frame {int(poses.frame.max())}, but {media.name} ends with frame "
            f"{len(media) - 1}; give the media that they were made from."
        )
