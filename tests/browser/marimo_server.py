"""A marimo server for the browser tests: hermetic, loopback, no token."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab import free_port

CONFIG = """
[runtime]
auto_instantiate = true
[display]
theme = "system"
"""
CELL = """
@app.cell
def _():
{code}
    return
"""


@dataclass(frozen=True)
class Marimo:
    """A running server: its address and its notebooks."""

    url: str
    root: Path

    def write_notebook(self, name: str, *cells: str) -> str:
        """Put a notebook into the served folder; gives its address."""
        code = "".join(CELL.format(code=textwrap.indent(cell.strip(), " " * 4)) for cell in cells)
        file = self.root / name
        file.write_text(f"import marimo\n\napp = marimo.App()\n{code}", encoding="utf-8")
        return f"{self.url}/?file={name}"


@contextlib.contextmanager
def running_marimo(folder: Path, pythonpath: tuple[Path, ...] = ()) -> Iterator[Marimo]:
    """Serve an empty folder; kernels may import from `pythonpath`."""
    root, home = folder / "notebooks", folder / "home"
    root.mkdir()
    (home / "config" / "marimo").mkdir(parents=True)
    (home / "config" / "marimo" / "marimo.toml").write_text(CONFIG)
    own = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "state", "cache")}
    env = (
        os.environ | own | {"HOME": str(home), "PYTHONPATH": os.pathsep.join(map(str, pythonpath))}
    )
    port = free_port()
    command = [sys.executable, "-m", "marimo", "edit", ".", "--headless", "--no-token"]
    command += ["--skip-update-check", "--port", str(port)]
    url, log = f"http://127.0.0.1:{port}", folder / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=root, env=env, stdout=out, stderr=out)
        try:
            _wait_until_up(server, url, log)
            yield Marimo(url, root)
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_up(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/health", timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"marimo did not come up:\n{log.read_text()[-3000:]}")
