"""Conventions where numbers go: beside each value of a file, above a chart, in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nbpose.analysis.catalogue import angle as _angle
from nbpose.analysis.tables import bare, need_table

PLANES: dict[int | None, str] = {2: "picture", 3: "space", None: ""}
"""What the column ``plane`` says, by the number of coordinates; "" where that is not known."""

_NEEDED = ("frame", "track", "angle")
_FACING = {
    "left": "faces left",
    "right": "faces right",
    "front": "faces the camera: no sagittal angles",
    "back": "turns the back to the camera: no sagittal angles",
    "unknown": "which way the person faces is unknown: no sagittal angles",
}


def with_conventions(angles: pd.DataFrame) -> pd.DataFrame:
    """Put the convention beside every number, for a file that is read by itself.

    Parameters
    ----------
    angles : pandas.DataFrame
        As `joint_angles` gives it, with its attrs, or with these columns, as from a file.

    Returns
    -------
    pandas.DataFrame
        With the columns zero (the posture of 0), positive (the movement that makes it grow), plane
        ("picture", seen from the side, or "space"), and facing ("left" or "right", which gives the
        sign; "front", "back" or "unknown", where there is no value; "" in space). Plane and facing
        are "" where neither attrs nor columns tell.

    Raises
    ------
    AnalysisError
        When it is no table of joint angles.
    """
    angles = need_table(angles, _NEEDED, "angles", "nbp.analysis.joint_angles")
    dimensions = dimensions_of(angles)
    definitions = {name: _angle(name) for name in angles["angle"].unique()}
    table = bare(angles).assign(
        zero=angles["angle"].map({n: d.zero for n, d in definitions.items()}),
        positive=angles["angle"].map({n: d.growth(dimensions) for n, d in definitions.items()}),
        plane=PLANES[dimensions],
        facing=_facing_of_rows(angles),
    )
    table.attrs = dict(angles.attrs)
    return table


def dimensions_of(angles: pd.DataFrame) -> int | None:
    """Whether a table has angles in the picture plane (2) or in space (3); None if it is not told.

    Pandas drops the attrs when tables are joined or read back from a file; the column ``plane``
    stays.
    """
    if "dimensions" in angles.attrs:
        return int(angles.attrs["dimensions"])
    planes = set(angles["plane"].dropna()) if "plane" in angles.columns else set()
    return next((number for number, plane in PLANES.items() if planes == {plane}), None)


def stretches_of(angles: pd.DataFrame) -> list[dict[str, Any]]:
    """List which way people face, from a table's attrs, else from its column ``facing``."""
    if "facing" in angles.attrs or "facing" not in angles.columns:
        return list(angles.attrs.get("facing", ()))
    told = angles[["track", "frame", "facing"]].dropna().drop_duplicates()
    told = told[told["facing"].isin(list(_FACING))].sort_values(["track", "frame"])
    turn = (told["facing"] != told["facing"].shift()) | (told["track"] != told["track"].shift())
    stretches = told.groupby(turn.cumsum()).agg(
        track=("track", "first"),
        start=("frame", "min"),
        last=("frame", "max"),
        facing=("facing", "first"),
    )
    return [
        {"track": int(track), "start": int(start), "stop": int(last) + 1, "facing": facing}
        for track, start, last, facing in stretches.itertuples(index=False)
    ]


def plane_phrase(dimensions: int | None) -> str:
    """Say where angles lie; "" where that is not known."""
    if dimensions is None:
        return ""
    if dimensions == 3:
        return "included angles in space"
    return "in the picture plane, the person seen from the side"


def facing_phrases(stretches: Iterable[Mapping[str, Any]], track: int, most: int) -> list[str]:
    """Say which way a person faces, stretch by stretch.

    Parameters
    ----------
    stretches : iterable of mapping
        As `stretches_of` gives them.
    track : int
        Who.
    most : int
        How many stretches at most; the others are counted.

    Returns
    -------
    list of str
    """
    own = [stretch for stretch in stretches if stretch["track"] == track]
    phrases = [
        f"frames {s['start']} to {s['stop'] - 1}: {_FACING[s['facing']]}{_view(s.get('view'))}"
        for s in own[:most]
    ]
    rest = len(own) - len(phrases)
    return phrases + ([f"and {rest} more turns"] if rest else [])


def _view(degrees: float | None) -> str:
    return "" if degrees is None else f", {degrees:.0f}° away from a side view"


def _facing_of_rows(angles: pd.DataFrame) -> Any:
    facing = np.full(len(angles), "", dtype=object)
    track, frame = angles["track"].to_numpy(), angles["frame"].to_numpy()
    for stretch in stretches_of(angles):
        inside = (frame >= stretch["start"]) & (frame < stretch["stop"])
        facing[inside & (track == stretch["track"])] = stretch["facing"]
    return facing
