"""The fixed grid of anchor centres that BlazePose's detector predicts offsets from."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

STRIDES = (8, 16, 32, 32, 32)
ANCHORS_PER_CELL = 2


@lru_cache(maxsize=4)
def anchor_centres(input_size: int = 224) -> NDArray[np.float64]:
    """Return the centres of the SSD anchors in the detector's order.

    All anchors have the fixed size 1, so only their centres enter the decoding. Layers of one
    stride share a cell: the three layers of stride 32 put six anchors into each of its cells.

    Parameters
    ----------
    input_size
        Side of the square input in pixels.

    Returns
    -------
    (A, 2) float64, x and y as a fraction of the input side; A = 2254 for 224 pixels. Read-only.

    Notes
    -----
    Source: the options of MediaPipe's SsdAnchorsCalculator (pose_detection_cpu.pbtxt).
    """
    layers = []
    for stride in sorted(set(STRIDES)):
        cells = input_size // stride
        axis = (np.arange(cells, dtype=np.float64) + 0.5) / cells
        y, x = np.meshgrid(axis, axis, indexing="ij")
        grid = np.stack([x.ravel(), y.ravel()], axis=1)
        layers.append(np.repeat(grid, ANCHORS_PER_CELL * STRIDES.count(stride), axis=0))
    centres = np.concatenate(layers)
    centres.flags.writeable = False
    return centres
