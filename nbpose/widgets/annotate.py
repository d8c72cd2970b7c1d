"""`nbp.annotate`: from media and poses to an editor."""

from __future__ import annotations

from typing import Any

from nbpose.errors import ArgumentError
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.poses import Images, Poses
from nbpose.poses.align import align_to_pictures
from nbpose.project import Document
from nbpose.skeletons import Skeleton
from nbpose.skeletons import skeleton as skeleton_by_name
from nbpose.widgets.pose_editor import PoseEditor


def annotate(
    media: Any,
    poses: Poses | Document | None = None,
    *,
    skeleton: Skeleton | str = "coco17",
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
    skeleton : Skeleton or str
        What to place when no poses are given.
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
    if isinstance(poses, Document):
        document = poses
    else:
        table = _empty(shown, skeleton) if poses is None else _fitted(shown, poses)
        document = Document(table, len(shown))
    editor = PoseEditor(shown, document, **options)
    editor.go_to(frame)
    return editor


def images_of(media: Media) -> Images:
    """Names and sizes of the frames of a media.

    Parameters
    ----------
    media : Media
        A clip or pictures.

    Returns
    -------
    Images
    """
    if media.kind != "images":
        return Images.of_clip(media.name, len(media), media.size)
    frames = range(len(media))
    return Images.of_pictures(
        [media.frame_name(i) for i in frames], [media.size_of(i) for i in frames]
    )


def _empty(media: Media, skeleton: Skeleton | str) -> Poses:
    chosen = skeleton_by_name(skeleton) if isinstance(skeleton, str) else skeleton
    return Poses.empty(chosen, fps=media.fps, images=images_of(media))


def _fitted(media: Media, poses: Poses) -> Poses:
    """Refuse poses that cannot belong to the media, rather than show them on wrong frames."""
    if poses.unit != "px" or poses.points.shape[2] != 2:
        raise ArgumentError(
            f"The editor shows 2-D poses in pixels, these are {poses.points.shape[2]}-D in "
            f"{poses.unit}; give the poses they were made from."
        )
    if media.kind == "images" and poses.images.name:
        names = images_of(media)
        return align_to_pictures(poses, names.name, [tuple(size) for size in names.size])
    last = int(poses.frame.max(initial=-1))
    if last >= len(media):
        raise ArgumentError(
            f"The poses speak of frame {last}, but {media.name} has 0 to {len(media) - 1}; "
            f"give the media they were made from."
        )
    return poses
