"""Whether poses can belong to a media: they are refused rather than shown on wrong frames."""

from __future__ import annotations

from typing import Any

import numpy as np

from nbpose.errors import ArgumentError
from nbpose.media import Media
from nbpose.poses import Images, Poses, need_pixels
from nbpose.poses.align import align_to_pictures
from nbpose.project import Document


def fitted(media: Media, poses: Poses) -> Poses:
    """Give poses the frames of a media, and its times where they have none.

    Parameters
    ----------
    media : Media
        What is shown.
    poses : Poses
        2-D, in pixels.

    Returns
    -------
    Poses
        The very table that came where nothing is missing.

    Raises
    ------
    NbposeError
        When they cannot belong together.
    """
    placed = _placed(media, poses)
    facts: dict[str, Any] = {}
    if np.isnan(placed.time).all() and media.fps is not None:
        facts["time"] = media.times[placed.frame]
    if placed.fps is None and media.fps is not None:
        facts["fps"] = media.fps
    return placed.replace(**facts) if facts else placed


def check_document(media: Media, document: Document) -> None:
    """Refuse a document that was made for another media.

    Parameters
    ----------
    media : Media
        What is shown.
    document : Document
        Its rows keep their frames, so that other editors stay right.

    Raises
    ------
    NbposeError
        When they cannot belong together.
    """
    count, poses = document.frame_count, document.poses
    if count is not None and count != len(media):
        raise ArgumentError(
            f"The document is of {count} frames, {media.name} has {len(media)}; "
            f"give the media it was made for."
        )
    placed = _placed(media, poses)
    if _frames_of(placed) != _frames_of(poses):
        raise ArgumentError(
            f"The document has its pictures in another order than {media.name}; "
            f"give the media it was made for."
        )


def _frames_of(poses: Poses) -> dict[int, int]:
    return dict(zip(poses.row.tolist(), poses.frame.tolist(), strict=True))


def _placed(media: Media, poses: Poses) -> Poses:
    """Poses with the frame numbers of the media: pictures are matched by name."""
    need_pixels(poses, "annotate")
    if media.kind == "images" and poses.images.name:
        names = Images.of_media(media)
        return align_to_pictures(poses, names.name, [tuple(size) for size in names.size])
    _check_frames(media, poses)
    return poses


def _check_frames(media: Media, poses: Poses) -> None:
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
