from __future__ import annotations

import json

import numpy as np
import pytest

import nbpose as nbp
from nbpose import formats
from nbpose.errors import ArgumentError, FormatError

POSES = nbp.Poses.build(nbp.Skeleton("one", ["nose"]), [[[1.0, 2.0]]])


def test_a_file_is_known_by_its_content_not_its_ending(tmp_path):
    for name, path in (("coco", tmp_path / "a.csv"), ("csv", tmp_path / "b.json")):
        nbp.save(POSES, path, format=name)
        assert nbp.load(path).points.tolist() == [[[1.0, 2.0]]]
        assert nbp.load(path, format=name).points.tolist() == [[[1.0, 2.0]]]


def test_the_ending_decides_what_is_written(tmp_path):
    assert nbp.save(POSES, tmp_path / "a.JSON") == tmp_path / "a.JSON"
    assert "annotations" in json.loads((tmp_path / "a.JSON").read_text())
    assert nbp.save(POSES, str(tmp_path / "a.csv")) == tmp_path / "a.csv"
    assert (tmp_path / "a.csv").read_text().startswith("# nbpose poses 1\n")


def test_names_lists_every_format():
    assert formats.names() == tuple(known.name for known in formats.registry.FORMATS)
    assert {"coco", "csv"} <= set(formats.names())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.json", r"There is no none\.json in .*; did you mean one\.json\?"),
        ("folder", "folder is a folder; give the path of a file in it"),
        ("empty.json", r"empty\.json is empty; copy or export it again"),
        ("notes.txt", r"notes\.txt is in no format that nbpose knows; .* say so with format="),
    ],
)
def test_what_cannot_be_loaded_is_named(tmp_path, name, message):
    (tmp_path / "folder").mkdir()
    (tmp_path / "one.json").write_text("{}")
    (tmp_path / "empty.json").write_text(" \n")
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(FormatError, match=message):
        nbp.load(tmp_path / name)


@pytest.mark.parametrize("path", [None, 5, ""])
def test_what_is_no_path_is_refused(path):
    for call in (nbp.load, lambda path: nbp.save(POSES, path)):
        with pytest.raises(ArgumentError, match=f"^path is {path!r}; give the path of a file"):
            call(path)


def test_an_option_of_another_kind_is_refused(tmp_path):
    path = nbp.save(POSES, tmp_path / "a.json")
    with pytest.raises(ArgumentError, match="skeleton is 5; give the name of a schema"):
        nbp.load(path, skeleton=5)
    path.write_text("[]")
    with pytest.raises(ArgumentError, match=r"truth= needs Poses, .* given a int"):
        nbp.load(path, truth=5)


def test_an_unknown_format_names_the_nearest(tmp_path):
    with pytest.raises(FormatError, match='There is no format "cocoo"; did you mean "coco"\\?'):
        nbp.load(tmp_path / "a.json", format="cocoo")
    with pytest.raises(FormatError, match='There is no format "xyz"; there are coco'):
        nbp.save(POSES, tmp_path / "a.json", format="xyz")


def test_an_option_that_a_format_does_not_have_is_named(tmp_path):
    path = nbp.save(POSES, tmp_path / "a.json")
    with pytest.raises(FormatError, match='no option "categry" to read a COCO file; it has skel'):
        nbp.load(path, categry="person")
    path = nbp.save(POSES, tmp_path / "a.csv")
    with pytest.raises(FormatError, match="it has none"):
        nbp.load(path, skeleton="coco17")


def test_where_nothing_can_be_written_is_said(tmp_path):
    with pytest.raises(FormatError, match=r"There is no folder .*none to write to; make it first"):
        nbp.save(POSES, tmp_path / "none" / "a.json")
    with pytest.raises(FormatError, match="is a folder; add a file name"):
        nbp.save(POSES, tmp_path, format="coco")
    with pytest.raises(
        FormatError, match=r"a\.xyz has no ending that tells the format; end it in \."
    ):
        nbp.save(POSES, tmp_path / "a.xyz")


def test_a_failed_save_leaves_the_file_before_it_alone(tmp_path):
    path = nbp.save(POSES, tmp_path / "a.json")
    before = path.read_bytes()
    with pytest.raises(FormatError):
        nbp.save(POSES.replace(unit="mm"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    nbp.save(POSES, tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert nbp.load(tmp_path / "real.json").points.shape == (1, 1, 2)


def test_what_a_format_leaves_out_is_said_once(tmp_path):
    richer = POSES.replace(bbox=np.ones((1, 4)), score=np.ones(1))
    message = (
        r"a\.csv is nbpose's CSV, which has no place for bbox, score; save the poses as \.json"
    )
    with pytest.warns(UserWarning, match=message) as caught:
        nbp.save(richer, tmp_path / "a.csv")
    assert len(caught) == 1
    assert caught[0].filename == __file__
