"""`nbpose demo`, as somebody types it."""

from __future__ import annotations

import shutil

import cv2
import nbformat
import numpy as np
import pandas as pd
import pytest

import nbpose as nbp
from nbpose.cli import main
from nbpose.cli.demo import busiest_frame, longest_tracks
from nbpose.media.write import VideoWriter
from nbpose.poses import Poses

FILES = {
    "poses.json",
    "poses.csv",
    "annotated.mp4",
    "angles.csv",
    "range_of_motion.csv",
    "report.html",
    "demo.ipynb",
}


@pytest.fixture
def nobody(tmp_path):
    """A clip of six frames in which nobody is."""
    path = tmp_path / "nobody.mp4"
    with VideoWriter(path, (320, 240), fps=10) as writer:
        for value in range(6):
            writer.write(np.full((240, 320, 3), 40 * value, np.uint8))
    return path


@pytest.fixture
def weights(weights_dir, monkeypatch):
    """The demo finds its weights in the test folder."""
    monkeypatch.setenv("NBPOSE_WEIGHTS", str(weights_dir))


def errors_of(notebook) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.evalue for output in outputs if output.output_type == "error"]


def kinds_of(notebook) -> set[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return {kind for output in outputs for kind in output.get("data", ())}


MEASURED = ["frame", "time", "track", "angle", "side", "value", "sd"]


@pytest.mark.slow
def test_a_real_clip_gives_everything_with_both_people(walking_clip, weights, tmp_path, capsys):
    video = tmp_path / "my walk.mp4"
    shutil.copy(walking_clip, video)
    out = tmp_path / "out"
    assert main(["demo", str(video), "--out", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == FILES
    said = capsys.readouterr().out
    assert "2 people found" in said
    assert all(str(out / name) in said for name in FILES)

    poses = nbp.load(out / "poses.json")
    assert len(poses.tracks) == 2 and poses.world is not None
    with nbp.open(out / "annotated.mp4") as drawn, nbp.open(video) as clip:
        assert len(drawn) == len(clip) == 230 and drawn.size == clip.size
        assert np.allclose(drawn.times - drawn.times[0], clip.times - clip.times[0], atol=1e-3)
    angles = pd.read_csv(out / "angles.csv")
    assert list(angles.columns) == [*MEASURED, "zero", "positive", "plane", "facing"]
    rom = pd.read_csv(out / "range_of_motion.csv")
    assert len(nbp.analysis.range_of_motion(angles)) == len(rom) == 26  # the trunk among them
    notebook = nbformat.read(out / "demo.ipynb", 4)
    assert errors_of(notebook) == []
    assert {"application/vnd.plotly.v1+json", "image/jpeg"} <= kinds_of(notebook)
    assert "application/vnd.jupyter.widget-view+json" not in kinds_of(notebook)
    assert "walk.mp4" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_clip_without_people_gives_everything_and_says_so(nobody, weights, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["demo", str(nobody), "--out", str(out)]) == 0
    assert "0 people found" in capsys.readouterr().out
    assert {path.name for path in out.iterdir()} == FILES
    assert len(nbp.load(out / "poses.json")) == 0
    assert errors_of(nbformat.read(out / "demo.ipynb", 4)) == []


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("gone.mp4", None, "gone.mp4"),
        ("text.mp4", b"hello", "text.mp4"),
        ("none.mp4", b"", "empty"),
    ],
)
def test_a_file_that_is_no_clip_is_one_sentence_and_leaves_nothing(
    tmp_path, capfd, name, content, word
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "out"
    assert main(["demo", str(tmp_path / name), "--out", str(out)]) == 1
    said = capfd.readouterr().err.strip().splitlines()
    assert len(said) == 1 and said[0].startswith("nbpose: ") and word in said[0]
    assert not out.exists()


def test_a_picture_is_no_clip_and_leaves_nothing(tmp_path, capsys):
    cv2.imwrite(str(tmp_path / "still.png"), np.zeros((20, 30, 3), np.uint8))
    out = tmp_path / "out"
    assert main(["demo", str(tmp_path / "still.png"), "--out", str(out)]) == 1
    assert "still.png is no video" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(nobody, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert main(["demo", str(nobody), "--out", str(tmp_path / "taken" / "out")]) == 1
    assert "choose another with --out" in capsys.readouterr().err


def test_the_demo_opens_where_most_people_are():
    poses = Poses.build(
        nbp.skeleton("coco17"),
        np.zeros((6, 17, 2)),
        frame=[0, 3, 3, 4, 4, 5],
        track=[0, 0, 1, 0, 1, 0],
    )
    assert busiest_frame(poses) == 4
    assert busiest_frame(poses[:0]) == 0


def test_the_people_seen_longest_are_shown_in_space():
    tracks = [0] * 2 + [1] * 5 + [2] * 3 + [3] * 4
    poses = Poses.build(
        nbp.skeleton("coco17"), np.zeros((14, 17, 2)), frame=range(14), track=tracks
    )
    assert longest_tracks(poses) == [1, 2, 3]
    assert longest_tracks(poses[:0]) == []
