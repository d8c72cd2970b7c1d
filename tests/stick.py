"""A stick figure that is posed by its joint angles, seen from the side."""

from __future__ import annotations

import numpy as np

import nbpose as nbp

NEUTRAL = {"knee": 0.0, "hip": 0.0, "ankle": 0.0, "elbow": 0.0, "shoulder": 0.0, "trunk": 0.0}
LENGTHS = {"trunk": 100.0, "thigh": 85.0, "shank": 85.0, "foot": 42.0, "arm": 60.0, "forearm": 50.0}


def direction(degrees):
    """Unit vector, turned counter-clockwise from straight down; x forward, y up."""
    return np.array([np.sin(np.radians(degrees)), -np.cos(np.radians(degrees))])


def side_points(angles, scale):
    """Joints of one side, x forward and y up, with the middle of the hips at the origin.

    Built by walking down the body with the textbook meaning of each angle, independently of the
    code under test: flexion of the knee takes the ankle backwards, of hip, shoulder and elbow the
    far end forwards.
    """
    a = NEUTRAL | angles
    length = {name: value * scale for name, value in LENGTHS.items()}
    hip = np.zeros(2)
    shoulder = hip - length["trunk"] * direction(-a["trunk"])
    thigh = -a["trunk"] + a["hip"]
    knee = hip + length["thigh"] * direction(thigh)
    shank = thigh - a["knee"]
    ankle = knee + length["shank"] * direction(shank)
    foot = direction(shank + 90.0 + a["ankle"])
    heel = ankle + length["foot"] * (0.2 * direction(shank) - 0.25 * foot)
    upper_arm = -a["trunk"] + a["shoulder"]
    elbow = shoulder + length["arm"] * direction(upper_arm)
    wrist = elbow + length["forearm"] * direction(upper_arm + a["elbow"])
    return {
        "hip": hip,
        "shoulder": shoulder,
        "knee": knee,
        "ankle": ankle,
        "heel": heel,
        "foot_index": heel + length["foot"] * foot,
        "elbow": elbow,
        "wrist": wrist,
        "ear": shoulder - 30.0 * scale * direction(-a["trunk"]),
    }


def stick_figure(left=None, right=None, facing="right", scale=1.0, at=(500.0, 400.0)):
    """(33, 2) points in pixels, y down, of a BlazePose skeleton seen from the side."""
    skeleton = nbp.skeleton("mediapipe_pose33")
    points = np.full((33, 2), np.nan)
    for side, angles in (("left", left), ("right", right)):
        for role, place in side_points(angles or {}, scale).items():
            points[skeleton.index(f"{side}_{role}")] = place
    ears = (points[skeleton.index("left_ear")] + points[skeleton.index("right_ear")]) / 2
    points[skeleton.index("nose")] = ears + np.array([15.0 * scale, 0.0])
    return points * [1.0 if facing == "right" else -1.0, -1.0] + at
