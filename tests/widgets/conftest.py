from __future__ import annotations

import numpy as np
import pytest

from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.skeletons import Skeleton

PAIR = Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


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


@pytest.fixture
def clip() -> Media:
    return GreyClip()


@pytest.fixture
def poses() -> Poses:
    """Two people in frames 0 and 1; rows 0 to 3."""
    points = np.arange(16, dtype=float).reshape(4, 2, 2)
    return Poses.build(
        PAIR, points, frame=[0, 0, 1, 1], track=[0, 1, 0, 1], confidence=np.full((4, 2), 0.5)
    )


@pytest.fixture(autouse=True)
def _told_of_memory(monkeypatch):
    """The hint that edits live in memory comes once a kernel: here it came already."""
    monkeypatch.setattr("nbpose.widgets.conversation.Conversation.told_of_memory", True)
