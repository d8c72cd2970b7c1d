"""Widgets: the pose editor for JupyterLab, Notebook, VS Code, Colab and marimo."""

from nbpose.widgets.annotate import annotate as annotate
from nbpose.widgets.pose_editor import PoseEditor as PoseEditor
