from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nbpose as nbp
from nbpose.analysis import AnalysisWarning, joint_angles
from nbpose.analysis.measure import wrap
from nbpose.errors import AnalysisError, ArgumentError

POSES = [
    ("knee_flexion", "knee", value) for value in (-12.0, 0.0, 45.0, 90.0, 120.0, 150.0)
] + [
    ("hip_flexion", "hip", value) for value in (-25.0, 0.0, 60.0, 90.0, 130.0)
] + [
    ("ankle_dorsiflexion", "ankle", value) for value in (-50.0, 0.0, 20.0)
] + [
    ("elbow_flexion", "elbow", value) for value in (-5.0, 0.0, 90.0, 145.0)
] + [
    ("shoulder_flexion", "shoulder", value) for value in (-50.0, 0.0, 90.0, 170.0, 180.0, 185.0)
]  # fmt: skip


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize(("angle", "joint", "degrees"), POSES)
def test_an_angle_comes_out_as_the_figure_was_posed(
    figure, standing, value_of, angle, joint, degrees, facing
):
    poses = standing(figure(left={joint: degrees}, right={joint: degrees}, facing=facing))
    table = joint_angles(poses)
    for side in ("left", "right"):
        assert value_of(table, angle, side) == pytest.approx(degrees, abs=1e-9)
    assert {s["facing"] for s in table.attrs["facing"]} == {facing}


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("lean", [-30.0, 0.0, 50.0, 100.0])
def test_leaning_forward_is_positive_and_leaves_the_hip_alone(
    figure, standing, value_of, lean, facing
):
    posture = {"trunk": lean, "hip": 20.0}
    table = joint_angles(standing(figure(left=posture, right=posture, facing=facing)))
    assert value_of(table, "trunk_lean", "") == pytest.approx(lean)
    assert value_of(table, "hip_flexion") == pytest.approx(20.0)
    assert value_of(table, "thigh_to_vertical") == pytest.approx(20.0 - lean)


def test_left_and_right_do_not_mix(figure, standing, value_of):
    table = joint_angles(standing(figure(left={"knee": 70.0}, right={"knee": 5.0})))
    assert value_of(table, "knee_flexion", "left") == pytest.approx(70.0)
    assert value_of(table, "knee_flexion", "right") == pytest.approx(5.0)


postures = st.fixed_dictionaries(
    {
        "knee": st.floats(-10, 150),
        "hip": st.floats(-30, 130),
        "ankle": st.floats(-50, 30),
        "elbow": st.floats(-10, 150),
        "shoulder": st.floats(-60, 190),
        "trunk": st.floats(-30, 90),
    }
)


@settings(max_examples=40)
@given(left=postures, right=postures, scale=st.floats(0.05, 20.0), x=st.floats(-5e3, 5e3))
def test_place_size_and_mirroring_change_no_angle(figure, left, right, scale, x):
    before = angles_of(figure(left, right, "right"), facing="right")
    after = angles_of(figure(left, right, "left", scale, (x, -x)), facing="left")
    np.testing.assert_allclose(after["value"], before["value"], atol=1e-6)


@settings(max_examples=40)
@given(left=postures, right=postures, turned=st.floats(-180, 180))
def test_a_tilted_camera_changes_only_angles_to_the_vertical(figure, left, right, turned):
    points = figure(left, right)
    cosine, sine = np.cos(np.radians(turned)), np.sin(np.radians(turned))
    before = angles_of(points, facing="right")
    after = angles_of(points @ [[cosine, sine], [-sine, cosine]], facing="right")
    inner = ~before["angle"].isin(["thigh_to_vertical", "trunk_lean"])
    difference = (after["value"] - before["value"])[inner]
    np.testing.assert_allclose((difference + 180.0) % 360.0 - 180.0, 0.0, atol=1e-6)


@settings(max_examples=40)
@given(posture=postures)
def test_left_and_right_are_treated_alike(figure, posture):
    table = angles_of(figure(left=posture, right=posture), facing="right")
    sides = table.pivot(index="angle", columns="side", values="value")
    np.testing.assert_allclose(sides["left"], sides["right"], atol=1e-6)


@given(st.floats(-1e4, 1e4), st.sampled_from([-180.0, -90.0]))
def test_wrapping_keeps_the_direction_and_stays_in_the_range(degrees, lowest):
    wrapped = wrap(np.array([degrees]), lowest).item()
    assert lowest - 1e-9 < wrapped <= lowest + 360.0
    assert np.cos(np.radians(wrapped - degrees)) == pytest.approx(1.0)


def angles_of(points, **options):
    poses = nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), np.asarray(points)[None])
    return joint_angles(poses, **options)


def test_y_up_pictures_give_the_same_angles(figure, standing, value_of):
    points = figure(left={"knee": 70.0, "hip": 30.0}, right={"knee": 10.0})
    upwards = standing(points * [1.0, -1.0]).replace(axes="y-up")
    assert value_of(joint_angles(upwards), "knee_flexion") == pytest.approx(70.0)
    assert value_of(joint_angles(upwards), "thigh_to_vertical") == pytest.approx(30.0)


def test_points_in_metres_must_say_which_way_is_up(figure, standing):
    metres = standing(figure(left={"knee": 70.0})).replace(unit="m")
    with pytest.raises(
        ArgumentError, match=r"in m and do not say .* poses\.replace\(axes=\.\.\.\)"
    ):
        joint_angles(metres)
    joint_angles(metres.replace(axes="y-down"))


def test_every_row_angle_and_side_has_its_line(figure, standing):
    table = joint_angles(standing(figure(), frames=12))
    assert list(table.columns) == ["frame", "time", "track", "angle", "side", "value", "sd"]
    assert len(table) == 12 * (6 * 2 + 1)
    assert set(table[table.angle == "trunk_lean"]["side"]) == {""}
    assert table["sd"].isna().all()


def test_conventions_travel_with_the_numbers(figure, standing):
    attrs = joint_angles(standing(figure()), min_confidence=0.4).attrs
    assert "0 = straight, + = flexion" in attrs["conventions"]["knee_flexion"]
    assert attrs["keypoints"]["knee_flexion"]["left"] == ["left_knee", "left_ankle", "left_hip"]
    assert attrs["unit"] == "degrees"
    assert attrs["min_confidence"] == 0.4


def test_a_missing_point_gives_nan_and_is_accounted_for(figure, standing, value_of):
    points = np.tile(figure(), (30, 1, 1))
    points[7, nbp.skeleton("mediapipe_pose33").index("left_ankle")] = np.nan
    table = joint_angles(standing(points, frames=30))
    assert np.isnan(value_of(table, "knee_flexion", "left", frame=7))
    assert np.isfinite(value_of(table, "knee_flexion", "right", frame=7))
    assert {
        "angle": "knee_flexion",
        "side": "left",
        "reason": "a keypoint is missing",
        "rows": 1,
    } in table.attrs["left_out"]


def test_an_unsure_point_gives_nan_but_a_placed_one_counts(figure, standing, value_of):
    confidence = np.full((40, 33), 0.9)
    skeleton = nbp.skeleton("mediapipe_pose33")
    confidence[:, skeleton.index("left_wrist")] = 0.1
    confidence[:, skeleton.index("right_wrist")] = np.nan
    table = joint_angles(standing(figure(), confidence=confidence))
    assert np.isnan(value_of(table, "elbow_flexion", "left"))
    assert value_of(table, "elbow_flexion", "right") == pytest.approx(0.0)
    reasons = {(e["angle"], e["side"]): e["reason"] for e in table.attrs["left_out"]}
    assert reasons == {("elbow_flexion", "left"): "a keypoint is below min_confidence"}


def test_points_in_one_place_give_nan_instead_of_an_angle(figure, standing, value_of):
    points = figure()
    skeleton = nbp.skeleton("mediapipe_pose33")
    points[skeleton.index("left_ankle")] = points[skeleton.index("left_knee")]
    table = joint_angles(standing(points))
    assert np.isnan(value_of(table, "knee_flexion"))
    assert any(e["reason"] == "two keypoints coincide" for e in table.attrs["left_out"])


def test_an_absent_point_does_not_count_even_with_a_position(figure, standing, value_of):
    visibility = np.full((40, 33), 2)
    visibility[:, nbp.skeleton("mediapipe_pose33").index("left_knee")] = 0
    table = joint_angles(standing(figure(), visibility=visibility))
    assert np.isnan(value_of(table, "knee_flexion"))


def test_several_people_keep_their_tracks(figure, standing, value_of):
    one = standing(figure(left={"knee": 20.0}), frames=30, row=np.arange(30))
    two = standing(
        figure(left={"knee": 80.0}, facing="left"),
        frames=30,
        row=np.arange(30, 60),
        track=np.full(30, 4),
    )
    table = joint_angles(nbp.Poses.concat([two, one]))
    knees = table[(table.angle == "knee_flexion") & (table.side == "left")]
    assert knees.groupby("track")["value"].mean().round(6).to_dict() == {0: 20.0, 4: 80.0}
    assert list(knees["track"]) == sorted(knees["track"])


def test_no_rows_give_an_empty_table_with_its_columns():
    table = joint_angles(nbp.Poses.empty(nbp.skeleton("coco17")))
    assert len(table) == 0
    assert "value" in table.columns
    assert "knee_flexion" in table.attrs["conventions"]


def test_an_own_skeleton_gives_the_angles_its_names_allow(figure):
    names = ["left_hip", "left_knee", "left_ankle", "right_hip", "right_knee", "right_ankle"]
    known = nbp.skeleton("mediapipe_pose33")
    points = figure(left={"knee": 33.0})[[known.index(name) for name in names]]
    poses = nbp.Poses.build(nbp.Skeleton("mine", names), points[None])
    table = joint_angles(poses, facing="right")
    assert set(table["angle"]) == {"knee_flexion", "thigh_to_vertical"}
    assert table["value"].iloc[0] == pytest.approx(33.0)


def test_an_angle_without_its_keypoints_is_refused_by_name():
    with pytest.raises(AnalysisError, match=r"ankle_dorsiflexion needs left_heel.*coco17"):
        joint_angles(nbp.Poses.empty(nbp.skeleton("coco17")), ["ankle_dorsiflexion"])


def test_a_mouse_has_no_human_joint_angles():
    with pytest.raises(AnalysisError, match="superanimal_topviewmouse27"):
        joint_angles(nbp.Poses.empty(nbp.skeleton("superanimal_topviewmouse27")))


@pytest.mark.parametrize("name", [None, 5, ["knee_flexion"]])
def test_what_is_no_name_is_no_joint_angle(name):
    with pytest.raises(AnalysisError, match=r"There is no joint angle .*knee_flexion"):
        nbp.analysis.angle(name)


SD_MEND = "give one positive number, or 17 of them."


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"facing": "up"}, 'facing is "up"; give "auto", "left" or "right".'),
        ({"facing": None}, 'facing is "None"; give "auto", "left" or "right".'),
        ({"angles": []}, 'angles is []; give names such as ["knee_flexion"], or None for all.'),
        ({"angles": 5}, 'angles is 5; give names such as ["knee_flexion"], or None for all.'),
        ({"min_confidence": 3}, "min_confidence is 3; give a number from 0 to 1."),
        ({"min_confidence": "a"}, "min_confidence is 'a'; give a number from 0 to 1."),
        ({"min_confidence": None}, "min_confidence is None; give a number from 0 to 1."),
        ({"keypoint_sd": -1.0}, f"keypoint_sd has the value -1.0; {SD_MEND}"),
        ({"keypoint_sd": float("inf")}, f"keypoint_sd has the value inf; {SD_MEND}"),
        ({"keypoint_sd": [1.0, 2.0]}, f"keypoint_sd has the shape (2,); {SD_MEND}"),
        ({"keypoint_sd": []}, f"keypoint_sd has the shape (0,); {SD_MEND}"),
        ({"keypoint_sd": "x"}, f"keypoint_sd is no array of numbers; {SD_MEND}"),
    ],
)
def test_an_argument_that_does_not_fit_is_named(options, sentence):
    with pytest.raises(ArgumentError) as caught:
        joint_angles(nbp.Poses.empty(nbp.skeleton("coco17")), **options)
    assert str(caught.value) == sentence


def test_the_uncertainty_agrees_with_random_trials(figure):
    rng = np.random.default_rng(1)
    points = figure(
        left={"knee": 30.0, "hip": 20.0, "elbow": 80.0, "ankle": 10.0}, right={"knee": 100.0}
    )
    tried = points + rng.normal(0.0, 2.0, (20_000, 33, 2))
    poses = nbp.Poses.build(nbp.skeleton("mediapipe_pose33"), tried)
    measured = joint_angles(poses, facing="right").groupby(["angle", "side"])["value"].std()
    stated = angles_of(points, facing="right", keypoint_sd=2.0)
    stated = stated.set_index(["angle", "side"])["sd"]
    np.testing.assert_allclose(stated.loc[measured.index], measured, rtol=0.03)


def test_the_uncertainty_of_three_points_is_the_published_example():
    names = ["left_hip", "left_knee", "left_ankle", "right_hip", "right_knee", "right_ankle"]
    bend = np.radians(30.0)
    leg = [[0.0, -100.0], [0.0, 0.0], [90.0 * np.sin(bend), 90.0 * np.cos(bend)]]
    poses = nbp.Poses.build(nbp.Skeleton("legs", names), [leg + leg])
    table = joint_angles(poses, ["knee_flexion"], facing="left", keypoint_sd=2.0)
    assert table["value"].iloc[0] == pytest.approx(30.0)
    assert table["sd"].iloc[0] == pytest.approx(2.9, abs=0.05)


def test_one_sd_for_each_keypoint_counts_only_where_it_is_used(figure):
    skeleton = nbp.skeleton("mediapipe_pose33")
    spread = np.zeros(33)
    spread[skeleton.index("left_wrist")] = 3.0
    table = angles_of(figure(), facing="right", keypoint_sd=spread)
    uncertain = table[table["sd"] > 0]
    assert set(zip(uncertain["angle"], uncertain["side"], strict=True)) == {
        ("elbow_flexion", "left")
    }


def test_points_in_space_give_included_angles_without_sign(figure):
    rng = np.random.default_rng(3)
    turned, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    flat = figure(left={"knee": 40.0, "ankle": 15.0}, right={"knee": -8.0, "ankle": -30.0})
    space = np.concatenate([flat, np.zeros((33, 1))], axis=1) @ turned
    table = angles_of(space)
    found = table.set_index(["angle", "side"])["value"].round(6).to_dict()
    assert found == {
        ("knee_flexion", "left"): 40.0,
        ("knee_flexion", "right"): 8.0,
        ("ankle_dorsiflexion", "left"): 15.0,
        ("ankle_dorsiflexion", "right"): -30.0,
        ("elbow_flexion", "left"): 0.0,
        ("elbow_flexion", "right"): 0.0,
    }
    assert "bent either way" in table.attrs["conventions"]["knee_flexion"]


@pytest.mark.parametrize("angle", ["hip_flexion", "trunk_lean", "shoulder_flexion"])
def test_what_needs_a_plane_is_refused_in_space(angle):
    poses = nbp.Poses.build(nbp.skeleton("coco17"), np.zeros((1, 17, 3)))
    with pytest.raises(AnalysisError, match="not defined for 3-D"):
        joint_angles(poses, [angle])


@pytest.mark.parametrize("options", [{"facing": "left"}, {"keypoint_sd": 2.0}])
def test_facing_and_picture_sd_are_refused_in_space(options):
    poses = nbp.Poses.build(nbp.skeleton("coco17"), np.zeros((1, 17, 3)))
    with pytest.raises(ArgumentError, match="3-D"):
        joint_angles(poses, **options)


def test_a_person_seen_from_the_front_gets_no_sagittal_angles(figure, standing):
    points = figure()
    skeleton = nbp.skeleton("mediapipe_pose33")
    for name, x in (("hip", 20.0), ("shoulder", 40.0), ("knee", 20.0), ("ankle", 20.0)):
        points[skeleton.index(f"left_{name}"), 0] += x
        points[skeleton.index(f"right_{name}"), 0] -= x
    for side in ("left", "right"):
        heel, toe = (skeleton.index(f"{side}_{end}") for end in ("heel", "foot_index"))
        points[toe] = points[heel] + [0.0, 10.0]
    points[skeleton.index("nose"), 0] = 500.0
    with pytest.warns(AnalysisWarning, match="Track 0, frames 0 to 39: the person faces"):
        table = joint_angles(standing(points))
    assert table["value"].isna().all()
    assert [s["facing"] for s in table.attrs["facing"]] == ["front"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        forced = joint_angles(standing(points), facing="right")
    assert forced["value"].notna().all()
