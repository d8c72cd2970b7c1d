"""Reading all frames of clips as RGB: nbpose against plain PyAV, in turns.

    python benchmarks/frames_vs_pyav.py CLIP [CLIP ...]

PyAV decodes with the same threads and converts each picture by itself; nbpose does that as well,
and checks each frame's number against its index.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import av
from machine import circumstances, write

import nbpose as nbp

ROUNDS = 5


def plain(path: Path) -> int:
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        pictures = (frame.to_ndarray(format="rgb24") for frame in container.decode(video=0))
        return sum(1 for _ in pictures)


def ours(path: Path) -> int:
    with nbp.open(path) as clip:
        return sum(1 for _ in clip.frames())


def seconds(read, path: Path) -> tuple[float, int]:
    start = time.perf_counter()
    count = read(path)
    return time.perf_counter() - start, count


def compare(path: Path) -> dict:
    taken = {"pyav": [], "nbpose": []}
    for _ in range(ROUNDS):
        for name, read in (("pyav", plain), ("nbpose", ours)):
            duration, count = seconds(read, path)
            taken[name].append(duration)
    median = {name: statistics.median(values) for name, values in taken.items()}
    return {
        "frames": count,
        "frames a second": {name: round(count / value, 1) for name, value in median.items()},
        "ratio nbpose to pyav": round(median["pyav"] / median["nbpose"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("clips", type=Path, nargs="+")
    clips = parser.parse_args().clips
    report = circumstances("nbpose", "av", "numpy") | {"rounds": ROUNDS}
    write("frames_vs_pyav", report | {"clips": {path.name: compare(path) for path in clips}})


if __name__ == "__main__":
    main()
