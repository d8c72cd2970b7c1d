"""The numbers of a report: given ones as they are, the others computed."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbpose import analysis
from nbpose.analysis.bare import bare
from nbpose.errors import AnalysisError
from nbpose.poses import Poses

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Angles:
    """Joint angles, and what is said of them.

    Parameters
    ----------
    table : pandas.DataFrame
        Without attrs.
    facing : tuple of dict
        Stretches in which a person faces one way.
    spatial : bool
        Whether the angles are between points in space.
    min_confidence : float or None
        Below it keypoints were left out.
    """

    table: pd.DataFrame
    facing: tuple[dict[str, Any], ...]
    spatial: bool
    min_confidence: float | None


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
    about = given.attrs
    angles = Angles(
        bare(given),
        tuple(about.get("facing", ())),
        about.get("dimensions") == 3,
        about.get("min_confidence"),
    )
    return angles, list(about.get("warnings", ()))


def ranges_of(angles: Angles, given: pd.DataFrame | None) -> tuple[Ranges, list[str]]:
    """Take or compute ranges of motion.

    Parameters
    ----------
    angles : Angles
        Of the clip.
    given : pandas.DataFrame or None
        Computed when None.

    Returns
    -------
    Ranges
    list of str
        Who is left out.
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
    low, high, extent = _robust_columns(given)
    return Ranges(bare(given), low, high, extent, str(given.attrs.get("robust", ""))), notes


def _robust_columns(rom: pd.DataFrame) -> tuple[str, str, str]:
    """Columns that `range_of_motion` named by percentiles; the raw ones where there are none."""
    for name in map(str, rom.columns):
        if name.startswith("range_p"):
            low, high = name.removeprefix("range_").split("_")
            return low, high, name
    return "min", "max", "range"
