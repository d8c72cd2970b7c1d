"""Writing the report: gather, render, put in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import jinja2
import pandas as pd
from plotly.offline import get_plotlyjs

from nbpose import _files
from nbpose._arguments import need_path, shown
from nbpose.errors import ArgumentError, ReportError
from nbpose.media import Media
from nbpose.plots.video import check_frames
from nbpose.poses import Poses
from nbpose.report.content import Content, gather

_ENDINGS = (".html", ".htm")
_IN_SPACE = ", and angles=nbp.analysis.joint_angles(poses.world_poses()) for angles in space"


class Gait(Protocol):
    """What the report reads of a gait analysis."""

    @property
    def summary(self) -> pd.DataFrame:
        """One line a parameter."""


def report(
    path: str | Path,
    media: Media,
    poses: Poses,
    rom: pd.DataFrame | None = None,
    angles: pd.DataFrame | None = None,
    gait: Gait | None = None,
    title: str | None = None,
) -> Path:
    """Write what was measured on a clip into one HTML file that opens without a network.

    It says what was measured on what: the clip, the keypoints and where they come from; for each
    person the ranges of motion with their conventions, the angle curves, the frames at the
    extremes and a view in space; and what limits the numbers. Still pictures get their angles
    beside them instead of curves. Long reports show the people with the most frames, and say how
    many are left out.

    Parameters
    ----------
    path : str or Path
        Of the HTML file, ending in .html; it appears when it is complete.
    media : Media
        The clip or the pictures.
    poses : Poses
        Of that media, in pixels.
    rom : pandas.DataFrame, optional
        As `nbpose.analysis.range_of_motion` gives it; computed from the angles when left out.
    angles : pandas.DataFrame, optional
        As `nbpose.analysis.joint_angles` gives it; computed from the poses when left out.
    gait : optional
        A gait analysis; its ``summary`` is shown.
    title : str, optional
        Heading; the name of the media when left out.

    Returns
    -------
    Path
        Of the file.

    Raises
    ------
    ArgumentError
        When an argument does not fit, or the poses speak of frames that the media does not have.
    ReportError
        When the file cannot be written.
    """
    path = need_path("path", path)
    if path.suffix.lower() not in _ENDINGS:
        raise ArgumentError(f"path is {str(path)!r}, but a report is HTML; end it in .html.")
    check_frames(media, poses, "report", _IN_SPACE)
    content = gather(media, poses, rom, angles, _summary(gait))
    page = render(content, title or media.name)
    with _files.written_whole(path, ReportError) as temporary:
        temporary.write_text(page, encoding="utf-8")
    return path


def _summary(gait: Any) -> pd.DataFrame | None:
    if gait is None:
        return None
    summary = getattr(gait, "summary", None)
    if not isinstance(summary, pd.DataFrame):
        raise ArgumentError(
            f"gait is {shown(gait)}, which has no table .summary; give a gait analysis, or None."
        )
    return summary


def render(content: Content, title: str) -> str:
    """Turn the content into a page.

    Parameters
    ----------
    content : Content
        What it says.
    title : str
        Its heading.

    Returns
    -------
    str
        HTML.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("nbpose.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # "</script" would end the script element, wherever in plotly.js it stands
    plotly = get_plotlyjs().replace("</script", "<\\/script") if content.has_figures else ""
    return environment.get_template("report.html").render(
        content=content, title=title, plotlyjs=plotly
    )
