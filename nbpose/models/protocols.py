"""What a model must be able to do: protocols over numpy arrays, for any framework behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from nbpose.media import Frame, Media
from nbpose.models.boxes import Boxes
from nbpose.models.cards import ModelCard
from nbpose.models.frames import Choice
from nbpose.poses import Poses

Array = NDArray[np.float64]

Pictures: TypeAlias = "Media | Any"
"""Media, or whatever `nbpose.open` takes: a path, an array, a list of either."""


@dataclass(frozen=True)
class Detections:
    """Where people may be in a picture.

    Parameters
    ----------
    regions : (n, 4) float64
        Centre x and y, side and angle of the square to look at, pixels and radians.
    scores : (n,) float64
        The detector's probability.
    """

    regions: Array
    scores: Array


class Detector(Protocol):
    """Finds people in a picture."""

    def detect(self, frame: Frame) -> Detections:
        """Find people in an RGB picture (H, W, 3), best first."""
        ...


class Estimator(Protocol):
    """Gives the poses of the people in pictures.

    Attributes
    ----------
    card : ModelCard
        What the model is.
    device, runtime : str
        What it really runs on, such as "cpu" and "litert".
    """

    card: ModelCard
    device: str
    runtime: str

    def predict(
        self,
        media_or_frames: Pictures,
        boxes: Boxes | None = None,
        frames: Choice = None,
        batch_size: int | None = None,
        progress: bool = False,
    ) -> Poses:
        """Estimate each frame by itself.

        Parameters
        ----------
        media_or_frames : Media, or what `nbpose.open` takes
            Pictures or a clip.
        boxes : (n, 4) array, or mapping of int to (n, 4), optional
            x, y, width, height in pixels, one person a box: of frame 0, or by frame. Frames
            without boxes are not looked at. Everybody is sought when left out.
        frames : slice or sequence of int, optional
            Which frames; all when left out.
        batch_size : int, optional
            Crops to run at once, where the model can.
        progress : bool
            Whether to show a bar.

        Returns
        -------
        Poses
            A row for each person seen; none where nobody is.

        Raises
        ------
        ArgumentError
            When a box or a frame does not fit.
        MediaError
            When a frame cannot be read.
        """
        ...


@runtime_checkable
class Tracker(Protocol):
    """An estimator that follows people through a clip."""

    def track(
        self,
        media_or_frames: Pictures,
        boxes: Boxes | None = None,
        frames: Choice = None,
        progress: bool = False,
    ) -> Poses:
        """Follow people from frame to frame.

        Parameters
        ----------
        media_or_frames, boxes, frames, progress
            As for `Estimator.predict`. Who is in a box is followed both ways in time, and nobody
            else; everybody is sought when boxes are left out.

        Returns
        -------
        Poses
            Rows by frame, with track ids from 0 in the order of first appearance.
        """
        ...
