"""What all tests share: where the real data lie, synthetic clips, and one Chromium."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from chromium import FLAGS, MISSING, find
from clips import CLIPS, write_clip
from hypothesis import HealthCheck, settings

import nbpose
from nbpose.errors import MediaError

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


ROOT = Path(__file__).parents[1]
EMBEDDED = Path(nbpose.__file__).parent / "models" / "embedded"


def _data():
    return Path(os.environ.get("NBPOSE_TESTDATA", ROOT / "../shared/data"))


def _weights():
    """The folder asked for, else one beside the checkout, else what the build put in."""
    if asked := os.environ.get("NBPOSE_WEIGHTS"):
        return Path(asked)
    beside = ROOT / "../shared/weights"
    return beside if beside.is_dir() else EMBEDDED


def _existing(folder, variable):
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder}; set {variable}")
    return folder.resolve()


@pytest.fixture(scope="session")
def testdata():
    """Folder of the real files that tests compare with."""
    return _existing(_data(), "NBPOSE_TESTDATA")


@pytest.fixture(scope="session")
def weights_dir():
    """Folder of the models' weights."""
    return _existing(_weights(), "NBPOSE_WEIGHTS")


@pytest.fixture(scope="session")
def walking_clip():
    """Path of the sample clip: one person walks, one stands on a box and jumps."""
    path = _data() / "media/walk_sports2d/demo.mp4"
    if path.exists():
        return path.resolve()
    try:
        return nbpose.sample_clip()
    except MediaError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a skip that says how to get one; a second playwright could not start."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find()
    if path is None:
        pytest.skip(MISSING)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def clip_path(tmp_path_factory):
    """Write a bar-coded clip once a session: `clip_path("h264_b_frames")`."""
    folder = tmp_path_factory.mktemp("clips")

    def path_of(name):
        path = folder / f"{name}{CLIPS[name].suffix}"
        if not path.exists():
            write_clip(name, path)
        return path

    return path_of
