from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.analysis import joint_angles, with_conventions
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


def test_another_table_is_refused():
    with pytest.raises(AnalysisError, match=r"give the table that nbp\.analysis\.joint_angles"):
        with_conventions([1, 2])
