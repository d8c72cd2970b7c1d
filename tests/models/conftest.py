"""Models with their real weights, loaded once."""

from __future__ import annotations

import json

import cv2
import numpy as np
import pytest

import nbpose as nbp


@pytest.fixture(scope="session")
def blazepose(weights_dir):
    """The estimator, with the weights of the test folder."""
    return nbp.models.load("blazepose", weights=weights_dir)


@pytest.fixture(scope="session")
def squats(testdata):
    """A clip of one person with the publisher's results: (clip, points, world)."""
    folder = testdata / "media" / "squats_blazepose"
    points = np.array(json.loads((folder / "pose_squats.full.json").read_text()))
    world = np.array(json.loads((folder / "pose_squats_3d.full.json").read_text()))
    with nbp.open(folder / "pose_squats.mp4") as clip:
        yield clip, points, world


@pytest.fixture(scope="session")
def three_people(testdata):
    """(861, 1049, 3) RGB picture of three adults."""
    return read_rgb(testdata / "media" / "portraits" / "three_people.jpg")


def read_rgb(path):
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
