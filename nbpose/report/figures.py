"""Plotly figures as pieces of the page; plotly.js itself is there only once."""

from __future__ import annotations

import markupsafe
import plotly.graph_objects as go

from nbpose.plots import theme


def figure_html(figure: go.Figure, name: str) -> markupsafe.Markup:
    """Give a figure as HTML.

    Parameters
    ----------
    figure : plotly.graph_objects.Figure
        Any.
    name : str
        Id of its element, once in the page.

    Returns
    -------
    Markup
        Safe to put into the page: Plotly escapes what it writes into its script.
    """
    html = figure.to_html(
        full_html=False,
        include_plotlyjs=False,
        div_id=name,
        config=dict(theme.CONFIG),
        auto_play=False,
    )
    return markupsafe.Markup(html)
