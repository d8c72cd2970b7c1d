"""A process that is killed in the middle of its work: what it acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from studies import points_of, walkers

from nbpose import open as open_media
from nbpose.project import Project

EDITS = 1000
ROUNDS = 50

# Edits through the editor's message handler, as a browser would; each acknowledgement is written to
# a pipe, which outlives the process. The commit of an edit carries what the browser waits for.
WORKER = """
import os, sys
import numpy as np
from nbpose import open as open_media
from nbpose.project import Project
from nbpose.widgets import PoseEditor

class Editor(PoseEditor):
    def send(self, content, buffers=None):
        if content["kind"] == "commit" and content["client"] == "tab":
            os.write(1, b"%d\\n" % content["n"])
        elif content["kind"] in ("reject", "status"):
            os.write(2, repr(content).encode())

path, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
media = open_media(np.zeros((30, 8, 8, 3), np.uint8), fps=10)
project = Project(path)
editor = Editor(media, project.document())
os.write(1, b"ready\\n")
for n in range(first, first + count):
    edit = {"op": "move", "row": 10 + n % 60, "keypoint": n % 2, "to": [n, n + 0.5]}
    content = {"v": 1, "kind": "edit", "client": "tab", "n": n, "base": 0, "label": str(n)}
    editor._on_message(editor, {**content, "document": editor.document.id, "edits": [edit]}, [])
os.write(1, b"done\\n")
"""


def killed(path, first: int, after: int) -> int:
    """Let a process edit, kill it after some acknowledgements; gives the last one."""
    last = first - 1
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, path, str(first), str(EDITS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        assert worker.stdout.readline() == b"ready\n", worker.stderr.read().decode()
        for _ in range(after):
            line = worker.stdout.readline()
            assert line.strip().isdigit(), (line, worker.stderr.read().decode())
            last = int(line)
        os.kill(worker.pid, signal.SIGKILL)
        for line in worker.stdout:  # what it had written before it died counts
            last = int(line) if line.strip().isdigit() else last
    return last


def check(path, acknowledged: dict[int, int]) -> None:
    """Every acknowledged edit is there, none twice, and the table is what the log says."""
    with Project(path) as project:
        labels = [int(label) for label in project.history().label]
        assert len(labels) == len(set(labels)), "an edit is there twice"
        for first, last in acknowledged.items():
            assert set(range(first, last + 1)) <= set(labels), "an acknowledged edit is lost"
        expected = {(10 + n % 60, n % 2): [n, n + 0.5] for n in labels}
        poses = project.poses()
        for (row, keypoint), to in expected.items():
            assert points_of(poses, row)[keypoint] == to


@pytest.mark.slow
def test_fifty_kills_lose_no_acknowledged_edit(path):
    media = open_media(np.zeros((30, 8, 8, 3), np.uint8), fps=10)
    with Project(path) as project:
        project.add(media, walkers(30))
    rng = np.random.default_rng()
    acknowledged: dict[int, int] = {}
    for number in range(ROUNDS):
        first = 1 + number * EDITS
        acknowledged[first] = killed(path, first, int(rng.integers(1, 120)))
        check(path, acknowledged)
    with Project(path) as project:
        before = project.history().shape[0]
        for _ in range(before):
            project.undo()
        assert project.undo() is None
        assert np.array_equal(project.poses().points, walkers(30).points)
