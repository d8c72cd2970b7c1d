"""The tutorials, run as a reader would run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LIMIT = 20_000  # bytes of a widget's state in the file
pytestmark = pytest.mark.slow


@pytest.fixture
def fetched(walking_clip, weights_dir, tmp_path, monkeypatch):
    """The sample clip and the weights as if they had been fetched before."""
    folder = tmp_path / "cache" / "sample"
    folder.mkdir(parents=True)
    shutil.copy(walking_clip, folder / "walk_sports2d.mp4")
    monkeypatch.setenv("NBPOSE_CACHE", str(folder.parent))
    monkeypatch.setenv("NBPOSE_WEIGHTS", str(weights_dir))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(path, fetched, tmp_path):
    notebook = nbformat.read(path, 4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert all(len(json.dumps(state)) < LIMIT for state in states_of_ours(notebook))


def states_of_ours(notebook):
    """State of nbpose's editors in the file; a live figure carries all of Plotly with it."""
    kept = notebook.metadata.get("widgets", {}).values()
    states = [state for kind in kept for state in kind["state"].values()]
    return [s for s in states if s["state"].get("_anywidget_id", "").startswith("nbpose.widgets.")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path):
    cells = nbformat.read(path, 4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
