"""A project file with 200,000 frames of two people: opening, reading frames, saving edits, size.

    python benchmarks/project_store.py

The floors come from the same run: the raw arrays on the same disk, and one row put into a bare
SQLite table with the same settings.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from machine import circumstances, write

from nbpose.media.media import Media, steady_times
from nbpose.poses import Images, Origin, Poses
from nbpose.poses.columns import column_names
from nbpose.project import Project
from nbpose.project.edits import Move
from nbpose.skeletons import skeleton

FRAMES, PEOPLE = 200_000, 2
READS, EDITS = 2_000, 500
OPENING = """
import sys, time
from nbpose.project import Project
start = time.perf_counter()
project = Project(sys.argv[1])
document = project.document()
document.between(150_000, 150_001)
print(time.perf_counter() - start)
"""


class Clip(Media):
    """A clip without pictures: none is needed here."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__("long.mp4", None)

    def __len__(self) -> int:
        return FRAMES

    def _read(self, index: int) -> np.ndarray:
        raise NotImplementedError

    def size_of(self, index: int) -> tuple[int, int]:  # noqa: D102
        return 1280, 720

    fps = 30.0
    times = steady_times(FRAMES, 30.0)
    fingerprint = "long"


def table() -> Poses:
    """Two people in every frame, as a model leaves them."""
    rng, rows = np.random.default_rng(1), FRAMES * PEOPLE
    frame = np.repeat(np.arange(FRAMES), PEOPLE)
    return Poses.build(
        skeleton("coco17"),
        rng.uniform(0, 700, (rows, 17, 2)),
        frame=frame,
        time=frame / 30,
        track=np.tile(np.arange(PEOPLE), FRAMES),
        confidence=rng.uniform(0, 1, (rows, 17)),
        origin=np.full((rows, 17), Origin.MODEL),
        score=rng.uniform(0, 1, rows),
        fps=30.0,
        images=Images.of_clip("long.mp4", FRAMES, (1280, 720)),
    )


def raw_bytes(poses: Poses, folder: Path) -> int:
    """Bytes of the columns as plain arrays."""
    columns = {name: getattr(poses, name) for name in column_names()}
    np.savez(folder / "raw.npz", **{n: c for n, c in columns.items() if c is not None})
    return (folder / "raw.npz").stat().st_size


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def reads(project: Project) -> list[float]:
    """Seconds of reading frames here and there."""
    frames = np.random.default_rng(2).integers(0, FRAMES, READS)
    document = project.document()
    return [timed(lambda f=int(f): document.between(f, f + 1)) for f in frames]


def edits(project: Project) -> list[float]:
    """Seconds of one gesture each, until it is on the disk."""
    rng = np.random.default_rng(3)
    moves = [
        Move(row=int(rng.integers(0, FRAMES * PEOPLE)), keypoint=5, to=(1.5, 2.5))
        for _ in range(EDITS)
    ]
    return [timed(lambda m=move: project.apply(m, label="move")) for move in moves]


def bare_commits(folder: Path) -> list[float]:
    """Seconds of putting one row of the same size into a bare table, with the same settings."""
    with sqlite3.connect(folder / "bare.db", isolation_level=None) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE rows (data BLOB)")
        put = "INSERT INTO rows VALUES (?)"
        return [timed(lambda: bare.execute(put, (b"x" * 1500,))) for _ in range(EDITS)]


def opening(path: Path) -> float:
    """Median seconds of opening the project and one frame of it in fresh interpreters."""
    runs = [
        subprocess.run([sys.executable, "-c", OPENING, path], capture_output=True, check=True)
        for _ in range(5)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def milliseconds(times: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(times) * 1e3, 3),
        "p95": round(float(np.quantile(times, 0.95)) * 1e3, 3),
    }


def main() -> None:
    poses = table()
    with tempfile.TemporaryDirectory(dir=os.environ.get("NBPOSE_BENCHMARK_DIR")) as name:
        folder = Path(name)
        raw = raw_bytes(poses, folder)
        path = folder / "long.nbpose"
        with Project(path) as project:
            adding = timed(lambda: project.add(Clip(), poses))
        opened = opening(path)
        with Project(path) as project:
            seen, saved = reads(project), edits(project)
            whole = timed(lambda: project.poses())
        size = path.stat().st_size
        floor = bare_commits(folder)
    report = circumstances("nbpose", "numpy", "pandas") | {
        "table": f"{FRAMES} frames x {PEOPLE} people x 17 points",
        "sqlite": sqlite3.sqlite_version,
        "seconds to enter the table": round(adding, 2),
        "seconds to open it and one frame": round(opened, 3),
        "ms to read the people of a frame": milliseconds(seen),
        "ms to save an edit": milliseconds(saved),
        "ms to put one row into a bare table": milliseconds(floor),
        "ratio of an edit to the bare row": round(
            statistics.median(saved) / statistics.median(floor), 2
        ),
        "seconds to read the whole table after the edits": round(whole, 2),
        "bytes on disk": size,
        "bytes of the raw arrays": raw,
        "ratio of the file to the raw arrays": round(size / raw, 3),
    }
    write("project_store", report)


if __name__ == "__main__":
    main()
