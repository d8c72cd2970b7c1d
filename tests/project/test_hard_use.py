"""What may happen to a file that is open, and to those who use it at once."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading

import numpy as np
import pytest
from studies import points_of, same, walkers

import nbpose as nbp
from nbpose.errors import NbposeError, ProjectError
from nbpose.project import NotSavedError, Project, schema
from nbpose.project.edits import AddPerson, Move
from nbpose.widgets.conversation import Conversation

MOVE = Move(row=10, keypoint=0, to=(1, 1))


@pytest.fixture
def project(path, media):
    with Project(path) as project:
        project.add(media, walkers())
        yield project


def test_a_file_that_was_deleted_takes_no_more_edits_and_can_be_kept(project, path, tmp_path):
    project.apply(MOVE)
    path.unlink()
    with pytest.raises(NotSavedError, match=r"was moved or deleted .*project\.backup"):
        project.apply(Move(row=10, keypoint=0, to=(2, 2)))
    project.backup(tmp_path / "kept.nbpose")
    with Project(tmp_path / "kept.nbpose") as kept:
        assert points_of(kept.poses(), 10)[0] == [1, 1]


def test_a_file_that_was_replaced_takes_no_more_edits(project, path, tmp_path):
    project.backup(tmp_path / "old.nbpose")
    os.replace(tmp_path / "old.nbpose", path)
    with pytest.raises(NotSavedError, match="was replaced by another file"):
        project.apply(MOVE)


def test_a_project_is_no_backup_of_itself_nor_of_one_that_is_open(project, path, tmp_path):
    with pytest.raises(ProjectError, match="is open, or was not closed"):
        project.backup(path)
    with (
        Project(tmp_path / "other.nbpose"),
        pytest.raises(ProjectError, match="is open, or was not closed"),
    ):
        project.backup(tmp_path / "other.nbpose")
    project.backup(tmp_path / "other.nbpose")
    project.apply(MOVE)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_opens_the_file_anew(project, path):
    child = os.fork()
    if child == 0:
        try:
            project.apply(MOVE)
        except NotSavedError:
            with nbp.project.opened(path) as own:
                os._exit(0 if own is not project and len(own.poses()) == 6 else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    project.apply(MOVE)


def test_the_current_folder_may_change(media, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Project("study.nbpose") as project:
        project.add(media, walkers())
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        project.apply(MOVE)


@pytest.mark.parametrize("name", ["by", "label"])
@pytest.mark.parametrize("value", ["half of \ud83d", 5, b"x"])
def test_what_no_file_can_hold_is_refused_in_words(project, name, value):
    with pytest.raises(NbposeError, match=r"half of a character|give a text"):
        project.document().apply(MOVE, **{name: value})
    assert project.history().empty


def test_numbers_of_numpy_in_extra_are_kept_as_numbers(path, media):
    extra = [{"a": np.int64(3), "b": np.arange(2), "c": float("nan")}, *[None] * 5]
    with Project(path) as project:
        project.add(media, walkers().replace(extra=extra))
        [found] = project.poses().extra[:1]
    assert (found["a"], found["b"]) == (3, [0, 1]) and np.isnan(found["c"])


def test_one_edit_cannot_use_up_the_numbers_of_rows(project):
    with pytest.raises(ProjectError, match="run out of numbers"):
        project.apply(AddPerson(row=2**53 - 1, frame=0, track=5))
    assert project.document().reserve_rows(1).start < 1000


def test_a_listener_that_closes_the_project_does_not_undo_the_edit(project, path):
    project.document().on_commit(lambda commit: project.close())
    assert project.apply(MOVE).seq == 1
    with Project(path) as again:
        assert points_of(again.poses(), 10)[0] == [1, 1]


def test_a_listener_may_wait_for_another_threads_edit(project):
    document, heard = project.document(), []

    def listen(commit) -> None:
        heard.append(commit.seq)
        if commit.seq == 1:
            other = threading.Thread(target=lambda: document.apply(MOVE), daemon=True)
            other.start()
            other.join(10)
            heard.append("joined" if not other.is_alive() else "stuck")

    document.on_commit(listen)
    document.apply(MOVE)
    assert heard == [1, "joined", 2]


def test_sixteen_threads_edit_and_everyone_is_told_in_order(project):
    document, heard = project.document(), []
    document.on_commit(lambda commit: heard.append(commit.seq))
    threads = [
        threading.Thread(target=lambda: [document.apply(MOVE) for _ in range(10)])
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert heard == list(range(1, 161)) and same(document.poses, project.replay())


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("nbpose.project.file.WAIT", 0.05)


def test_an_edit_that_cannot_be_saved_now_is_not_rejected_but_may_come_again(
    impatient, project, path, media
):
    project.close()
    with Project(path) as again, sqlite3.connect(path, isolation_level=None) as other:
        sent = []
        talk = Conversation(media, again.document(), lambda *said: sent.append(said[0]))
        edit = {"op": "move", "row": 10, "keypoint": 0, "to": [4, 5]}
        message = {"kind": "edit", "client": "tab", "n": 1, "edits": [edit]}
        other.execute("BEGIN IMMEDIATE")
        talk.hear(message)
        assert [said["kind"] for said in sent] == ["status"]
        assert "another program has been writing" in sent[0]["text"]
        other.execute("ROLLBACK")
        talk.hear(message)
        assert points_of(again.poses(), 10)[0] == [4, 5] and len(sent) == 1
    other.close()


FULL = """
import resource, sys
from nbpose.project import Project
from nbpose.project.edits import Move
with Project(sys.argv[1]) as project:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    done = 0
    try:
        for done in range(1000):
            project.apply(Move(row=10, keypoint=0, to=(done, done)))
    except Exception as error:
        print(done, project.document().seq, type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such limit")
def test_a_full_disk_is_told_and_leaves_nothing_half_done(project, path):
    project.close()
    run = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True)
    done, seq, kind, words = run.stdout.split(maxsplit=3)
    assert done == seq and kind == "NotSavedError" and "see whether it is full" in words
    with Project(path) as again:
        assert again.document().seq == int(seq)
        assert points_of(again.poses(), 10)[0] == [int(done) - 1] * 2


def test_the_copy_before_a_migration_replaces_no_other(project, path, monkeypatch):
    project.close()
    kept = path.with_name(f"study.v{schema.VERSION}.nbpose")
    kept.write_bytes(b"mine")
    monkeypatch.setattr(schema, "STEPS", {schema.VERSION: lambda connection: None})
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with Project(path):
        assert kept.read_bytes() == b"mine"
    assert kept.with_name(f"{kept.stem}-2.nbpose").exists()
