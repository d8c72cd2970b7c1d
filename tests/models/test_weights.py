from __future__ import annotations

import functools
import hashlib
import http.server
import shutil
import threading

import pooch
import pytest

from nbpose.errors import WeightsError
from nbpose.models import weights
from nbpose.models.cards import CardFile, ModelCard, card

CONTENT = b"a network"


def card_of(*names, sources=()):
    """A card whose files all hold CONTENT."""
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    files = tuple(CardFile(name, sha256, len(CONTENT), tuple(sources)) for name in names)
    fields = dict.fromkeys(ModelCard.__dataclass_fields__, "")
    return ModelCard(**fields | {"name": "toy", "files": files})


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """No weights in the environment, the package or the cache."""
    monkeypatch.delenv(weights.VARIABLE, raising=False)
    monkeypatch.setattr(weights, "EMBEDDED", tmp_path / "embedded")
    monkeypatch.setattr(weights, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path


@pytest.fixture
def server(tmp_path):
    """Serve tmp_path/served; gives (folder, address)."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def put(folder, name="a.net", content=CONTENT):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_an_explicit_folder_comes_before_everything_else(nowhere, monkeypatch):
    put(nowhere / "env")
    monkeypatch.setenv(weights.VARIABLE, str(nowhere / "env"))
    mine = put(nowhere / "mine")
    assert weights.find(card_of("a.net"), nowhere / "mine") == {"a.net": mine}


def test_an_explicit_file_stands_for_its_name_and_the_rest_is_sought(nowhere):
    mine, embedded = put(nowhere / "mine"), put(nowhere / "embedded", "b.net")
    assert weights.find(card_of("a.net", "b.net"), mine) == {"a.net": mine, "b.net": embedded}


def test_the_variable_comes_before_the_package_and_the_package_before_the_cache(
    nowhere, monkeypatch
):
    cached = put(nowhere / "cache")
    assert weights.find(card_of("a.net")) == {"a.net": cached}
    embedded = put(nowhere / "embedded")
    assert weights.find(card_of("a.net")) == {"a.net": embedded}
    named = put(nowhere / "env")
    monkeypatch.setenv(weights.VARIABLE, str(nowhere / "env"))
    assert weights.find(card_of("a.net")) == {"a.net": named}


def test_a_variable_that_names_no_folder_is_not_passed_over(nowhere, monkeypatch):
    put(nowhere / "embedded")
    monkeypatch.setenv(weights.VARIABLE, str(nowhere / "gone"))
    with pytest.raises(WeightsError, match=r"NBPOSE_WEIGHTS names .*gone, which is no folder"):
        weights.find(card_of("a.net"))


def test_what_is_nowhere_is_downloaded_into_the_cache(nowhere, server):
    folder, address = server
    put(folder)
    found = weights.find(card_of("a.net", sources=[f"{address}/a.net"]))
    assert found == {"a.net": nowhere / "cache" / "a.net"}
    assert found["a.net"].read_bytes() == CONTENT


def test_downloads_go_into_the_folder_that_the_variable_names(tmp_path, monkeypatch):
    monkeypatch.setenv("NBPOSE_CACHE", str(tmp_path))
    assert weights.cache_folder() == tmp_path / "weights"
    monkeypatch.delenv("NBPOSE_CACHE")
    assert weights.cache_folder() == pooch.os_cache("nbpose") / "weights"


def test_a_download_with_a_wrong_hash_leaves_nothing_behind(nowhere, server):
    folder, address = server
    put(folder, content=b"something else")
    with pytest.raises(WeightsError, match=r"a\.net of toy is nowhere"):
        weights.find(card_of("a.net", sources=[f"{address}/a.net"]))
    assert not list((nowhere / "cache").glob("*"))


def test_what_is_nowhere_is_said_with_all_places_and_the_mend(nowhere, server):
    _, address = server
    with pytest.raises(WeightsError) as error:
        weights.find(card_of("a.net", sources=[f"{address}/a.net"]))
    for place in ("embedded", "cache", address, "NBPOSE_WEIGHTS=", "reinstall"):
        assert place in str(error.value)


@pytest.mark.parametrize("place", ["mine", "env", "embedded", "cache"])
def test_a_damaged_file_is_refused_wherever_it_lies(nowhere, monkeypatch, place):
    put(nowhere / place, content=CONTENT[:-1])
    (nowhere / "env").mkdir(exist_ok=True)
    monkeypatch.setenv(weights.VARIABLE, str(nowhere / "env"))
    with pytest.raises(WeightsError, match=r"a\.net is damaged .* delete it"):
        weights.find(card_of("a.net"), nowhere / "mine" if place == "mine" else None)


def test_a_file_that_is_mended_is_found_right(nowhere):
    path = put(nowhere / "cache", content=b"wrong")
    with pytest.raises(WeightsError):
        weights.find(card_of("a.net"))
    path.write_bytes(CONTENT)
    assert weights.find(card_of("a.net")) == {"a.net": path}


def test_an_explicit_folder_without_the_file_is_refused_rather_than_passed_over(nowhere):
    put(nowhere / "cache")
    (nowhere / "mine").mkdir()
    with pytest.raises(WeightsError, match=r"mine.* has no a\.net"):
        weights.find(card_of("a.net"), nowhere / "mine")


def test_an_explicit_path_that_is_not_there_is_refused(nowhere):
    with pytest.raises(WeightsError, match="is not there"):
        weights.find(card_of("a.net"), nowhere / "missing")


def test_an_explicit_file_of_another_name_is_refused(nowhere):
    with pytest.raises(WeightsError, match=r"other\.net.* is no file of toy"):
        weights.find(card_of("a.net"), put(nowhere / "mine", "other.net"))


def test_the_published_files_have_the_hashes_of_the_card(nowhere, weights_dir):
    for file in card("blazepose").files:
        shutil.copy(weights_dir / file.name, nowhere / file.name)
        assert (nowhere / file.name).stat().st_size == file.bytes
    assert set(weights.find(card("blazepose"), nowhere)) == {
        "pose_detection.tflite",
        "pose_landmark_full.tflite",
    }
