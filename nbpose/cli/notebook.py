"""The demo's notebook: written from the demo's own files, then executed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbpose.errors import ReportError

if TYPE_CHECKING:
    from nbformat import NotebookNode

_WIDGET = "application/vnd.jupyter.widget-view+json"

TIMEOUT = 300
"""Seconds a single cell may take."""


@dataclass(frozen=True)
class Story:
    """What the notebook tells of.

    Parameters
    ----------
    video : Path
        The clip; the notebook names it by its absolute path.
    frame : int
        The frame to show first.
    people : sequence of int
        Tracks to show in space.
    credit : str
        Where the clip comes from.
    """

    video: Path
    frame: int
    people: Sequence[int]
    credit: str = ""


def write_demo_notebook(path: Path, story: Story) -> NotebookNode:
    """Write the demo's notebook, without outputs.

    Parameters
    ----------
    path : Path
        Where; the notebook reads `poses.json` beside it.
    story : Story
        What it tells of.

    Returns
    -------
    NotebookNode
    """
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    make = {"markdown": new_markdown_cell, "code": new_code_cell}
    cells = [make[kind](text.strip()) for kind, text in _cells(story)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, path)
    return notebook


def execute(notebook: NotebookNode, path: Path) -> None:
    """Run all cells in the notebook's folder and write it with its outputs.

    Parameters
    ----------
    notebook : NotebookNode
        To run; outputs are put into it.
    path : Path
        Where to write it.

    Raises
    ------
    ReportError
        When a cell fails; the notebook is written as far as it came.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,  # no front end is there that could have had a state
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own chatter; cells keep theirs
    except CellExecutionError as error:
        raise ReportError(
            f"A cell of {path} failed with {error.ename}: {error.evalue}; open it to see which."
        ) from None
    except (CellTimeoutError, DeadKernelError) as error:
        reason = type(error).__name__
        raise ReportError(f"{path} did not run to its end ({reason}); run it by hand.") from None
    finally:
        _keep_pictures(notebook)
        nbformat.write(notebook, path)


def _keep_pictures(notebook: NotebookNode) -> None:
    """Take the widgets out where a picture or figure stands beside them.

    A notebook opened without the kernel that made the widgets shows an error in their place. An
    editor has an output of its own, after that of its picture.
    """
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        pictured = any(_pictures(output) for output in outputs)
        for output in outputs:
            if _pictures(output):
                output["data"].pop(_WIDGET, None)
        if pictured:
            cell["outputs"] = [output for output in outputs if not _is_widget(output)]


def _pictures(output: NotebookNode) -> bool:
    """Whether an output has another form than that of a widget."""
    return bool(set(output.get("data", {})) - {_WIDGET, "text/plain"})


def _is_widget(output: NotebookNode) -> bool:
    return _WIDGET in output.get("data", {})


def _cells(story: Story) -> Iterator[tuple[str, str]]:
    """Kind and text of each cell."""
    yield (
        "markdown",
        f"# Poses in {story.video.name}\n\n"
        "What `nbpose demo` found, ready to be corrected. Run the cells below a correction again: "
        f"the numbers follow.\n\n{story.credit}",
    )
    yield (
        "code",
        "import nbpose as nbp\n\n"
        f"clip = nbp.open({story.video.resolve().as_posix()!r})\n"
        'poses = nbp.load("poses.json")\n'
        "poses",
    )
    yield (
        "markdown",
        "## Look, and correct\n\nThis is a picture until you run the cells (*Run*, *Run All "
        "Cells*); then it is an editor. Drag a joint. **Q** marks it hidden, **O** absent, **N** "
        "adds a person, **Ctrl+Z** takes back, **?** shows all keys.",
    )
    yield "code", f"editor = nbp.annotate(clip, poses, frame={story.frame})\neditor"
    yield from _numbers(story)
    yield "markdown", "## Keep it\n\nAfter a correction, run this to keep it, with a report."
    yield (
        "code",
        "if editor.document.seq:\n"
        '    nbp.save(editor.poses, "poses.corrected.json")\n'
        '    nbp.report("report.corrected.html", clip, editor.poses, rom=rom, angles=angles)',
    )


def _numbers(story: Story) -> Iterator[tuple[str, str]]:
    yield "markdown", "## Joint angles\n\nClick on a curve: the editor goes to that frame."
    yield (
        "code",
        "angles = nbp.analysis.joint_angles(editor.poses)\n"
        "nbp.plots.angles(angles, on_click=editor.go_to)",
    )
    yield (
        "markdown",
        "## Range of motion\n\nDegrees, with their convention in each row. `p2` and `p98` leave "
        "2 % of the frames out at each end; `min` and `max`, with their frames, are in `rom`, too.",
    )
    yield (
        "code",
        "rom = nbp.analysis.range_of_motion(angles)\n"
        'numbers = ["track", "angle", "side", "p2", "p98", "range_p2_p98", "mean", "share"]\n'
        'rom[[*numbers, "zero", "positive", "plane", "facing"]].round(1)',
    )
    if story.people:
        yield (
            "markdown",
            "## In three dimensions\n\nThe model's guess at depth, in metres: good to look at, but "
            "one camera measures no depth.",
        )
    for track in story.people:
        yield "code", f"nbp.plots.skeleton_3d(editor.poses, track={track})"
