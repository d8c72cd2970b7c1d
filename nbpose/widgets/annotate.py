"""`nbp.annotate`: from media and poses to an editor."""

from __future__ import annotations

import os
import warnings
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from nbpose.errors import ArgumentError, NbposeWarning
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.poses import Poses
from nbpose.project import Document, Project, document_in_memory, opened
from nbpose.skeletons import Skeleton
from nbpose.widgets.fit import check_document, fitted
from nbpose.widgets.in_project import document_of, empty
from nbpose.widgets.keymap import conflicts, keymap_trait
from nbpose.widgets.pose_editor import PoseEditor


def annotate(
    media: Any,
    poses: Poses | Document | None = None,
    *,
    skeleton: Skeleton | str | None = None,
    project: Project | str | os.PathLike[str] | None = None,
    frame: int = 0,
    keymap: str = "nbpose",
    keys: Mapping[str, str | Sequence[str]] | None = None,
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
    project : Project or path, optional
        The file that keeps every edit, such as ``"study.nbpose"``; a media that is in it already
        carries on where it was left. Without one the edits live as long as the kernel.
    frame : int
        The frame to show first.
    keymap : str
        Whose keys to use: ``"nbpose"``, ``"cvat"``, ``"sleap"`` or ``"dlc"``; press ``?`` in the
        editor to see them.
    keys : mapping, optional
        Keys of your own on top: ``{"play": "Ctrl+Space", "next_frame": ["N", "Right"]}``. A letter
        is a place on the keyboard, by its name on a US one. A key that this takes from another
        action is told in a warning.
    **options
        ``vocabulary``: what the panels offer, such as ``{"tags": ["crutch"], "attributes":
        {"shoes": ["none", "lab"]}, "frame_tags": ["blurred"]}``; anything may be typed as well.
        ``height`` of the picture in CSS pixels (480), ``labels`` beside the joints (False),
        ``confidence``: fade what the model doubts (True), ``angles``: joint angles beside the
        hand while a joint is moved (True), ``loupe`` at the pointer (False),
        ``rings`` of the joints' OKS sigma (False); ``brightness``, ``contrast``, ``gamma``:
        factors for the picture from 0.25 to 4 (1).

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
    key_trait = keymap_trait(keymap, keys)
    shown = open_media(media)
    if poses is not None and skeleton is not None:
        raise ArgumentError("The poses bring their skeleton; give poses= or skeleton=, not both.")
    if project is None:
        document = _document(shown, poses, skeleton)
    elif isinstance(poses, Document):
        raise ArgumentError(
            "The document has its place already; give poses= or project=, not both."
        )
    else:
        document = document_of(opened(project), shown, poses, skeleton)
    _warn_of_rate(shown, document.about)
    editor = PoseEditor(shown, document, keymap=key_trait, **options)
    try:
        editor.go_to(frame)
    except ArgumentError:
        editor.close()  # nobody will ever see it, so its document must not know it
        raise
    for conflict in conflicts(key_trait):
        warnings.warn(str(conflict), NbposeWarning, stacklevel=2)
    return editor


def _document(
    media: Media, poses: Poses | Document | None, skeleton: Skeleton | str | None
) -> Document:
    """The document given, or one in memory."""
    if isinstance(poses, Document):
        check_document(media, poses)
        return poses
    if poses is None:
        return document_in_memory(empty(media, skeleton), len(media), media.times)
    document = document_in_memory(fitted(media, poses), len(media), media.times)
    _warn_of_edits(poses)
    _OPEN[document] = weakref.ref(poses)
    return document


_OPEN: weakref.WeakKeyDictionary[Document, weakref.ref[Poses]] = weakref.WeakKeyDictionary()
"""Documents that editors were opened on, as long as these live, and the poses given for them."""


def _warn_of_edits(poses: Poses) -> None:
    """Say it when the same poses were edited before: a cell that runs again starts afresh."""
    edited = [doc for doc, given in list(_OPEN.items()) if given() is poses and doc.seq]
    if edited:
        warnings.warn(
            f"These poses have {edited[-1].seq} edits in an editor that was opened before; this "
            f"one starts without them. To carry on, give nbp.annotate(media, editor.document).",
            NbposeWarning,
            stacklevel=3,
        )


_ROUNDING = 0.01
"""Frame rates that differ by no more than this share are one rate, written differently."""


def _warn_of_rate(media: Media, poses: Poses) -> None:
    """Say it when poses and clip do not run equally fast: slow motion, or another clip's poses."""
    if not poses.fps or not media.fps or abs(poses.fps / media.fps - 1) <= _ROUNDING:
        return
    warnings.warn(
        f"The poses have {poses.fps:g} frames a second and {media.name} has {media.fps:g}, so the "
        f"times of added people will not fit the others'; give the clip they were made from, or "
        f"poses with its fps and times.",
        NbposeWarning,
        stacklevel=3,
    )
