"""What a report says, as plain values for the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbpose.media import Media
from nbpose.poses import Poses
from nbpose.report.facts import Fact, clip_facts, poses_facts
from nbpose.report.numbers import Ranges, angles_of, ranges_of
from nbpose.report.people import Person, people
from nbpose.report.stills import Still, stills
from nbpose.report.tables import Table, plain_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Content:
    """Everything on the page.

    Parameters
    ----------
    clip, poses : tuple of Fact
        What was measured, and on what.
    notes : tuple of str
        What limits the numbers, first of all.
    people : tuple of Person
        One section each.
    stills : tuple of Still
        Pictures with their angles; instead of people.
    gait : Table or None
        Summary of a gait analysis.
    spatial : bool
        Whether the angles are between points in space.
    robust : str
        What the ranges leave out.
    """

    clip: tuple[Fact, ...]
    poses: tuple[Fact, ...]
    notes: tuple[str, ...]
    people: tuple[Person, ...]
    stills: tuple[Still, ...]
    gait: Table | None
    spatial: bool
    robust: str

    @property
    def has_figures(self) -> bool:
        """Whether plotly.js is needed."""
        return any(person.has_figures for person in self.people)


def gather(
    media: Media,
    poses: Poses,
    rom: pd.DataFrame | None,
    angles: pd.DataFrame | None,
    gait: pd.DataFrame | None,
) -> Content:
    """Measure what is not given, and lay everything out.

    Parameters
    ----------
    media : Media
        The clip or the pictures.
    poses : Poses
        Of it.
    rom, angles : pandas.DataFrame or None
        Computed when None.
    gait : pandas.DataFrame or None
        Summary of a gait analysis.

    Returns
    -------
    Content
    """
    measured, notes = angles_of(poses, angles)
    pictures: tuple[Still, ...] = ()
    persons: tuple[Person, ...] = ()
    ranges: Ranges | None = None
    if not len(poses):
        notes = ["Nobody was found in any frame, so there is nothing to measure."]
    elif media.fps is None and not poses.tracks:
        pictures, more = stills(media, poses, measured)
        notes += more
    else:
        if measured is not None:
            ranges, more = ranges_of(poses, measured, rom)
            notes += more
        persons, left_out = people(media, poses, measured, ranges)
        notes += left_out
    return Content(
        clip=clip_facts(media),
        poses=poses_facts(poses, None if measured is None else measured.min_confidence),
        notes=tuple(dict.fromkeys(notes)),
        people=persons,
        stills=pictures,
        gait=None if gait is None else plain_table(gait),
        spatial=measured is not None and measured.spatial,
        robust="" if ranges is None else ranges.robust,
    )
