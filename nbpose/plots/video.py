"""The clip once more, with the skeletons drawn in."""

from __future__ import annotations

from pathlib import Path

from tqdm.auto import tqdm

from nbpose.errors import ArgumentError
from nbpose.media import Media, VideoWriter
from nbpose.plots.overlay import overlay
from nbpose.poses import Poses


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
    if media.fps is None:
        raise ArgumentError(
            f"{media.name} has no frame rate to write a clip with; "
            f"open the pictures with nbp.open(..., fps=)."
        )
    check_frames(media, poses)
    path = Path(path)
    if media.path is not None and path.resolve() == media.path.resolve():
        raise ArgumentError(f"{path} is the clip itself; choose another name for the copy.")
    bar = tqdm(media.frames(), total=len(media), desc=path.name, unit="frame", disable=not progress)
    with VideoWriter(path, media.size, media.fps) as writer:
        for number, frame in bar:
            writer.write(overlay(frame, poses.at(number), labels), float(media.times[number]))
    return path


def check_frames(media: Media, poses: Poses) -> None:
    """Refuse poses that speak of frames the media does not have.

    Parameters
    ----------
    media : Media
        With N frames.
    poses : Poses
        Whose frames must be below N.

    Raises
    ------
    ArgumentError
        When they are not.
    """
    if len(poses) and poses.frame.max() >= len(media):
        raise ArgumentError(
            f"The poses speak of frame {poses.frame.max()}, but {media.name} has {len(media)} "
            f"frames; give the clip they belong to."
        )
