"""The clip once more, with the skeletons drawn in."""

from __future__ import annotations

from pathlib import Path

from tqdm.auto import tqdm

from nbpose._arguments import need_path
from nbpose.errors import ArgumentError
from nbpose.media import Media, VideoWriter, need_media
from nbpose.plots.overlay import overlay
from nbpose.poses import Poses, need_pixels


def annotated_video(
    media: Media, poses: Poses, path: str | Path, labels: bool = True, progress: bool = True
) -> Path:
    """Write a clip with skeletons drawn onto its frames.

    Parameters
    ----------
    media : Media
        A clip, or pictures opened with ``fps=``.
    poses : Poses
        Of that clip.
    path : str or Path
        Of the MP4 file; it appears when it is complete.
    labels : bool
        Whether people with a track get its number.
    progress : bool
        Whether to show a bar.

    Returns
    -------
    Path
        Of the file.

    Raises
    ------
    ArgumentError
        When the media has no frame rate, or the poses speak of frames it does not have.
    MediaError
        When a frame cannot be read, or the file cannot be written.
    """
    check_frames(media, poses, "annotated_video")
    path = need_path("path", path)
    if media.fps is None:
        raise ArgumentError(
            f"{media.name} has no frame rate to write a clip with; "
            f"open the pictures with nbp.open(..., fps=)."
        )
    if media.path is not None and path.resolve() == media.path.resolve():
        raise ArgumentError(f"{path} is the clip itself; choose another name for the copy.")
    bar = tqdm(media.frames(), total=len(media), desc=path.name, unit="frame", disable=not progress)
    with VideoWriter(path, media.size, media.fps) as writer:
        for number, frame in bar:
            writer.write(overlay(frame, poses.at(number), labels), float(media.times[number]))
    return path


def check_frames(media: Media, poses: Poses, function: str, beside: str = "") -> None:
    """Refuse what is no media, and poses that do not lie on its frames.

    Parameters
    ----------
    media : Media
        With N frames.
    poses : Poses
        2-D, in pixels; their frames must be below N.
    function : str
        Name of the function they were given to.
    beside : str
        As for `nbpose.poses.need_pixels`.

    Raises
    ------
    ArgumentError
        When they are not.
    """
    need_media(media, function)
    need_pixels(poses, function, beside)
    if len(poses) and poses.frame.max() >= len(media):
        raise ArgumentError(
            f"The poses speak of frame {poses.frame.max()}, but {media.name} has {len(media)} "
            f"frames; give the clip they belong to."
        )
