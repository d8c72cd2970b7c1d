from __future__ import annotations

import numpy as np
import pytest
from studies import GreyClip

from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.skeletons import Skeleton

PAIR = Skeleton("pair", ["left_end", "right_end"], [(0, 1)])


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
