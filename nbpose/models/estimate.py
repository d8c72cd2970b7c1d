"""`nbpose.estimate`: poses of everybody in pictures or a clip."""

from __future__ import annotations

from typing import Any

from nbpose._arguments import shown
from nbpose.errors import ArgumentError, ModelError
from nbpose.models.boxes import Boxes
from nbpose.models.frames import Choice, opened
from nbpose.models.loading import ready
from nbpose.models.protocols import Estimator, Pictures, Tracker
from nbpose.poses import Poses


def estimate(
    media: Pictures,
    model: str | Estimator = "blazepose",
    boxes: Boxes | None = None,
    track: bool = True,
    frames: Choice = None,
    progress: bool = True,
) -> Poses:
    """Estimate the poses of people.

    In a clip everybody is followed and keeps an identity. Pictures without a frame rate are
    looked at one by one; ``nbp.open(folder, fps=...)`` makes a clip of them.

    Parameters
    ----------
    media : Media, or what `nbpose.open` takes
        A picture, a folder, a clip, arrays.
    model : str or Estimator
        Name of a model, see `nbpose.models.cards`, or one from `nbpose.models.load`.
    boxes : (n, 4) array, or mapping of int to (n, 4), optional
        x, y, width, height in pixels, one person a box: of frame 0, or by frame. Who is in a box
        is followed both ways in time. Everybody is sought when left out.
    track : bool
        Whether to follow people through a clip; without, each frame is estimated by itself and
        nobody has an identity.
    frames : slice or sequence of int, optional
        Which frames; all when left out.
    progress : bool
        Whether to show a bar.

    Returns
    -------
    Poses
        A row for each person in each frame, as the model gives them (`nbpose.models.smooth` makes
        a smoothed copy); no rows where nobody is seen. Track ids count from 0 in the order of
        first appearance. ``file_info["model"]`` names the model.

    Raises
    ------
    MediaError
        When the media cannot be opened or read.
    ArgumentError
        When the model is neither a name nor an estimator, or a box or a frame does not fit.
    ModelError
        When there is no such model, or its weights are missing.
    """
    _check_model(model)
    with opened(media) as clip:
        estimator = ready(model) if isinstance(model, str) else model
        moving = clip.kind == "video" or clip.fps is not None
        if not (track and moving):
            poses = estimator.predict(clip, boxes=boxes, frames=frames, progress=progress)
        elif isinstance(estimator, Tracker):
            poses = estimator.track(clip, boxes=boxes, frames=frames, progress=progress)
        else:
            raise ModelError(
                f"{estimator.card.name} cannot follow people through a clip; give track=False."
            )
    return poses.replace(file_info={**poses.file_info, "model": estimator.card.name})


def _check_model(model: Any) -> None:
    """Refuse what is neither a name nor able to estimate, before any frame is read."""
    if not isinstance(model, str) and not callable(getattr(model, "predict", None)):
        raise ArgumentError(
            f'model is {shown(model)}; give the name of a model, such as "blazepose", or one from '
            f"nbp.models.load."
        )
