"""What every widget shares: where its bundle lies, and what is shown where none runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

from nbpose.errors import WidgetError

STATIC = Path(__file__).parent / "static"


def bundle(name: str) -> Path:
    """Path of a built file.

    Parameters
    ----------
    name : str
        Such as ``"pose_editor.js"``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    WidgetError
        When it was not built; the message says how to build it.
    """
    path = STATIC / name
    if not path.exists():
        raise WidgetError(
            f"The front end is not built: {path} is missing; run `pip install -e .` in the "
            f"checkout, or install a released nbpose."
        )
    return path


class Widget(anywidget.AnyWidget):
    """A widget that leaves a picture behind where no widget can run.

    A saved notebook on GitHub, in nbviewer or in a PDF shows the picture; a subclass says which.
    """

    def static_picture(self) -> bytes | None:
        """JPEG to show instead of the widget, or None."""
        return None

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        shown = super()._repr_mimebundle_(**kwargs)
        picture = self.static_picture()
        if shown is None or picture is None:
            return shown
        data, metadata = shown
        return {**data, "image/jpeg": picture}, metadata
