from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp

NAMES = ["nose", "left_ear", "right_ear"]
CUBE = np.random.default_rng(0).normal(size=(4, 2, 3, 2))


def test_the_tidy_table_has_a_line_for_each_keypoint_of_each_row():
    poses = nbp.Poses.from_arrays(CUBE, keypoints=NAMES, fps=10)
    table = poses.to_dataframe()
    assert list(table) == [
        "row", "frame", "time", "track", "keypoint", "x", "y", "visibility", "confidence", "origin",
    ]  # fmt: skip
    assert len(table) == 4 * 2 * 3
    line = table[(table.frame == 2) & (table.track == 1) & (table.keypoint == "left_ear")].iloc[0]
    assert [line.x, line.y] == CUBE[2, 1, 1].tolist()
    assert line.time == pytest.approx(0.2)
    assert list(table.keypoint.cat.categories) == NAMES


def test_points_in_space_have_a_third_column():
    table = nbp.Poses.from_arrays(np.zeros((1, 3, 3)), keypoints=NAMES).to_dataframe()
    assert list(table)[5:8] == ["x", "y", "z"]


def test_the_data_set_has_the_layout_of_movement():
    pytest.importorskip("xarray")
    poses = nbp.Poses.from_arrays(CUBE, keypoints=NAMES, fps=10)
    data = poses.to_xarray()
    assert data.position.dims == ("time", "space", "keypoints", "individuals")
    here = data.position.sel(individuals="id_1", keypoints="left_ear", space="y").values
    np.testing.assert_array_equal(here, CUBE[:, 1, 1, 1])
    np.testing.assert_allclose(data.time, [0, 0.1, 0.2, 0.3])
    assert data.attrs["fps"] == 10
