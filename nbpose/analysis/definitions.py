"""What a joint angle means: its points, its zero, its sign, and where the definition comes from."""

from __future__ import annotations

import html
from dataclasses import dataclass

Segment = tuple[str, str]
"""A direction in the body: from one role to another, see `nbpose.analysis.roles`."""


@dataclass(frozen=True)
class AngleDefinition:
    """One joint angle, as it is measured in the picture plane and stated beside each number.

    The picture is looked at so that the person faces right and up is up. The angle is `offset`
    plus the turn, counter-clockwise, from the segment `start` to the segment `end`.

    Parameters
    ----------
    name : str
        Such as ``"knee_flexion"``.
    title : str
        As a heading says it.
    start, end : (str, str) or None
        Roles that the two segments run between; None is the vertical, downwards.
    zero : str
        The posture in which the angle is 0.
    positive : str
        The movement that makes it grow.
    sides : tuple of str
        ``("left", "right")``, or ``("",)`` for an angle of the whole body.
    offset : float
        Degrees added to the turn.
    lowest : float
        Values lie above it, up to 360 degrees more; the seam is kept where nobody can move to.
    included : int
        How the unsigned angle between the segments counts in 3-D: 1 or -1; 0 where a number
        without a plane would mix several movements, so that there is none.
    note : str
        What it must not be taken for.
    picture_note : str
        What else must be said of it in the picture plane, where it has a sign.
    source : str
        Who else measures it this way.
    """

    name: str
    title: str
    start: Segment | None
    end: Segment | None
    zero: str
    positive: str
    sides: tuple[str, ...] = ("left", "right")
    offset: float = 0.0
    lowest: float = -180.0
    included: int = 0
    note: str = ""
    picture_note: str = ""
    source: str = ""

    @property
    def points(self) -> tuple[str, ...]:
        """Roles it is measured between, each once, in order."""
        roles = [role for segment in (self.start, self.end) if segment for role in segment]
        return tuple(dict.fromkeys(roles))

    @property
    def plane(self) -> str:
        """The plane it lies in."""
        return "the picture plane, the person seen from the side"

    @property
    def facing_rule(self) -> str:
        """What the sign needs to know of the person."""
        return "signed by the direction the person faces, decided over a stretch of the track"

    @property
    def range(self) -> tuple[float, float]:
        """Values lie above the first and up to the second, in degrees."""
        return self.lowest, self.lowest + 360.0

    def convention(self, dimensions: int | None = 2) -> str:
        """Zero and sign in few words, for an axis or a column; parameters as `describe`."""
        return f"0 = {self.zero}, + = {self.growth(dimensions)}"

    def growth(self, dimensions: int | None = 2) -> str:
        """The movement that makes it grow; parameters as `describe`.

        Without a plane a joint that is straight at 0 bends either way to the same angle.
        """
        unsigned = dimensions == 3 and self.offset == 0.0
        return "bent either way" if unsigned else self.positive

    def describe(self, dimensions: int = 2) -> str:
        """Say the whole convention in one line.

        Parameters
        ----------
        dimensions : int
            2 for an angle in the picture plane, 3 for one between points in space.

        Returns
        -------
        str
        """
        text = f"{self.title}, degrees: {self.convention(dimensions)}; {self._measure(dimensions)}"
        notes = self.notes(dimensions)
        return f"{text} ({notes})" if notes else text

    def notes(self, dimensions: int | None = 2) -> str:
        """Say what the angle must not be taken for; parameters as `describe`."""
        both = (self.note, self.picture_note if dimensions == 2 else "")
        return "; ".join(note for note in both if note)

    def _measure(self, dimensions: int) -> str:
        points = ", ".join(role.replace("_", " ") for role in self.points)
        if dimensions == 3:
            return f"included angle in space, from {points}"
        return f"in {self.plane}; from {points}; {self.facing_rule}"

    def facts(self) -> dict[str, str]:
        """Give what there is to say, by heading."""
        low, high = self.range
        return {
            "name": self.name,
            "title": self.title,
            "zero": self.zero,
            "positive": self.positive,
            "points": ", ".join(self.points),
            "range": f"above {low:g} to {high:g} degrees",
            "plane": self.plane,
            "facing": self.facing_rule,
            "in 3-D": f"included angle, + = {self.growth(3)}" if self.included else "not defined",
            "note": self.notes(),
            "source": self.source,
        }

    def __str__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        lines = (
            f"<tr><th style='text-align:left'>{html.escape(key)}</th>"
            f"<td style='text-align:left'>{html.escape(value)}</td></tr>"
            for key, value in self.facts().items()
            if value
        )
        return f"<table>{''.join(lines)}</table>"
