"""Where to draw the joints of a skeleton that says nothing of places: the same each time.

Joints with well-known names go to their places on a figure; the others are laid out by the edges
(stress majorisation: Gansner, Koren and North, 2005), left and right as mirror images.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nbpose.skeletons.figures import ground_of, known_places
from nbpose.skeletons.skeleton import Skeleton

Array = NDArray[np.float64]

_BONE = 0.09
"""Length of an edge between joints of unknown place, in heights of the figure."""

_STEPS = 120
_GAP = 1.0  # edges between parts that do not hang together


def layout(skeleton: Skeleton, width: float, height: float) -> Array:
    """Place the joints of a skeleton on a picture.

    Parameters
    ----------
    skeleton : Skeleton
        Any.
    width, height : float
        Of the picture in pixels.

    Returns
    -------
    (K, 2) float64
        Pixels; joints of a figure lie where `figures.ground_of` puts the figure.
    """
    figure, known = known_places(skeleton)
    places = _places(skeleton, known)
    if figure:
        scale, x, y = ground_of(figure, width, height)
        standing = places * scale + [x, y]
        if inside(standing, width, height):
            return np.asarray(standing)
    return in_box(places, width, height)


def inside(places: Array, width: float, height: float) -> bool:
    """Whether all places lie on a picture."""
    return bool(((places >= 0) & (places <= [width - 1, height - 1])).all())


def _places(skeleton: Skeleton, known: dict[int, tuple[float, float]]) -> Array:
    parts = _parts(len(skeleton), skeleton.edges)
    places = np.full((len(skeleton), 2), np.nan)
    for index, place in known.items():
        places[index] = place
    hanging = [part for part in parts if any(index in known for index in part)]
    for part in hanging:
        fixed = [index for index in part if index in known]
        if len(fixed) < len(part):
            places[part] = _hung_up(part, fixed, places, skeleton)
    _pack([part for part in parts if part not in hanging], places, skeleton)
    return places


def in_box(places: Array, width: float, height: float, margin: float = 0.08) -> Array:
    """Move and scale places into the middle of a picture, with a margin around them.

    Parameters
    ----------
    places : (K, 2) float64
        Any.
    width, height : float
        Of the picture in pixels.
    margin : float
        Part of the shorter side to leave free.

    Returns
    -------
    (K, 2) float64
        Pixels.
    """
    if not len(places):
        return places
    free = np.array([width, height]) - 2 * margin * min(width, height)
    low, extent = places.min(axis=0), np.ptp(places, axis=0)
    scale = float(np.min(free / np.maximum(extent, 1e-9))) if extent.max() > 0 else 0.0
    middle = np.array([width, height]) / 2
    return np.asarray((places - low - extent / 2) * scale + middle)


def _parts(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Joints that hang together, each part in order."""
    part = list(range(count))
    for a, b in edges:
        low, high = sorted((part[a], part[b]))
        part = [low if number == high else number for number in part]
    return [[i for i in range(count) if part[i] == number] for number in sorted(set(part))]


def _distances(part: list[int], edges: Sequence[tuple[int, int]]) -> Array:
    """Number of edges between the joints of a part (Floyd and Warshall)."""
    place = {index: i for i, index in enumerate(part)}
    steps = np.full((len(part), len(part)), np.inf)
    np.fill_diagonal(steps, 0)
    for a, b in edges:
        if a in place and b in place and a != b:
            steps[place[a], place[b]] = steps[place[b], place[a]] = 1
    for via in range(len(part)):
        steps = np.minimum(steps, steps[:, via, None] + steps[None, via])
    return np.asarray(steps)


def _hung_up(part: list[int], fixed: list[int], places: Array, skeleton: Skeleton) -> Array:
    """Place what hangs on joints of known places, by its edges; the known ones stay."""
    steps = _distances(part, skeleton.edges) * _BONE
    held = np.isin(part, fixed)
    near = steps[:, held].argmin(axis=1)
    start = places[np.array(part)[held][near]]
    angle = np.arange(len(part)) * 2.399963  # the golden angle: no two start in one place
    away = steps[:, held].min(axis=1)[:, None]
    start = start + away * np.stack([np.cos(angle), np.sin(angle)], 1)
    found = _stress(start, steps, held)
    found[held] = places[np.array(part)[held]]
    return found


def _stress(places: Array, wanted: Array, held: NDArray[np.bool_]) -> Array:
    """Bring distances near to those wanted; what is held stays."""
    if len(places) < 2:
        return places
    weights = 1 / np.maximum(wanted, 1e-9) ** 2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)[:, None]
    for _ in range(_STEPS):
        apart = places[:, None] - places[None]
        length = np.maximum(np.linalg.norm(apart, axis=-1), 1e-9)
        pull = places[None] + apart * (wanted / length)[..., None]
        moved = (weights[..., None] * pull).sum(axis=1) / total
        places = np.where(held[:, None], places, moved)
    return places


def _pack(parts: list[list[int]], places: Array, skeleton: Skeleton) -> None:
    """Lay out the parts without a known joint, and set them in rows right of what is there."""
    loose = [part for part in parts if len(part) == 1]
    boxes = [(part, _alone(part, skeleton)) for part in parts if len(part) > 1]
    if loose:
        together = [index for part in loose for index in part]
        columns = int(np.ceil(np.sqrt(len(together))))
        order = np.arange(len(together))
        grid = np.stack([order % columns, order // columns], 1) * _BONE
        boxes.append((together, grid.astype(np.float64)))
    taken = places[np.isfinite(places).all(axis=1)]
    left = float(taken[:, 0].max()) + _BONE if len(taken) else 0.0
    middle = float((taken[:, 1].min() + taken[:, 1].max()) / 2) if len(taken) else 0.0
    area = sum(float(np.prod(np.ptp(box, axis=0) + _BONE)) for _, box in boxes)
    widest = max((float(np.ptp(box[:, 0])) for _, box in boxes), default=0.0)
    width = max(widest, float(np.sqrt(area * 1.3)))
    x, y, tallest = 0.0, 0.0, 0.0
    rows: list[tuple[list[int], Array]] = []
    for part, box in boxes:
        size = np.ptp(box, axis=0)
        if x > 0 and x + size[0] > width:
            x, y, tallest = 0.0, y + tallest + _GAP * _BONE, 0.0
        rows.append((part, box - box.min(axis=0) + [x, y]))
        x, tallest = x + float(size[0]) + _GAP * _BONE, max(tallest, float(size[1]))
    corner = np.array([left, middle - (y + tallest) / 2 if len(taken) else 0.0])
    for part, box in rows:
        places[part] = box + corner


def _alone(part: list[int], skeleton: Skeleton) -> Array:
    """Lay out one part by its edges: upright, left and right as mirror images."""
    steps = _distances(part, skeleton.edges) * _BONE
    places = _stress(_spectral(steps), steps, np.zeros(len(part), bool))
    place = {index: i for i, index in enumerate(part)}
    partner = np.array([place.get(skeleton.mirror[index], place[index]) for index in part])
    pairs = np.flatnonzero([skeleton.sides[index] == "left" for index in part])
    pairs = pairs[partner[pairs] != pairs]
    places = places - places.mean(axis=0)
    if not len(pairs):
        return _upright(places, skeleton.kind == "hand")
    across = (places[pairs] - places[partner[pairs]]).mean(axis=0)
    places = _turned(places, across)
    places = (places + places[partner] * [-1, 1]) / 2
    return np.asarray(places * [1, -1]) if places[0, 1] > 0 else places


def _spectral(steps: Array) -> Array:
    """Classical scaling: the two directions in which the distances differ most."""
    squared = steps**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    top = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-12))
    order = np.arange(len(steps))  # equal distances leave ties: break them, always alike
    top = top + 1e-3 * _BONE * np.stack([np.cos(order * 2.4), np.sin(order * 2.4)], 1)
    signs = np.where(top[np.abs(top).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return np.asarray(top * signs)


def _turned(places: Array, to_the_right: Array) -> Array:
    """Turn such that a direction points to the right."""
    x, y = to_the_right / max(float(np.linalg.norm(to_the_right)), 1e-9)
    return np.asarray(places @ np.array([[x, -y], [y, x]]))


def _upright(places: Array, first_below: bool) -> Array:
    """Turn such that the first joint is at the top, or at the bottom, as a wrist is."""
    down = -places[0] if np.linalg.norm(places[0]) > 1e-9 else np.array([0.0, 1.0])
    right = np.array([down[1], -down[0]])
    turned = _turned(places, right)
    return turned * -1 if first_below else turned
