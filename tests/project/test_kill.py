"""A process that is killed in the middle of its work: what it acknowledged is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from studies import same, walkers

from nbpose import open as open_media
from nbpose.project import Project
from nbpose.widgets import PoseEditor

EDITS = 1000
ROUNDS = 50
AGAIN = 5

# Edits through the editor's message handler, as a browser would; each acknowledgement is written to
# a pipe, which outlives the process. What acknowledges an edit is the commit that the page hears.
WORKER = """
import os, sys
import numpy as np
from nbpose import open as open_media
from nbpose.project import Project
from nbpose.widgets import PoseEditor

class Editor(PoseEditor):
    def send(self, content, buffers=None):
        if content["kind"] == "commit":
            os.write(1, b"%d\\n" % content["n"])
        elif content["kind"] in ("reject", "status", "done"):
            os.write(1, repr(content).encode())

def work(path):
    media = open_media(np.zeros((30, 8, 8, 3), np.uint8), fps=10)
    editor = Editor(media, Project(path).document())
    os.write(1, b"ready %d\\n" % os.getpid())
    for n in range(1, 1 + int(sys.argv[1])):
        edit = {"op": "move", "row": 10 + n % 60, "keypoint": n % 2, "to": [n, n + 0.5]}
        content = {"v": 1, "kind": "edit", "client": "tab", "n": n, "base": 0, "label": str(n)}
        editor._on_message(editor, {**content, "document": editor.document.id, "edits": [edit]}, [])

for line in sys.stdin:  # a process for every path, without importing everything anew
    if (child := os.fork()) == 0:
        work(line.rstrip("\\n"))
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


@pytest.fixture
def nursery():
    """Starts a process that edits a project, whenever a path is written to it."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(EDITS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.stdin.close()


def killed(nursery, path, after: int) -> int:
    """Let a process edit, kill it after some acknowledgements; gives the last one it made."""
    nursery.stdin.write(f"{path}\n".encode())
    nursery.stdin.flush()
    word, pid = nursery.stdout.readline().split()
    assert word == b"ready"
    for expected in range(1, after + 1):
        line = nursery.stdout.readline()
        if line == b"dead\n":  # it was through with its edits, and could not say so any more
            return expected - 1
        assert line == b"%d\n" % expected
    os.kill(int(pid), signal.SIGKILL)
    last = after
    for line in iter(nursery.stdout.readline, b"dead\n"):  # what it said before it died counts
        last = int(line)
    return last


def table_after(count: int):
    """The table after the first edits, worked out without a project."""
    points = walkers(30).points.copy()
    for n in range(1, count + 1):
        points[n % 60, n % 2] = n, n + 0.5
    return points


class Page(PoseEditor):
    """Keeps what it says."""

    def __init__(self, *args):
        self.said = []
        super().__init__(*args)

    def send(self, content, buffers=None):
        self.said.append((content["kind"], content.get("n")))


def send_again(media, document, numbers) -> list:
    """A page that does not know how far the process came sends its last gestures again."""
    page = Page(media, document)
    for n in numbers:
        edit = {"op": "move", "row": 10 + n % 60, "keypoint": n % 2, "to": [n, n + 0.5]}
        head = {"v": 1, "kind": "edit", "client": "tab", "n": n, "base": 0, "label": str(n)}
        page._on_message(page, {**head, "document": document.id, "edits": [edit]}, [])
    page.close()
    return page.said


@pytest.mark.slow
def test_fifty_kills_lose_no_acknowledged_edit_and_double_none(tmp_path, nursery):
    media = open_media(np.zeros((30, 8, 8, 3), np.uint8), fps=10)
    rng = np.random.default_rng()
    for number in range(ROUNDS):
        path = tmp_path / f"{number}.nbpose"
        with Project(path) as project:
            project.add(media, walkers(30))
        last = killed(nursery, path, int(rng.integers(1, EDITS)))
        with Project(path) as project:
            document = project.document()
            made = document.seq  # more than was acknowledged may be there, never fewer
            assert last <= made
            assert [int(c.label) for c in document.commits()] == list(range(1, made + 1))
            assert np.array_equal(project.poses().points, table_after(made))
            said = send_again(media, document, range(max(1, made - AGAIN + 1), made + AGAIN + 1))
            known = [("done", n) for n in range(max(1, made - AGAIN + 1), made + 1)]
            assert said == known + [("commit", n) for n in range(made + 1, made + AGAIN + 1)]
            assert np.array_equal(project.poses().points, table_after(made + AGAIN))
            for _ in range(AGAIN):
                project.undo()
            assert np.array_equal(project.poses().points, table_after(made))
        path.unlink()


def test_after_a_kill_undo_reaches_back_to_the_beginning(path, nursery):
    media = open_media(np.zeros((30, 8, 8, 3), np.uint8), fps=10)
    with Project(path) as project:
        project.add(media, walkers(30))
    killed(nursery, path, 40)
    with Project(path) as project:
        while project.undo():
            pass
        assert same(project.poses(), walkers(30))
