"""Whatever somebody does: undo is the inverse, the log gives the state, files keep it."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import PAIR, same, walkers

import nbpose as nbp
from nbpose.errors import ProjectError
from nbpose.poses import Origin, Visibility
from nbpose.project import Project, document_in_memory
from nbpose.project.edits import (
    AddPerson,
    DeleteKeypoint,
    DeletePerson,
    Move,
    Place,
    RestoreKeypoint,
    RestorePerson,
    SetAttribute,
    SetBox,
    SetFrameAttribute,
    SetKeyframe,
    SetLocked,
    SetTags,
    SetVisibility,
    SwapSides,
    SwapSidesRange,
    TagFrame,
)

row = st.integers(10, 18)
keypoint = st.integers(0, 1)
frame = st.integers(0, 2)
to = st.tuples(*[st.floats(-50, 90, width=32)] * 2)
text = st.text(min_size=1, max_size=6).filter(lambda t: t.isprintable())
value = st.one_of(text, st.booleans(), st.integers(-9, 9), st.floats(-9, 9), st.none())
box = st.one_of(st.none(), st.tuples(*[st.floats(1, 20, width=32)] * 4))

edit = st.one_of(
    st.builds(Move, row=row, keypoint=keypoint, to=to),
    st.builds(Place, row=row, keypoint=keypoint, to=to, visibility=st.integers(1, 2)),
    st.builds(SetVisibility, row=row, keypoint=keypoint, visibility=st.integers(0, 2)),
    st.builds(DeleteKeypoint, row=row, keypoint=keypoint),
    st.builds(RestoreKeypoint, row=row, keypoint=keypoint),
    st.builds(AddPerson, row=row, frame=frame, track=st.integers(-1, 4)),
    st.builds(DeletePerson, row=row),
    st.builds(RestorePerson, row=row),
    st.builds(SwapSides, row=row),
    st.builds(SwapSidesRange, start=st.just(0), stop=st.integers(1, 3), track=st.integers(-1, 1)),
    st.builds(SetBox, row=row, box=box),
    st.builds(SetTags, row=row, tags=st.lists(text, max_size=2, unique=True)),
    st.builds(SetAttribute, row=row, name=text, value=value),
    st.builds(SetLocked, row=row, locked=st.booleans()),
    st.builds(SetKeyframe, row=row, keyframe=st.booleans()),
    st.builds(TagFrame, frame=frame, tags=st.lists(text, max_size=2, unique=True)),
    st.builds(SetFrameAttribute, frame=frame, name=text, value=value),
)
gesture = st.one_of(st.lists(edit, min_size=1, max_size=3), st.sampled_from(["undo", "redo"]))


def play(document, gestures) -> None:
    """Do what somebody wild would do; what does not fit is refused and changes nothing."""
    for doing in gestures:
        if isinstance(doing, str):
            getattr(document, doing)()
            continue
        before = everything(document)
        try:
            document.apply(doing)
        except ProjectError:
            assert alike(everything(document), before)


def everything(document):
    poses = document.poses
    return poses, document.frame_facts(0, 3)


def alike(first, second) -> bool:
    """Whether rows, further facts and what is said of frames are the same."""
    one, other = first[0], second[0]
    return same(one, other) and extras(one) == extras(other) and first[1] == second[1]


def extras(poses):
    return [
        extra or None for extra in ([None] * len(poses) if poses.extra is None else poses.extra)
    ]


@given(st.lists(gesture, max_size=8), edit)
def test_an_edit_and_its_undo_are_nothing(gestures, last):
    document = document_in_memory(walkers(), 3)
    play(document, gestures)
    before = everything(document)
    try:
        document.apply(last)
    except ProjectError:
        assert alike(everything(document), before)
        return
    after = everything(document)
    document.undo()
    assert alike(everything(document), before)
    document.redo()
    assert alike(everything(document), after)


@given(st.lists(gesture, max_size=12))
def test_undoing_everything_gives_the_table_that_came(gestures):
    document = document_in_memory(walkers(), 3)
    play(document, gestures)
    while document.undo():
        pass
    assert alike(everything(document), (walkers(), {}))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=st.lists(gesture, max_size=12))
def test_the_log_gives_the_state_also_by_doing_its_edits_again(gestures, media):
    with Project() as project:
        project.add(media, walkers())
        play(project.document(), gestures)
        poses, facts = everything(project.document())
        replayed = project.replay()
        assert same(replayed, poses) and extras(replayed) == extras(poses)
        assert replayed.images.extra == poses.images.extra
        again = document_in_memory(walkers(), 3, media.times)
        for commit in project.document().commits():
            if commit.undoes:
                again.undo()
            elif commit.redoes:
                again.redo()
            else:
                again.apply(commit.edits)
        assert alike(everything(again), (poses, facts))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestures=st.lists(gesture, max_size=10))
def test_every_mix_of_states_survives_the_file_and_the_export(gestures, media, tmp_path):
    path, exported = tmp_path / "mix.nbpose", tmp_path / "mix.json"
    for old in tmp_path.iterdir():
        old.unlink()
    with Project(path) as project:
        project.add(media, walkers())
        play(project.document(), gestures)
        live = everything(project.document())
    with Project(path) as project:
        assert alike(everything(project.document()), live)
        project.export(exported, "coco")
    came, poses = nbp.load(exported), live[0]
    assert came.skeleton.keypoints == PAIR.keypoints and len(came) == len(poses)
    order, theirs = np.lexsort((poses.row, poses.frame)), np.arange(len(came))
    for name in ("frame", "track", "points", "visibility", "origin"):
        mine = getattr(poses, name)[order]
        assert np.array_equal(mine, getattr(came, name)[theirs], equal_nan=True), name
    said = [extras(poses)[i] or {} for i in order]
    assert [facts_in(extra) for extra in extras(came)] == [facts_in(extra) for extra in said]
    frames = [facts_in(came.images.extra[i]) for i in range(3)]
    assert frames == [facts_in(live[1].get(i)) for i in range(3)]


def facts_in(extra):
    names = ("tags", "attributes", "locked", "keyframe")
    return {name: extra[name] for name in names if name in (extra or {})}


def test_absent_by_decision_survives_the_export(media, tmp_path):
    with Project() as project:
        project.add(media, walkers())
        project.apply(SetVisibility(row=10, keypoint=0, visibility=0))
        project.apply(DeleteKeypoint(row=11, keypoint=0))
        came = nbp.load(project.export(tmp_path / "x.json"))
    assert came.origin[0, 0] == Origin.PERSON and came.origin[1, 0] == Origin.UNKNOWN
    assert came.visibility[0, 0] == came.visibility[1, 0] == Visibility.ABSENT
