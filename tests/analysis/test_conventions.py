from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import nbpose as nbp
from nbpose.analysis import joint_angles, range_of_motion, with_conventions
from nbpose.errors import AnalysisError


def test_each_value_has_its_whole_convention_beside_it(figure, standing):
    angles = joint_angles(standing(figure(left={"knee": 70.0})))
    table = with_conventions(angles)
    line = table[(table["angle"] == "knee_flexion") & (table["side"] == "left")].iloc[0]
    assert line["value"] == pytest.approx(70)
    assert line[["zero", "positive", "plane", "facing"]].tolist() == [
        "straight",
        "flexion",
        "picture",
        "right",
    ]
    assert list(angles.columns) == ["frame", "time", "track", "angle", "side", "value", "sd"]
    assert table.attrs == angles.attrs


def test_each_person_and_frame_has_its_own_facing(figure, standing):
    one = standing(figure(left={"knee": 70.0}))
    other = standing(figure(left={"knee": 70.0}, facing="left"), track=np.ones(40, int))
    both = nbp.Poses.concat([one, other.replace(row=other.row + len(one))])
    table = with_conventions(joint_angles(both))
    assert set(table[table["track"] == 0]["facing"]) == {"right"}
    assert set(table[table["track"] == 1]["facing"]) == {"left"}


def test_angles_in_space_do_not_tell_which_way_a_knee_bends(figure, standing):
    flat = standing(figure(left={"knee": 70.0})).points / 200
    world = np.concatenate([flat, np.zeros((*flat.shape[:2], 1))], axis=2)
    poses = nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), world, unit="m", axes="y-down")
    table = with_conventions(joint_angles(poses.replace(frame=np.arange(len(poses)))))
    assert set(table["plane"]) == {"space"}
    growth = dict(zip(table["angle"], table["positive"], strict=True))
    assert growth["knee_flexion"] == "bent either way"
    assert growth["ankle_dorsiflexion"] == "dorsiflexion"
    assert set(table["facing"]) == {""}


def test_what_a_file_says_of_plane_and_facing_is_kept(figure, standing, tmp_path):
    one = standing(figure(left={"knee": 70.0}))
    other = standing(figure(left={"knee": 70.0}, facing="left"), track=np.ones(40, int))
    table = with_conventions(
        joint_angles(nbp.Poses.concat([one, other.replace(row=other.row + len(one))]))
    )
    table.to_csv(tmp_path / "angles.csv", index=False)
    back = pd.read_csv(tmp_path / "angles.csv")
    again = with_conventions(back)
    for column in ("side", "zero", "positive", "plane", "facing"):
        assert again[column].tolist() == table[column].tolist()
    rom = range_of_motion(back)
    assert set(rom["plane"]) == {"picture"}
    assert rom.groupby("track")["facing"].first().tolist() == ["right", "left"]


def test_angles_in_space_stay_so_in_a_file(figure, standing, tmp_path):
    flat = standing(figure(left={"knee": 70.0})).points / 200
    world = np.concatenate([flat, np.zeros((*flat.shape[:2], 1))], axis=2)
    poses = nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), world, unit="m", axes="y-down")
    angles = joint_angles(poses.replace(frame=np.arange(len(poses))))
    with_conventions(angles).to_csv(tmp_path / "angles.csv", index=False)
    back = range_of_motion(pd.read_csv(tmp_path / "angles.csv"))
    assert set(back["plane"]) == {"space"}
    assert "bent either way" in set(back["positive"])


def test_where_nothing_tells_the_plane_none_is_claimed(figure, standing):
    angles = joint_angles(standing(figure()))
    angles.attrs.clear()
    assert set(with_conventions(angles)["plane"]) == set(range_of_motion(angles)["plane"]) == {""}


def test_another_table_is_refused():
    with pytest.raises(AnalysisError, match=r"give the table that nbp\.analysis\.joint_angles"):
        with_conventions([1, 2])
