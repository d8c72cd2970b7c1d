"""`nbpose demo`: from a video to everything that nbpose makes of it, in one folder."""

from __future__ import annotations

import importlib.util
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nbpose.errors import ArgumentError, NbposeWarning

if TYPE_CHECKING:
    from nbpose.media import Media
    from nbpose.poses import Poses

NEEDED_FOR_NOTEBOOK = ("nbformat", "nbclient", "ipykernel")


@dataclass(frozen=True)
class Demo:
    """What the steps of the demo share.

    Parameters
    ----------
    video : Path
        The clip.
    out : Path
        The folder for everything made.
    credit : str
        Where the sample clip comes from; "" for a user's own.
    say : callable
        Takes a line for the user.
    """

    video: Path
    out: Path
    credit: str
    say: Callable[[str], None]

    def made(self, name: str) -> Path:
        """Path of a file in the folder."""
        return self.out / name


def run_demo(video: Path | None, out: Path, say: Callable[[str], None] = print) -> list[Path]:
    """Estimate, measure and report on a video.

    Parameters
    ----------
    video : Path or None
        The clip; None takes the sample clip.
    out : Path
        Folder to write to; made if it is not there.
    say : callable
        Takes each line for the user.

    Returns
    -------
    list of Path
        What was written, in order.

    Raises
    ------
    NbposeError
        When the video cannot be read or the folder cannot be written.
    """
    import nbpose as nbp
    from nbpose.media.sample import CREDIT, sample_clip

    started = time.perf_counter()
    if video is None:
        say(CREDIT)
    path = video or sample_clip()
    with nbp.open(path) as clip:
        if clip.fps is None:
            raise ArgumentError(
                f"{clip.name} is no video; for pictures use nbp.estimate and nbp.report in Python."
            )
        demo = Demo(path, _folder(out), CREDIT if video is None else "", say)
        say(f"{clip.name}: {_facts(clip)}")
        poses = nbp.estimate(clip, model="blazepose")
        say(f"{_people(poses)} found: {poses!r}")
        written = [path for step in _STEPS for path in step(demo, clip, poses)]
    say(f"Done in {time.perf_counter() - started:.0f} s:")
    for path in written:
        say(f"  {path}")
    return written


def _save_poses(demo: Demo, clip: Media, poses: Poses) -> Iterator[Path]:
    import nbpose as nbp

    with _step(demo, "Poses"):
        yield nbp.save(poses, demo.made("poses.json"), format="coco")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the csv cannot hold stands in the json beside it
            yield nbp.save(poses, demo.made("poses.csv"))


def _draw_video(demo: Demo, clip: Media, poses: Poses) -> Iterator[Path]:
    from nbpose.plots import annotated_video

    with _step(demo, "Annotated video"):
        yield annotated_video(clip, poses, demo.made("annotated.mp4"))


def _measure(demo: Demo, clip: Media, poses: Poses) -> Iterator[Path]:
    import nbpose as nbp

    with _step(demo, "Angles, range of motion and report"):
        angles = nbp.analysis.joint_angles(poses)
        rom = nbp.analysis.range_of_motion(angles)
        tables = {
            "angles.csv": nbp.analysis.with_conventions(angles),
            "range_of_motion.csv": rom,
        }
        for name, table in tables.items():
            path = demo.made(name)
            table.to_csv(path, index=False)
            yield path
        yield nbp.report(demo.made("report.html"), clip, poses, rom=rom, angles=angles)


def _run_notebook(demo: Demo, clip: Media, poses: Poses) -> Iterator[Path]:
    from nbpose.cli.notebook import Story, execute, write_demo_notebook

    missing = [name for name in NEEDED_FOR_NOTEBOOK if importlib.util.find_spec(name) is None]
    if missing:
        demo.say(f"No notebook: {', '.join(missing)} is missing; pip install 'nbpose[lab]'.")
        return
    path = demo.made("demo.ipynb")
    with _step(demo, "Notebook"):
        story = Story(demo.video, busiest_frame(poses), longest_tracks(poses), demo.credit)
        execute(write_demo_notebook(path, story), path)
        yield path


_STEPS = (_save_poses, _draw_video, _measure, _run_notebook)


def busiest_frame(poses: Poses) -> int:
    """The middle one of the frames with the most people: a good one to open at.

    Parameters
    ----------
    poses : Poses
        Of a clip.

    Returns
    -------
    int
        0 when there is nobody.
    """
    if not len(poses):
        return 0
    people = np.bincount(poses.frame)
    most = np.flatnonzero(people == people.max())
    return int(most[len(most) // 2])


def longest_tracks(poses: Poses, most: int = 3) -> list[int]:
    """The people who are seen in the most frames, in the order of their numbers.

    Parameters
    ----------
    poses : Poses
        Of a clip.
    most : int
        How many at most.

    Returns
    -------
    list of int
        Their tracks.
    """
    return sorted(sorted(poses.tracks, key=lambda track: -np.sum(poses.track == track))[:most])


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArgumentError(
            f"The folder {out} cannot be made ({error.strerror}); choose another with --out."
        ) from None
    if not os.access(out, os.W_OK):
        raise ArgumentError(f"The folder {out} cannot be written to; choose another with --out.")
    return out


def _facts(clip: Media) -> str:
    width, height = clip.size
    rate = f", {clip.fps:.4g} frames/s" if clip.fps else ""
    return f"{len(clip)} frames of {width}x{height}{rate}"


def _people(poses: Poses) -> str:
    count = len(poses.tracks)
    return "1 person" if count == 1 else f"{count} people"


@contextmanager
def _step(demo: Demo, title: str) -> Iterator[None]:
    """Say when a step begins and ends, and what it warned of."""
    started = time.perf_counter()
    demo.say(f"{title} ...")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", NbposeWarning)
        yield
    notes = [w.message for w in caught if isinstance(w.message, NbposeWarning)]
    for note in dict.fromkeys(map(str, notes)):
        demo.say(f"  Note: {note}")
    demo.say(f"{title}: {time.perf_counter() - started:.1f} s")
