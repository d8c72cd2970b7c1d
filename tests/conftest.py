"""What all tests share: where the real data lie, and synthetic clips."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from clips import CLIPS, write_clip
from hypothesis import HealthCheck, settings

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


def _folder(variable, default):
    folder = Path(os.environ.get(variable, Path(__file__).parents[1] / default))
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder}; set {variable}")
    return folder.resolve()


@pytest.fixture(scope="session")
def testdata():
    """Folder of the real files that tests compare with."""
    return _folder("NBPOSE_TESTDATA", "../shared/data")


@pytest.fixture(scope="session")
def weights_dir():
    """Folder of the models' weights."""
    return _folder("NBPOSE_WEIGHTS", "../shared/weights")


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
