"""The knee between three triangulated points, against the knee of a fitted skeletal model."""

from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.analysis import joint_angles

NAMES = {"Hip": "hip", "Knee": "knee", "Ankle": "ankle", "BigToe": "big_toe", "Heel": "heel"}


def read_trc(path):
    """(T, K, 3) metres and K names of a TRC file without gaps."""
    lines = path.read_text().splitlines()
    labels = [label for label in lines[3].split("\t")[2:] if label.strip()]
    rows = np.array([line.split("\t")[2:] for line in lines[5:] if line.strip()])
    return rows[:, : 3 * len(labels)].astype(float).reshape(len(rows), -1, 3), labels


def read_mot(path):
    """Columns of a motion file by name."""
    _, body = path.read_text().split("endheader\n")
    names, *rows = (line.split() for line in body.strip().splitlines())
    return dict(zip(names, np.array(rows, float).T, strict=True))


@pytest.fixture(scope="module")
def knees(testdata):
    folder = testdata / "media" / "balance_4cam"
    points, labels = read_trc(
        folder / "trc" / "S00_P00_T01_BalancingTrial_0-100_filt_butterworth.trc"
    )
    sides = {"R": "right", "L": "left"}
    named = {f"{sides[s]}_{ours}": labels.index(s + t) for t, ours in NAMES.items() for s in sides}
    poses = nbp.Poses.from_arrays(
        points[:, list(named.values())], keypoints=list(named), fps=60.0, unit="m", axes="y-up"
    )
    table = joint_angles(poses, ["knee_flexion"])
    fitted = read_mot(folder / "ik" / "BalancingTrial_body25b_IK.mot")
    return table, fitted


@pytest.mark.parametrize(("side", "most"), [("right", 4.5), ("left", 7.5)])
def test_the_knee_in_space_follows_inverse_kinematics(knees, side, most):
    table, fitted = knees
    ours = table[table.side == side]["value"].to_numpy()
    theirs = fitted[f"knee_angle_{side[0]}"]
    assert np.corrcoef(ours, theirs)[0, 1] > 0.94
    assert np.abs(ours - theirs).mean() < most
