from __future__ import annotations

import numpy as np
import pytest

from nbpose.models.blazepose import regions
from nbpose.models.blazepose.follow import backward, forward

from .scene import HEIGHT, Person, SceneEyes, body_at, frames, frames_before, standing, walker

RATE = 30.0


def follow(eyes, count, prompts=None):
    seconds = np.arange(count) / RATE
    tracks = forward(frames(count), seconds, eyes, prompts)
    backward(tracks, frames_before, seconds, eyes)
    return tracks


def seen(track):
    return sorted(track.bodies)


def test_somebody_is_one_track_from_the_first_frame_to_the_last():
    (track,) = follow(SceneEyes(walker(50, 3, range(100))), 100)
    assert seen(track) == list(range(100))
    assert track.bodies[99].region[0] == pytest.approx(50 + 3 * 99)


def test_a_track_begins_where_the_person_comes_into_view_not_where_the_search_finds_them():
    newcomer = walker(400, -2, visible=range(20, 90), findable=range(45, 90))
    (track,) = follow(SceneEyes(newcomer), 100)
    assert seen(track) == list(range(20, 90))


@pytest.mark.parametrize("apart", [10.0, 60.0])
def test_people_who_walk_past_each_other_keep_their_identities(apart):
    right, left = walker(0, 5, range(100)), walker(500, -5, range(100), y=200.0 + apart)
    tracks = follow(SceneEyes(right, left), 100)
    assert len(tracks) == 2
    for track in tracks:
        x = [track.bodies[position].region[0] for position in seen(track)]
        y = {track.bodies[position].region[1] for position in seen(track)}
        assert len(y) == 1
        assert np.unique(np.sign(np.diff(x))).size == 1
        assert len(x) == 100


def test_somebody_hidden_for_a_moment_comes_back_under_the_same_identity():
    visible = [*range(40), *range(60, 100)]
    (track,) = follow(SceneEyes(walker(50, 2, visible)), 100)
    assert seen(track) == visible


def test_somebody_who_comes_back_much_later_is_somebody_new():
    visible = [*range(40), *range(140, 180)]
    tracks = follow(SceneEyes(walker(50, 0, visible)), 180)
    assert [seen(track)[0] for track in tracks] == [0, 140]


def test_a_gap_is_filled_from_its_end_where_the_search_is_late():
    visible = [*range(40), *range(50, 100)]
    late = [*range(40), *range(62, 100)]
    (track,) = follow(SceneEyes(walker(50, 2, visible, findable=late)), 100)
    assert seen(track) == visible


def test_two_tracks_that_turn_out_to_be_one_person_are_joined():
    def run(position):
        return (50 + 2 * position, 200) if position < 30 else (110 + 12 * (position - 30), 200)

    blind = [p for p in range(100) if not 30 <= p < 60]
    eyes = SceneEyes(Person(run, range(100), findable=blind))
    stumble = eyes.look
    eyes.look = lambda frame, region: (
        body_at(0, 0, flag=0.0) if frame[0] == 30 and eyes.looks < 40 else stumble(frame, region)
    )
    (track,) = follow(eyes, 100)
    assert seen(track) == list(range(100))


def test_two_regions_that_slide_onto_one_person_do_not_become_two_people():
    stays = walker(200, 0, range(100))
    leaves = walker(240, 0, range(30), y=230.0)
    tracks = follow(SceneEyes(stays, leaves), 100)
    for position in range(40, 100):
        assert sum(position in track.bodies for track in tracks) == 1


def test_nobody_is_followed_where_nobody_is():
    assert follow(SceneEyes(), 50) == []


def test_a_box_is_followed_both_ways_and_nobody_else_is_sought():
    eyes = SceneEyes(walker(0, 3, range(10, 90)), walker(500, 0, range(100)))
    region = regions.from_boxes(np.array([[130.0, 150.0, 40.0, 100.0]]))
    (track,) = follow(eyes, 100, prompts={50: region})
    assert seen(track) == list(range(10, 90))


def test_two_boxes_of_one_person_in_different_frames_are_one_track():
    eyes = SceneEyes(walker(100, 0, range(100)))
    box = regions.from_boxes(np.array([[80.0, 150.0, 40.0, 100.0]]))
    (track,) = follow(eyes, 100, prompts={0: box, 60: box})
    assert len(track.bodies) == 100


def test_a_box_where_nobody_is_gives_nothing():
    box = regions.from_boxes(np.array([[700.0, 150.0, 40.0, 100.0]]))
    assert follow(SceneEyes(walker(100, 0, range(50))), 50, prompts={0: box}) == []


def test_a_mirrored_body_is_looked_at_again_until_left_is_left():
    partner = [0, 4, 5, 6, 1, 2, 3, *np.arange(7, 33).reshape(-1, 2)[:, ::-1].ravel()]
    eyes = SceneEyes(walker(100, 0, range(20)))
    honest = eyes.look

    def look(frame, region):
        body = honest(frame, region)
        if frame[0] >= 10 and region[2] > HEIGHT * 1.2:
            object.__setattr__(body, "points", body.points[partner])
        return body

    eyes.look = look
    (track,) = follow(eyes, 20)
    for body in track.bodies.values():
        np.testing.assert_allclose(body.points - body.region[:2], standing() * HEIGHT)
