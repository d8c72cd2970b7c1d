"""The browser's read-out of joint angles: what it is given, and a file that holds both to it."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from angle_cases import FILE, SKELETONS, answers, from_json, quiet_angles, stills
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import nbpose as nbp
from nbpose.analysis.resolved import resolved
from nbpose.widgets.angles import angles_trait, stretches

CASES = json.loads(FILE.read_text(encoding="utf-8"))
TABLES = CASES["tables"]
HELP = "if joint_angles is right, write it anew: python tests/angle_cases.py"


@pytest.mark.parametrize("name", SKELETONS)
def test_the_file_has_the_definitions_of_today(name):
    assert CASES["skeletons"][name] == resolved(nbp.skeleton(name)), HELP


@pytest.mark.parametrize(
    "table", TABLES, ids=lambda table: f"{table['about']}, {table['skeleton']}"
)
def test_the_file_has_the_angles_of_today(table):
    now = answers(from_json(table))
    assert now["stretches"] == table["stretches"], HELP
    assert now["left_out"] == table["left_out"], HELP
    values = np.array(table["values"], float)
    np.testing.assert_allclose(np.array(now["values"], float), values, atol=1e-4, err_msg=HELP)


def test_the_file_has_enough_of_everything():
    values = np.concatenate([np.array(table["values"], float).ravel() for table in TABLES])
    reasons = {entry["reason"] for table in TABLES for entry in table["left_out"]}
    facings = {facing for table in TABLES for *_, facing in table["stretches"]}
    assert sum(len(table["xy"]) for table in TABLES) >= 200 and np.isfinite(values).sum() >= 2000
    assert len(reasons) == 4 and facings >= {"left", "right", "front"}


# the formula of the browser on the trait, to show that the trait says all there is to say


def segment(weights, points):
    if weights is None:
        return (0.0, 1.0)
    return tuple(sum(weight * points[k][axis] for k, weight in weights) for axis in (0, 1))


def angle_by_trait(definition, points, sign):
    (ax, ay), (bx, by) = (segment(definition[end], points) for end in ("start", "end"))
    if not (ax or ay) or not (bx or by):
        return math.nan
    turn = math.degrees(math.atan2(ax * by - ay * bx, ax * bx + ay * by))
    highest = definition["lowest"] + 360.0
    return highest - (highest - definition["offset"] + sign * turn) % 360.0


GRID = st.integers(-3, 3).map(lambda n: n * 10.0)  # many points coincide or lie on a line
ANYWHERE = st.floats(-2000, 4000, width=32)
SKELETON_NAMES = [name for name in nbp.skeletons()["name"] if resolved(nbp.skeleton(name))]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_trait_and_a_side_give_what_joint_angles_gives(data):
    skeleton = nbp.skeleton(data.draw(st.sampled_from(SKELETON_NAMES)))
    coordinates = data.draw(st.sampled_from([GRID, ANYWHERE]))
    points = data.draw(hnp.arrays(float, (1, len(skeleton), 2), elements=coordinates))
    missing = data.draw(st.sets(st.integers(0, len(skeleton) - 1), max_size=2))
    points[:, list(missing)] = np.nan
    side = data.draw(st.sampled_from(["left", "right"]))
    angles = nbp.analysis.joint_angles(stills(skeleton, points), facing=side)
    sign = 1 if side == "right" else -1
    for definition in resolved(skeleton)["definitions"]:
        chosen = (angles.angle == definition["name"]) & (angles.side == definition["side"])
        expected = angles[chosen]["value"].item()
        got = angle_by_trait(definition, points[0], sign)
        apart = (got - expected + 180) % 360 - 180  # at the seam rounding may decide
        assert (math.isnan(got) and math.isnan(expected)) or abs(apart) < 0.01


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["coco17", "halpe26", "h36m17"]))
def test_a_mirrored_person_has_the_same_angles(seed, name):
    skeleton = nbp.skeleton(name)
    points = np.random.default_rng(seed).uniform(0, 300, (1, len(skeleton), 2))
    both = stills(skeleton, np.concatenate([points, points * [-1, 1]]))
    wide = quiet_angles(both).pivot(index=["angle", "side"], columns="frame", values="value")
    np.testing.assert_allclose(wide[0], wide[1], atol=1e-6)


def test_people_in_photos_are_decided_one_by_one_and_so_not_listed():
    poses = stills(nbp.skeleton("coco17"), np.ones((3, 17, 2)))
    assert stretches(poses) == []
    assert stretches(poses[:0]) == []


def test_points_that_are_no_picture_have_no_angles():
    cube = np.ones((2, 17, 3))
    flat = nbp.Poses.from_arrays(cube[..., :2], nbp.skeleton("coco17"))
    deep = nbp.Poses.from_arrays(cube, nbp.skeleton("coco17"), unit="m", axes="y-up")
    hand = nbp.Poses.from_arrays(np.ones((2, 21, 2)), nbp.skeleton("mediapipe_hand21"))
    assert angles_trait(flat)["definitions"]
    assert angles_trait(deep) == angles_trait(hand) == {}
