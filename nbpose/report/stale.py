"""Whether tables that are given to a report are of its poses, as these are now."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from nbpose import analysis
from nbpose.analysis.tables import bare
from nbpose.errors import AnalysisError, NbposeWarning
from nbpose.poses import Poses
from nbpose.report.tables import degrees

_ROUNDING = 0.51  # degrees: tables are shown, and kept, rounded


def quiet_angles(poses: Poses, **options: Any) -> pd.DataFrame:
    """Measure angles without the warnings, which are in the attrs, too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", analysis.AnalysisWarning)
        return analysis.joint_angles(poses, **options)


def warned(notes: list[str]) -> list[str]:
    """Say notes in Python, too, and give them back."""
    for note in notes:
        warnings.warn(note, NbposeWarning, stacklevel=5)
    return notes


def other_angles(poses: Poses, given: pd.DataFrame) -> list[str]:
    """Say when angles are not those of the poses as they are, where both can be compared."""
    about = given.attrs
    asked = any(stretch.get("decided") == "given" for stretch in about.get("facing", ()))
    spatial, least = about.get("dimensions") == 3, about.get("min_confidence")
    if not len(given) or least is None or asked or (spatial and poses.world is None):
        return []
    try:
        measured = quiet_angles(
            poses.world_poses() if spatial else poses,
            angles=list(given["angle"].unique()),
            min_confidence=least,
        )
    except AnalysisError:  # of another skeleton, as angles of converted poses are
        return []
    keys = ["track", "frame", "angle", "side"]
    if measured.duplicated(keys).any():
        return []
    both = bare(given)[[*keys, "value"]].merge(bare(measured), on=keys, suffixes=("", "_now"))
    apart = (both["value"] - both["value_now"]).abs().fillna(0.0)
    if not len(apart) or apart.max() <= _ROUNDING:
        return []
    worst = both.iloc[int(apart.argmax())].to_dict()
    return [
        f"The table of angles was not made from these poses as they are: {_where(worst)}, frame "
        f"{worst['frame']}, {degrees(worst['value'])} in the table, "
        f"{degrees(worst['value_now'])} in the poses; make it anew after an edit, or leave it out."
    ]


def _where(line: Mapping[Any, Any]) -> str:
    what = f"{line['side']} {line['angle']}".strip().replace("_", " ")
    return f"track {line['track']}, {what}"


def other_ranges(angles: pd.DataFrame, rom: pd.DataFrame) -> list[str]:
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
    return (
        f"The table of ranges of motion was not made from these poses as they are: "
        f"{_where(line)}, {end} {degrees(line[end])} in the table, "
        f"{degrees(line[f'{end}_now'])} in the poses; make it anew after an edit, or leave it out."
    )
