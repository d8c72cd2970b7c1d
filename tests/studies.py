"""Small tables and pictures for tests of projects."""

from __future__ import annotations

import numpy as np

from nbpose.media import Media
from nbpose.poses import Images, Origin, Poses
from nbpose.skeletons import Skeleton

PAIR = Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


def walkers(count: int = 3, name: str = "clip") -> Poses:
    """Two people in every frame; rows from 10."""
    rows = 2 * count
    return Poses.build(
        PAIR,
        np.arange(rows * 4, dtype=float).reshape(rows, 2, 2),
        row=np.arange(10, 10 + rows),
        frame=np.repeat(np.arange(count), 2),
        track=np.tile([0, 1], count),
        confidence=np.full((rows, 2), 0.5),
        origin=np.full((rows, 2), Origin.MODEL),
        fps=10.0,
        images=Images.of_clip(name, count, (40, 30)),
    )


def frames(count: int = 3, seed: int = 0):
    """Small pictures that differ from seed to seed."""
    noise = np.random.default_rng(seed).integers(0, 255, (count, 30, 40, 3))
    return noise.astype(np.uint8)


def points_of(poses: Poses, row: int) -> list:
    """Positions of a row."""
    return poses.points[poses.row == row][0].tolist()


def same(first: Poses, second: Poses) -> bool:
    """Whether two tables say the same of every row."""
    names = ("row", "frame", "track", "visibility", "origin", "category", "id", "area_source")
    numbers = ("points", "confidence", "time", "score", "area", "bbox")
    return all(np.array_equal(getattr(first, n), getattr(second, n)) for n in names) and all(
        np.array_equal(getattr(first, n), getattr(second, n), equal_nan=True) for n in numbers
    )


def uids(project, key: str) -> list[str]:
    """Names of all commits of a media."""
    return [commit.uid for commit in project.document(key).commits()]


class GreyClip(Media):
    """Twelve grey frames of 64x48; the grey value is the frame number, frame 7 is broken."""

    kind = "video"

    def __init__(self):
        super().__init__("grey.mp4", None)

    def __len__(self):
        return 12

    def _read(self, index):
        from nbpose.errors import MediaError

        if index == 7:
            raise MediaError("grey.mp4: frame 7 is damaged.")
        return np.full((48, 64, 3), index * 20, np.uint8)

    def size_of(self, index):
        return 64, 48

    @property
    def fps(self):
        return 10.0

    @property
    def times(self):
        return np.arange(12) / 10

    @property
    def fingerprint(self):
        return "grey"
