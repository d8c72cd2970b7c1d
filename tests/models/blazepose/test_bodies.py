from __future__ import annotations

import numpy as np

from nbpose.models.blazepose.bodies import alike, is_among, mirrored, within

from .scene import HEIGHT, body_at


def changed(body, part, by):
    points = body.points.copy()
    points[part] += by
    object.__setattr__(body, "points", points)
    return body


def test_a_body_is_among_others_when_one_is_the_same_person():
    assert is_among(body_at(100, 200), [body_at(500, 200), body_at(103, 202)])
    assert not is_among(body_at(100, 200), [body_at(500, 200)])
    assert not is_among(body_at(100, 200), [])


def test_bodies_that_share_the_legs_are_one_person():
    other = changed(body_at(100, 200), slice(0, 23), [60.0, 0.0])
    assert alike(body_at(100, 200), [other])[0] < 0.5
    assert is_among(body_at(100, 200), [other])


def test_bodies_that_share_the_face_are_one_person():
    other = changed(body_at(100, 200), slice(11, 33), [60.0, 30.0])
    assert is_among(body_at(100, 200), [other])


def test_a_small_body_in_a_large_one_is_within_it():
    assert within(body_at(100, 200, height=40), [body_at(100, 200, height=200)])
    assert not within(body_at(100, 200, height=200), [body_at(100, 200, height=40)])
    assert not within(body_at(100, 200), [body_at(160, 200)])


def test_the_next_region_keeps_its_size_and_goes_where_the_person_goes():
    heights = HEIGHT + np.tile([5.0, -5.0], 30)
    body = body_at(0, 200, height=heights[0])
    sides = []
    for frame, height in enumerate(heights[1:], start=1):
        body = body_at(0.3 * frame, 200, height=height).calmed(body, 1 / 30)
        sides.append(body.next_region[2])
        assert body.next_region[0] == 0.3 * frame
    assert np.std(sides[20:]) < 0.7 * np.std(1.25 * heights)


def test_the_next_region_grows_with_somebody_who_comes_near():
    body = body_at(0, 200)
    for height in np.linspace(HEIGHT, 3 * HEIGHT, 90):  # within three seconds
        body = body_at(0, 200, height=height).calmed(body, 1 / 30)
    assert 2.7 * HEIGHT < body.next_region[2] / 1.25 <= 3 * HEIGHT


def test_exchanged_legs_look_mirrored_and_a_step_does_not():
    before, after = body_at(100, 200), body_at(103, 200)
    assert not mirrored(before, after)
    legs = np.arange(23, 33)
    swapped = after.points.copy()
    swapped[legs] = after.points[legs.reshape(-1, 2)[:, ::-1].ravel()]
    object.__setattr__(after, "points", swapped)
    assert mirrored(before, after)


def test_the_size_of_the_picture_does_not_matter():
    near, far = body_at(0, 0, height=HEIGHT), body_at(0, 0, height=HEIGHT * 10)
    small, large = alike(near, [body_at(5, 0)]), alike(far, [body_at(50, 0, height=HEIGHT * 10)])
    np.testing.assert_allclose(small, large)
