"""A skeleton in space, played in the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from nbpose.errors import ArgumentError
from nbpose.plots import theme
from nbpose.poses import Poses, need_poses
from nbpose.skeletons import Skeleton
from nbpose.skeletons.palette import SIDE_COLORS, bone_color, edge_side, joint_color

Array = NDArray[np.float64]

MOST_FRAMES = 150
"""Frames of an animation at most; longer clips are shown with a stride, which the title names."""

_UPRIGHT = {
    "y-down": ((0, 2, 1), (1.0, 1.0, -1.0)),
    "y-up": ((0, 2, 1), (1.0, -1.0, 1.0)),
    "z-up": ((0, 1, 2), (1.0, 1.0, 1.0)),
}  # for each way up: which coordinates become right, back, up, and their signs
_SQUARE = {"m": 0.25, "mm": 250.0}  # of the floor
_LEAST_MARGIN = {"m": 0.5, "mm": 500.0}
_MOST_SQUARES = 40
_FLOOR = "#9aa0a6"  # shows on a light and on a dark page; WebGL has no use for a faint one
_PACE = 25.0  # frames a second, where the poses do not say
_EYE = {"x": 0.7, "y": -1.25, "z": 0.3}  # from the filming camera, a step to the side


def skeleton_3d(poses: Poses, track: int | None = None) -> go.Figure:
    """Animate one person in space.

    World coordinates of a model have their origin between the hips and know no floor: each frame
    is set on the floor by its lowest point, so that a squat goes down; a jump does not leave the
    floor. Points of motion capture stay where they are.

    Parameters
    ----------
    poses : Poses
        With the column ``world``, or with 3-D points.
    track : int, optional
        Person to show; may be left out when there is one.

    Returns
    -------
    plotly.graph_objects.Figure
        With a play button and a slider; at most 150 frames, equal scales on all axes.

    Raises
    ------
    PosesError
        When there are no coordinates in space, or the track is not there.
    ArgumentError
        When the points do not say which way is up, or the person has none.
    """
    need_poses(poses, "skeleton_3d")
    space = poses if poses.points.shape[2] == 3 else poses.world_poses()
    dense = _upright(space, space.dense(track))
    if space is not poses:
        dense = _on_the_floor(dense)
    frames = np.flatnonzero(np.asarray(np.isfinite(dense).all(axis=2)).any(axis=1))
    if not len(frames):
        raise ArgumentError("This person has no position in space in any frame; choose another.")
    stride = -(-len(frames) // MOST_FRAMES)
    chosen = frames[::stride]
    parts = _parts(space.skeleton)
    figure = go.Figure(
        _traces(space.skeleton, parts, dense[chosen[0]]),
        frames=[_frame(parts, dense[frame], frame) for frame in chosen],
    )
    figure.add_trace(_floor(dense[chosen], float(np.nanmin(dense[chosen][..., 2])), space.unit))
    figure.update_layout(
        template=theme.template(),
        height=540,
        margin={"l": 0, "r": 0, "t": 60, "b": 80},
        title_text=_title(space, track, stride),
        scene=_scene(dense[chosen], space.unit),
        **_controls(chosen, _seconds(space, track), poses.fps),
    )
    return figure


def _title(space: Poses, track: int | None, stride: int) -> str:
    person = track if track is not None else next(iter(space.tracks), -1)
    named = f", track {person}" if person >= 0 else ""
    return f"Pose in space{named}" + (f", one frame in {stride}" if stride > 1 else "")


def _upright(space: Poses, points: Array) -> Array:
    if space.axes not in _UPRIGHT:
        raise ArgumentError(
            f"The 3-D points do not say which way is up (axes is {space.axes!r}); give it by "
            f"poses.replace(axes=...) as one of {', '.join(_UPRIGHT)}."
        )
    order, signs = _UPRIGHT[space.axes]
    return np.asarray(points[..., list(order)] * signs)


def _on_the_floor(points: Array) -> Array:
    heights = points[..., 2]
    lowest = np.where(np.isfinite(heights), heights, np.inf).min(axis=1)
    grounded = points.copy()
    grounded[..., 2] -= np.where(np.isfinite(lowest), lowest, 0.0)[:, None]
    return grounded


@dataclass(frozen=True)
class _Part:
    """Bones and joints of one side."""

    side: str
    edges: NDArray[np.int64]
    joints: NDArray[np.int64]


def _parts(skeleton: Skeleton) -> list[_Part]:
    sides = np.array(skeleton.sides)
    bones = np.array([edge_side(skeleton, edge) for edge in skeleton.edges], str)
    edges = np.array(skeleton.edges, np.int64).reshape(-1, 2)
    return [_Part(s, edges[bones == s], np.flatnonzero(sides == s)) for s in SIDE_COLORS]


def _traces(skeleton: Skeleton, parts: list[_Part], points: Array) -> list[go.Scatter3d]:
    """Bones and joints of each side; the animation exchanges their coordinates only."""
    looks: list[dict[str, Any]] = []
    for part in parts:
        name = theme.SIDE_TITLE[part.side]
        color, line = _colors(skeleton, part)
        marker = {"color": color, "symbol": theme.SIDE_SYMBOL[part.side], "size": 3.5}
        both = {"name": name, "legendgroup": name}
        bones = {"mode": "lines", "line": {"color": line, "width": 6}, "hoverinfo": "skip"}
        joints = {"mode": "markers", "marker": marker, "hovertemplate": "%{text}<extra></extra>"}
        names = [skeleton.keypoints[joint] for joint in part.joints]
        looks += [both | bones | {"showlegend": False}, both | joints | {"text": names}]
    places = _moved(parts, points)
    return [go.Scatter3d(**look, **place) for look, place in zip(looks, places, strict=True)]


def _colors(skeleton: Skeleton, part: _Part) -> tuple[Any, Any]:
    """Colours of the joints and bones of a side: one for all, or one for each point of a trace."""
    if not skeleton.colors:
        return SIDE_COLORS[part.side], SIDE_COLORS[part.side]
    joints = [joint_color(skeleton, int(joint)) for joint in part.joints]
    bones = [bone_color(skeleton, (int(a), int(b))) for a, b in part.edges]
    return joints, [color for color in bones for _ in range(3)]  # both ends, and the gap


def _moved(parts: list[_Part], points: Array) -> list[dict[str, Any]]:
    """Coordinates of all traces in one frame."""
    lines = [coordinates for p in parts for coordinates in (_bones(points, p), points[p.joints])]
    small = [line.astype(np.float32) for line in lines]  # a micrometre, and half the page
    return [dict(zip("xyz", line.T, strict=True)) for line in small]


def _bones(points: Array, part: _Part) -> Array:
    """Ends of the bones one after the other, parted by NaN, as one broken line."""
    lines = np.full((len(part.edges), 3, 3), np.nan)
    lines[:, :2] = points[part.edges]
    return lines.reshape(-1, 3)


def _frame(parts: list[_Part], points: Array, frame: int) -> go.Frame:
    data = [{"type": "scatter3d"} | place for place in _moved(parts, points)]
    return go.Frame(data=data, name=str(frame))


def _floor(points: Array, floor: float, unit: str) -> go.Scatter3d:
    """Squares under everywhere the person goes: a quarter of a metre, larger on long ways."""
    ends = np.nanmin(points[..., :2], axis=(0, 1)), np.nanmax(points[..., :2], axis=(0, 1))
    square = _SQUARE.get(unit, float(np.max(ends[1] - ends[0])) / 8.0 or 1.0)
    while np.max(ends[1] - ends[0]) > _MOST_SQUARES * square:
        square *= 2.0
    low, high = square * np.floor(ends[0] / square), square * np.ceil(ends[1] / square)
    high = np.maximum(high, low + square)  # at least one
    lines = []
    for axis in (0, 1):
        for place in np.arange(low[axis], high[axis] + square / 2, square):
            line = np.array([low, high, [np.nan, np.nan]])
            line[:2, axis] = place
            lines.append(line)
    grid = np.concatenate(lines).astype(np.float32)
    return go.Scatter3d(
        x=grid[:, 0],
        y=grid[:, 1],
        z=np.full(len(grid), floor, np.float32),
        mode="lines",
        line={"color": _FLOOR, "width": 1},
        hoverinfo="skip",
        showlegend=False,
    )


def _scene(points: Array, unit: str) -> dict[str, Any]:
    """Fixed ranges with equal scales, so that nothing is stretched and nothing wobbles."""
    low, high = np.nanmin(points, axis=(0, 1)), np.nanmax(points, axis=(0, 1))
    # points that all coincide still need a box around them
    margin = 0.05 * float((high - low).max()) or _LEAST_MARGIN.get(unit, 1.0)
    low, high = low - margin, high + margin
    size = high - low
    axes = {
        f"{name}axis": {"range": [low[i], high[i]], "autorange": False, "visible": False}
        for i, name in enumerate("xyz")
    }
    return axes | {
        "aspectmode": "manual",
        "aspectratio": dict(zip("xyz", size / size.max(), strict=True)),
        "camera": {"eye": _EYE, "up": {"x": 0, "y": 0, "z": 1}, "center": {"x": 0, "y": 0, "z": 0}},
    }


def _seconds(space: Poses, track: int | None) -> Array:
    return np.asarray(space.dense_column("time", track))


def _controls(frames: NDArray[np.int64], seconds: Array, fps: float | None) -> dict[str, Any]:
    """Play button and slider."""
    pace = 1000.0 * _step(frames, seconds, fps)
    play = {"frame": {"duration": pace, "redraw": True}, "transition": {"duration": 0}}
    stop = {"frame": {"duration": 0, "redraw": True}, "mode": "immediate"}
    buttons = [
        {"label": "Play", "method": "animate", "args": [None, play | {"fromcurrent": True}]},
        {"label": "Pause", "method": "animate", "args": [[None], stop]},
    ]
    steps = [
        {"label": _label(frame, seconds[frame]), "method": "animate", "args": [[str(frame)], stop]}
        for frame in frames
    ]
    menu = {"type": "buttons", "direction": "left", "buttons": buttons, "showactive": False}
    slider = {"steps": steps, "x": 0, "len": 1, "y": 0, "pad": {"t": 6, "l": 12, "r": 12}}
    look = {"ticklen": 0, "minorticklen": 0, "font": {"color": "rgba(0, 0, 0, 0)"}}
    look |= {"currentvalue": {"xanchor": "right", "font": {"color": theme.INK}}}
    look |= {"bgcolor": theme.GRID, "bordercolor": theme.GRID, "activebgcolor": theme.INK}
    place = {"x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "pad": {"l": 12, "t": 0}}
    return {"updatemenus": [dict(theme.MENU) | menu | place], "sliders": [slider | look]}


def _step(frames: NDArray[np.int64], seconds: Array, fps: float | None) -> float:
    """Seconds that a frame is shown: as long as the clip takes to the next, as a rule."""
    if len(frames) < 2:
        return 1.0 / _PACE
    usual = float(np.median(np.diff(seconds[frames])))
    if np.isfinite(usual):
        return usual
    return float(np.median(np.diff(frames))) / (fps or _PACE)


def _label(frame: int, second: float) -> str:
    return f"frame {frame} ({second:.2f} s)" if np.isfinite(second) else f"frame {frame}"
