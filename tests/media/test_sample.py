"""The sample clip, with a pip that has whatever wheel the test gives it."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

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
