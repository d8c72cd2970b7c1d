from __future__ import annotations

import numpy as np
import pytest

from nbpose.models.blazepose.anchors import anchor_centres


def test_there_are_as_many_anchors_as_the_detector_has_outputs():
    assert anchor_centres(224).shape == (2254, 2)


def test_the_first_and_last_anchors_are_the_middles_of_the_corner_cells():
    centres = anchor_centres(224)
    np.testing.assert_allclose(centres[:2], 4 / 224)
    np.testing.assert_allclose(centres[2], [12 / 224, 4 / 224])
    np.testing.assert_allclose(centres[-6:], 1 - 16 / 224)


def test_each_stride_has_two_anchors_a_cell_and_layer():
    _, counts = np.unique(anchor_centres(224), axis=0, return_counts=True)
    assert (counts == 2).sum() == 28**2 + 14**2
    assert (counts == 6).sum() == 7**2


def test_anchors_cannot_be_changed_by_mistake():
    with pytest.raises(ValueError, match="read-only"):
        anchor_centres(224)[0] = 0
