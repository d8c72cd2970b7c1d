"""BlazePose's person detector: a picture in, regions of people out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from nbpose.models.blazepose import regions
from nbpose.models.blazepose.anchors import anchor_centres
from nbpose.models.protocols import Detections
from nbpose.models.runtimes.litert import Session

INPUT_SIZE = 224
OUTPUTS = ("Identity", "Identity_1")
MIN_SCORE = 0.5
MIN_OVERLAP = 0.3
_LARGEST_LOGIT = 100.0

Array = NDArray[np.float64]


@dataclass(frozen=True)
class FaceDetections(Detections):
    """Detections of a detector that looks for faces.

    Parameters
    ----------
    faces : (n, 2) float64
        Where it saw the middle of each face, pixels.
    """

    faces: Array


class BlazeDetector:
    """Finds people by their faces and the circle around their bodies.

    Parameters
    ----------
    session : Session
        pose_detection.tflite with `OUTPUTS`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def detect(self, frame: NDArray[np.uint8]) -> FaceDetections:
        """Find people in a picture, or in a part of one.

        Parameters
        ----------
        frame : (H, W, 3) uint8
            RGB.

        Returns
        -------
        FaceDetections
            Best first; their regions are in pixels of this picture.
        """
        square, corner, scale = letterbox(frame)
        raw, logits = self._session.run(square)
        candidates, scores = decode(raw[0], logits[0, :, 0])
        merged, scores = weighted_nms(candidates, scores)
        # an integer is the centre of a pixel; the edge of the picture lies half a pixel before 0
        points = (merged.reshape(-1, 6, 2) * INPUT_SIZE - corner) * scale - 0.5
        return FaceDetections(
            regions=regions.from_alignment_points(points[:, 2], points[:, 3]),
            scores=scores,
            faces=points[:, :2].mean(axis=1),
        )


def letterbox(frame: NDArray[np.uint8]) -> tuple[NDArray[np.float32], Array, Array]:
    """Fit a picture into the detector's square, centred, with black borders.

    Parameters
    ----------
    frame : (H, W, 3) uint8
        RGB.

    Returns
    -------
    tuple
        (1, 224, 224, 3) float32 in [-1, 1]; the corner of the picture in it, (2,) pixels; and how
        many pixels of the picture one of it covers in x and y, (2,).
    """
    small, halvings = _halved(frame)
    height, width = small.shape[:2]
    shrink = INPUT_SIZE / max(height, width)
    size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
    left, top = (INPUT_SIZE - size[0]) // 2, (INPUT_SIZE - size[1]) // 2
    square = np.full((1, INPUT_SIZE, INPUT_SIZE, 3), -1.0, np.float32)
    fitted = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    square[0, top : top + size[1], left : left + size[0]] = fitted / np.float32(127.5) - 1
    scale = np.array([width / size[0], height / size[1]]) * 2**halvings
    return square, np.array([left, top]), scale


def _halved(frame: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    """Halve a picture until it is less than twice the input; an odd last row or column is lost.

    Means of 2 x 2 pixels are quick, and without them the resize would skip pixels.
    """
    halvings = 0
    while max(frame.shape[:2]) >= 2 * INPUT_SIZE and min(frame.shape[:2]) >= 2:
        height, width = frame.shape[0] // 2, frame.shape[1] // 2
        even = frame[: 2 * height, : 2 * width]
        half = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
        frame, halvings = np.asarray(half, np.uint8), halvings + 1
    return frame, halvings


def decode(raw: NDArray[np.float32], logits: NDArray[np.float32]) -> tuple[Array, Array]:
    """Turn the detector's output into candidates.

    Parameters
    ----------
    raw : (A, 12) float32
        Centre, size and four points of each anchor's face, pixels of the input relative to the
        anchor.
    logits : (A,) float32
        Scores before the sigmoid.

    Returns
    -------
    (n, 12) and (n,)
        Left, top, right, bottom and four points as fractions of the input side; scores in [0, 1],
        best first.
    """
    scores = sigmoid(logits)
    chosen = np.flatnonzero(scores >= MIN_SCORE)
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
    values = raw[chosen].astype(np.float64) / INPUT_SIZE
    anchors = anchor_centres(INPUT_SIZE)[chosen]
    centre, half = values[:, :2] + anchors, values[:, 2:4] / 2
    points = values[:, 4:] + np.tile(anchors, 4)
    return np.hstack([centre - half, centre + half, points]), scores[chosen]


def sigmoid(logits: NDArray[np.floating[Any]]) -> Array:
    """Logistic function; logits beyond +-100 are clipped, as MediaPipe does."""
    clipped = np.clip(logits.astype(np.float64), -_LARGEST_LOGIT, _LARGEST_LOGIT)
    return np.asarray(1.0 / (1.0 + np.exp(-clipped)))


def weighted_nms(candidates: Array, scores: Array) -> tuple[Array, Array]:
    """Merge candidates that overlap into their mean, weighted by score.

    Parameters
    ----------
    candidates : (n, 12)
        Left, top, right, bottom and any further coordinates, best first.
    scores : (n,)
        Scores in [0, 1].

    Returns
    -------
    (m, 12) and (m,)
        The means, and the best score of each.

    Notes
    -----
    Source: MediaPipe's NonMaxSuppressionCalculator, algorithm WEIGHTED, IoU over 0.3.
    """
    merged, best = [], []
    left = np.arange(len(scores))
    while len(left):
        alike = iou(candidates[left[0]], candidates[left]) > MIN_OVERLAP
        alike[0] = True  # a box without area overlaps nothing, itself included
        group = left[alike]
        merged.append(np.average(candidates[group], axis=0, weights=scores[group]))
        best.append(scores[left[0]])
        left = left[~alike]
    return np.reshape(merged, (-1, candidates.shape[1])), np.asarray(best, dtype=np.float64)


def iou(box: Array, boxes: Array) -> Array:
    """Intersection over union of one box with n, all as left, top, right, bottom first."""
    overlap = np.minimum(box[2:4], boxes[:, 2:4]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.prod(np.clip(overlap, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:4] - boxes[:, :2], axis=1)
    union = areas + np.prod(box[2:4] - box[:2]) - shared
    return np.asarray(np.divide(shared, union, out=np.zeros_like(shared), where=union > 0))
