"""One card of the report for each angle: its convention, numbers, curve and extremes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import markupsafe
import numpy as np
import pandas as pd

from nbpose import analysis
from nbpose.analysis.conventions import plane_phrase
from nbpose.plots import angles as plot_angles
from nbpose.report.extremes import Portraits
from nbpose.report.figures import figure_html
from nbpose.report.numbers import Angles, Ranges
from nbpose.report.tables import NOTHING, degrees

if TYPE_CHECKING:
    from nbpose.analysis import AngleDefinition

_JUMP = 12.0  # degrees away from the frames around it: joints do not move so, keypoints do
_AROUND = 0.07  # seconds to each side


@dataclass(frozen=True)
class Extreme:
    """A frame in which an angle is largest or smallest."""

    caption: str
    picture: str | None
    suspicious: bool


@dataclass(frozen=True)
class Line:
    """Range of motion on one side, as text."""

    side: str
    low: str
    high: str
    range: str
    least: str
    most: str
    mean: str
    valid: str
    extremes: tuple[Extreme, ...]


@dataclass(frozen=True)
class Movement:
    """A card.

    Parameters
    ----------
    definition : AngleDefinition
        With the convention.
    plane : str
        Where the angle lies.
    positive : str
        The movement that makes it grow.
    convention : str
        Zero, sign, plane, and what it must not be taken for.
    low_title, high_title : str
        Names of the percentiles.
    lines : tuple of Line
        One a side.
    curve : Markup or None
        Angle over time; None where there are not two values.
    """

    definition: AngleDefinition
    plane: str
    positive: str
    convention: str
    low_title: str
    high_title: str
    lines: tuple[Line, ...]
    curve: markupsafe.Markup | None


def movements(
    angles: Angles, ranges: Ranges, track: int, portraits: Portraits
) -> tuple[Movement, ...]:
    """Lay out the angles of one person.

    Parameters
    ----------
    angles : Angles
        Of the clip.
    ranges : Ranges
        Of the clip.
    track : int
        Who.
    portraits : Portraits
        Makes the pictures.

    Returns
    -------
    tuple of Movement
    """
    curves = angles.table[angles.table["track"] == track]
    rom = ranges.table[ranges.table["track"] == track]
    cards = []
    for name in dict.fromkeys(rom["angle"]):
        definition = analysis.angle(name)
        curve = curves[curves["angle"] == name]
        lines: list[dict[str, Any]] = rom[rom["angle"] == name].to_dict("records")
        cards.append(
            Movement(
                definition,
                plane_phrase(angles.dimensions),
                definition.growth(angles.dimensions),
                _convention(definition, angles.dimensions),
                ranges.low,
                ranges.high,
                tuple(_line(line, curve, ranges, portraits) for line in lines),
                _curve(curve, name, track),
            )
        )
    return tuple(cards)


def _convention(definition: AngleDefinition, dimensions: int | None) -> str:
    parts = (
        definition.convention(dimensions),
        plane_phrase(dimensions),
        definition.notes(dimensions),
    )
    return "; ".join(part for part in parts if part)


def _line(line: dict[str, Any], curve: pd.DataFrame, ranges: Ranges, portraits: Portraits) -> Line:
    own = curve[curve["side"] == line["side"]]
    return Line(
        side=line["side"] or "trunk",
        low=degrees(line[ranges.low]),
        high=degrees(line[ranges.high]),
        range=degrees(line[ranges.range]),
        least=_with_frame(line["min"], line["min_frame"]),
        most=_with_frame(line["max"], line["max_frame"]),
        mean=degrees(line["mean"]),
        valid=f"{line['valid']} of {line['frames']} ({100 * line['share']:.0f} %)",
        extremes=tuple(_extremes(line, own, portraits)),
    )


def _with_frame(value: float, frame: Any) -> str:
    return NOTHING if pd.isna(frame) else f"{degrees(value)}, frame {frame}"


def _extremes(line: dict[str, Any], curve: pd.DataFrame, portraits: Portraits) -> list[Extreme]:
    found = []
    for word in ("min", "max"):
        frame = line[f"{word}_frame"]
        if pd.isna(frame):
            continue
        second = line[f"{word}_time"]
        when = f"frame {frame}" + (f", {second:.2f} s" if np.isfinite(second) else "")
        side = f"{line['side']} " if line["side"] else ""
        caption = f"{side}{word} {degrees(line[word])} ({when})"
        suspicious = _jumps(curve, line[word], second)
        found.append(Extreme(caption, portraits.of(line["track"], int(frame)), suspicious))
    return found


def _jumps(curve: pd.DataFrame, value: float, second: float) -> bool:
    """Whether an extreme stands far from the frames right before and after it."""
    apart = (curve["time"] - second).abs()
    around = curve["value"][(apart > 0) & (apart <= _AROUND)].dropna()
    return len(around) >= 2 and abs(value - float(around.median())) > _JUMP


def _curve(curve: pd.DataFrame, name: str, track: int) -> markupsafe.Markup | None:
    if curve["value"].notna().sum() < 2:
        return None
    figure = plot_angles(curve, name)
    figure.update_layout(height=240, title_text="", margin={"t": 24, "l": 56, "r": 8, "b": 40})
    figure.update_yaxes(title_text="degrees")
    return figure_html(figure, f"curve-{track}-{name}")
