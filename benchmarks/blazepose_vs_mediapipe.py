"""Time and accuracy of nbpose's BlazePose against MediaPipe's own, on one clip of one person.

    python benchmarks/blazepose_vs_mediapipe.py CLIP GOLDEN.json [--mediapipe-python PYTHON]

CLIP and GOLDEN are pose_squats.mp4 and pose_squats.full.json of tensorflow/tfjs-models
(pose-detection/test_data). Both programs get the same decoded frames and follow the one person in
them from frame to frame: MediaPipe with Pose(model_complexity=1), nbpose from the box around the
person in the first frame, and once more while it looks for others too. They run in turns, round by
round, so that whatever else the machine does meets all. Each is left to choose its threads; a
second part allows a single core. Linux only.

MediaPipe 0.10.21 wants numpy 1, so it lives in a virtual environment of its own, made on first use.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pooch
from machine import RESULTS, machine

import nbpose as nbp

MEDIAPIPE = "mediapipe==0.10.21"
WORKER = Path(__file__).parent / "mediapipe_worker.py"
FRAMES_A_SECOND = 30.0  # what MediaPipe assumes of frames without time stamps


def main() -> None:
    options = read_options()
    python = options.mediapipe_python or mediapipe_python()
    with nbp.open(options.clip) as clip:
        frames = np.stack(list(clip))
    golden = np.array(json.loads(options.golden.read_text()))[:, :, :2]
    report = {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "versions": {name: version(name) for name in ("ai-edge-litert", "numpy")}
        | {"nbpose": nbp.__version__, "mediapipe": MEDIAPIPE.split("==")[1]},
        "clip": f"{options.clip.name}: {len(frames)} frames of {frames.shape[2]}x{frames.shape[1]}",
        "rounds": options.rounds,
        "parts": [],
    }
    for cores in dict.fromkeys([len(os.sched_getaffinity(0)), 1]):
        report["parts"].append(compare(frames, golden, python, cores, options.rounds))
    write(report)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("clip", type=Path)
    parser.add_argument("golden", type=Path)
    parser.add_argument("--mediapipe-python", type=Path, help=f"a Python that has {MEDIAPIPE}")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


def mediapipe_python() -> Path:
    """Python of a virtual environment with MediaPipe, made in the cache on first use."""
    folder = Path(pooch.os_cache("nbpose")) / MEDIAPIPE.replace("==", "-")
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", MEDIAPIPE], check=True)
    return python


def compare(frames, golden, python, cores, rounds) -> dict:
    """Run all in turns on so many cores."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:cores])  # before the model counts them; the worker inherits it
    try:
        with Worker(python, frames) as mediapipe:
            media = nbp.open(frames, fps=FRAMES_A_SECOND)
            programs = {
                "nbpose": Ours(media, boxes=[box_around(golden[0])]),
                "nbpose, everybody": Ours(media, boxes=None),
                "mediapipe": mediapipe,
            }
            times = {name: [] for name in programs}
            for _ in range(rounds + 1):
                for name, program in programs.items():
                    times[name].append(program.run())
    finally:
        os.sched_setaffinity(0, allowed)
    measured = {name: per_round[1:] for name, per_round in times.items()}  # the first warms up
    medians = {name: float(np.median(values)) for name, values in measured.items()}
    fastest = {name: min(values) for name, values in measured.items()}
    points = {name: program.points for name, program in programs.items()}
    points["nbpose, smoothed"] = programs["nbpose"].smoothed
    return {
        "cores": cores,
        "ms_per_frame": {name: round(value, 2) for name, value in medians.items()},
        "fastest_round": {name: round(value, 2) for name, value in fastest.items()},
        "ratio": round(medians["nbpose"] / medians["mediapipe"], 3),
        "ratio_of_fastest": round(fastest["nbpose"] / fastest["mediapipe"], 3),
        "px_from_golden": {name: distances(found, golden) for name, found in points.items()},
    }


def box_around(points) -> list[float]:
    low, high = points.min(axis=0), points.max(axis=0)
    return [*low, *(high - low)]


class Ours:
    """nbpose, following who is in the boxes, or everybody."""

    def __init__(self, media, boxes) -> None:
        self.media = media
        self.boxes = boxes
        self.model = nbp.models.load("blazepose")

    def run(self) -> float:
        """Milliseconds a frame."""
        start = time.perf_counter()
        poses = self.model.track(self.media, boxes=self.boxes)
        taken = time.perf_counter() - start
        self.points = poses.dense(0)
        self.smoothed = nbp.models.smooth(poses).dense(0)
        return 1000 * taken / len(self.media)


class Worker:
    """MediaPipe in its own interpreter; it runs when it is told to."""

    def __init__(self, python: Path, frames) -> None:
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "frames.npy"
        np.save(path, frames)
        self._process = subprocess.Popen(
            [python, WORKER, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(self) -> float:
        """Milliseconds a frame."""
        print("run", file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            sys.exit(
                f"MediaPipe's worker ended; check that {self._process.args[0]} has {MEDIAPIPE}"
            )
        result = json.loads(answer)
        self.points = np.array(result["points"])
        return result["ms_per_frame"]

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._folder.cleanup()


def distances(points, golden) -> dict:
    away = np.linalg.norm(points - golden, axis=2)
    percentiles = {"median": 50, "p95": 95}
    return {name: round(float(np.percentile(away, p)), 2) for name, p in percentiles.items()}


def write(report: dict) -> None:
    """Write the numbers as JSON and for people."""
    RESULTS.mkdir(exist_ok=True)
    target = RESULTS / Path(__file__).stem
    target.with_suffix(".json").write_text(json.dumps(report, indent=1) + "\n")
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    lines = [
        "# BlazePose: nbpose against MediaPipe",
        "",
        f"{report['date']}, {report['machine']}; {versions}.",
        f"{report['clip']}, without decoding; median of {report['rounds']} rounds in turns. The",
        "ratio is nbpose to MediaPipe, both following one person; `everybody` searches the whole",
        "picture twice a second for more. Distances are medians from the publisher's golden",
        "points, which are smoothed as MediaPipe's are, of a person 786 px tall.",
        "",
    ]
    for part in report["parts"]:
        ms, fastest = part["ms_per_frame"], part["fastest_round"]
        cores = f"{part['cores']} core{'s' * (part['cores'] > 1)}"
        lines += [
            f"| {cores} | ms a frame | in the fastest round | px from golden |",
            "|---|---|---|---|",
            *(
                f"| {name} | {ms.get(name, '')} | {fastest.get(name, '')} | {away['median']} |"
                for name, away in part["px_from_golden"].items()
            ),
            f"| ratio | {part['ratio']} | {part['ratio_of_fastest']} | |",
            "",
        ]
    text = "\n".join(lines)
    target.with_suffix(".md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
