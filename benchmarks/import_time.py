"""Time of `import nbpose` against `import numpy`, in fresh interpreters, in turns.

    python benchmarks/import_time.py

Every notebook pays for it once; the floor is what an interpreter takes to start and stop.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from machine import circumstances, write

ROUNDS = 15
PROGRAMS = {"nothing": "pass", "nbpose": "import nbpose", "numpy": "import numpy"}


def main() -> None:
    times = {name: [] for name in PROGRAMS}
    for _ in range(ROUNDS + 1):
        for name, code in PROGRAMS.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times[name].append(time.perf_counter() - start)
    median = {name: statistics.median(values[1:]) for name, values in times.items()}
    above = {name: median[name] - median["nothing"] for name in ("nbpose", "numpy")}
    report = circumstances("nbpose", "numpy") | {
        "rounds": ROUNDS,
        "seconds, interpreter included": {name: round(s, 4) for name, s in median.items()},
        "seconds above the bare interpreter": {name: round(s, 4) for name, s in above.items()},
        "ratio nbpose to numpy": round(above["nbpose"] / above["numpy"], 3),
    }
    write("import_time", report)


if __name__ == "__main__":
    main()
