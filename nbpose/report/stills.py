"""Still pictures in the report: each with the angles of its people beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbpose import analysis
from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.report.numbers import Angles
from nbpose.report.pictures import picture
from nbpose.report.tables import Table, degrees

MOST_STILLS = 24
"""Pictures; further ones are left out, and counted."""

_SIZE = 640
_SIDES = ("left", "right", "")
_NUMERIC = (False, False, False, True, True, True)


@dataclass(frozen=True)
class Still:
    """A picture and the angles measured in it."""

    name: str
    picture: str
    people: int
    table: Table | None


def stills(
    media: Media, poses: Poses, angles: Angles | None
) -> tuple[tuple[Still, ...], list[str]]:
    """Lay out the pictures with people in them.

    Parameters
    ----------
    media : Media
        The pictures.
    poses : Poses
        Of them, without tracks.
    angles : Angles or None
        Measured on all rows; None when the skeleton has none.

    Returns
    -------
    tuple of Still
        In the order of the pictures.
    list of str
        What is left out.
    """
    frames = [int(frame) for frame in np.unique(poses.frame)]
    shown = frames[:MOST_STILLS]
    made = tuple(_still(media, poses, angles, frame) for frame in shown)
    if len(frames) == len(shown):
        return made, []
    return made, [f"{len(frames)} pictures show people; this report has the first {len(shown)}."]


def _still(media: Media, poses: Poses, angles: Angles | None, frame: int) -> Still:
    rows = poses.at(frame)
    if len(rows) > 1:
        rows = rows.replace(track=np.arange(1, len(rows) + 1))  # the number drawn beside each
    name = media.frame_name(frame) or f"frame {frame}"
    table = None
    if angles is not None:
        table = _table(angles.table[angles.table["frame"] == frame], angles.dimensions)
    return Still(name, picture(media[frame], rows, _SIZE), len(rows), table)


def _table(angles: pd.DataFrame, dimensions: int | None) -> Table:
    """One line a person and angle; `joint_angles` keeps people in the order of their rows."""
    person = angles.groupby(["angle", "side"], sort=False).cumcount() + 1
    values = {
        (int(number), str(name), str(side)): float(value)
        for number, name, side, value in zip(
            person, angles["angle"], angles["side"], angles["value"], strict=True
        )
    }
    rows = []
    for number, name in dict.fromkeys((person, angle) for person, angle, _ in values):
        definition = analysis.angle(name)
        cells = (degrees(values.get((number, name, side), np.nan)) for side in _SIDES)
        rows.append((str(number), definition.title, definition.convention(dimensions), *cells))
    headings = ("person", "angle", "convention", "left", "right", "trunk")
    return Table(headings, tuple(sorted(rows, key=lambda row: int(row[0]))), _NUMERIC)
