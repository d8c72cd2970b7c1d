from __future__ import annotations

import numpy as np

from nbpose.models.blazepose.tracks import Track, join, lost, part, reclaim, without_glimpses

from .scene import body_at

SECONDS = np.arange(200) / 30


def track_of(positions, x=100.0):
    return Track({position: body_at(x, 200.0) for position in positions})


def test_somebody_is_lost_for_a_second_and_a_half():
    track = track_of(range(10))
    assert lost([track], 9, SECONDS) == []
    assert lost([track], 10, SECONDS) == [track]
    assert lost([track], 54, SECONDS) == [track]
    assert lost([track], 55, SECONDS) == []


def test_a_body_goes_to_whoever_was_lost_nearest():
    near, far = track_of(range(10), x=100), track_of(range(10), x=130)
    assert reclaim([far, near], 11, [body_at(104, 200)], SECONDS) == []
    assert 11 in near.bodies
    assert 11 not in far.bodies


def test_a_body_of_another_size_or_too_far_away_is_somebody_new():
    track = track_of(range(10))
    others = [body_at(100, 200, height=250), body_at(400, 200)]
    assert reclaim([track], 11, others, SECONDS) == others


def test_the_longer_somebody_is_lost_the_farther_they_may_be():
    body = body_at(220, 200)
    assert reclaim([track_of(range(10))], 11, [body], SECONDS) == [body]
    assert reclaim([track_of(range(10))], 40, [body], SECONDS) == []


def test_a_person_seen_twice_stays_with_the_track_that_moved_less():
    steady, jumped = track_of(range(10)), track_of(range(9), x=160)
    jumped.bodies[9] = body_at(102, 200)
    part([jumped, steady], 9)
    assert 9 in steady.bodies
    assert 9 not in jumped.bodies


def test_two_people_side_by_side_are_both_kept():
    one, other = track_of(range(10)), track_of(range(10), x=150)
    part([one, other], 9)
    assert 9 in one.bodies and 9 in other.bodies


def test_tracks_that_are_somewhere_at_once_are_not_joined():
    tracks = [track_of(range(10)), track_of(range(5, 20))]
    join(tracks[0], tracks[1], tracks)
    assert len(tracks) == 2


def test_who_is_seen_in_one_frame_of_a_clip_only_is_left_out():
    glimpse, person = track_of([50]), track_of(range(2))
    assert without_glimpses([glimpse, person], SECONDS) == [person]


def test_who_is_seen_once_in_frames_far_apart_is_kept():
    glimpse = track_of([5])
    assert without_glimpses([glimpse], np.arange(10) * 1.0) == [glimpse]


def test_the_only_frame_there_is_keeps_its_people():
    person = track_of([0])
    assert without_glimpses([person], np.zeros(1)) == [person]
