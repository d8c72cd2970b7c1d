"""What every widget shares: how its code reaches the page, and what is shown where none runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets as t
from IPython.display import display

from nbpose.errors import WidgetError
from nbpose.widgets.exhibit import Exhibit
from nbpose.widgets.protocol import message
from nbpose.widgets.still import Still

STATIC = Path(__file__).parent / "static"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LONGEST_CLIENT = 64


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
    """A widget that is small in the saved notebook, and leaves a picture where no widget runs.

    All traits of a widget are written into the file. So its module is a loader that asks for the
    code, the same message brings what Python says once for all (traits tagged ``once``), and the
    picture is an output of its own: a notebook that finds no live widget shows an error in its
    place, however many other forms that output has.

    A subclass names its bundle, ``class PoseEditor(Widget, code="pose_editor")``, and says which
    picture stands for it.
    """

    _code: ClassVar[str] = ""

    def __init_subclass__(cls, code: str = "", **kwargs: Any) -> None:
        if code:
            cls._code = code
            script, styles = bundle(f"{code}.js"), bundle(f"{code}.css")
            if _live_reloading():
                cls._esm, cls._css = script, styles
            else:
                cls._esm = bundle("loader.js")
        super().__init_subclass__(**kwargs)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._exhibit = Exhibit(self._still)

    def static_picture(self) -> bytes | None:
        """JPEG to show instead of the widget, or None."""
        return None

    def static_text(self) -> str:
        """What is seen in that picture, for those who do not see it."""
        return type(self).__name__

    def close(self) -> None:
        """End the widget; its picture stays."""
        exhibit = getattr(self, "_exhibit", None)  # none where its making failed
        if exhibit is not None:
            exhibit.close()
        super().close()

    @t.default("keys")
    def _default_keys(self) -> list[str]:
        """Names of the traits that the page gets, and that a saved notebook keeps."""
        synced: list[str] = list(self.traits(sync=True))
        return synced if _live_reloading() else [k for k in synced if k not in self._said_once()]

    def _said_once(self) -> list[str]:
        return list(self.traits(once=True))

    def _still(self) -> Still | None:
        """What a saved notebook shows in the widget's place."""
        picture = self.static_picture()
        return None if picture is None else Still(picture, self.static_text())

    def _ipython_display_(self) -> None:
        self._exhibit.show()
        spec = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        display({WIDGET_VIEW: spec}, raw=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """All forms in one, for whoever asks for that."""
        shown = super()._repr_mimebundle_(**kwargs)
        still = self._still()
        if shown is None or still is None:
            return shown
        data, metadata = shown
        picture, about = still._repr_mimebundle_()
        return {**picture, **data, "text/plain": still.alt}, {**metadata, **about}

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:
        if isinstance(content, Mapping) and content.get("kind") == "code":
            self._send_code(content.get("client"))
        else:
            super()._handle_custom_msg(content, buffers)

    def _send_code(self, client: Any) -> None:
        if not isinstance(client, str) or len(client) > LONGEST_CLIENT:
            return  # no page of ours, and nobody would hear it
        facts = self.get_state(self._said_once())
        told = message("code", client=client, facts=facts, still=self._exhibit.name)
        files = [bundle(f"{self._code}.{ending}").read_bytes() for ending in ("js", "css")]
        self.send(told, files)


def _live_reloading() -> bool:
    """Whether anywidget watches the bundle, which then has to be a trait."""
    return os.environ.get("ANYWIDGET_HMR") == "1"
