"""The numbers of a report: given ones as they are, the others computed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nbpose import analysis
from nbpose.analysis.conventions import dimensions_of
from nbpose.analysis.range_of_motion import NEEDED
from nbpose.analysis.tables import bare, need_table
from nbpose.errors import AnalysisError, NbposeWarning, ReportError
from nbpose.poses import Poses
from nbpose.report.tables import degrees

ROM_NEEDED = ("track", "angle", "side", "min", "max", "range", "min_frame", "max_frame")
"""Columns of a table of ranges of motion that the report shows."""

_ROUNDING = 0.05  # degrees


@dataclass(frozen=True)
class Angles:
    """Joint angles, and what is said of them.

    Parameters
    ----------
    table : pandas.DataFrame
        Without attrs.
    facing : tuple of dict
        Stretches in which a person faces one way.
    dimensions : int
        2 for angles in the picture plane, 3 for angles in space.
    min_confidence : float or None
        Below it keypoints were left out.
    """

    table: pd.DataFrame
    facing: tuple[dict[str, Any], ...]
    dimensions: int
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
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", analysis.AnalysisWarning)  # they are in the attrs
                given = analysis.joint_angles(poses)
        except AnalysisError as error:
            return None, [str(error)]
    given = need_table(given, (*NEEDED, "sd"), "angles", "nbp.analysis.joint_angles")
    _check_extent(poses, given, "angles", "frame")
    about = given.attrs
    angles = Angles(
        bare(given),
        tuple(about.get("facing", ())),
        dimensions_of(about),
        about.get("min_confidence"),
    )
    return angles, list(about.get("warnings", ()))


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
        notes = _differences(angles.table, given)
        for note in notes:
            warnings.warn(note, NbposeWarning, stacklevel=4)
    low, high, extent = _robust_columns(given)
    return Ranges(bare(given), low, high, extent, str(given.attrs.get("robust", ""))), notes


def _differences(angles: pd.DataFrame, rom: pd.DataFrame) -> list[str]:
    """Say when ranges are not those of the angles, as after an edit or with other settings."""
    keys = ["track", "angle", "side"]
    measured = angles.groupby(keys, as_index=False)["value"].agg(["min", "max"])
    both = rom[[*keys, "min", "max"]].merge(measured, on=keys, suffixes=("", "_now"))
    worst, sentence = _ROUNDING, ""
    for end in ("max", "min"):
        given, now = both[end], both[f"{end}_now"]
        apart = (given - now).abs().where(given.isna() == now.isna(), np.inf).fillna(0.0)
        if len(apart) and apart.max() > worst:
            worst = apart.max()
            sentence = _stale(both.iloc[int(apart.argmax())].to_dict(), end)
    return [sentence] if sentence else []


def _stale(line: Mapping[Any, Any], end: str) -> str:
    what = f"{line['side']} {line['angle']}".strip().replace("_", " ")
    return (
        f"The table of ranges of motion was not made from these poses as they are: track "
        f"{line['track']}, {what}, {end} {degrees(line[end])} in the table, "
        f"{degrees(line[f'{end}_now'])} in the poses; make it anew after an edit, or leave it out."
    )


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
