"""Finding everybody in a picture: the detector on overlapping tiles, then a look at each find.

The detector finds one person in most pictures, and only people who fill a good part of what it
sees. Tiles of 1, 0.6 and 0.4 of the longer side, half overlapping, find groups: of 12 people
labelled in four COCO photos 9 at an OKS above 0.5, and nobody else. Tiles of 1 and 0.6 find 6;
smaller ones than 0.4 find more, but also people in the furniture of a laboratory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose.bodies import Body, is_among, within
from nbpose.models.blazepose.detector import BlazeDetector, FaceDetections
from nbpose.models.blazepose.landmarks import LandmarkNet

FRACTIONS = (1.0, 0.6, 0.4)
"""Sides of the tiles in parts of the picture's longer side."""

_SAME_PLACE = 0.2  # regions closer than this part of their side are one find
_SAME_FACE = 0.1  # and with faces closer than this part of it
_SAME_SIDE = 1.4  # and of sides within this ratio
_FACE_TOLERANCE = 0.12  # detector and landmarks see the face this near, in parts of the region
_SURE = 0.85  # score of somebody inside another: hands and shoes pass for faces with less
_NEARBY = 1.5  # a lost person is sought in a square of this many sides of the last region

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Finder:
    """Finds people that nobody pointed at.

    Parameters
    ----------
    detector : BlazeDetector
        Proposes regions.
    net : LandmarkNet
        Looks at them.
    fractions : tuple of float
        Sides of the tiles in parts of the picture's longer side.
    """

    detector: BlazeDetector
    net: LandmarkNet
    fractions: tuple[float, ...] = FRACTIONS

    def look(self, frame: NDArray[np.uint8], region: Array) -> Body:
        """See what is in a region, as `LandmarkNet.look` does."""
        return self.net.look(frame, region)

    def settle(self, frame: NDArray[np.uint8], region: Array) -> Body:
        """See what is in a region that somebody drew, as `LandmarkNet.settle` does."""
        return self.net.settle(frame, region)

    def find(self, frame: NDArray[np.uint8], known: Sequence[Body] = ()) -> list[Body]:
        """Find people in the whole picture.

        Parameters
        ----------
        frame : (H, W, 3) uint8
            RGB.
        known : sequence of Body
            People who need not be found again.

        Returns
        -------
        list of Body
            The others, surest first.
        """
        height, width = frame.shape[:2]
        return self._find(frame, tiles(width, height, self.fractions), known)

    def find_near(
        self, frame: NDArray[np.uint8], region: Array, known: Sequence[Body] = ()
    ) -> list[Body]:
        """Find people around a region, as `find` does in the whole picture."""
        height, width = frame.shape[:2]
        half = region[2] * _NEARBY / 2
        corners = np.concatenate([region[:2] - half, region[:2] + half])
        tile = np.clip(np.rint(corners), 0, [width, height, width, height]).astype(np.int64)
        if (tile[2:] <= tile[:2]).any():
            return []
        return self._find(frame, tile[None], known)

    def _find(
        self, frame: NDArray[np.uint8], where: NDArray[np.int64], known: Sequence[Body]
    ) -> list[Body]:
        seen = _join([_detect(self.detector, frame, tile) for tile in where])
        detections = distinct(_strangers(seen, known))
        rated = []
        for region, score, face in zip(
            detections.regions, detections.scores, detections.faces, strict=True
        ):
            body = self._verify(frame, region, face)
            if body is not None:
                rated.append((score * body.flag, body))
        rated.sort(key=lambda pair: -pair[0])
        found: list[Body] = []
        for rating, body in rated:
            others = [*known, *found]
            part_of_another = rating < _SURE and within(body, others)
            if not (part_of_another or is_among(body, others)):
                found.append(body)
        return found

    def _verify(self, frame: NDArray[np.uint8], region: Array, face: Array) -> Body | None:
        """Look twice; both looks must see a person, with the face where the detector saw it."""
        first = self.net.look(frame, region)
        if not first.seen:
            return None
        body = self.net.look(frame, first.next_region)
        away = np.linalg.norm(body.face - face)
        return body if body.seen and away <= _FACE_TOLERANCE * body.region[2] else None


def tiles(width: int, height: int, fractions: Sequence[float]) -> NDArray[np.int64]:
    """Cover a picture with squares that overlap by half.

    Parameters
    ----------
    width, height : int
        Of the picture, pixels.
    fractions : sequence of float
        Sides of the squares in parts of the longer side.

    Returns
    -------
    (n, 4) int64
        Left, top, right and bottom of each square as far as it lies in the picture.
    """
    cut = []
    for fraction in fractions:
        side = max(1, round(max(width, height) * fraction))
        for top in _starts(height, side):
            for left in _starts(width, side):
                cut.append([left, top, min(width, left + side), min(height, top + side)])
    return np.unique(np.array(cut, dtype=np.int64), axis=0)


def _starts(length: int, side: int) -> NDArray[np.int64]:
    """Evenly spread starts of squares along one axis, at most half a side apart."""
    room = max(0, length - side)
    count = int(np.ceil(room / (side / 2))) + 1
    return np.rint(np.linspace(0, room, count)).astype(np.int64)


def distinct(detections: FaceDetections) -> FaceDetections:
    """Keep the best of the detections that see the same region from several tiles."""
    kept: list[int] = []
    regions = detections.regions
    for index in np.argsort(-detections.scores, kind="stable"):
        side = regions[index, 2]
        sides = np.maximum(regions[kept, 2], side)
        apart = np.linalg.norm(regions[kept, :2] - regions[index, :2], axis=1)
        faces = np.linalg.norm(detections.faces[kept] - detections.faces[index], axis=1)
        ratio = sides / np.minimum(regions[kept, 2], side)
        near = (apart < _SAME_PLACE * sides) & (faces < _SAME_FACE * sides)
        if not (near & (ratio < _SAME_SIDE)).any():
            kept.append(int(index))
    return FaceDetections(regions[kept], detections.scores[kept], detections.faces[kept])


def _strangers(detections: FaceDetections, known: Sequence[Body]) -> FaceDetections:
    """Leave out the detections of faces that belong to people known: no need to look again."""
    strange = np.ones(len(detections.scores), dtype=bool)
    for body in known:
        away = np.linalg.norm(detections.faces - body.face, axis=1)
        strange &= away > _SAME_FACE * body.region[2]
    return FaceDetections(
        detections.regions[strange], detections.scores[strange], detections.faces[strange]
    )


def _detect(
    detector: BlazeDetector, frame: NDArray[np.uint8], tile: NDArray[np.int64]
) -> FaceDetections:
    left, top, right, bottom = tile
    found = detector.detect(frame[top:bottom, left:right])
    corner = np.array([left, top, 0.0, 0.0])
    return FaceDetections(found.regions + corner, found.scores, found.faces + corner[:2])


def _join(parts: list[FaceDetections]) -> FaceDetections:
    return FaceDetections(
        np.concatenate([part.regions for part in parts]),
        np.concatenate([part.scores for part in parts]),
        np.concatenate([part.faces for part in parts]),
    )
