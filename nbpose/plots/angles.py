"""Angle curves: one panel an angle, left and right told apart by colour and by dash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from nbpose._arguments import need_names
from nbpose.analysis import angle as _definition
from nbpose.analysis.range_of_motion import NEEDED
from nbpose.analysis.tables import bare, need_table
from nbpose.errors import ArgumentError
from nbpose.plots import theme
from nbpose.skeletons.palette import SIDE_COLORS

_MOST_TRACKS = 20  # in the menu; more would be neither found nor fast
_MARKED = 400  # frames up to which each sample is marked, so that lone ones between gaps show
_PANEL_HEIGHT = 215


def angles(
    angles: pd.DataFrame,
    angle: str | Sequence[str] | None = None,
    track: int | None = None,
    on_click: Callable[[int], object] | None = None,
) -> go.Figure:
    """Draw joint angles over time.

    Gaps in the curves are frames where the angle cannot be measured. Where the table has an
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
    angles = bare(need_table(angles, (*NEEDED, "sd"), "angles", "nbp.analysis.joint_angles"))
    names = _names(angles, angle)
    tracks, left_out = _tracks(angles, track)
    shown = {name: place for place, name in enumerate(names)}
    columns = 1 if len(names) < 2 else 2
    rows = max(1, -(-len(names) // columns))
    figure = make_subplots(
        rows, columns, shared_xaxes="all", horizontal_spacing=0.13, vertical_spacing=0.14 / rows
    )
    for (key_track, name, side), curve in angles.groupby(["track", "angle", "side"], sort=False):
        if key_track in tracks and name in shown:
            place = divmod(shown[name], columns)
            trace = _trace(curve, str(side), visible=key_track == tracks[0])
            trace.update(meta=int(key_track), showlegend=_new_in_legend(figure, trace, key_track))
            figure.add_trace(trace, place[0] + 1, place[1] + 1)
    _label(figure, angles, names, columns)
    _set_out(figure, tracks, left_out, rows)
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


def _trace(curve: pd.DataFrame, side: str, visible: bool) -> go.Scatter:
    spread = curve["sd"].to_numpy()
    known = np.isfinite(spread).any()
    return go.Scatter(
        x=_times(curve),
        y=curve["value"].to_numpy(),
        customdata=curve["frame"].to_numpy(),
        mode="lines+markers" if len(curve) <= _MARKED else "lines",
        line={"color": SIDE_COLORS[side], "dash": theme.SIDE_DASH[side], "width": 2},
        marker={"symbol": theme.SIDE_SYMBOL[side], "size": 4, "color": SIDE_COLORS[side]},
        error_y={"array": spread, "thickness": 0.8, "width": 0} if known else None,
        connectgaps=False,
        visible=visible,
        name=theme.SIDE_TITLE[side],
        legendgroup=side or "middle",
        hovertemplate="%{y:.1f}°, frame %{customdata}",
    )


def _times(curve: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Seconds; frame numbers for still pictures, which have no time."""
    times = curve["time"].to_numpy()
    return times if np.isfinite(times).any() else curve["frame"].to_numpy()


def _new_in_legend(figure: go.Figure, trace: go.Scatter, track: int) -> bool:
    """Whether the legend of a track lacks this side still; angles of the trunk need no entry."""
    listed = (other.legendgroup for other in figure.data if other.meta == track)
    return trace.legendgroup != "middle" and trace.legendgroup not in listed


def _label(figure: go.Figure, angles: pd.DataFrame, names: list[str], columns: int) -> None:
    timed = bool(np.isfinite(angles["time"].to_numpy()).any())
    for place, name in enumerate(names):
        row, column = divmod(place, columns)
        definition = _definition(name)
        title = f"{definition.title.split(' (')[0]} (deg)<br>{_small(definition.convention)}"
        figure.update_yaxes(title_text=title, row=row + 1, col=column + 1)
        if place + columns >= len(names):
            figure.update_xaxes(
                title_text="time (s)" if timed else "frame",
                showticklabels=True,
                row=row + 1,
                col=column + 1,
            )


def _small(text: str) -> str:
    return f"<span style='font-size:10px'>{text}</span>"


def _set_out(figure: go.Figure, tracks: list[int], left_out: int, rows: int) -> None:
    figure.update_layout(
        template=theme.template(),
        height=110 + _PANEL_HEIGHT * rows,
        hovermode="x unified",
        title_text=_title(tracks[0], left_out) if tracks else "No joint angles to show",
    )
    if len(tracks) > 1:
        figure.update_layout(updatemenus=[_track_menu(figure, tracks, left_out)])


def _title(track: int, left_out: int) -> str:
    person = f"track {track}" if track >= 0 else "without a track"
    more = f" ({left_out} tracks with fewer values are not in the menu)" if left_out else ""
    return f"Joint angles, {person}{more}"


def _track_menu(figure: go.Figure, tracks: list[int], left_out: int) -> dict[str, Any]:
    buttons = [
        {
            "label": f"Track {track}" if track >= 0 else "Without a track",
            "method": "update",
            "args": [
                {"visible": [trace.meta == track for trace in figure.data]},
                {"title.text": _title(track, left_out)},
            ],
        }
        for track in tracks
    ]
    return {"buttons": buttons, **theme.MENU}
