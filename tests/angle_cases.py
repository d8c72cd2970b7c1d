"""Poses whose joint angles Python and the browser must agree on: writes tests/angles/cases.json.

    PYTHONPATH=. python tests/angle_cases.py

pytest holds the file against `nbpose.analysis.joint_angles`, and vitest the browser's code against
the file.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np
from stick import side_points

import nbpose as nbp
from nbpose.analysis.resolved import resolved
from nbpose.widgets.angles import stretches

FILE = Path(__file__).parent / "angles" / "cases.json"
SKELETONS = (
    "coco17",
    "mediapipe_pose33",
    "halpe26",
    "openpose_body25",
    "crowdpose14",  # neither face nor feet: bent knees tell the side
    "h36m17",  # nor ankles: the way of travel does
    "coco_wholebody133",
)
STEP = 0.5  # pixels: exact in the 32 bits of the wire, and short in the file


def main() -> None:
    tables = [*random_tables(), *figure_tables(), *flat_tables(), *clips()]
    content = {
        "skeletons": {name: resolved(nbp.skeleton(name)) for name in SKELETONS},
        "tables": [as_json(about, poses) for about, poses in tables],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(one_line_a_table(content), encoding="utf-8")


def as_json(about, poses):
    """What the browser has of a table, and what Python makes of it."""
    return {
        "about": about,
        "skeleton": poses.skeleton.name,
        "fps": poses.fps,
        "time": listed(poses.time),
        "frame": poses.frame.tolist(),
        "track": poses.track.tolist(),
        "xy": listed(poses.points.reshape(len(poses), -1)),
        "visibility": None if usual(poses) else poses.visibility.tolist(),
        "confidence": sparse(poses.confidence),
        **answers(poses),
    }


def usual(poses):
    """Whether just the points that are there are visible."""
    return np.array_equal(poses.visibility, np.where(np.isnan(poses.points[..., 0]), 0, 2))


def sparse(confidence):
    return None if np.isnan(confidence).all() else listed(np.round(confidence.astype(float), 3))


def from_json(table):
    """The poses of a table in the file."""
    skeleton = nbp.skeleton(table["skeleton"])
    shape = (len(table["xy"]), len(skeleton))
    types = {"visibility": np.uint8, "confidence": np.float32}
    kept = {name: np.array(table[name], to) for name, to in types.items() if table[name]}
    return nbp.Poses.build(
        skeleton,
        np.array(table["xy"], float).reshape(*shape, 2),
        frame=table["frame"],
        time=np.array(table["time"], float),
        track=table["track"],
        fps=table["fps"],
        **kept,
    )


def answers(poses):
    """What the file says of a table: where people face, each row's angles, what is left out."""
    angles = quiet_angles(poses)
    names = [(d["name"], d["side"]) for d in resolved(poses.skeleton)["definitions"]]
    order = np.argsort(np.lexsort((poses.frame, poses.track)))
    columns = [
        angles[(angles.angle == name) & (angles.side == side)]["value"].to_numpy()[order]
        for name, side in names
    ]
    return {
        "stretches": stretches(poses),
        "values": listed(np.round(np.stack(columns, axis=1), 4)),
        "left_out": angles.attrs["left_out"],
    }


def quiet_angles(poses):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nbp.analysis.AnalysisWarning)
        return nbp.analysis.joint_angles(poses)


def listed(values):
    """Nested lists with None for NaN."""
    if isinstance(values, np.ndarray):
        return [listed(value) for value in values]
    number = float(values)
    if np.isnan(number):
        return None
    return int(number) if number == int(number) else number


def one_line_a_table(content):
    """JSON that shows in a diff which table changed."""
    pack = lambda value: json.dumps(value, separators=(",", ":"))  # noqa: E731
    tables = ",\n".join(pack(table) for table in content["tables"])
    return f'{{"skeletons":{pack(content["skeletons"])},\n"tables":[\n{tables}\n]}}\n'


def snapped(points):
    return np.round(np.asarray(points) / STEP) * STEP


def random_tables():
    """Points anywhere; some missing, absent or doubted. Each row tells by itself where it faces."""
    rng = np.random.default_rng(11)
    for name in SKELETONS:
        skeleton = nbp.skeleton(name)
        rows = 3 if len(skeleton) > 100 else 14
        points = snapped(rng.uniform([0, 0], [640, 360], (rows, len(skeleton), 2)))
        points[rng.random(points.shape[:2]) < 0.04] = np.nan
        visibility = np.where(np.isnan(points[..., 0]), 0, 2).astype(np.uint8)
        visibility[rng.random(visibility.shape) < 0.03] = 0
        confidence = np.round(rng.uniform(0.27, 1.0, visibility.shape), 3)
        confidence[rng.random(confidence.shape) < 0.5] = np.nan
        columns = {"visibility": visibility, "confidence": confidence.astype(np.float32)}
        yield f"random points of {name}", stills(skeleton, points, **columns)


def figure_tables():
    """Figures in postures with known angles, from both sides, upright, bent and lying."""
    for name in SKELETONS[:5]:
        skeleton = nbp.skeleton(name)
        figures = [
            figure(skeleton, posture(angle), facing, turned)
            for facing in (1, -1)
            for angle, turned in ((0, 0), (35, 0), (-20, 0), (90, 90), (120, 180), (165, -60))
        ]
        yield f"figures of {name}", stills(skeleton, np.stack(figures))


def posture(angle):
    """A knee that is bent by an angle, and everything else by other angles."""
    return {
        "knee": angle,
        "hip": angle / 2,
        "ankle": angle / 8,
        "elbow": 170 - abs(angle),
        "shoulder": angle + 10,
        "trunk": angle / 5,
    }


def figure(skeleton, angles, facing=1, turned=0.0, spread=0.0, at=(320, 180)):
    """A skeleton seen from the side; `spread` moves left and right apart, as from the front."""
    places = {}
    for side, sign in (("left", 1), ("right", -1)):
        for role, (x, y) in side_points(angles, 0.8).items():
            places[f"{side}_{role}"] = (x * facing + sign * spread, -y)
    aliases = {"foot_index": "big_toe"}
    for side in ("left", "right"):
        for role, alias in aliases.items():
            places[f"{side}_{alias}"] = places[f"{side}_{role}"]
    ear = np.mean([places["left_ear"], places["right_ear"]], axis=0)
    places["nose"] = ear + np.array([12.0 * facing, 0.0])
    for middle, role in (("neck", "shoulder"), ("thorax", "shoulder"), ("mid_hip", "hip")):
        places[middle] = np.mean([places[f"left_{role}"], places[f"right_{role}"]], axis=0)
    places["pelvis"] = places["mid_hip"]
    radians = np.radians(turned)
    turn = np.array([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
    points = np.full((len(skeleton), 2), np.nan)
    for keypoint, label in enumerate(skeleton.keypoints):
        if label in places:
            points[keypoint] = turn @ np.asarray(places[label]) + at
    return snapped(points)


def flat_tables():
    """Points on one line, on one spot, on a grid, mirrored, and far outside the picture."""
    skeleton = nbp.skeleton("halpe26")
    count = np.arange(26)
    rng = np.random.default_rng(5)
    grid = rng.integers(0, 4, (12, 26, 2)) * 10.0
    lines = [np.stack([count * dx + 5.0, count * dy + 5.0], axis=1) for dx, dy in LINES]
    spot = np.full((26, 2), 50.0)
    body = figure(skeleton, posture(40))
    mirrored = body * [-1, 1] + [640, 0]
    swapped = body[list(skeleton.mirror)]
    odd = [spot, body * 1e5, body * STEP, mirrored, swapped, body - 1e4]
    yield "points on a line", stills(skeleton, np.stack(lines))
    yield "points on a grid", stills(skeleton, grid)
    yield "one spot, large, small, mirrored, swapped, outside", stills(skeleton, np.stack(odd))
    front = [figure(skeleton, posture(30), 0.1, 0, spread) for spread in (2, 10, 30, -2, -10, -30)]
    yield "turned to the front and to the back", stills(skeleton, np.stack(front))


LINES = ((10, 0), (0, 10), (-10, 0), (0, -10), (7, 3), (-3, 7), (7, -7))


def clips():
    """People over time: the facing is decided over a second, and one of them turns round."""
    frames = np.arange(30)
    coco, body, h36m = (nbp.skeleton(name) for name in ("coco17", "openpose_body25", "h36m17"))
    walk = {skeleton: [walking(skeleton, f) for f in frames] for skeleton in (coco, h36m)}
    turn = {skeleton: [turning(skeleton, f) for f in frames] for skeleton in (coco, body)}
    yield (
        "one walks, one turns round",
        clip(coco, walk[coco] + turn[coco], np.tile(frames, 2), np.repeat([4, 9], 30)),
    )
    yield "a clip of one", clip(body, turn[body][:18], frames[:18], np.full(18, -1))
    yield "neither face nor feet", clip(h36m, walk[h36m][:18], frames[:18], np.zeros(18, int))
    pair = [figure(body, posture(20), side) for side in (1, -1)]
    yield "tracks of one row", clip(body, pair, [3, 3], [1, 2])


def clip(skeleton, points, frame, track):
    frame = np.asarray(frame)
    columns = {"frame": frame, "time": frame / 10.0, "track": track}
    return nbp.Poses.build(skeleton, np.stack(points), fps=10.0, **columns)


def walking(skeleton, frame):
    return figure(skeleton, stride(frame), 1, at=(100 + 6 * frame, 180))


def stride(frame):
    swing = np.sin(frame / 3.0)
    return posture(20 + 15 * swing) | {"hip": 20 * swing}


def turning(skeleton, frame):
    """From the right over the front to the left; one frame in the midst is swapped."""
    side = np.cos(np.pi * frame / 29) ** 3
    points = figure(skeleton, stride(frame), side, 0, 30 * np.sqrt(1 - side**2))
    return points[list(skeleton.mirror)] if frame == 5 else points


def stills(skeleton, points, **columns):
    """One row a frame, without times and tracks, as of photos."""
    count = len(points)
    return nbp.Poses.build(
        skeleton,
        points,
        frame=np.arange(count),
        time=np.full(count, np.nan),
        track=np.full(count, -1),
        **columns,
    )


if __name__ == "__main__":
    main()
