from __future__ import annotations

import numpy as np
import pytest

from nbpose.signals import gaps


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([], []),
        ([7], []),
        (range(20), []),
        (range(0, 90, 3), []),
        (np.linspace(0, 229, 70).astype(int), []),
        (np.linspace(0, 229, 100).astype(int), []),
        ([0, 1, 2, 4, 5], [2]),
        ([0, 0, 1, 1, 2, 2, 7, 7], [5]),
        ([0, 3, 6, 12, 15, 40], [2, 4]),
    ],
)
def test_a_gap_is_a_step_of_twice_the_usual_one(frames, expected):
    assert gaps(list(frames)).tolist() == expected
