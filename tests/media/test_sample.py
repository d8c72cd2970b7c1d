"""The sample clip, with a pip that has whatever wheel the test gives it."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from nbpose.errors import MediaError
from nbpose.media import sample

CLIP = b"the bytes of a clip"


class Pip:
    """Puts a wheel with this clip where `pip download` would; None is a registry out of reach."""

    def __init__(self, clip: bytes | None = CLIP) -> None:
        self.clip = clip
        self.calls = 0

    def __call__(self, command, **options):
        self.calls += 1
        self.command = command
        assert sample.REQUIREMENT in command
        if self.clip is None:
            said = "WARNING: Retrying\nERROR: No matching distribution found\n"
            return subprocess.CompletedProcess(command, 1, stdout="", stderr=said)
        wheel = Path(command[command.index("--dest") + 1]) / "sports2d-0.8.34-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(sample.MEMBER, self.clip)
        return subprocess.CompletedProcess(command, 0, stdout="", stderr="")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache; CLIP is the clip expected."""
    monkeypatch.setenv("NBPOSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sample, "SHA256", hashlib.sha256(CLIP).hexdigest())
    return tmp_path / "cache"


@pytest.fixture
def pip(cache, monkeypatch):
    pip = Pip()
    monkeypatch.setattr(sample.subprocess, "run", pip)
    return pip


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_clip_is_taken_out_of_the_wheel_into_the_cache(cache, pip):
    path = sample.sample_clip()
    assert files(cache) == [path]
    assert path.suffix == ".mp4"
    assert path.read_bytes() == CLIP


def test_a_second_call_fetches_nothing(pip):
    assert sample.sample_clip() == sample.sample_clip()
    assert pip.calls == 1


def test_a_cache_that_cannot_be_made_is_one_sentence(cache, pip):
    cache.write_text("a file is in the way")
    with pytest.raises(MediaError, match=r"cannot be made \(.*\); choose another, .*NBPOSE_CACHE"):
        sample.sample_clip()


def test_a_damaged_file_is_fetched_again(cache, pip):
    path = sample.sample_clip()
    path.write_bytes(CLIP[:-1])
    assert sample.sample_clip() == path
    assert path.read_bytes() == CLIP
    assert pip.calls == 2
    assert files(cache) == [path]


def test_a_wheel_with_another_clip_is_refused_and_nothing_is_kept(cache, pip):
    pip.clip = b"another clip"
    found = hashlib.sha256(pip.clip).hexdigest()
    with pytest.raises(MediaError, match=rf"Sports2D==0\.8\.34 is not the one .* {found}"):
        sample.sample_clip()
    assert files(cache) == []


def test_a_damaged_file_is_never_given_when_it_cannot_be_fetched_again(pip):
    sample.sample_clip().write_bytes(b"damaged")
    pip.clip = None
    with pytest.raises(MediaError, match="cannot be fetched"):
        sample.sample_clip()


def test_without_a_registry_pips_reason_is_one_sentence_with_the_mend(cache, pip):
    pip.clip = None
    with pytest.raises(MediaError) as error:
        sample.sample_clip()
    assert str(error.value) == (
        "The sample clip cannot be fetched with pip (ERROR: No matching distribution found); "
        "use a video of your own instead."
    )
    assert files(cache) == []


@pytest.fixture
def no_pip(monkeypatch):
    """An environment without pip, as uv makes them: `no_pip(places)` says where ensurepip is."""

    def take_away(*places):
        def find(name):
            if name == "ensurepip" and places:
                return SimpleNamespace(submodule_search_locations=[str(place) for place in places])
            return None

        monkeypatch.setattr(sample.importlib.util, "find_spec", find)

    return take_away


def test_the_environments_own_pip_is_taken_first(pip):
    sample.sample_clip()
    assert pip.command[:4] == [sys.executable, "-m", "pip", "download"]


def test_without_pip_the_one_that_python_brings_along_is_run(tmp_path, pip, no_pip):
    wheel = tmp_path / "ensurepip" / "_bundled" / "pip-23.2.1-py3-none-any.whl"
    wheel.parent.mkdir(parents=True)
    wheel.touch()
    no_pip(tmp_path / "ensurepip")
    assert sample.sample_clip().read_bytes() == CLIP
    assert pip.command[:3] == [sys.executable, str(wheel / "pip"), "download"]


def test_without_any_pip_that_is_one_sentence_with_the_mend(tmp_path, cache, pip, no_pip):
    for places in ((), (tmp_path,)):
        no_pip(*places)
        with pytest.raises(MediaError) as error:
            sample.sample_clip()
        assert str(error.value) == (
            "The sample clip is fetched with pip, and this environment has none; install pip, or "
            "use a video of your own instead."
        )
    assert pip.calls == 0


def test_a_pip_runs_out_of_its_wheel(monkeypatch):
    real = importlib.util.find_spec
    ensurepip = pytest.importorskip("ensurepip")
    if not list(Path(ensurepip.__file__).parent.glob("_bundled/pip-*.whl")):
        pytest.skip("this Python keeps the wheel of pip elsewhere")
    hidden = lambda name: None if name == "pip" else real(name)  # noqa: E731
    monkeypatch.setattr(sample.importlib.util, "find_spec", hidden)
    command = [*sample._pip(), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith("pip ") and ".whl" in said
