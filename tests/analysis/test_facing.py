from __future__ import annotations

import json
import warnings

import numpy as np
import pytest

import nbpose as nbp
from nbpose.analysis import AnalysisWarning, joint_angles
from nbpose.analysis.facing import decide

BLAZEPOSE = nbp.skeleton("mediapipe_pose33")


def facings(poses):
    return [(s.start, s.stop, s.facing) for s in decide(poses)[1]]


def picked(points, names, name="custom"):
    """The same picture, of a skeleton that has only some of the points."""
    known = nbp.Skeleton(name, names)
    return known, np.asarray(points)[..., [BLAZEPOSE.index(n) for n in names], :]


def test_one_swapped_toe_does_not_turn_the_person(figure, standing):
    points = np.tile(figure(), (60, 1, 1))
    swapped = points[20:23].copy()
    for side in ("left", "right"):
        heel, toe = BLAZEPOSE.index(f"{side}_heel"), BLAZEPOSE.index(f"{side}_foot_index")
        swapped[:, [heel, toe]] = swapped[:, [toe, heel]]
    points[20:23] = swapped
    assert facings(standing(points, frames=60)) == [(0, 60, "right")]


def test_a_person_who_turns_round_gets_the_right_sign_on_both_ways(figure, standing, value_of):
    posture = {"knee": 50.0}
    there, back = figure(posture, posture, "right"), figure(posture, posture, "left")
    poses = standing(np.stack([there] * 60 + [back] * 60), frames=120)
    table = joint_angles(poses)
    assert value_of(table, "knee_flexion", frame=10) == pytest.approx(50.0)
    assert value_of(table, "knee_flexion", frame=110) == pytest.approx(50.0)
    assert [s["facing"] for s in table.attrs["facing"]] == ["right", "left"]
    assert table.attrs["facing"][1]["start"] == 60


def test_each_track_has_a_facing_of_its_own(figure, standing):
    one = standing(figure(facing="left"), row=np.arange(40))
    two = standing(figure(), row=np.arange(40, 80), track=np.full(40, 3))
    stretches = decide(nbp.Poses.concat([one, two]))[1]
    assert {s.track: s.facing for s in stretches} == {0: "left", 3: "right"}


def test_heads_alone_tell_where_a_coco_person_faces(figure):
    names = nbp.skeleton("coco17").keypoints
    have = [n for n in names if n in BLAZEPOSE.keypoints and "eye" not in n]
    skeleton, points = picked(np.stack([figure(facing="left")] * 30), have)
    poses = nbp.Poses.build(
        skeleton, points, frame=np.arange(30), time=np.arange(30) / 30, track=np.zeros(30)
    )
    assert facings(poses) == [(0, 30, "left")]


SIDES, LIMBS = ("left", "right"), ("shoulder", "hip", "knee", "ankle")
LEGS_AND_TRUNK = [f"{side}_{limb}" for side in SIDES for limb in LIMBS]


def test_bent_knees_tell_the_side_without_feet_and_face(figure):
    bent = figure({"knee": 60.0, "hip": 40.0}, {"knee": 60.0, "hip": 40.0}, "left")
    skeleton, points = picked(np.stack([bent] * 30), LEGS_AND_TRUNK)
    poses = nbp.Poses.build(
        skeleton, points, frame=np.arange(30), time=np.arange(30) / 30, track=np.zeros(30)
    )
    assert facings(poses) == [(0, 30, "left")]


def test_the_way_of_travel_tells_the_side_without_feet_and_face(figure):
    walking = np.stack([figure(at=(500.0 - 5.0 * t, 400.0)) for t in range(90)])
    skeleton, points = picked(walking, LEGS_AND_TRUNK)
    poses = nbp.Poses.build(
        skeleton, points, frame=np.arange(90), time=np.arange(90) / 30, track=np.zeros(90)
    )
    assert facings(poses) == [(0, 90, "left")]


def test_when_nothing_tells_the_side_no_number_is_given(figure):
    skeleton, points = picked(np.stack([figure()] * 30), LEGS_AND_TRUNK)
    poses = nbp.Poses.build(
        skeleton, points, frame=np.arange(30), time=np.arange(30) / 30, track=np.zeros(30)
    )
    with pytest.warns(AnalysisWarning, match=r"nothing tells.*facing="):
        table = joint_angles(poses)
    assert table["value"].isna().all()


def test_still_pictures_are_judged_one_by_one(figure):
    points = np.stack([figure({"knee": 40.0}), figure({"knee": 40.0}, facing="left")])
    poses = nbp.Poses.build(BLAZEPOSE, points, frame=[0, 1])
    table = joint_angles(poses, ["knee_flexion"])
    assert table[table.side == "left"]["value"].round(6).tolist() == [40.0, 40.0]
    assert {s["decided"] for s in table.attrs["facing"]} == {"auto, each row by itself"}


def real(testdata, folder):
    folder = testdata / "media" / folder
    points = np.array(json.loads((folder / "pose_squats.full.json").read_text()))[..., :2]
    count = np.arange(len(points))
    return nbp.Poses.build(
        BLAZEPOSE, points, frame=count, time=count / 5.0, track=np.zeros(len(count))
    )


def test_real_squats_are_seen_obliquely_and_the_table_says_so(testdata):
    poses = real(testdata, "squats_blazepose")
    with pytest.warns(AnalysisWarning, match="seen obliquely"):
        table = joint_angles(poses, ["knee_flexion"])
    (stretch,) = table.attrs["facing"]
    assert stretch["facing"] == "right"
    assert 35.0 < stretch["view"] < 65.0
    assert table["value"].between(-10.0, 120.0).all()


def test_squats_filmed_through_a_mirror_face_the_other_way_with_the_same_angles(testdata):
    poses = real(testdata, "squats_blazepose")
    mirrored = poses.replace(points=[719.0, 0.0] + poses.points * [-1.0, 1.0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AnalysisWarning)
        plain, other = joint_angles(poses), joint_angles(mirrored)
    assert other.attrs["facing"][0]["facing"] == "left"
    np.testing.assert_allclose(other["value"], plain["value"], atol=1e-6)


PAIRS = "eye ear shoulder elbow wrist hip knee ankle"
BODY_25B = [
    "nose",
    *(f"{side}_{part}" for part in PAIRS.split() for side in SIDES),
    *("neck", "head_top"),
    *(f"{side}_{part}" for side in SIDES for part in ("big_toe", "small_toe", "heel")),
]


def openpose(folder):
    """The first person of each frame, by OpenPose's BODY_25B."""
    files = sorted(folder.glob("*.json"))
    people = [json.loads(file.read_text())["people"][0]["pose_keypoints_2d"] for file in files]
    values = np.array(people).reshape(len(files), 25, 3)
    count = np.arange(len(files))
    return nbp.Poses.build(
        nbp.Skeleton("body25b", BODY_25B),
        np.where(values[..., 2:] > 0, values[..., :2], np.nan),
        frame=count,
        time=count / 60.0,
        track=np.zeros(len(files)),
    )


@pytest.mark.parametrize(
    ("camera", "facing", "true_view"),
    [("cam01", "right", 43.0), ("cam02", "front", 84.0), ("cam03", "left", 33.0)],
)
def test_real_cameras_around_one_person_agree_with_its_pose_in_space(
    testdata, camera, facing, true_view
):
    # true views: median angle of the triangulated trunk to each calibrated camera's side view
    poses = openpose(testdata / "media" / "balance_4cam" / "openpose_json" / camera)
    (stretch,) = decide(poses)[1]
    assert stretch.facing == facing
    assert stretch.view == pytest.approx(true_view, abs=12.0)
