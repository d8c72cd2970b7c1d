"""What nbpose raises: one sentence that names the thing, the value and the mend."""

from __future__ import annotations


class NbposeError(Exception):
    """Base of every error that nbpose raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Let notebooks show the sentence alone; `%debug` still leads to the place."""
        return [f"{type(self).__name__}: {self}"]


class ArgumentError(NbposeError):
    """An argument of a call does not fit."""


class SkeletonError(NbposeError):
    """A skeleton is inconsistent, or none has the name asked for."""


class MediaError(NbposeError):
    """A picture, folder, clip or array cannot be opened or read."""


class PosesError(NbposeError):
    """The columns of a pose table do not fit together, or a row is not there."""


class FormatError(NbposeError):
    """A pose file cannot be read or written."""


class ProjectError(NbposeError):
    """An edit cannot be applied."""


class ModelError(NbposeError):
    """A model is unknown, or cannot run on what it was given."""


class WeightsError(ModelError):
    """A model's weights are missing, damaged or not allowed."""


class AnalysisError(NbposeError):
    """A number cannot be computed from these poses."""


class ReportError(NbposeError):
    """A report cannot be written."""


class WidgetError(NbposeError):
    """The widget cannot be shown."""


class NbposeWarning(UserWarning):
    """Base of what nbpose says once about a result: what was left out, guessed or converted."""
