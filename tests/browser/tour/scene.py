"""The pictures of the tour, drawn: a hall, and two people who walk through it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from .walk import FRAMES, RATE, WALKERS, Joints, Walker, joints

SIZE = (1280, 720)
FLOOR = 470  # where it begins
GRAIN = 2.0  # of the camera, in grey values
SKIN, HAIR, TROUSERS, SHOE, FRAME = "#d2a482", "#3b2d25", "#34384a", "#d8d4cc", (232, 229, 222)
BITS = 4  # of a pixel's fraction, for smooth edges

Picture = NDArray[np.uint8]


def clip(folder: Path) -> Path:
    """Write the walk as a video file."""
    path = folder / "walk.mp4"
    fine = {"crf": "17", "preset": "veryfast", "g": "8"}
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", RATE, options=fine)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for frame in range(FRAMES):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture(frame), format="rgb24")))
        out.mux(stream.encode())
    return path


def portrait() -> Picture:
    """A picture that is higher than wide."""
    return np.ascontiguousarray(picture(4)[20:700, 280:720])


def picture(frame: int) -> Picture:
    """A frame of the walk: (H, W, 3)."""
    people = [(walker, joints(walker, frame)) for walker in WALKERS]
    scene = hall().copy()
    for walker, body in people:
        _shadow(scene, walker, body)
    for walker, body in reversed(people):
        _body(scene, walker, body)
    grain = np.roll(_grain(), 37 * frame, axis=(0, 1))
    return np.clip(scene + grain, 0, 255).astype(np.uint8)


@cache
def _grain() -> NDArray[np.int16]:
    noise = np.random.default_rng(0).normal(0, GRAIN, (SIZE[1], SIZE[0], 3))
    return np.round(noise).astype(np.int16)


@cache
def hall() -> Picture:
    """The empty hall."""
    width, height = SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 18 * np.exp(-(((x - 300) / 420) ** 2) - (((y - 120) / 300) ** 2))
    wall = np.stack([206 - 0.03 * y, 203 - 0.05 * y, 196 - 0.07 * y], axis=-1) + light[..., None]
    depth = np.clip((y - FLOOR) / (height - FLOOR), 0, 1)
    gaps = ((x - width / 2) / (0.25 + depth) / 62) % 1 < 0.035
    floor = np.stack([150 + 26 * depth, 126 + 20 * depth, 98 + 14 * depth], axis=-1)
    floor -= (26 * gaps * depth)[..., None]
    scene = np.where((y > FLOOR)[..., None], floor, wall)
    scene[FLOOR - 12 : FLOOR] = (176, 170, 160)
    for left in (130, 400, 940):
        _window(scene, left, 70, 190, 230)
    return np.clip(scene, 0, 255).astype(np.uint8)


def _window(scene: NDArray[np.float32], left: int, top: int, width: int, height: int) -> None:
    right, bottom = left + width, top + height
    glass = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    scene[top - 8 : bottom + 8, left - 8 : right + 8] = FRAME
    scene[top:bottom, left:right] = (
        np.array([142, 176, 205]) * (1 - glass) + [205, 217, 214] * glass
    )
    scene[top:bottom, left + width // 2 - 4 : left + width // 2 + 4] = FRAME
    scene[top + height // 2 - 4 : top + height // 2 + 4, left:right] = FRAME


def _shadow(scene: Picture, walker: Walker, body: Joints) -> None:
    middle = (body["left_hip"] + body["right_hip"])[0] / 2
    across, deep = 0.2 * walker.height, 0.028 * walker.height
    left, top = round(middle - across - 50), round(walker.ground - deep - 40)
    part = scene[top : top + round(2 * deep + 80), left : left + round(2 * across + 100)]
    shade = np.zeros(part.shape[:2], np.float32)
    centre = (part.shape[1] // 2, part.shape[0] // 2)
    cv2.ellipse(shade, centre, (round(across), round(deep)), 0, 0, 360, 0.45, -1)
    part[:] = part * (1 - cv2.GaussianBlur(shade, (0, 0), 8)[..., None])


def _body(scene: Picture, walker: Walker, body: Joints) -> None:
    """Far limbs first, then trunk and head, near limbs last."""
    far, near = (_limbs(body, side, walker) for side in ("right", "left"))
    for limb in far[::-1]:
        _capsule(scene, walker.height, 0.72, *limb)
    for part in _trunk(body, walker):
        _capsule(scene, walker.height, 0.95, *part)
    for limb in near:
        _capsule(scene, walker.height, 1.0, *limb)


def _limbs(body: Joints, side: str, walker: Walker) -> list[tuple]:
    """Both ends of each limb, their radii in units of the height, and the colour."""
    h = walker.height
    hip, knee, ankle = (body[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    shoulder, elbow, wrist = (body[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
    heel, toe = ankle + np.array([0, 0.012]) * h, ankle + np.array([0.075, 0.02]) * h
    return [
        (hip, knee, 0.052, 0.036, TROUSERS),
        (knee, ankle, 0.036, 0.024, TROUSERS),
        (heel, toe, 0.024, 0.018, SHOE),
        (shoulder, elbow, 0.03, 0.024, walker.shirt),
        (elbow, wrist, 0.022, 0.017, SKIN),
        (wrist, wrist + (wrist - elbow) * 0.28, 0.019, 0.015, SKIN),
    ]


def _trunk(body: Joints, walker: Walker) -> list[tuple]:
    h = walker.height
    hips, shoulders, head = (
        (body[f"left_{name}"] + body[f"right_{name}"]) / 2 for name in ("hip", "shoulder", "ear")
    )
    return [
        (hips, hips, 0.06, 0.06, TROUSERS),
        (shoulders + np.array([0, 0.03]) * h, hips, 0.068, 0.056, walker.shirt),
        (shoulders, head, 0.028, 0.026, SKIN),
        (head, head + np.array([0.012, 0.014]) * h, 0.062, 0.055, SKIN),
        (
            head + np.array([-0.028, -0.02]) * h,
            head + np.array([0.012, -0.036]) * h,
            0.05,
            0.036,
            HAIR,
        ),
    ]


def _capsule(scene, height, light, start, end, first, last, color) -> None:
    """Two round ends and what lies between them, lit from above at the left."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) * light
    for size, tone, shift in ((1.0, 0.82, 0.0), (0.8, 1.0, -0.1), (0.42, 1.07, -0.22)):
        offset = shift * first * height
        rings = [
            _ring(start + offset, first * height * size),
            _ring(end + offset, last * height * size),
        ]
        outline = np.round(np.concatenate(rings) * 2**BITS).astype(np.int32)
        shade = tuple(float(value) for value in np.clip(rgb * tone, 0, 255))
        cv2.fillConvexPoly(scene, cv2.convexHull(outline), shade, cv2.LINE_AA, BITS)


def _ring(centre, radius: float) -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
