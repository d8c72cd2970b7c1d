"""Angles and facing written out for one skeleton, for those who measure without it: the browser."""

from __future__ import annotations

from typing import Any

import numpy as np

from nbpose.analysis import cues, facing
from nbpose.analysis.definitions import AngleDefinition, Segment
from nbpose.analysis.joint_angles import MIN_CONFIDENCE
from nbpose.analysis.roles import choose, has_segment, segment_weights
from nbpose.errors import AnalysisError
from nbpose.skeletons import Skeleton

Weights = list[list[float]]
"""Pairs of a keypoint and its weight: a segment is the weighted sum of these points."""


def resolved(skeleton: Skeleton) -> dict[str, Any]:
    """Write out what `joint_angles` measures on 2-D points of a skeleton.

    Parameters
    ----------
    skeleton : Skeleton
        Whose keypoints the weights count.

    Returns
    -------
    dict
        Plain values: ``definitions``, one for each angle and side; ``cues``, which tell where a
        person faces, as `nbpose.analysis.facing` weighs them; ``limits``. Empty when the skeleton
        has no joint angles.
    """
    try:
        chosen = choose(skeleton, None, 2)
    except AnalysisError:
        return {}
    return {
        "definitions": [
            _definition(skeleton, definition, side)
            for definition in chosen
            for side in definition.sides
        ],
        "cues": _cues(skeleton),
        "limits": {
            "confidence": MIN_CONFIDENCE,
            "frontal": facing.FRONTAL,
            "clear": facing.CLEAR,
            "broad": facing.BROAD,
        },
    }


def _definition(skeleton: Skeleton, definition: AngleDefinition, side: str) -> dict[str, Any]:
    return {
        "name": definition.name,
        "side": side,
        "convention": definition.convention(),
        "start": _weights(skeleton, definition.start, side),
        "end": _weights(skeleton, definition.end, side),
        "offset": definition.offset,
        "lowest": definition.lowest,
    }


def _cues(skeleton: Skeleton) -> dict[str, Any]:
    trunk = has_segment(skeleton, cues.TRUNK, "")
    return {
        "trunk": _weights(skeleton, cues.TRUNK, "") if trunk else [],
        "feet": _parts(skeleton, cues.FEET),
        "feet_weight": cues.FEET_WEIGHT,
        "head": _parts(skeleton, cues.HEAD),
        "breadth": _parts(skeleton, cues.BREADTH),
        "knees": _parts(skeleton, cues.KNEES),
    }


def _parts(skeleton: Skeleton, parts: tuple[cues.Cue, ...]) -> list[dict[str, Any]]:
    return [
        {
            "axis": _weights(skeleton, cue.axis, cue.side),
            "segment": _weights(skeleton, cue.segment, cue.side),
            "full": cue.full,
        }
        for cue in parts
        if all(has_segment(skeleton, part, cue.side) for part in (cue.axis, cue.segment))
    ]


def _weights(skeleton: Skeleton, segment: Segment | None, side: str) -> Weights | None:
    if segment is None:
        return None
    weights = segment_weights(skeleton, segment, side)
    return [[int(k), float(weights[k])] for k in np.flatnonzero(weights)]
