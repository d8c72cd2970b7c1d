"""One look for all figures: readable on a light and on a dark page, in print and for any eyes."""

from __future__ import annotations

import functools
from types import MappingProxyType

import plotly.graph_objects as go

from nbpose.skeletons.palette import PERSON_COLORS, SIDE_COLORS

INK = "#777b80"
"""Colour of text and axes: about 4.3 to 1 against white and against a dark page."""

GRID = "rgba(127, 127, 127, 0.22)"
"""Colour of grid lines."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
"""Fonts that are there without asking a server."""

SIDE_DASH = MappingProxyType({"left": "solid", "right": "dash", "": "solid"})
"""Line style of each side, so that colour is not the only difference."""

SIDE_SYMBOL = MappingProxyType({"left": "circle", "right": "square", "": "diamond"})
"""Marker of each side."""

SIDE_TITLE = MappingProxyType({"left": "left", "right": "right", "": "middle"})
"""Name of each side in a legend."""

MENU = MappingProxyType(
    {
        "x": 1,
        "xanchor": "right",
        "y": 1.02,
        "yanchor": "bottom",
        "bgcolor": "rgba(127, 127, 127, 0.08)",
        "bordercolor": GRID,
    }
)
"""A menu at the upper right."""

CONFIG = MappingProxyType({"displaylogo": False, "responsive": True, "scrollZoom": False})
"""Options of a figure in a page: no link to anywhere, as wide as its box."""


@functools.cache
def template() -> go.layout.Template:
    """Give the Plotly template of nbpose.

    Returns
    -------
    plotly.graph_objects.layout.Template
        Transparent paper, neutral ink, thin grid.
    """
    axis = {
        "gridcolor": GRID,
        "zerolinecolor": INK,
        "zerolinewidth": 1,
        "linecolor": GRID,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": GRID,
        "title": {"font": {"size": 12}, "standoff": 6},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 12, "color": INK},
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "colorway": [SIDE_COLORS["left"], SIDE_COLORS["right"], *PERSON_COLORS],
            "xaxis": {**axis, "zeroline": False},
            "yaxis": axis,
            "margin": {"l": 64, "r": 16, "t": 72, "b": 44},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
            "title": {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "container"}
            | {"yanchor": "top", "pad": {"t": 14}, "font": {"size": 15}},
            "hoverlabel": {"font": {"family": FONT}},
            "modebar": {"bgcolor": "rgba(0, 0, 0, 0)", "color": INK, "activecolor": "#2a8ac4"},
        }
    )
