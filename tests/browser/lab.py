"""Start a hermetic Jupyter server, drive it with Chromium, ask its kernel.

No configuration of the developer is read: the JUPYTER_* and IPYTHON directories lie in a temporary
folder, the server binds 127.0.0.1 on a free port and has no token.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_client import BlockingKernelClient
    from playwright.sync_api import Page

HERE = Path(__file__).parent
DIRECTORIES = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "IPYTHONDIR": "ipython",
}
KERNEL_IDLE = """() => window.jupyterapp.shell.currentWidget
    ?.sessionContext?.session?.kernel?.status === 'idle'"""


@dataclass(frozen=True)
class Lab:
    """A running server: its address, its notebooks, its connection files."""

    app: str
    url: str
    root: Path
    runtime: Path

    def write_notebook(self, name: str, *cells: str) -> None:
        """Put a notebook of code cells into the served folder."""
        import nbformat

        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        code = [nbformat.v4.new_code_cell(cell) for cell in cells]
        notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": spec})
        nbformat.write(notebook, self.root / name)

    def kernel_client(self, notebook: str, timeout: float = 60) -> BlockingKernelClient:
        """Attach to the kernel a notebook uses, by its connection file."""
        from jupyter_client import BlockingKernelClient

        client = BlockingKernelClient(connection_file=str(self._connection(notebook, timeout)))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=timeout)
        return client

    def _connection(self, notebook: str, timeout: float) -> Path:
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"{self.url}/api/sessions") as reply:
                sessions = [s for s in json.load(reply) if s["path"].endswith(notebook)]
            for session in sessions:
                file = self.runtime / f"kernel-{(session['kernel'] or {}).get('id')}.json"
                if file.exists():
                    return file
            time.sleep(0.05)
        raise TimeoutError(f"no kernel for {notebook}")


def evaluate(client: BlockingKernelClient, expression: str, timeout: float = 30) -> object:
    """Value of an expression in the notebook's kernel, without touching the page or the history."""
    asked = {"user_expressions": {"v": expression}, "silent": True, "store_history": False}
    sent = client.execute("", **asked)
    while True:
        reply = client.get_shell_msg(timeout=timeout)
        if reply["parent_header"].get("msg_id") == sent:
            break
    value = reply["content"]["user_expressions"]["v"]
    if value["status"] != "ok":
        raise RuntimeError("\n".join(value["traceback"]))
    return ast.literal_eval(value["data"]["text/plain"])


@contextlib.contextmanager
def running_lab(folder: Path, app: str = "lab", pythonpath: tuple[Path, ...] = ()) -> Iterator[Lab]:
    """Serve an empty folder; `app` is "lab" or "notebook", kernels may import from `pythonpath`."""
    home, root = folder / "home", folder / "notebooks"
    _make_home(home, root)
    env = os.environ | {name: str(home / path) for name, path in DIRECTORIES.items()}
    env["PYTHONPATH"] = os.pathsep.join(map(str, pythonpath))
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    port = free_port()
    url, log = f"http://127.0.0.1:{port}", folder / "server.log"
    config = HERE / "jupyter_server_config.py"
    command = [sys.executable, "-m", "jupyter", app, f"--config={config}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--ServerApp.root_dir={root}"]
    with log.open("w") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_until_up(server, url, log)
            yield Lab(app, url, root, home / DIRECTORIES["JUPYTER_RUNTIME_DIR"])
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _make_home(home: Path, root: Path) -> None:
    for folder in (root, *(home / name for name in DIRECTORIES.values())):
        folder.mkdir(parents=True, exist_ok=True)
    # the "Jupyter news" toast would lie over the page
    settings = home / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    quiet = '{"fetchNews": "false", "checkForUpdates": false}'
    (settings / "notification.jupyterlab-settings").write_text(quiet)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_up(
    server: subprocess.Popen[bytes], url: str, log: Path, timeout: float = 60
) -> None:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/api/status", timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()[-3000:]}")


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """One document, no side panels, a fresh workspace."""
    path = f"doc/tree/{name}?reset" if lab.app == "lab" else f"notebooks/{name}"
    page.goto(f"{lab.url}/{path}", wait_until="domcontentloaded")
    page.wait_for_function("() => !!window.jupyterapp", timeout=60_000)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)


def run_all(page: Page) -> None:
    """Run every cell by command, not by clicking on menus.

    Wait for an idle kernel first, and do not await the command: issued while the kernel connects,
    its promise can stay pending for ever, and `page.evaluate` has no timeout.
    """
    page.wait_for_function(KERNEL_IDLE, timeout=60_000)
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
