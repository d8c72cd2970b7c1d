"""`nbp.annotate`: from media and poses to an editor."""

from __future__ import annotations

import warnings
import weakref
from typing import Any

import numpy as np

from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.poses import Images, Poses, need_poses
from nbpose.poses.align import align_to_pictures
from nbpose.project import Document
from nbpose.skeletons import Skeleton
from nbpose.skeletons import skeleton as skeleton_by_name
from nbpose.widgets.pose_editor import PoseEditor


def annotate(
    media: Any,
    poses: Poses | Document | None = None,
    *,
    skeleton: Skeleton | str | None = None,
    frame: int = 0,
    **options: Any,
) -> PoseEditor:
    """Show frames with skeletons that can be edited by hand.

    Parameters
    ----------
    media : Media, path or array
        What to show; whatever `nbpose.open` takes.
    poses : Poses or Document, optional
        The skeletons to start from; the document of another editor shares its edits. Poses of a
        file are matched to a folder's pictures by file name.
    skeleton : Skeleton or str, optional
        What to place when no poses are given; ``"coco17"`` when left out.
    frame : int
        The frame to show first.
    **options
        ``height`` of the picture in CSS pixels (480), ``labels`` beside the joints (False),
        ``confidence``: fade what the model doubts (True).

    Returns
    -------
    PoseEditor
        A widget; ``editor.poses`` is the table as it is now, ``editor.on_edit(callback)`` tells of
        edits, ``editor.snapshot()`` leaves a picture in the saved notebook.

    Raises
    ------
    NbposeError
        When the media cannot be opened, or the poses do not fit it.

    Examples
    --------
    >>> editor = nbp.annotate("walk.mp4", poses)  # doctest: +SKIP
    >>> editor.on_edit(lambda commit: print(commit.label))  # doctest: +SKIP
    """
    shown = open_media(media)
    if poses is not None and skeleton is not None:
        raise ArgumentError("The poses bring their skeleton; give poses= or skeleton=, not both.")
    if isinstance(poses, Document):
        document = poses
    else:
        table = _empty(shown, skeleton or "coco17") if poses is None else _fitted(shown, poses)
        document = Document(table, len(shown))
        _warn_of_edits(table)
        _OPEN.add(document)
    editor = PoseEditor(shown, document, **options)
    try:
        editor.go_to(frame)
    except ArgumentError:
        editor.close()  # nobody will ever see it, so its document must not know it
        raise
    return editor


_OPEN: weakref.WeakSet[Document] = weakref.WeakSet()
"""Documents that editors were opened on, as long as these live."""


def _warn_of_edits(table: Poses) -> None:
    """Say it when the same poses were edited before: a cell that runs again starts afresh."""
    edited = [document for document in _OPEN if document.base is table and document.seq]
    if edited:
        warnings.warn(
            f"These poses have {edited[-1].seq} edits in an editor that was opened before; this "
            f"one starts without them. To carry on, give nbp.annotate(media, editor.document).",
            NbposeWarning,
            stacklevel=3,
        )


def _empty(media: Media, skeleton: Skeleton | str) -> Poses:
    chosen = skeleton_by_name(skeleton) if isinstance(skeleton, str) else skeleton
    return Poses.empty(chosen, fps=media.fps, images=Images.of_media(media))


def _fitted(media: Media, poses: Poses) -> Poses:
    """Refuse poses that cannot belong to the media, rather than show them on wrong frames."""
    need_poses(poses, "annotate")
    if poses.unit != "px" or poses.points.shape[2] != 2:
        raise ArgumentError(
            f"The editor shows 2-D poses in pixels, these are {poses.points.shape[2]}-D in "
            f"{poses.unit}; give the poses they were made from."
        )
    if media.kind == "images" and poses.images.name:
        names = Images.of_media(media)
        return align_to_pictures(poses, names.name, [tuple(size) for size in names.size])
    last = int(poses.frame.max(initial=-1))
    if last >= len(media):
        raise ArgumentError(
            f"The poses speak of frame {last}, but {media.name} has 0 to {len(media) - 1}; "
            f"give the media they were made from."
        )
    known = np.flatnonzero(poses.images.size.all(axis=1))
    if len(known) and tuple(poses.images.size[known[0]]) != media.size_of(int(known[0])):
        width, height = poses.images.size[known[0]]
        raise ArgumentError(
            f"The poses are of frames of {width}x{height} pixels, {media.name} has "
            f"{media.size[0]}x{media.size[1]}; give the media they were made from."
        )
    return poses
