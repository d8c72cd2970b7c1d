"""Angle curves: one panel an angle, left and right told apart by colour and by dash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from nbpose._arguments import need_names
from nbpose.analysis import angle as _definition
from nbpose.analysis.conventions import (
    dimensions_of,
    facing_phrases,
    plane_phrase,
    stretches_of,
)
from nbpose.analysis.range_of_motion import NEEDED
from nbpose.analysis.tables import bare, need_table
from nbpose.errors import ArgumentError
from nbpose.plots import theme
from nbpose.signals import gaps
from nbpose.skeletons.palette import SIDE_COLORS

_MOST_TRACKS = 20  # in the menu; more would be neither found nor fast
_MARKED = 400  # frames up to which each sample is marked, so that lone ones between gaps show
_PANEL_HEIGHT = 215
_LINE_HEIGHT = 19  # of the small lines under the title
_MOST_STRETCHES = 2  # of facing in the title; the table's attrs have all


def angles(
    angles: pd.DataFrame,
    angle: str | Sequence[str] | None = None,
    track: int | None = None,
    on_click: Callable[[int], object] | None = None,
) -> go.Figure:
    """Draw joint angles over time.

    Gaps in the curves are frames where the angle cannot be measured, or where the person is not
    there. Each axis states zero and sign, the title plane and facing. Where the table has an
    ``sd``, thin bars show one standard deviation to each side.

    Parameters
    ----------
    angles : pandas.DataFrame
        As `nbpose.analysis.joint_angles` gives it.
    angle : str or sequence of str, optional
        Angles to show; all when left out.
    track : int, optional
        Person to show. When left out and there are several, a menu chooses; the one with the
        most values is shown first.
    on_click : callable, optional
        Is called with the frame number of a sample that is clicked, such as ``editor.go_to``.
        Needs a live kernel.

    Returns
    -------
    plotly.graph_objects.Figure
        A live figure widget when ``on_click`` is given.

    Raises
    ------
    ArgumentError
        When the table has no such angle or track.
    """
    angles = need_table(angles, (*NEEDED, "sd"), "angles", "nbp.analysis.joint_angles")
    dimensions, stretches = dimensions_of(angles), stretches_of(angles)
    angles = bare(angles)
    names = _names(angles, angle)
    tracks, left_out = _tracks(angles, track)
    shown = {name: place for place, name in enumerate(names)}
    axis = _time_axis(angles)
    columns = 1 if len(names) < 2 else 2
    rows = max(1, -(-len(names) // columns))
    figure = make_subplots(
        rows, columns, shared_xaxes="all", horizontal_spacing=0.16, vertical_spacing=0.14 / rows
    )
    for (key_track, name, side), curve in angles.groupby(["track", "angle", "side"], sort=False):
        if key_track in tracks and name in shown:
            place = divmod(shown[name], columns)
            trace = _trace(curve, axis, str(side), visible=key_track == tracks[0])
            trace.update(meta=int(key_track), showlegend=_new_in_legend(figure, trace, key_track))
            figure.add_trace(trace, place[0] + 1, place[1] + 1)
    _label(figure, axis, names, columns, dimensions)
    view = plane_phrase(dimensions)
    titles = [
        (track, _title(track, left_out, [view, *facing_phrases(stretches, track, _MOST_STRETCHES)]))
        for track in tracks
    ]
    _set_out(figure, titles, rows)
    if on_click is None:
        return figure
    if not callable(on_click):
        raise ArgumentError(f"on_click is {on_click!r}; give a function of the frame number.")
    from nbpose.plots.live import clickable  # brings in the widgets, which few figures need

    return clickable(figure, on_click)


def _names(angles: pd.DataFrame, wanted: str | Sequence[str] | None) -> list[str]:
    known = list(dict.fromkeys(angles["angle"]))
    if isinstance(wanted, str):
        wanted = [wanted]
    like = 'a name such as "knee_flexion", several, or None for all'
    names = known if wanted is None else list(need_names("angle", wanted, like))
    for name in names:
        if name not in known:
            raise ArgumentError(
                f'The table has no angle "{name}"; it has {", ".join(known) or "none"}.'
            )
    return names


def _tracks(angles: pd.DataFrame, wanted: int | None) -> tuple[list[int], int]:
    """Tracks to draw, the fullest first, and how many are left out."""
    valid = angles.groupby("track")["value"].count().sort_values(ascending=False, kind="stable")
    known = [int(track) for track in valid.index]
    if wanted is None:
        return known[:_MOST_TRACKS], max(0, len(known) - _MOST_TRACKS)
    if wanted not in known:
        listed = ", ".join(map(str, sorted(known)[:_MOST_TRACKS])) or "none"
        raise ArgumentError(f"The table has no track {wanted}; it has {listed}.")
    return [wanted], 0


def _trace(curve: pd.DataFrame, axis: str, side: str, visible: bool) -> go.Scatter:
    samples = _with_gaps(curve)
    spread = samples["sd"].to_numpy()
    known = np.isfinite(spread).any()
    return go.Scatter(
        x=samples[axis].to_numpy(),
        y=samples["value"].to_numpy(),
        customdata=samples["frame"].to_numpy(),
        mode="lines+markers" if len(samples) <= _MARKED else "lines",
        line={"color": SIDE_COLORS[side], "dash": theme.SIDE_DASH[side], "width": 2},
        marker={"symbol": theme.SIDE_SYMBOL[side], "size": 4, "color": SIDE_COLORS[side]},
        error_y={"array": spread, "thickness": 0.8, "width": 0} if known else None,
        connectgaps=False,
        visible=visible,
        name=theme.SIDE_TITLE[side],
        legendgroup=side or "middle",
        hovertemplate="%{y:.1f}°, frame %{customdata}",
    )


def _with_gaps(curve: pd.DataFrame) -> pd.DataFrame:
    """Sort by frame, and put an empty sample where the person is away: no line crosses a gap."""
    curve = curve.sort_values("frame", kind="stable")
    ends = gaps(curve["frame"])
    if not len(ends):
        return curve
    empty = curve.iloc[ends].assign(value=np.nan, sd=np.nan)
    places = np.concatenate([np.arange(len(curve)), ends + 0.5])
    return pd.concat([curve, empty]).iloc[np.argsort(places, kind="stable")]


def _time_axis(angles: pd.DataFrame) -> str:
    """Column to draw against: seconds where every sample has them, else numbers of frames."""
    timed = len(angles) > 0 and bool(np.isfinite(angles["time"].to_numpy()).all())
    return "time" if timed else "frame"


def _new_in_legend(figure: go.Figure, trace: go.Scatter, track: int) -> bool:
    """Whether the legend of a track lacks this side still; angles of the trunk need no entry."""
    listed = (other.legendgroup for other in figure.data if other.meta == track)
    return trace.legendgroup != "middle" and trace.legendgroup not in listed


def _label(
    figure: go.Figure, axis: str, names: list[str], columns: int, dimensions: int | None
) -> None:
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        definition = _definition(name)
        convention = _small(definition.convention(dimensions))
        title = f"{definition.title.split(' (')[0]} (deg)<br>{convention}"
        figure.update_yaxes(title_text=title, row=row + 1, col=column + 1)
        if place + columns >= len(names):
            figure.update_xaxes(
                title_text="time (s)" if axis == "time" else "frame",
                showticklabels=True,
                row=row + 1,
                col=column + 1,
            )


def _small(text: str) -> str:
    return f"<span style='font-size:10px'>{text}</span>"


def _set_out(figure: go.Figure, titles: list[tuple[int, str]], rows: int) -> None:
    lines = max((title.count("<br>") for _, title in titles), default=0)
    figure.update_layout(
        template=theme.template(),
        height=110 + _PANEL_HEIGHT * rows + _LINE_HEIGHT * lines,
        margin_t=72 + _LINE_HEIGHT * lines,
        hovermode="x unified",
        title_text=titles[0][1] if titles else "No joint angles to show",
    )
    if len(titles) > 1:
        figure.update_layout(updatemenus=[_track_menu(figure, titles)])


def _title(track: int, left_out: int, facts: Iterable[str]) -> str:
    person = f"track {track}" if track >= 0 else "without a track"
    more = f"{left_out} tracks with fewer values are not in the menu" if left_out else ""
    lines = [_small(line) for line in (*facts, more) if line]
    return "<br>".join([f"Joint angles, {person}", *lines])


def _track_menu(figure: go.Figure, titles: list[tuple[int, str]]) -> dict[str, Any]:
    buttons = [
        {
            "label": f"Track {track}" if track >= 0 else "Without a track",
            "method": "update",
            "args": [
                {"visible": [trace.meta == track for trace in figure.data]},
                {"title.text": title},
            ],
        }
        for track, title in titles
    ]
    return {"buttons": buttons, **theme.MENU}
