"""The numbers behind a joint angle: the turn between two segments, and its uncertainty."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def combine(points: Array, weights: Array) -> Array:
    """Sum keypoints with weights; a keypoint without weight may be missing.

    Parameters
    ----------
    points : (N, K, D)
        Positions, NaN = none.
    weights : (K,)
        Weights.

    Returns
    -------
    (N, D)
        NaN where a keypoint with weight is missing.
    """
    used = np.flatnonzero(weights)
    return np.asarray(np.einsum("nkd,k->nd", points[:, used], weights[used]))


def turn(start: Array, end: Array) -> Array:
    """Turn from one direction to another in the plane.

    Parameters
    ----------
    start, end : (N, 2)
        Directions of any length.

    Returns
    -------
    (N,)
        Degrees in (-180, 180], from the x axis towards the y axis; NaN where a direction is
        missing or has no length.
    """
    cross = start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0]
    angle = np.degrees(np.arctan2(cross, np.einsum("nd,nd->n", start, end)))
    return np.where(_no_length(start, end), np.nan, angle)


def included(start: Array, end: Array) -> Array:
    """Angle between two directions in space, without sign.

    Parameters
    ----------
    start, end : (N, 3)
        Directions of any length.

    Returns
    -------
    (N,)
        Degrees in [0, 180]; NaN where a direction is missing or has no length.
    """
    cross = np.linalg.norm(np.cross(start, end), axis=1)
    angle = np.degrees(np.arctan2(cross, np.einsum("nd,nd->n", start, end)))
    return np.where(_no_length(start, end), np.nan, angle)


def wrap(degrees: Array, lowest: float) -> Array:
    """Bring angles above `lowest`, up to and with 360 degrees more.

    Parameters
    ----------
    degrees : (N,)
        Angles.
    lowest : float
        Lower end, itself not included.

    Returns
    -------
    (N,)
        The same directions.
    """
    highest = lowest + 360.0
    return highest - np.mod(highest - degrees, 360.0)


def turn_sd(
    start: Array, end: Array, start_weights: Array, end_weights: Array, keypoint_sd: Array
) -> Array:
    """Standard deviation of `turn` when each keypoint has one, to first order.

    With lengths l1, l2 and the angle t between the segments, the variance in radians is
    ``A1/l1^2 + A2/l2^2 - 2 B cos(t)/(l1 l2)``, where A1, A2 and B sum sd^2 w1^2, sd^2 w2^2 and
    sd^2 w1 w2 over the keypoints. For three points a, b, c this is
    ``sa^2/l1^2 + sc^2/l2^2 + sb^2 (1/l1^2 + 1/l2^2 - 2 cos(abc)/(l1 l2))``.

    Parameters
    ----------
    start, end : (N, 2)
        The segments.
    start_weights, end_weights : (K,)
        The keypoints they are made of, see `combine`.
    keypoint_sd : (K,)
        Standard deviation along each axis, in the unit of the points.

    Returns
    -------
    (N,)
        Degrees; NaN where a segment is missing.
    """
    variance = keypoint_sd**2
    first = float(np.sum(variance * start_weights**2))
    second = float(np.sum(variance * end_weights**2))
    shared = float(np.sum(variance * start_weights * end_weights))
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse_1 = 1.0 / np.einsum("nd,nd->n", start, start)
        inverse_2 = 1.0 / np.einsum("nd,nd->n", end, end)
        coupling = np.einsum("nd,nd->n", start, end) * inverse_1 * inverse_2
        total = first * inverse_1 + second * inverse_2 - 2.0 * shared * coupling
    return np.where(_no_length(start, end), np.nan, np.degrees(np.sqrt(np.maximum(total, 0.0))))


def _no_length(start: Array, end: Array) -> NDArray[np.bool_]:
    has_length = (np.abs(start).max(axis=1) > 0) & (np.abs(end).max(axis=1) > 0)
    return np.asarray(~has_length)
