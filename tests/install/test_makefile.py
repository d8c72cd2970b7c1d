"""What make would run, read from `make --dry-run`."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def words(target, program, *variables):
    """The arguments that make would give a program."""
    done = subprocess.run(
        ["make", "--dry-run", target, *variables],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = (shlex.split(line) for line in done.stdout.splitlines() if program in line)
    return next(line[1:] for line in lines if Path(line[0]).name == program)


@pytest.mark.parametrize(
    "name", ["walk.mp4", "my walk.mp4", "Anna's walk.mp4", 'a "b" c.mp4', "a;b&c.mp4", "a,b.mp4"]
)
def test_the_demo_takes_a_video_and_a_folder_of_any_name(name):
    said = words("demo", "nbpose", f"VIDEO={name}", f"OUT=out of {name}")
    assert said == ["demo", name, "--out", f"out of {name}"]


@pytest.mark.parametrize("variables", [(), ("VIDEO=",), ("VIDEO= ",)])
def test_without_a_video_the_demo_gets_none(variables):
    assert words("demo", "nbpose", *variables) == ["demo", "--out", "demo-output"]


def test_cleaning_takes_the_folder_of_the_demo_and_nothing_else():
    said = words("clean", "rm", "OUT=my demo")
    assert "my demo" in said
    assert not {"my", "demo"} & set(said)
