from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading

import numpy as np
import pytest
from studies import PAIR, frames, points_of, same, walkers

import nbpose as nbp
from nbpose.errors import ArgumentError, NbposeError, ProjectError
from nbpose.project import Project, opened, schema
from nbpose.project.edits import AddPerson, DeletePerson, Move, Place, SetVisibility


def test_an_edit_is_there_after_reopening_and_can_be_undone_then(path, media):
    with Project(path, by="anna") as project:
        key = project.add(media, walkers())
        commit = project.apply(Move(row=10, keypoint=1, to=(7.5, 8.25)), label="move")
        assert (commit.seq, commit.by) == (1, "anna")
    with Project(path, by="bert") as project:
        assert project.keys == (key,)
        assert points_of(project.poses(), 10)[1] == [7.5, 8.25]
        assert project.undo().label == "undo move"
        assert same(project.poses(), walkers())
    with Project(path) as project:
        project.redo()
        assert points_of(project.poses(key), 10)[1] == [7.5, 8.25]
        assert project.history().by.tolist()[:2] == ["anna", "bert"]


def test_undo_reaches_back_to_the_first_edit_through_every_reopening(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        for step in range(5):
            project.apply(Move(row=10, keypoint=0, to=(step, step)))
    for expected in (3, 2, 1, 0):
        with Project(path) as project:
            project.undo()
            assert points_of(project.poses(), 10)[0] == [expected, expected]
    with Project(path) as project:
        project.undo()
        assert same(project.poses(), walkers()) and project.undo() is None
        for step in range(5):
            project.redo()
            assert points_of(project.poses(), 10)[0] == [step, step]
        assert project.redo() is None


def test_an_edit_after_an_undo_ends_what_could_be_brought_back(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        for step in (1, 2, 3):
            project.apply(Move(row=10, keypoint=0, to=(step, step)))
        project.undo()
        project.undo()
        project.apply(Move(row=10, keypoint=1, to=(9, 9)))
        assert project.redo() is None
        project.undo()
        project.undo()
        assert same(project.poses(), walkers())


def test_one_file_holds_several_media_with_skeletons_of_their_own(path, media):
    other = nbp.open(frames(5, seed=1), fps=25)
    with Project(path) as project:
        first = project.add(media, walkers(), key="first")
        second = project.add(other, skeleton="coco17")
        project.apply(Move(row=10, keypoint=0, to=(1, 2)), key=first)
        row = project.document(second).reserve_rows(1).start
        project.apply(
            [AddPerson(row=row, frame=4), Place(row=row, keypoint=16, to=(3, 4))], key=second
        )
        with pytest.raises(ProjectError, match='has 2 media; say which, by key= one of "first"'):
            project.poses()
    with Project(path) as project:
        assert project.poses(first).skeleton == PAIR
        assert project.poses(second).skeleton == nbp.skeleton("coco17")
        assert points_of(project.poses(second), row)[16] == [3, 4]
        assert project.poses(second).time.tolist() == [4 / 25]
        history = project.history()
        assert history.key.tolist() == [first, second] and history.seq.tolist() == [1, 1]


def test_the_table_that_came_keeps_every_column(path, media):
    given = walkers().replace(
        world=np.arange(36.0).reshape(6, 2, 3),
        extra=[{"tags": ["a"], "iscrowd": 0}, None, {}, None, {"x": [1.5, None]}, None],
        score=np.arange(6) / 7,
        bbox=np.arange(24.0).reshape(6, 4),
        area=np.arange(6.0),
        area_source=np.full(6, 2),
        id=np.arange(6) + 100,
        file_info={"model": "blazepose", "list": [1, (2, 3)], "nested": {"1": {2: "two"}}},
    )
    with Project(path) as project:
        project.add(media, given)
    with Project(path) as project:
        found = project.poses()
    assert same(found, given) and found.skeleton == given.skeleton
    assert np.array_equal(found.world, given.world) and list(found.extra) == list(given.extra)
    assert found.file_info == given.file_info and found.fps == given.fps
    assert found.images.name == given.images.name and found.images.extra == given.images.extra
    assert np.array_equal(found.images.id, given.images.id)


def test_what_a_file_cannot_hold_is_refused_when_it_comes(path, media):
    with Project(path) as project:
        with pytest.raises(ProjectError, match=r"hold a object in file_info, 'mine'"):
            project.add(media, walkers().replace(file_info={"mine": object()}))
        assert project.keys == ()


def test_a_second_connection_sees_edits_as_they_come_and_is_told_of_them(path, media):
    with Project(path, by="anna") as first, Project(path, by="bert") as second:
        first.add(media, walkers())
        heard, come = [], threading.Event()
        second.document().on_commit(lambda commit: (heard.append(commit), come.set()))
        first.apply(Move(row=11, keypoint=0, to=(5, 6)), label="from the other")
        assert points_of(second.poses(), 11)[0] == [5, 6]
        assert come.wait(10)
        assert [(c.by, c.label, c.seq) for c in heard] == [("anna", "from the other", 1)]
        second.undo()
        assert same(first.poses(), walkers())
        assert first.document().seq == 2


WRITER = """
import sys
from nbpose.project import Project
from nbpose.project.edits import Move
with Project(sys.argv[1], by=sys.argv[2]) as project:
    for i in range(int(sys.argv[3])):
        project.apply(Move(row=10, keypoint=0, to=(i, int(sys.argv[4]))), label=sys.argv[2])
"""


def test_two_processes_that_write_at_once_lose_nothing(path, media):
    with Project(path) as project:
        project.add(media, walkers())
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, who, "60", str(number)])
        for number, who in enumerate(("anna", "bert"))
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    with Project(path) as project:
        history = project.history()
        assert history.seq.tolist() == list(range(1, 121))
        assert history.by.value_counts().to_dict() == {"anna": 60, "bert": 60}
        for _ in range(120):
            project.undo()
        assert same(project.poses(), walkers())


def test_rows_are_never_given_twice_in_any_process(path, media):
    with Project(path) as first, Project(path) as second:
        first.add(media, walkers())
        blocks = [p.document().reserve_rows(10) for p in (first, second, first)]
    with Project(path) as third:
        blocks.append(third.document().reserve_rows(10))
    given = [row for block in blocks for row in block]
    assert len(set(given)) == 40 and min(given) == 16


def test_a_gesture_that_comes_again_after_a_restart_is_applied_once(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        document = project.document()
        document.apply(Move(row=10, keypoint=0, to=(1, 1)), client="browser", n=7)
        document.refuse("browser", 9, "no")
    with Project(path) as project:
        document = project.document()
        assert document.handled("browser", 7) and document.handled("browser", 9)
        assert not document.handled("browser", 8) and not document.handled("other", 7)
        again = document.apply(Move(row=10, keypoint=0, to=(2, 2)), client="browser", n=7)
        assert again.seq == 1 and document.seq == 1
        late = document.apply(Move(row=10, keypoint=0, to=(3, 3)), client="browser", n=6)
        assert late.seq == 2
        assert document.rejected("browser") == {9: "no"} and document.done("browser") == 9


def test_replay_gives_the_table_as_it_was(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        states = [project.poses()]
        for edit in (
            Move(row=10, keypoint=0, to=(1, 1)),
            DeletePerson(row=11),
            SetVisibility(row=12, keypoint=0, visibility=1),
        ):
            project.apply(edit)
            states.append(project.poses())
        project.undo()
        states.append(project.poses())
        for seq, state in enumerate(states):
            assert same(project.replay(seq), state)
        assert same(project.replay(), states[-1])
        times = project.history().time
        assert same(project.replay(times[1]), states[2])
        assert same(project.replay("2001-01-01"), states[0])
        for wrong in (5, -1, True, "yesterday-ish", object()):
            with pytest.raises(ArgumentError, match="until is"):
                project.replay(wrong)


def test_a_media_is_found_by_its_content_where_it_was_moved(tmp_path, clip_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    clip = here / "walk.mp4"
    clip.write_bytes(clip_path("h264_b_frames").read_bytes())
    with Project(here / "study.nbpose") as project:
        key = project.add(clip)
        assert key == "walk"
        here.rename(there)
    with Project(there / "study.nbpose") as project:
        assert project.media().path == there / "walk.mp4"
        (there / "deep").mkdir()
        (there / "walk.mp4").rename(there / "deep" / "renamed.mp4")
        assert project.media(key).path == there / "deep" / "renamed.mp4"
        elsewhere = tmp_path / "elsewhere"
        (there / "deep").rename(elsewhere)
        with pytest.raises(ProjectError, match=r"walk\.mp4 is not at .* any more.*look_in="):
            project.media(key)
        assert project.media(key, look_in=elsewhere).path == elsewhere / "renamed.mp4"
        assert project.find(nbp.open(elsewhere / "renamed.mp4")) == key


def test_the_same_media_is_not_entered_twice_unasked(path, media):
    with Project(path) as project:
        first = project.add(media, walkers())
        with pytest.raises(ProjectError, match=f'already, as "{first}"'):
            project.add(media)
        assert project.add(media, key="second try") == "second try"
        with pytest.raises(ProjectError, match="another key"):
            project.add(media, key="second try")


def test_poses_beyond_the_media_are_refused(path, media):
    with Project(path) as project, pytest.raises(ProjectError, match="reach frame 4"):
        project.add(media, walkers(5))


def test_a_path_gives_one_project_to_all_who_ask(path):
    first = opened(path)
    assert opened(str(path)) is first and opened(first) is first
    first.close()
    second = opened(path)
    assert second is not first
    second.close()
    with pytest.raises(ProjectError, match=r"study\.nbpose is closed"):
        first.keys  # noqa: B018


@pytest.mark.parametrize("content", [b"hello, world, this is no database at all", b"\0" * 5000])
def test_another_file_is_refused_and_stays_as_it_is(path, content):
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="no project of nbpose"):
        Project(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(ProjectError, match="another program"):
        Project(path)


def test_a_newer_projects_file_is_refused(path, media):
    with Project(path) as project:
        project.add(media, walkers())
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    other.close()
    with pytest.raises(ProjectError, match="written by a newer nbpose"):
        Project(path)


def test_an_older_file_is_brought_up_to_date_and_a_copy_of_it_kept(path, media, monkeypatch):
    with Project(path) as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=0, to=(1, 1)))
    old, new = schema.VERSION, schema.VERSION + 1
    step = {old: lambda c: c.execute("ALTER TABLE media ADD COLUMN colour TEXT DEFAULT 'red'")}
    monkeypatch.setattr(schema, "VERSION", new)
    monkeypatch.setattr(schema, "STEPS", step)
    with Project(path) as project:
        assert points_of(project.poses(), 10)[0] == [1, 1]
    with sqlite3.connect(path) as now, sqlite3.connect(path.with_name(f"study.v{old}.nbpose")) as k:
        assert now.execute("SELECT colour FROM media").fetchall() == [("red",)]
        assert now.execute("PRAGMA user_version").fetchone() == (new,)
        assert k.execute("PRAGMA user_version").fetchone() == (old,)
        assert k.execute("SELECT count(*) FROM log").fetchone() == (1,)
    now.close()
    k.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, media, monkeypatch):
    with Project(path) as project:
        project.add(media, walkers())
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(
        schema,
        "STEPS",
        {schema.VERSION - 1: lambda c: [c.execute("DROP TABLE log"), c.execute("nonsense")]},
    )
    with pytest.raises(ProjectError):
        Project(path)
    monkeypatch.undo()
    with Project(path) as project:
        assert same(project.poses(), walkers()) and project.history().empty


@pytest.mark.parametrize("wrong", [5, "", b"x", "a/b/c.nbpose"])
def test_a_path_that_cannot_be_is_refused_in_words(wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NbposeError):
        Project(wrong)


def test_a_folder_is_no_project(tmp_path):
    with pytest.raises(ProjectError, match="is a folder; add a file name"):
        Project(tmp_path)


def test_a_closed_project_says_so_and_closing_twice_is_nothing(path, media):
    project = Project(path)
    project.add(media, walkers())
    project.close()
    project.close()
    with pytest.raises(ProjectError, match="is closed; open it again"):
        project.apply(Move(row=10, keypoint=0, to=(1, 1)))
    assert sorted(p.name for p in path.parent.iterdir()) == ["study.nbpose"]


def test_a_project_without_a_path_is_in_memory(media):
    with Project() as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=0, to=(1, 1)))
        assert points_of(project.poses(), 10)[0] == [1, 1]
        assert not project.document().stored


def test_changes_tell_what_was_there_before_and_after(path, media):
    with Project(path, by="anna") as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=1, to=(7, 8)), label="move right_end")
        project.apply([SetVisibility(row=11, keypoint=0, visibility=1), DeletePerson(row=12)])
        project.apply(nbp.edits.SetTags(row=10, tags=["near"]))
        project.apply(nbp.edits.TagFrame(frame=2, tags=["dark"]))
        project.undo()
        table = project.changes()
    lines = table[["seq", "frame", "row", "what", "keypoint", "before", "after"]]
    assert [tuple(line) for line in lines.to_numpy()] == [
        (1, 0, 10, "joint", "right_end", (2, 3, 2), (7, 8, 2)),
        (2, 0, 11, "joint", "left_end", (4, 5, 2), (4, 5, 1)),
        (2, 1, 12, "person", "", "there", "not there"),
        (2, 1, 12, "joint", "left_end", (8, 9, 2), None),
        (2, 1, 12, "joint", "right_end", (10, 11, 2), None),
        (3, 0, 10, "tags", "", None, ["near"]),
        (4, 2, -1, "tags", "", None, ["dark"]),
        (5, 2, -1, "tags", "", ["dark"], None),
    ]
    assert set(table.by) == {"anna"} and str(table.time.dt.tz) == "UTC"


def test_a_backup_is_whole_while_others_write(path, media, tmp_path):
    with Project(path) as project:
        project.add(media, walkers())
        project.apply(Move(row=10, keypoint=0, to=(1, 1)))
        project.backup(tmp_path / "copy.nbpose")
        project.apply(Move(row=10, keypoint=0, to=(2, 2)))
    with Project(tmp_path / "copy.nbpose") as copy:
        assert points_of(copy.poses(), 10)[0] == [1, 1] and copy.undo().label == "undo"


def test_all_media_are_exported_into_one_file_or_one_by_one(path, media, tmp_path):
    other = nbp.open(frames(4, seed=9), fps=10)
    with Project(path) as project:
        project.add(media, walkers(), key="a")
        project.add(other, walkers(4, name="other"), key="b")
        both = nbp.load(project.export(tmp_path / "both.json"))
        assert len(both) == 14 and len(both.images) == 7
        one = nbp.load(project.export(tmp_path / "one.json", "coco", key="b"))
        assert np.array_equal(one.points, walkers(4).points)
        project.add(media, skeleton="coco17", key="c")
        with pytest.raises(ProjectError, match="2 skeletons, which one file cannot hold"):
            project.export(tmp_path / "all.json")
