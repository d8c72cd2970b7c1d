"""The newest OpenCV is tested everywhere else, the oldest that is allowed here."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("tests/media", "tests/models/blazepose", "tests/plots")
PACKAGE = "opencv-python-headless"


def oldest() -> str:
    """The lowest version that pyproject.toml allows, as 4.10 of ``>=4.10``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (wanted,) = [line for line in project["dependencies"] if line.startswith(PACKAGE)]
    return wanted.removeprefix(PACKAGE).strip().removeprefix(">=").split(",")[0]


def run(*command: str, **options) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_what_uses_opencv_passes_with_the_oldest_one(tmp_path):
    version = oldest()
    quiet = ("--quiet", "--disable-pip-version-check")
    run("pip", "install", *quiet, "--no-deps", "--target", str(tmp_path), f"{PACKAGE}=={version}.*")
    (found,) = tmp_path.glob("opencv_python_headless-*.dist-info")
    assert found.name.startswith(f"opencv_python_headless-{version}.")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    said = run(
        *("pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow and not browser", *ROOMS),
        cwd=ROOT,
        env=environment,
    )
    assert " passed" in said and "failed" not in said
