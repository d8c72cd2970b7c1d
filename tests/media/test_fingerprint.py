from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.media import fingerprint


def test_a_copy_under_another_name_has_the_same_fingerprint(clip_path, tmp_path):
    path = clip_path("h264_no_b")
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(path.read_bytes())
    assert nbp.open(path).fingerprint == nbp.open(copy).fingerprint
    assert nbp.open(path).fingerprint != nbp.open(clip_path("h264_b_frames")).fingerprint


@pytest.mark.parametrize("size", [1, 1000, 1 << 20, 9 << 20])
def test_a_change_at_either_end_or_in_length_is_noticed(tmp_path, size):
    path = tmp_path / "file"
    content = bytearray(np.random.default_rng(0).bytes(size))
    seen = set()
    for changed in (content, b"\0" + content[1:], content[:-1] + b"\0", content + b"\0"):
        path.write_bytes(changed)
        seen.add(fingerprint.of_file(path))
    assert len(seen) == (4 if size > 1 else 3)


def test_the_fingerprint_of_a_file_does_not_change_from_version_to_version(tmp_path):
    (tmp_path / "small").write_bytes(b"abc")
    (tmp_path / "big").write_bytes(bytes(range(256)) * 40_000)
    assert fingerprint.of_file(tmp_path / "small").startswith("7b0393befdc28ff2")
    assert fingerprint.of_file(tmp_path / "big").startswith("05e47b038f63617d")


def test_pictures_are_told_apart_by_content_and_order(tmp_path):
    for name, content in (("a", b"1"), ("b", b"2"), ("c", b"1")):
        (tmp_path / name).write_bytes(content)
    a, b, c = (tmp_path / name for name in "abc")
    assert fingerprint.of_files([a, b]) == fingerprint.of_files([c, b])
    assert fingerprint.of_files([a, b]) != fingerprint.of_files([b, a])


def test_arrays_are_told_apart_by_pixels_and_shape():
    array = np.random.default_rng(0).integers(0, 256, (2, 4, 6, 3), dtype=np.uint8)
    other = array.copy()
    other[1, 0, 0, 0] ^= 1
    prints = [nbp.open(a).fingerprint for a in (array, other, array.reshape(2, 6, 4, 3), array[:1])]
    assert len(set(prints)) == 4
    assert nbp.open(array.copy()).fingerprint == prints[0]
