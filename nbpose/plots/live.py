"""Figures that answer clicks while a kernel runs, and stay figures when it is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

WIDTH = 840
"""Pixels. Plotly draws a widget before the cell holds it, so it cannot take the cell's width."""


class LiveFigure(go.FigureWidget):  # type: ignore[misc]  # plotly is untyped
    """A figure widget that leaves a plain figure in the saved notebook."""

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = super()._repr_mimebundle_(*args, **kwargs)
        return {**shown, "application/vnd.plotly.v1+json": json.loads(self.to_json())}


def clickable(figure: go.Figure, on_click: Callable[[int], object]) -> LiveFigure:
    """Make a figure call a function when a sample is clicked.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        Its traces carry the frame of each sample as customdata.
    on_click : callable
        Takes the number of the frame.

    Returns
    -------
    LiveFigure
    """

    def clicked(trace: Any, points: Any, state: Any) -> None:
        for index in points.point_inds:
            on_click(int(trace.customdata[index]))

    widget = LiveFigure(figure)
    # one sample a click, not one a side
    widget.update_layout(hovermode="closest", hoverdistance=-1, width=WIDTH)
    for trace in widget.data:
        trace.on_click(clicked)
    return widget
