"""Widgets: the pose editor, tested in JupyterLab and Notebook 7."""

from nbpose.widgets.annotate import annotate as annotate
from nbpose.widgets.pose_editor import PoseEditor as PoseEditor
