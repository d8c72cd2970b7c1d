"""A short clip of a stick figure that bends its knees, with its poses."""

from __future__ import annotations

import numpy as np
import pytest
from stick import stick_figure

import nbpose as nbp

SIZE = (360, 480)
FRAMES = 24


def bending(frames=FRAMES, facing="right", x=180.0):
    """(T, 33, 2) points in pixels of a person who bends both knees and stands up again."""
    knees = 80.0 * np.sin(np.linspace(0.0, np.pi, frames))
    postures = [{"knee": k, "hip": 0.8 * k, "trunk": 0.3 * k} for k in knees]
    return np.stack([stick_figure(p, p, facing, at=(x, 240.0)) for p in postures])


@pytest.fixture(scope="session")
def clip():
    frames = np.full((FRAMES, SIZE[1], SIZE[0], 3), 210, np.uint8)
    frames[..., 0] = np.arange(FRAMES)[:, None, None] * 4
    return nbp.open(frames, fps=24.0)


@pytest.fixture
def people():
    """Make poses of `people(2)` persons, each on a track of its own."""

    def make(count=1, frames=FRAMES, **columns):
        points = np.concatenate([bending(frames, x=120.0 + 20.0 * (i % 8)) for i in range(count)])
        frame = np.tile(np.arange(frames), count)
        world = np.concatenate([points / 200.0, np.zeros((*points.shape[:2], 1))], axis=2)
        values = {
            "frame": frame,
            "time": frame / 24.0,
            "track": np.repeat(np.arange(count), frames),
            "origin": np.full(points.shape[:2], nbp.Origin.MODEL),
            "world": world,
            "fps": 24.0,
        }
        return nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), points, **values | columns)

    return make
