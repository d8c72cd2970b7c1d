from __future__ import annotations

import io
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.errors import FormatError

from .strategies import SKELETON, tables

COLUMNS = ("row", "frame", "time", "track", "points", "visibility", "confidence", "origin")


def write(path, text):
    path.write_text(text, newline="")
    return path


@given(tables())
def test_any_table_comes_back_equal_in_the_columns_it_has(tmp_path_factory, table):
    path = tmp_path_factory.getbasetemp() / "table.csv"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the format leaves out
        nbp.save(table, path)
    read = nbp.load(path)
    assert (read.skeleton, read.fps, read.unit, read.axes) == (
        table.skeleton,
        table.fps,
        table.unit,
        table.axes,
    )
    for name in COLUMNS:
        np.testing.assert_array_equal(getattr(read, name), getattr(table, name), err_msg=name)


def test_points_in_space_come_back_with_their_unit(tmp_path):
    points = np.random.default_rng(0).normal(size=(4, 17, 3))
    poses = nbp.Poses.from_arrays(
        points, skeleton=nbp.skeleton("coco17"), fps=29.97, unit="m", axes="y-down"
    )
    read = nbp.load(nbp.save(poses, tmp_path / "a.csv"))
    np.testing.assert_array_equal(read.points, points)
    assert (read.unit, read.axes, read.fps) == ("m", "y-down", 29.97)
    assert read.skeleton is nbp.skeleton("coco17")


def test_pandas_reads_it_as_the_tidy_table(tmp_path):
    poses = nbp.Poses.build(SKELETON, [[[1, 2.5], [np.nan, np.nan], [5, 6]]])
    path = nbp.save(poses, tmp_path / "a.csv")
    table = pd.read_csv(path, comment="#")
    assert list(table) == list(poses.to_dataframe())
    assert table["keypoint"].tolist() == ["nose", "left_ear", "right_ear"]
    assert table["x"].tolist()[::2] == [1.0, 5.0]


def test_a_table_of_ones_own_needs_five_columns(tmp_path):
    text = "frame,row,keypoint,y,x,colour\n3,7,LEar,2,1,red\n3,7,Nose,4,3,red\n"
    poses = nbp.load(write(tmp_path / "own.csv", text))
    assert poses.skeleton.labels == ("LEar", "Nose")
    assert poses.skeleton.keypoints == ("left_ear", "nose")
    assert poses.points.tolist() == [[[1, 2], [3, 4]]]
    assert (poses.row.tolist(), poses.frame.tolist(), poses.unit) == ([7], [3], "px")


def test_keypoints_of_a_known_schema_bring_its_edges(tmp_path):
    names = nbp.skeleton("coco17").keypoints
    lines = "".join(f"0,0,{name},{k},1\n" for k, name in enumerate(names))
    poses = nbp.load(write(tmp_path / "own.csv", "row,frame,keypoint,x,y\n" + lines))
    assert poses.skeleton is nbp.skeleton("coco17")


def test_a_line_that_was_taken_out_is_a_point_without_a_position(tmp_path):
    poses = nbp.Poses.build(SKELETON, [[[1, 2], [3, 4], [5, 6]]] * 2)
    path = nbp.save(poses, tmp_path / "a.csv")
    lines = path.read_text().splitlines(keepends=True)
    read = nbp.load(write(path, "".join(lines[:4] + lines[5:])))
    assert np.isnan(read.points[0, 1]).all()
    assert read.visibility.tolist() == [[2, 0, 2], [2, 2, 2]]


def test_spreadsheets_may_change_line_ends_and_mark_the_encoding(tmp_path):
    poses = nbp.Poses.build(SKELETON, [[[1, 2], [3, 4], [5, 6]]])
    path = nbp.save(poses, tmp_path / "a.csv")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    np.testing.assert_array_equal(nbp.load(path).points, poses.points)


HEAD = '# nbpose poses 1\n# {"skeleton": "coco17", "unit": "px", "axes": null, "fps": 30}\n'
TABLE = "row,frame,track,keypoint,x,y,visibility\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "row,frame,keypoint,x\n", "has no column y; a table of poses needs row, frame"),
        (HEAD, "is no table"),
        (HEAD + TABLE + "0,0,0,nose,1,b,2\n", 'column y has the value "b"; it must be a number'),
        (
            HEAD + TABLE + "0,0.5,0,nose,1,2,2\n",
            'column frame has the value "0.5"; it must be a whole',
        ),
        (HEAD + TABLE + "0,,0,nose,1,2,2\n", 'column frame has the value ""'),
        (
            HEAD + TABLE + "0,0,0,nose,1,2,300\n",
            "visibility has the value 300; it must be a whole number from 0",
        ),
        (HEAD + TABLE + "0,0,0,nose,1,2,3\n", "visibility 3 is none of 0"),
        (HEAD + TABLE + "0,-1,0,nose,1,2,2\n", "frame -1 is negative"),
        (HEAD + TABLE + "0,0,0,noze,1,2,2\n", 'has no keypoint "noze"; did you mean nose'),
        (HEAD + TABLE + "0,0,0,,1,2,2\n", 'has no keypoint "nan"'),
        (HEAD + TABLE + "0,0,0,nose,1,2,2\n" * 2, "row 0 has nose more than once; keep one line"),
        (
            HEAD + TABLE + "0,0,0,nose,1,2,2\n0,1,0,left_eye,1,2,2\n",
            "row 0 has the frame 1 and 0; all keypoints of a row share one",
        ),
        ("# nbpose poses 1\n" + TABLE, "does not say skeleton, unit, axes and fps as JSON"),
        ("# nbpose poses 1\n# {]\n" + TABLE, "does not say skeleton, unit, axes and fps as JSON"),
        (HEAD.replace("30", '"x"') + TABLE, "does not say skeleton, unit, axes and fps as JSON"),
        (HEAD.replace("coco17", "coco71") + TABLE, 'There is no skeleton "coco71"'),
        (TABLE, "has no lines, and does not say which skeleton"),
        (HEAD + TABLE + '0,0,0,"nose,1,2,2\n', "is no table"),
    ],
)
def test_what_is_wrong_is_named_with_column_and_value(tmp_path, text, message):
    path = write(tmp_path / "broken.csv", text)
    with pytest.raises(FormatError) as caught:
        nbp.load(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


@settings(max_examples=200)
@given(st.data())
def test_whatever_is_changed_in_a_table_it_is_refused_in_words_or_read(tmp_path_factory, data):
    poses = nbp.Poses.build(SKELETON, [[[1.25, 2], [3, 4], [5, 6]]] * 2, frame=[0, 1])
    path = tmp_path_factory.getbasetemp() / "mutated.csv"
    nbp.save(poses, path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        stop = data.draw(st.integers(start, min(start + 6, len(content))))
        content[start:stop] = data.draw(
            st.binary(max_size=3) | st.sampled_from([b",", b"\n", b'"'])
        )
    path.write_bytes(content)
    try:
        read = nbp.load(path)
    except FormatError as error:
        assert str(path) in str(error)
        return
    assert isinstance(read, nbp.Poses)


def test_a_table_of_a_hundred_thousand_lines_is_read_as_it_was_written(tmp_path):
    rng = np.random.default_rng(0)
    poses = nbp.Poses.from_arrays(
        rng.normal(300, 100, (6000, 17, 2)), skeleton=nbp.skeleton("coco17")
    )
    path = nbp.save(poses, tmp_path / "a.csv")
    np.testing.assert_array_equal(nbp.load(path).points, poses.points)
    assert pd.read_csv(io.StringIO(path.read_text()), comment="#").shape == (102_000, 10)
