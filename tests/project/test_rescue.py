from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from studies import points_of, same, uids, walkers

from nbpose import open as open_media
from nbpose.errors import ProjectError
from nbpose.project import Project
from nbpose.project.edits import Move


@pytest.fixture
def study(path):
    """A file of 600 frames and 40 edits."""
    media = open_media(np.zeros((600, 8, 8, 3), np.uint8), fps=10)
    with Project(path) as project:
        project.add(media, walkers(600), key="array")
        for step in range(40):
            project.apply(Move(row=10 + 20 * step, keypoint=0, to=(step, step)))
    return path


def damage(path, start: float, count: int = 4096) -> None:
    """Overwrite bytes from a share of the file on."""
    data = bytearray(path.read_bytes())
    first = int(len(data) * start)
    data[first : first + count] = bytes((x * 37 + 11) % 256 for x in range(count))
    path.write_bytes(data)


@pytest.mark.parametrize("start", [0.15, 0.3, 0.5, 0.7, 0.85, 0.97])
def test_a_damaged_file_never_gives_a_wrong_number_and_what_is_left_can_be_saved(
    study, tmp_path, start
):
    with Project(study) as project:
        whole = project.poses()
    damage(study, start)
    before = study.read_bytes()
    try:
        with Project(study) as project:
            assert same(project.poses(), whole)
            project.history()
    except ProjectError as error:
        assert "Project.rescue(" in str(error), str(error)
    saved = Project.rescue(study, tmp_path / "new.nbpose")
    assert study.read_bytes() == before
    assert int(saved.rows.sum() + saved.rows_lost.sum()) == 1200
    with Project(tmp_path / "new.nbpose") as project:
        rescued = project.poses()
        assert len(rescued) > 400
        kept = whole[np.isin(whole.row, rescued.row)]
        if not saved.states_lost.any() and not saved.edits_lost.any():
            assert same(kept, rescued)
        project.apply(Move(row=int(rescued.row[0]), keypoint=1, to=(3, 3)))
        project.undo()


def test_a_cut_off_file_is_refused_with_what_can_be_saved(study):
    data = study.read_bytes()
    study.write_bytes(data[: len(data) * 3 // 4])
    with pytest.raises(
        ProjectError, match=r"is damaged .*saves \d+ media with|Nothing can be read"
    ):
        Project(study)
    assert study.read_bytes() == data[: len(data) * 3 // 4]


def test_a_changed_number_is_noticed_even_where_the_database_is_sound(study, tmp_path):
    with sqlite3.connect(study) as direct:
        [(data,)] = direct.execute("SELECT data FROM base WHERE block = 2").fetchall()
        changed = bytearray(data)
        changed[100] ^= 1
        direct.execute("UPDATE base SET data = ? WHERE block = 2", (bytes(changed),))
    direct.close()
    with Project(study) as project:
        assert len(project.document().between(0, 10)[1]) == 20
        with pytest.raises(ProjectError, match=r"rows 512 to 767 are damaged .*rescue"):
            project.poses()
    [line] = Project.rescue(study, tmp_path / "new.nbpose").itertuples()
    assert (line.rows, line.rows_lost, line.edits, line.edits_lost) == (944, 256, 40, 0)
    with Project(tmp_path / "new.nbpose") as project:
        assert points_of(project.poses(), 30)[0] == [1, 1]
        project.undo()


def test_a_sound_file_is_rescued_whole(study, tmp_path):
    [line] = Project.rescue(study, tmp_path / "new.nbpose").itertuples()
    assert (line.rows_lost, line.edits, line.edits_lost, line.states_lost) == (0, 40, 0, 0)
    with Project(study) as old, Project(tmp_path / "new.nbpose") as new:
        assert same(old.poses(), new.poses()) and new.uuid == old.uuid
        assert uids(old, "array") == uids(new, "array")
        new.undo()
        old.undo()
        assert same(old.poses(), new.poses())


def test_nothing_is_overwritten_by_a_rescue(study, tmp_path):
    (tmp_path / "there.nbpose").write_bytes(b"mine")
    with pytest.raises(ProjectError, match="exists"):
        Project.rescue(study, tmp_path / "there.nbpose")
    with pytest.raises(ProjectError, match="There is no"):
        Project.rescue(tmp_path / "gone.nbpose", tmp_path / "new.nbpose")
    (tmp_path / "noise.nbpose").write_bytes(b"SQLite format 3\0" + bytes(9000))
    with pytest.raises(ProjectError, match="Nothing can be read"):
        Project.rescue(tmp_path / "noise.nbpose", tmp_path / "new.nbpose")
    assert not (tmp_path / "new.nbpose").exists()


def test_the_log_beside_a_damaged_file_is_read_and_stays(study, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    main, log = there / "study.nbpose", there / "study.nbpose-wal"
    with Project(study) as project:
        project.apply(Move(row=10, keypoint=0, to=(77, 77)))
        main.write_bytes(study.read_bytes())
        log.write_bytes(study.with_name(log.name).read_bytes())
    damage(main, 0.5)
    before = main.read_bytes(), log.read_bytes()
    with pytest.raises(ProjectError, match=r"is damaged .* 41 of 41 edits"):
        Project(main)
    [line] = Project.rescue(main, tmp_path / "new.nbpose").itertuples()
    assert (line.edits, line.edits_lost) == (41, 0) and line.rows_lost > 0
    assert (main.read_bytes(), log.read_bytes()) == before


def test_labels_are_saved_where_nothing_else_of_the_media_can_be_read(study, tmp_path):
    with sqlite3.connect(study) as direct:
        direct.execute("PRAGMA writable_schema = ON")
        direct.execute("UPDATE media SET times = x'', about = CAST(x'ff' AS TEXT)")
    direct.close()
    with Project(study) as project, pytest.raises(ProjectError, match=r"damaged .*Project\.rescue"):
        project.poses()
    Project.rescue(study, tmp_path / "new.nbpose")
    with Project(tmp_path / "new.nbpose") as project:
        assert len(project.poses()) == 1200 and points_of(project.poses(), 30)[0] == [1, 1]


def test_a_media_without_its_skeleton_keeps_nobody_else_from_being_saved(study, tmp_path):
    with Project(study) as project:
        project.add(open_media(np.ones((3, 8, 8, 3), np.uint8), fps=10), walkers(), key="other")
    with sqlite3.connect(study) as direct:
        direct.execute("DELETE FROM skeleton WHERE media = 1")
    direct.close()
    saved = Project.rescue(study, tmp_path / "new.nbpose")
    assert saved.rows.tolist() == [0, 6] and saved.rows_lost.tolist() == [1200, 0]
    with Project(tmp_path / "new.nbpose") as project:
        assert project.keys == ("other",) and same(project.poses(), walkers())
