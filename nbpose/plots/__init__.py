"""Figures, and skeletons drawn onto frames."""

from nbpose.plots.angles import angles as angles
from nbpose.plots.overlay import overlay as overlay
from nbpose.plots.skeleton_3d import skeleton_3d as skeleton_3d
from nbpose.plots.video import annotated_video as annotated_video
