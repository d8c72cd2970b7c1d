from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nbpose.analysis import joint_angles, range_of_motion
from nbpose.errors import AnalysisError, ArgumentError


def curve(values, track=0, angle="knee_flexion", side="left"):
    frames = np.arange(len(values))
    return pd.DataFrame(
        {
            "frame": frames,
            "time": frames / 30.0,
            "track": track,
            "angle": angle,
            "side": side,
            "value": values,
            "sd": np.nan,
        }
    )


def test_extremes_name_their_frames_and_times():
    (line,) = range_of_motion(curve([10.0, 40.0, np.nan, -5.0, 12.0])).to_dict("records")
    assert (line["min"], line["min_frame"], line["min_time"]) == (-5.0, 3, pytest.approx(0.1))
    assert (line["max"], line["max_frame"], line["max_time"]) == (40.0, 1, pytest.approx(1 / 30))
    assert line["range"] == 45.0
    assert (line["valid"], line["frames"], line["share"]) == (4, 5, 0.8)
    assert line["mean"] == pytest.approx(57 / 4)


def test_one_wild_frame_rules_the_extremes_but_not_the_percentiles():
    values = 30.0 + 30.0 * np.sin(np.linspace(0, 12 * np.pi, 600))
    values[100] = 175.0
    rom = range_of_motion(curve(values))
    assert rom["max"].item() == 175.0
    assert rom["range_p2_p98"].item() == pytest.approx(60.0, abs=0.5)
    assert "leave 2 % of the valid frames out" in rom.attrs["robust"]


def test_the_columns_are_named_by_the_percentile():
    rom = range_of_motion(curve(np.arange(101.0)), percentile=5)
    assert (rom["p5"].item(), rom["p95"].item(), rom["range_p5_p95"].item()) == (5.0, 95.0, 90.0)


def test_every_number_has_its_zero_and_sign_beside_it(figure, standing):
    rom = range_of_motion(joint_angles(standing(figure())))
    assert len(rom) == 13
    knee = rom[rom.angle == "knee_flexion"].iloc[0]
    assert (knee["zero"], knee["positive"]) == ("straight", "flexion")
    assert rom.attrs["conventions"]["knee_flexion"]


def test_plane_and_facing_stand_beside_every_number(figure, standing):
    poses = standing(figure(left={"knee": 70.0}))
    rom = range_of_motion(joint_angles(poses))
    assert set(rom["plane"]) == {"picture"} and set(rom["facing"]) == {"right"}


def test_a_table_read_back_from_a_file_keeps_the_trunk(figure, standing, tmp_path):
    angles = joint_angles(standing(figure()))
    angles.to_csv(tmp_path / "angles.csv", index=False)
    back = range_of_motion(pd.read_csv(tmp_path / "angles.csv"))
    assert set(back["angle"]) == set(angles["angle"])
    assert back["side"].isin(["left", "right", ""]).all()


def test_tracks_and_sides_are_kept_apart():
    angles = pd.concat(
        [curve([1.0, 2.0], track=7), curve([3.0, 9.0], track=7, side="right"), curve([0.0, 5.0])]
    )
    rom = range_of_motion(angles).set_index(["track", "side"])["range"]
    assert rom.to_dict() == {(0, "left"): 5.0, (7, "left"): 1.0, (7, "right"): 6.0}


def test_a_joint_that_is_never_seen_has_no_range():
    line = range_of_motion(curve([np.nan, np.nan])).iloc[0]
    assert np.isnan(line["range"])
    assert pd.isna(line["max_frame"])
    assert (line["valid"], line["frames"]) == (0, 2)


def test_no_angles_give_an_empty_table_with_its_columns():
    rom = range_of_motion(curve([]))
    assert len(rom) == 0
    assert {"min", "range_p2_p98", "zero"} <= set(rom.columns)


def test_people_without_tracks_are_not_mixed():
    crowd = pd.concat([curve([1.0, 2.0], track=-1), curve([60.0, 70.0], track=-1)])
    with pytest.raises(AnalysisError, match="Track -1 has several people in frame 0"):
        range_of_motion(crowd)


def test_a_table_that_is_none_of_angles_is_refused():
    with pytest.raises(AnalysisError, match='no column "angle"'):
        range_of_motion(pd.DataFrame({"frame": [0], "time": [0.0], "track": [0]}))


def test_a_side_that_is_none_is_refused():
    with pytest.raises(AnalysisError, match='angles has the side \'L\'; there are "left", "right"'):
        range_of_motion(curve([1.0]).assign(side="L"))


@pytest.mark.parametrize("percentile", [-1, 50, float("nan"), "a", None])
def test_a_percentile_without_sense_is_refused(percentile):
    sentence = f"percentile is {percentile!r}; give a number from 0 to below 50"
    with pytest.raises(ArgumentError, match=sentence):
        range_of_motion(curve([1.0]), percentile=percentile)
