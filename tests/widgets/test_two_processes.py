"""An editor hears of the edits that another process makes in the same file."""

from __future__ import annotations

import subprocess
import sys
import threading

import nbpose as nbp
from nbpose.widgets import PoseEditor

WRITER = """
import sys
from nbpose.project import Project
from nbpose.project.edits import Move
with Project(sys.argv[1], by="bert") as project:
    for step in (1, 2, 3):
        project.apply(Move(row=0, keypoint=0, to=(step, step)), label=f"step {step}")
"""


class Page(PoseEditor):
    """Keeps the commits it tells its views of."""

    def __init__(self, *args):
        self.told, self.come = [], threading.Event()
        super().__init__(*args)

    def send(self, content, buffers=None):
        if content["kind"] == "commit":
            self.told.append((content["seq"], content["by"], content["label"]))
            if len(self.told) == 3:
                self.come.set()


def test_edits_of_another_process_reach_the_views_as_they_come(clip, poses, tmp_path):
    path = tmp_path / "shared.nbpose"
    with nbp.Project(path, by="anna") as project:
        project.add(clip, poses)
        page = Page(clip, project.document())
        subprocess.run([sys.executable, "-c", WRITER, path], check=True, timeout=60)
        assert page.come.wait(20)
        assert page.told == [(step, "bert", f"step {step}") for step in (1, 2, 3)]
        assert page.poses.points[0, 0].tolist() == [3, 3] and page.can_undo
        page.close()
