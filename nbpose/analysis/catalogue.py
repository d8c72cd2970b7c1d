"""The joint angles that nbpose knows."""

from __future__ import annotations

import difflib
from types import MappingProxyType
from typing import TYPE_CHECKING

from nbpose.analysis.definitions import AngleDefinition
from nbpose.errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd

_TRUNK = ("mid_shoulder", "mid_hip")
_THIGH = ("hip", "knee")
_UPPER_ARM = ("shoulder", "elbow")

ANGLES = MappingProxyType(
    {
        definition.name: definition
        for definition in (
            AngleDefinition(
                "knee_flexion",
                "Knee flexion",
                start=("knee", "ankle"),
                end=_THIGH,
                zero="straight",
                positive="flexion",
                included=1,
                picture_note="negative = hyperextension",
                source="Sports2D and Pose2Sim; agrees with Plug-in Gait on ideal joint centres",
            ),
            AngleDefinition(
                "hip_flexion",
                "Hip flexion (thigh against trunk)",
                start=_TRUNK,
                end=_THIGH,
                zero="thigh in line with trunk",
                positive="flexion",
                note="against the trunk, not against the pelvis: a bent back counts as hip flexion",
                source="Sports2D and Pose2Sim",
            ),
            AngleDefinition(
                "thigh_to_vertical",
                "Thigh to vertical",
                start=None,
                end=_THIGH,
                zero="thigh vertical",
                positive="knee forward",
                note="not hip flexion: the trunk and the pelvis do not enter; "
                "vertical is the picture's, hold the camera level",
                source="Stenum et al. 2021",
            ),
            AngleDefinition(
                "ankle_dorsiflexion",
                "Ankle dorsiflexion",
                start=("ankle", "knee"),
                end=("heel", "toe"),
                zero="foot square to shank",
                positive="dorsiflexion",
                offset=90.0,
                included=-1,
                note="negative = plantarflexion; the foot is the line from heel to toe, "
                "other definitions put the zero up to 15 degrees elsewhere",
                source="Sports2D and Pose2Sim",
            ),
            AngleDefinition(
                "elbow_flexion",
                "Elbow flexion",
                start=_UPPER_ARM,
                end=("elbow", "wrist"),
                zero="straight",
                positive="flexion",
                included=1,
                picture_note="true only while the arm moves forward and backward",
                source="Sports2D and Pose2Sim",
            ),
            AngleDefinition(
                "shoulder_flexion",
                "Shoulder flexion (arm against trunk)",
                start=_TRUNK,
                end=_UPPER_ARM,
                zero="arm along trunk",
                positive="arm forward",
                lowest=-90.0,
                note="180 = arm overhead; negative = extension",
                source="Sports2D and Pose2Sim",
            ),
            AngleDefinition(
                "trunk_lean",
                "Trunk lean",
                start=_TRUNK,
                end=None,
                zero="trunk vertical",
                positive="leaning forward",
                sides=("",),
                note="vertical is the picture's, hold the camera level",
                source="Sports2D and Pose2Sim, there against the horizontal",
            ),
        )
    }
)
"""All definitions by name."""


def angle(name: str) -> AngleDefinition:
    """Look a definition up by its name.

    Parameters
    ----------
    name : str
        Such as ``"knee_flexion"``.

    Returns
    -------
    AngleDefinition

    Raises
    ------
    AnalysisError
        When there is none; the message names the nearest.
    """
    if not isinstance(name, str) or name not in ANGLES:
        near = difflib.get_close_matches(str(name), ANGLES, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(ANGLES)}."
        raise AnalysisError(f'There is no joint angle "{name}"; {hint}')
    return ANGLES[name]


def angle_table() -> pd.DataFrame:
    """List all joint angles with their conventions.

    Returns
    -------
    pandas.DataFrame
        One line an angle: name, title, zero, positive, points, range, plane, facing, in 3-D,
        note, source.
    """
    import pandas as pd

    return pd.DataFrame([definition.facts() for definition in ANGLES.values()])
