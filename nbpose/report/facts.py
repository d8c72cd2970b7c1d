"""What was measured, on what, with what: the head of the report."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from nbpose import __version__
from nbpose.media import Media
from nbpose.poses import Origin, Poses


@dataclass(frozen=True)
class Fact:
    """A name and its value, as they are shown."""

    name: str
    value: str


_KINDS = {"video": "video", "images": "pictures", "array": "array"}

_ORIGINS = {
    Origin.MODEL: "by the model",
    Origin.INTERPOLATED: "interpolated",
    Origin.TRACKED: "tracked",
    Origin.PERSON: "placed by a person",
    Origin.VERIFIED: "verified by a person",
    Origin.UNKNOWN: "of unknown origin",
}


def clip_facts(media: Media) -> tuple[Fact, ...]:
    """Say what was looked at.

    Parameters
    ----------
    media : Media
        The clip or the pictures.

    Returns
    -------
    tuple of Fact
    """
    width, height = media.size
    facts = [
        Fact("Name", media.name),
        Fact("Kind", _KINDS[media.kind]),
        Fact("Frames", str(len(media))),
        Fact("Size", f"{width} × {height} pixels"),
    ]
    if media.fps is not None:
        seconds = float(media.times[-1] - media.times[0]) + 1.0 / media.fps
        facts.append(Fact("Frame rate", f"{media.fps:.6g} frames a second"))
        facts.append(Fact("Duration", f"{seconds:.2f} s"))
    facts.append(Fact("Fingerprint", media.fingerprint))
    return tuple(facts)


def poses_facts(poses: Poses, min_confidence: float | None) -> tuple[Fact, ...]:
    """Say where the keypoints come from, and with what they were measured.

    Parameters
    ----------
    poses : Poses
        The table.
    min_confidence : float or None
        Below it keypoints were left out.

    Returns
    -------
    tuple of Fact
    """
    facts = [
        Fact("Skeleton", f"{poses.skeleton.name}, {len(poses.skeleton)} keypoints"),
        Fact("Rows", f"{len(poses)} in {len(np.unique(poses.frame))} frames"),
        Fact("People followed", str(len(poses.tracks)) if poses.tracks else "none, no tracks"),
    ]
    model = poses.file_info.get("model")
    if isinstance(model, str):
        facts.insert(0, Fact("Model", model))
    if len(poses):
        facts.append(Fact("Keypoints", _origins(poses)))
    if min_confidence is not None:
        facts.append(Fact("Left out", f"keypoints with a confidence below {min_confidence:g}"))
    today = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z")
    facts.append(Fact("Written", f"{today}, nbpose {__version__}, Python {_python()}"))
    return tuple(facts)


def _origins(poses: Poses) -> str:
    placed = np.isfinite(poses.points).all(axis=2)
    codes, counts = np.unique(poses.origin[placed], return_counts=True)
    total = max(1, int(counts.sum()))
    shares = sorted(zip(counts, codes, strict=True), reverse=True)
    return ", ".join(f"{_percent(n / total)} {_ORIGINS[Origin(code)]}" for n, code in shares)


def _percent(share: float) -> str:
    percent = 100.0 * share
    return f"{percent:.0f} %" if percent >= 1.0 else "under 1 %"


def _python() -> str:
    return platform.python_version()
