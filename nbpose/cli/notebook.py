"""The demo's notebook: written from the demo's own files, then executed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

TIMEOUT = 300
"""Seconds a single cell may take."""

_CELLS = (
    (
        "markdown",
        "# {title}\n\n"
        "What `nbpose demo` found in `{video}`, ready to be corrected. Run the cells again after a "
        "correction: the numbers follow.\n\n{credit}",
    ),
    (
        "code",
        "import nbpose as nbp\n\n"
        'clip = nbp.open("{video_path}")\n'
        'poses = nbp.load("poses.json")\n'
        "poses",
    ),
    (
        "markdown",
        "## Look, and correct\n\n"
        "Drag a joint; **Q** marks it hidden, **O** absent, **N** adds a person, **Ctrl+Z** takes "
        "back. Press **?** for all keys.",
    ),
    ("code", "editor = nbp.annotate(clip, poses, frame={frame})\neditor"),
    (
        "markdown",
        "A saved notebook keeps no widget, but it keeps pictures: this one stays.",
    ),
    ("code", "editor.snapshot()"),
    ("markdown", "## Joint angles\n\nClick on a curve and the editor goes to that frame."),
    (
        "code",
        "angles = nbp.analysis.joint_angles(editor.poses)\n"
        "nbp.plots.angles(angles, on_click=editor.go_to)",
    ),
    (
        "markdown",
        "## Range of motion\n\n"
        "Degrees; what zero and the signs mean stands in `rom.attrs` and in the report.",
    ),
    ("code", "rom = nbp.analysis.range_of_motion(angles)\nrom.round(1)"),
    ("markdown", "## In three dimensions\n\nThe model's estimate in metres, hips in the middle."),
    ("code", "nbp.plots.skeleton_3d(editor.poses)"),
    (
        "markdown",
        "## Keep it\n\nThe corrected poses and a report that opens without internet.",
    ),
    (
        "code",
        'nbp.save(editor.poses, "poses.corrected.json")\n'
        'nbp.report("report.html", clip, editor.poses, rom=rom, angles=angles)',
    ),
)


def write_demo_notebook(
    path: Path, title: str, video: Path, frame: int, credit: str = ""
) -> NotebookNode:
    """Write the demo's notebook, without outputs.

    Parameters
    ----------
    path : Path
        Where; the notebook reads `poses.json` beside it.
    title : str
        Heading.
    video : Path
        The clip; named by its absolute path.
    frame : int
        The frame to show first.
    credit : str
        Where the clip comes from.

    Returns
    -------
    NotebookNode
    """
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    values = {
        "title": title,
        "video": video.name,
        "video_path": video.resolve().as_posix(),
        "frame": frame,
        "credit": credit,
    }
    make = {"markdown": new_markdown_cell, "code": new_code_cell}
    cells = [make[kind](text.format(**values).strip()) for kind, text in _CELLS]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
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
    nbclient.exceptions.CellExecutionError
        When a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
    )
    client.execute()
    nbformat.write(notebook, path)
