"""BlazePose as an estimator and a tracker: media in, poses out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nbpose.media import Frame, Media
from nbpose.models.blazepose import detector, landmarks, regions
from nbpose.models.blazepose.bodies import Body
from nbpose.models.blazepose.follow import backward, forward
from nbpose.models.blazepose.search import Finder
from nbpose.models.blazepose.table import to_poses
from nbpose.models.blazepose.tracks import Track, without_glimpses
from nbpose.models.boxes import Boxes, by_position
from nbpose.models.cards import ModelCard
from nbpose.models.frames import Choice, chosen, opened, read_back, reading, seconds
from nbpose.models.protocols import Pictures
from nbpose.models.runtimes.litert import Session
from nbpose.poses import Poses

Array = NDArray[np.float64]


class BlazePose:
    """33 points a person in pixels and in metres, for any number of people.

    Parameters
    ----------
    card : ModelCard
        Of blazepose; its files are the detector and the landmark network.
    files : mapping of str to Path
        Where the weights lie, by name.
    """

    device = "cpu"
    runtime = "litert"

    def __init__(self, card: ModelCard, files: Mapping[str, Path]) -> None:
        self.card = card
        detect, see = (files[file.name] for file in card.files)
        self._eyes = Finder(
            detector.BlazeDetector(Session(detect, detector.OUTPUTS)),
            landmarks.LandmarkNet(Session(see, landmarks.OUTPUTS)),
        )

    def __repr__(self) -> str:
        return f'BlazePose("{self.card.name}", {self.runtime} on {self.device})'

    def predict(
        self,
        media_or_frames: Pictures,
        boxes: Boxes | None = None,
        frames: Choice = None,
        batch_size: int | None = None,
        progress: bool = False,
    ) -> Poses:
        """Estimate each frame by itself; see `nbpose.models.Estimator.predict`.

        Whatever `batch_size` says, one crop at a time is looked at: on the CPU networks gain
        nothing from batches.
        """
        with opened(media_or_frames) as media:
            numbers = chosen(media, frames)
            prompts = None if boxes is None else by_position(boxes, media, numbers)
            if prompts is not None:
                numbers, prompts = numbers[sorted(prompts)], dict(enumerate(prompts.values()))
            rows = []
            with reading(media, numbers, progress) as pictures:
                for position, frame in pictures:
                    found = self._see(frame, None if prompts is None else prompts[position])
                    rows += [(int(numbers[position]), -1, body) for body in found]
            return to_poses(rows, media, self.card.skeleton)

    def track(
        self,
        media_or_frames: Pictures,
        boxes: Boxes | None = None,
        frames: Choice = None,
        progress: bool = False,
    ) -> Poses:
        """Follow people from frame to frame; see `nbpose.models.Tracker.track`."""
        with opened(media_or_frames) as media:
            numbers = chosen(media, frames)
            prompts = None
            if boxes is not None:
                around = by_position(boxes, media, numbers)
                prompts = {at: regions.from_boxes(these) for at, these in around.items()}
            tracks = self._follow(media, numbers, prompts, progress)
            rows = [
                (int(numbers[position]), identity, body)
                for identity, track in enumerate(tracks)
                for position, body in track.bodies.items()
            ]
            rows.sort(key=lambda row: row[:2])
            return to_poses(rows, media, self.card.skeleton)

    def _follow(
        self,
        media: Media,
        numbers: NDArray[np.int64],
        prompts: Mapping[int, Array] | None,
        progress: bool,
    ) -> list[Track]:
        """Follow everybody, or who was pointed at; in the order of first appearance."""
        if prompts == {}:
            return []
        time = seconds(media, numbers)
        start = 0 if prompts is None else min(prompts)
        with reading(media, numbers, progress, start) as pictures:
            tracks = forward(pictures, time, self._eyes, prompts)
        backward(tracks, partial(read_back, media, numbers), time, self._eyes)
        if prompts is None:
            tracks = without_glimpses(tracks, time)
        return sorted(tracks, key=lambda track: track.first)

    def _see(self, frame: Frame, boxes: Array | None) -> list[Body]:
        """Find everybody in a frame, or look at the boxes that somebody drew."""
        if boxes is None:
            return self._eyes.find(frame)
        bodies = [self._eyes.settle(frame, region) for region in regions.from_boxes(boxes)]
        return [body for body in bodies if body.seen]
