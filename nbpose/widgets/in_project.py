"""The document that a project has for a media: carried on with, or begun."""

from __future__ import annotations

import warnings

from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.media import Media
from nbpose.poses import Images, Poses
from nbpose.project import Document, Project
from nbpose.skeletons import Skeleton, need_skeleton
from nbpose.widgets.fit import fitted


def document_of(
    project: Project, media: Media, poses: Poses | None, skeleton: Skeleton | str | None
) -> Document:
    """Carry on with a media of a project, or enter it.

    Parameters
    ----------
    project : Project
        Where edits are kept.
    media : Media
        Known by its content, wherever it lies.
    poses : Poses or None
        What to start from, where the project does not have the media yet.
    skeleton : Skeleton, str or None
        What to place, where neither the project nor `poses` tells.

    Returns
    -------
    Document

    Raises
    ------
    NbposeError
        When the poses do not fit the media, or the project has it on another skeleton.
    """
    given = None if poses is None else fitted(media, poses)
    key = project.find(media)
    if key is None:
        key = project.add(media, empty(media, skeleton) if given is None else given)
        return project.document(key)
    document = project.document(key)
    if skeleton is not None:
        _check_skeleton(document, need_skeleton(skeleton), key)
    if given is not None and not project.began_with(given, key):
        warnings.warn(
            f"{project.name or 'The project'} has poses of {media.name} already, with "
            f"{document.seq} edits, and carries on with those; the ones given are not used. To "
            f"start on them afresh, enter them by project.add(media, poses, key=...).",
            NbposeWarning,
            stacklevel=4,
        )
    return document


def empty(media: Media, skeleton: Skeleton | str | None) -> Poses:
    """A table without rows for a media; on COCO's skeleton when none is named."""
    chosen = need_skeleton("coco17" if skeleton is None else skeleton)
    return Poses.empty(chosen, fps=media.fps, images=Images.of_media(media))


def _check_skeleton(document: Document, wanted: Skeleton, key: str) -> None:
    known = document.about.skeleton
    if known.to_json() != wanted.to_json():
        raise ArgumentError(
            f'"{key}" is on another skeleton in {document.name or "the project"}, {known.name} '
            f"with {len(known)} keypoints; leave skeleton= out, or change it by "
            f"project.set_skeleton(skeleton, renamed=...)."
        )
