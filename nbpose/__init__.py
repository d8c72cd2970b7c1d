"""nbpose: annotate, estimate and measure poses inside a notebook.

    import nbpose as nbp

    clip = nbp.open("walk.mp4")
    poses = nbp.estimate(clip)
    editor = nbp.annotate(clip, poses)
    angles = nbp.analysis.joint_angles(editor.poses)
    nbp.report("walk.html", clip, editor.poses, angles=angles)

Everything is imported on first use, so that ``import nbpose`` itself stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from nbpose._version import __version__ as __version__

if TYPE_CHECKING:
    from nbpose import analysis as analysis
    from nbpose import errors as errors
    from nbpose import formats as formats
    from nbpose import media as media
    from nbpose import models as models
    from nbpose import plots as plots
    from nbpose import signals as signals
    from nbpose import skeletons as skeletons
    from nbpose import widgets as widgets
    from nbpose.errors import NbposeError as NbposeError
    from nbpose.formats import load as load
    from nbpose.formats import save as save
    from nbpose.media import Media as Media
    from nbpose.media.open import open as open
    from nbpose.media.sample import sample_clip as sample_clip
    from nbpose.models.estimate import estimate as estimate
    from nbpose.poses import Images as Images
    from nbpose.poses import Origin as Origin
    from nbpose.poses import Poses as Poses
    from nbpose.poses import Visibility as Visibility
    from nbpose.project import Project as Project
    from nbpose.project import edits as edits
    from nbpose.report.write import report as report
    from nbpose.skeletons import Skeleton as Skeleton
    from nbpose.skeletons import skeleton as skeleton
    from nbpose.widgets.annotate import annotate as annotate
    from nbpose.widgets.skeleton_editor import SkeletonEditor as SkeletonEditor

_HOMES = {
    "Images": "nbpose.poses",
    "Media": "nbpose.media",
    "NbposeError": "nbpose.errors",
    "Origin": "nbpose.poses",
    "Poses": "nbpose.poses",
    "Project": "nbpose.project",
    "Skeleton": "nbpose.skeletons",
    "SkeletonEditor": "nbpose.widgets.skeleton_editor",
    "Visibility": "nbpose.poses",
    "annotate": "nbpose.widgets",
    "edits": "nbpose.project",
    "estimate": "nbpose.models",
    "load": "nbpose.formats",
    "open": "nbpose.media",
    "sample_clip": "nbpose.media.sample",
    "save": "nbpose.formats",
    "skeleton": "nbpose.skeletons",
}
"""Where each name of the public face lives."""

_MODULES = (
    "analysis",
    "errors",
    "formats",
    "media",
    "models",
    "plots",
    "poses",
    "project",
    "report",
    "signals",
    "skeletons",
    "widgets",
)

__all__ = ["__version__", *sorted([*_HOMES, *_MODULES])]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"nbpose.{name}")
    raise AttributeError(f"module 'nbpose' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
