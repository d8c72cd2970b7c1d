"""Movement as numbers: joint angles and range of motion, each with its convention."""

from nbpose.analysis.catalogue import ANGLES as ANGLES
from nbpose.analysis.catalogue import angle as angle
from nbpose.analysis.catalogue import angle_table as angle_table
from nbpose.analysis.conventions import with_conventions as with_conventions
from nbpose.analysis.definitions import AngleDefinition as AngleDefinition
from nbpose.analysis.joint_angles import AnalysisWarning as AnalysisWarning
from nbpose.analysis.joint_angles import joint_angles as joint_angles
from nbpose.analysis.range_of_motion import range_of_motion as range_of_motion
