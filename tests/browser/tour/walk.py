"""Two people who walk, and skeletons as a model would have put them there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import nbpose as nbp
from nbpose.poses import Origin

FRAMES = 24
RATE = 25
STRIDE = 22  # frames
COCO = nbp.skeleton("coco17")
WRONG = (8, 0, "left_wrist")
"""Frame, person and joint where the model errs."""

Point = NDArray[np.float64]
Joints = dict[str, Point]


@dataclass(frozen=True)
class Walker:
    """Where somebody begins and stands, in pixels, and where in the stride."""

    x: float
    ground: float
    height: float
    phase: float
    shirt: str


WALKERS = (
    Walker(x=430, ground=655, height=560, phase=0.1, shirt="#b5523b"),
    Walker(x=865, ground=610, height=470, phase=2.4, shirt="#3f6f8f"),
)


def joints(walker: Walker, frame: int) -> Joints:
    """Joints of somebody who walks to the right: the left side is the near one."""
    turn = walker.phase + 2 * np.pi * frame / STRIDE
    h = walker.height
    middle = np.array([walker.x + 6.0 * frame, walker.ground - 0.495 * h])
    points: Joints = {}
    for side, sign in (("left", 1), ("right", -1)):
        swing = sign * np.sin(turn)
        knee = 8 + 48 * max(0.0, sign * np.cos(turn + 0.3)) ** 1.5
        hip = middle + np.array([-0.012, 0.012]) * sign * h
        shoulder = middle + np.array([0.02 - 0.019 * sign, 0.019 * sign - 0.29]) * h
        leg = _chain(hip, (0.24 * h, 0.235 * h), (24 * swing, -knee))
        arm = _chain(shoulder, (0.16 * h, 0.14 * h), (-26 * swing, 22))
        names = ("hip", "knee", "ankle", "shoulder", "elbow", "wrist")
        points |= {f"{side}_{name}": at for name, at in zip(names, leg + arm, strict=True)}
    head = middle + np.array([0.035, -0.395]) * h
    face = {"nose": (0.055, 0.01), "left_eye": (0.035, -0.015), "right_eye": (0.048, -0.018)}
    face |= {"left_ear": (-0.012, 0.0), "right_ear": (0.02, -0.004)}
    return points | {name: head + np.array(offset) * h for name, offset in face.items()}


def _chain(start: Point, lengths: tuple[float, ...], bends: tuple[float, ...]) -> list[Point]:
    """A limb that hangs down, bent by so many degrees at each joint."""
    points, angle = [start], 0.0
    for length, bend in zip(lengths, bends, strict=True):
        angle += np.radians(bend)
        points.append(points[-1] + length * np.array([np.sin(angle), np.cos(angle)]))
    return points


def truth() -> NDArray[np.float64]:
    """(T, P, 17, 2): where the joints are."""
    people = [[joints(walker, frame) for walker in WALKERS] for frame in range(FRAMES)]
    return np.array([[[p[name] for name in COCO.keypoints] for p in row] for row in people])


def estimated() -> nbp.Poses:
    """What a model makes of it: a little off, less sure of the far side, one wrist quite wrong."""
    rng, points = np.random.default_rng(1), truth()
    points += rng.normal(0, 1.6, points.shape)
    sure = np.clip(rng.normal(0.93, 0.04, points.shape[:3]), 0, 1)
    far = [k for k, name in enumerate(COCO.keypoints) if name.startswith("right")]
    sure[..., far] -= 0.18
    frame, person, joint = WRONG
    points[frame, person, COCO.index(joint)] += (46, 38)
    sure[frame, person, COCO.index(joint)] = 0.31
    poses = nbp.Poses.from_arrays(points, COCO, fps=RATE, confidence=sure)
    return poses.replace(origin=np.full(poses.origin.shape, Origin.MODEL, np.uint8))


def whole_body(frame: int) -> nbp.Poses:
    """The first walker with face, hands and feet: 133 keypoints."""
    skeleton, walker = nbp.skeleton("coco_wholebody133"), WALKERS[0]
    body, h = joints(walker, frame), walker.height
    points = np.zeros((133, 2))
    points[:17] = [body[name] for name in COCO.keypoints]
    for k, (side, dx) in enumerate((s, dx) for s in ("left", "right") for dx in (90, 70, -30)):
        points[17 + k] = body[f"{side}_ankle"] + np.array([dx / 1000, 0.03]) * h
    points[23:91] = (body["left_ear"] + body["nose"]) / 2 + _face() * 0.05 * h
    for first, side in ((91, "left"), (112, "right")):
        wrist = body[f"{side}_wrist"]
        points[first : first + 21] = wrist + _hand(wrist - body[f"{side}_elbow"]) * 0.065 * h
    sure = np.full((1, 1, 133), 0.9)
    return nbp.Poses.from_arrays(points[None, None], skeleton, confidence=sure)


def _face() -> NDArray[np.float64]:
    """68 points about (0, 0): jaw, brows, nose, eyes, lips."""
    brows = [_arc(5, (0.25, 0.12), (200, 340), (x, -0.35)) for x in (-0.4, 0.4)]
    bridge = np.stack([np.zeros(4), np.linspace(-0.25, 0.2, 4)], axis=-1)
    eyes = [_arc(6, (0.16, 0.08), (180, -120), (x, -0.15)) for x in (-0.4, 0.4)]
    jaw, nostrils = _arc(17, (0.9, 1.1), (180, 0)), _arc(5, (0.2, 0.08), (180, 0), (0, 0.27))
    outer = _arc(12, (0.35, 0.16), (180, -150), (0, 0.6))
    inner = _arc(8, (0.24, 0.08), (180, -135), (0, 0.6))
    return np.concatenate([jaw, *brows, bridge, nostrils, *eyes, outer, inner])


def _arc(
    count: int,
    radii: tuple[float, float],
    degrees: tuple[float, float],
    at: tuple[float, float] = (0, 0),
) -> NDArray[np.float64]:
    angles = np.radians(np.linspace(*degrees, count))
    return np.array(at) + np.stack([np.cos(angles), np.sin(angles)], axis=-1) * np.array(radii)


def _hand(forearm: Point) -> NDArray[np.float64]:
    """21 points of a hand that goes on from the forearm: the wrist, then four of each finger."""
    points = [np.zeros(2)]
    for finger in range(5):
        way = np.arctan2(forearm[1], forearm[0]) + np.radians(17 * finger - 34)
        points += [step * np.array([np.cos(way), np.sin(way)]) for step in (0.45, 0.62, 0.78, 0.92)]
    return np.array(points)
