"""What every results file says first: when, where, and with which versions."""

from __future__ import annotations

import datetime
import json
import platform
from importlib.metadata import version
from pathlib import Path

from nbpose.models.runtimes.litert import physical_cores

RESULTS = Path(__file__).parent / "results"


def machine() -> str:
    """Name of the processor and number of its cores."""
    text = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [line.split(":")[1].strip() for line in text.splitlines() if "model name" in line]
    return f"{names[0] if names else platform.processor()}, {physical_cores()} cores"


def circumstances(*packages: str) -> dict:
    """Date, machine and versions."""
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in packages},
    }


def write(name: str, report: dict) -> None:
    """Write a results file and show it."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(report, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(text)
    print(text)
