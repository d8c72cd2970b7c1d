"""What a user installs: a wheel built from a clean tree, on a machine without Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

ASK = """
import hashlib, json
import nbpose
from nbpose.models import load
from nbpose.widgets.base import bundle
estimator = load("blazepose")
print(json.dumps({
    "version": nbpose.__version__,
    "file": nbpose.__file__,
    "bundle": bundle("pose_editor.js").stat().st_size,
    "style": bundle("pose_editor.css").stat().st_size,
    "runtime": estimator.runtime,
    "schemas": len(nbpose.skeletons()),
}))
"""


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from what git tracks, with nothing on PATH: so Node comes as a wheel."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in run("git", "ls-files", "-z", cwd=ROOT).split("\0"):
        if name and (ROOT / name).exists():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    nowhere = tmp_path_factory.mktemp("empty-path")
    environment = os.environ | {"PATH": str(nowhere)}
    run(
        *(sys.executable, "-m", "pip", "wheel", tree, "--no-deps", "--wheel-dir", out),
        env=environment,
    )
    (made,) = out.glob("*.whl")
    return made


def test_the_wheel_holds_bundles_nets_and_no_sources_of_the_front_end(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    manifest = tomllib.loads((ROOT / "nbpose/models/embedded.toml").read_text())
    nets = {f"nbpose/models/embedded/{file['name']}" for file in manifest["files"]}
    kept = {"nbpose/models/embedded/NOTICE", "nbpose/models/embedded/LICENSE", "nbpose/py.typed"}
    widgets = ("pose_editor", "skeleton_editor")
    bundles = {f"nbpose/widgets/static/{name}.{ext}" for name in widgets for ext in ("js", "css")}
    bundles.add("nbpose/widgets/static/loader.js")
    assert nets | kept | bundles <= names
    assert not [n for n in names if n.startswith("nbpose/js/") or "node_modules" in n]
    assert wheel.stat().st_size < 25e6


def test_it_installs_alone_and_finds_all_it_carries(wheel, tmp_path):
    home = tmp_path / "home"
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(
        *(binaries / "python", "-m", "pip", "install", "--quiet"),
        *("--constraint", ROOT / "constraints.txt", wheel),
    )
    hidden = {"NBPOSE_WEIGHTS", "PYTHONPATH"}
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
    found = json.loads(run(binaries / "python", "-c", ASK, cwd=tmp_path, env=environment))
    assert str(tmp_path) in found["file"]
    assert 0 < found["bundle"] < 180_000 and found["style"] > 0
    assert found["runtime"] == "litert" and found["schemas"] == 57
    assert not home.exists() or not list(home.rglob("*.tflite"))  # nothing was downloaded
    version = run(binaries / "nbpose", "--version", cwd=tmp_path, env=environment)
    assert version.strip() == f"nbpose {found['version']}"
