"""The numbers of a report: given ones as they are, the others computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from nbpose import analysis
from nbpose.analysis.conventions import dimensions_of, stretches_of
from nbpose.analysis.range_of_motion import NEEDED
from nbpose.analysis.tables import bare, need_table
from nbpose.errors import AnalysisError, ReportError
from nbpose.poses import Poses
from nbpose.report.stale import other_angles, other_ranges, quiet_angles, warned

ROM_NEEDED = ("track", "angle", "side", "min", "max", "range", "min_frame", "max_frame")
"""Columns of a table of ranges of motion that the report shows."""

_UNTOLD = (
    "The table of angles came without its attrs, as from a file: which keypoints were left out "
    "and why values are missing is not known."
)


@dataclass(frozen=True)
class Angles:
    """Joint angles, and what is said of them.

    Parameters
    ----------
    table : pandas.DataFrame
        Without attrs.
    facing : tuple of dict
        Stretches in which a person faces one way.
    dimensions : int or None
        2 for angles in the picture plane, 3 for angles in space; None where it is not known.
    min_confidence : float or None
        Below it keypoints were left out.
    """

    table: pd.DataFrame
    facing: tuple[dict[str, Any], ...]
    dimensions: int | None
    min_confidence: float | None

    @property
    def spatial(self) -> bool:
        """Whether the angles are between points in space."""
        return self.dimensions == 3


@dataclass(frozen=True)
class Ranges:
    """Ranges of motion, and what is said of them.

    Parameters
    ----------
    table : pandas.DataFrame
        Without attrs.
    low, high, range : str
        Columns that leave outliers out.
    robust : str
        What these columns mean.
    """

    table: pd.DataFrame
    low: str
    high: str
    range: str
    robust: str


def angles_of(poses: Poses, given: pd.DataFrame | None) -> tuple[Angles | None, list[str]]:
    """Take or measure joint angles.

    Parameters
    ----------
    poses : Poses
        Of the clip.
    given : pandas.DataFrame or None
        Measured when None.

    Returns
    -------
    Angles or None
        None when the skeleton has no joint angles.
    list of str
        What limits them.
    """
    if given is None:
        try:
            given = quiet_angles(poses)
        except AnalysisError as error:
            return None, [str(error)]
    given = need_table(given, (*NEEDED, "sd"), "angles", "nbp.analysis.joint_angles")
    _check_extent(poses, given, "angles", "frame")
    about = given.attrs
    angles = Angles(
        bare(given),
        tuple(stretches_of(given)),
        dimensions_of(given),
        about.get("min_confidence"),
    )
    notes = list(about.get("warnings", ()))
    if "min_confidence" not in about:
        notes.append(_UNTOLD)
    return angles, notes + warned(other_angles(poses, given))


def ranges_of(poses: Poses, angles: Angles, given: pd.DataFrame | None) -> tuple[Ranges, list[str]]:
    """Take or compute ranges of motion.

    Parameters
    ----------
    poses : Poses
        Of the clip.
    angles : Angles
        Of the clip.
    given : pandas.DataFrame or None
        Computed when None.

    Returns
    -------
    Ranges
    list of str
        Who is left out, and whether the given table is of other angles.
    """
    notes = []
    if given is None:
        table = angles.table
        nameless = table[table["track"] < 0]
        if nameless.duplicated(["frame", "angle", "side"]).any():
            table = table[table["track"] >= 0]
            notes = [
                "People without a track are left out, because several are in one frame: give "
                "each person a track of its own."
            ]
        given = analysis.range_of_motion(table)
    else:
        given = need_table(given, ROM_NEEDED, "rom", "nbp.analysis.range_of_motion")
        for column in ("min_frame", "max_frame"):
            _check_extent(poses, given, "rom", column)
        notes = warned(other_ranges(angles.table, given))
    low, high, extent = _robust_columns(given)
    return Ranges(bare(given), low, high, extent, str(given.attrs.get("robust", ""))), notes


def _check_extent(poses: Poses, table: pd.DataFrame, name: str, column: str) -> None:
    """Refuse numbers of frames in which the poses have nobody: they are of other poses."""
    used = table[["track", column]].dropna().drop_duplicates()
    there = pd.MultiIndex.from_arrays([poses.track, poses.frame])
    strange = used[~pd.MultiIndex.from_frame(used.astype("int64")).isin(there)]
    if len(strange):
        track, frame = strange.iloc[0]
        raise ReportError(
            f"{name} speaks of track {track} in frame {frame}, where the poses have nobody; give "
            f"the poses it was measured from."
        )


def _robust_columns(rom: pd.DataFrame) -> tuple[str, str, str]:
    """Columns that `range_of_motion` named by percentiles; the raw ones where there are none."""
    for name in map(str, rom.columns):
        if name.startswith("range_p"):
            low, high = name.removeprefix("range_").split("_")
            return low, high, name
    return "min", "max", "range"
