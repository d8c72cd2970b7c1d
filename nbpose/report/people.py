"""One section of the report for each person of a clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import markupsafe
import numpy as np

from nbpose.analysis.conventions import facing_phrases
from nbpose.media import Media
from nbpose.plots import skeleton_3d
from nbpose.poses import Poses
from nbpose.report.extremes import PictureBudget, Portraits
from nbpose.report.figures import figure_html
from nbpose.report.movements import Movement, movements
from nbpose.report.numbers import Angles, Ranges

if TYPE_CHECKING:
    import pandas as pd

MOST_PEOPLE = 8
"""Sections; people with fewer frames are left out, and counted."""

MOST_SPACES = 3
"""Views in space: browsers draw only so many at once."""

_LOW_COVERAGE = 0.5
_MOST_STRETCHES = 8


@dataclass(frozen=True)
class Person:
    """A section.

    Parameters
    ----------
    track : int
        Identity; -1 for rows without one.
    seen : str
        In which frames.
    facing : tuple of str
        One sentence a stretch.
    movements : tuple of Movement
        One card an angle.
    notes : tuple of str
        What limits this person's numbers.
    space : Markup or None
        View in space.
    """

    track: int
    seen: str
    facing: tuple[str, ...]
    movements: tuple[Movement, ...]
    notes: tuple[str, ...]
    space: markupsafe.Markup | None

    @property
    def title(self) -> str:
        """Heading."""
        return f"Track {self.track}" if self.track >= 0 else "Person without a track"

    @property
    def has_figures(self) -> bool:
        """Whether plotly.js is needed."""
        return self.space is not None or any(m.curve is not None for m in self.movements)


def people(
    media: Media, poses: Poses, angles: Angles | None, ranges: Ranges | None
) -> tuple[tuple[Person, ...], list[str]]:
    """Lay out the people with the most frames.

    Parameters
    ----------
    media : Media
        The clip.
    poses : Poses
        Of it.
    angles, ranges : Angles, Ranges or None
        Their numbers; None when the skeleton has no joint angles.

    Returns
    -------
    tuple of Person
        By track.
    list of str
        What is left out.
    """
    tracks, counts = np.unique(poses.track, return_counts=True)
    if ranges is not None:
        measured = set(ranges.table["track"])
        kept = np.array([track in measured for track in tracks], bool)
        tracks, counts = tracks[kept], counts[kept]
    fullest = tracks[np.argsort(-counts, kind="stable")][:MOST_PEOPLE]
    portraits = Portraits(media, poses, PictureBudget())
    sections = []
    for place, track in enumerate(sorted(int(t) for t in fullest)):
        space = _space(poses, track) if place < MOST_SPACES else None
        sections.append(_person(poses, angles, ranges, track, portraits, space))
    return tuple(sections), _left_out(len(tracks), portraits.budget)


def _left_out(count: int, budget: PictureBudget) -> list[str]:
    notes = []
    if count > MOST_PEOPLE:
        notes.append(
            f"{count} people were followed; this report shows the {MOST_PEOPLE} with the most "
            f"frames, and a view in space of the first {MOST_SPACES}."
        )
    if budget.refused:
        notes.append(
            f"{budget.refused} pictures of extremes are left out to keep the file small; the "
            f"tables name their frames."
        )
    return notes


def _person(
    poses: Poses,
    angles: Angles | None,
    ranges: Ranges | None,
    track: int,
    portraits: Portraits,
    space: markupsafe.Markup | None,
) -> Person:
    frames = np.unique(poses.frame[poses.track == track])
    cards: tuple[Movement, ...] = ()
    notes: list[str] = []
    facing: tuple[str, ...] = ()
    if angles is not None and ranges is not None:
        cards = movements(angles, ranges, track, portraits)
        notes = _coverage_notes(ranges.table[ranges.table["track"] == track])
        facing = tuple(facing_phrases(angles.facing, track, _MOST_STRETCHES))
    seen = f"{len(frames)} frames, from {frames[0]} to {frames[-1]}"
    return Person(track, seen, facing, cards, tuple(notes), space)


def _space(poses: Poses, track: int) -> markupsafe.Markup | None:
    person = poses.of_track(track)
    if person.world is None or len(person) < 2:
        return None
    if not np.isfinite(person.world).all(axis=2).any():
        return None
    return figure_html(skeleton_3d(person, track), f"space-{track}")


def _coverage_notes(rom: pd.DataFrame) -> list[str]:
    thin = rom[rom["share"] < _LOW_COVERAGE]
    if not len(thin):
        return []
    lines: list[dict[str, Any]] = thin.to_dict("records")  # type: ignore[assignment]
    listed = ", ".join(
        f"{line['side']} {line['angle']}".strip().replace("_", " ")
        + f" ({100 * line['share']:.0f} %)"
        for line in lines
    )
    return [f"Measured in less than half of the frames: {listed}."]
