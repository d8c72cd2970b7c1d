"""Stick figures as pose tables, and values looked up in a table of angles."""

from __future__ import annotations

import numpy as np
import pytest
from stick import stick_figure

import nbpose as nbp


@pytest.fixture(scope="session")
def figure():
    return stick_figure


@pytest.fixture(scope="session")
def standing():
    """Make a clip of people who stand still: `standing(figure points, frames=, **columns)`."""

    def make(points, frames=40, **columns):
        count = np.arange(frames)
        values = {"frame": count, "time": count / 30.0, "track": np.zeros(frames, int)} | columns
        cube = np.broadcast_to(points, (frames, 33, 2))
        return nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), cube, **values)

    return make


@pytest.fixture(scope="session")
def value_of():
    """Look one value up: `value_of(table, "knee_flexion", "left")`."""

    def look_up(table, angle, side="left", frame=0):
        chosen = table[(table.angle == angle) & (table.side == side) & (table.frame == frame)]
        return chosen["value"].item()

    return look_up
