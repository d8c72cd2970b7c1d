"""The colours of sides and people, as eyes with and without each kind of cone see them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nbpose.skeletons.palette import PERSON_COLORS, SIDE_COLORS

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color
# vision deficiency", table 1, severity 1.0; for linear RGB
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ_OF_RGB = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)  # sRGB, D65
GROUNDS = ("#ffffff", "#1b1c1f")  # of the widget by day and by night


def linear(color):
    srgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def seen(color, eye):
    """CIELAB of a colour as an eye sees it."""
    rgb = np.clip(EYES[eye] @ linear(color), 0, 1)
    white = XYZ_OF_RGB.sum(axis=1)
    ratio = XYZ_OF_RGB @ rgb / white
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ciede2000(one, two):
    """Difference of two CIELAB colours (Sharma, Wu and Dalal, 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    c1, c2 = np.hypot((1 + g) * a1, b1), np.hypot((1 + g) * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, (1 + g) * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    dh = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    big_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    far = c1 * c2 and abs(h1 - h2) > 180
    mean_h = h1 + h2 if not c1 * c2 else ((h1 + h2 + 360 * bool(far)) / 2) % 360
    t = (
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    turn = 30 * np.exp(-(((mean_h - 275) / 25) ** 2))
    r_c = 2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7))
    r_t = -np.sin(np.radians(2 * turn)) * r_c
    terms = (l2 - l1) / s_l, (c2 - c1) / s_c, big_h / s_h
    return float(np.sqrt(sum(term**2 for term in terms) + r_t * terms[1] * terms[2]))


@pytest.mark.parametrize(
    ("one", "two", "difference"),
    [  # from the authors' test data
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_the_measure_of_difference_is_the_published_one(one, two, difference):
    assert ciede2000(one, two) == pytest.approx(difference, abs=1e-4)


def differences(colors, eye):
    labs = [seen(color, eye) for color in colors]
    return [ciede2000(one, two) for one, two in itertools.combinations(labs, 2)]


@pytest.mark.parametrize("eye", EYES)
def test_left_and_right_are_far_apart_for_every_eye_and_the_middle_is_neither(eye):
    left, right, middle = (SIDE_COLORS[side] for side in ("left", "right", ""))
    assert min(differences([left, right], eye)) > 45
    assert min(differences([left, right, middle], eye)) > 12


@pytest.mark.parametrize("eye", EYES)
def test_people_are_told_apart_by_every_eye(eye):
    assert len(set(PERSON_COLORS)) == 8
    assert min(differences(PERSON_COLORS, eye)) > 10


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("eye", EYES)
def test_every_colour_shows_on_light_and_on_dark_ground(eye, ground):
    for color in (*SIDE_COLORS.values(), *PERSON_COLORS):
        assert min(differences([color, ground], eye)) > 11, color


@pytest.mark.parametrize("eye", EYES)
def test_grey_stays_grey_for_every_simulated_eye(eye):
    _, a, b = seen("#808080", eye)
    assert abs(a) < 0.1 and abs(b) < 0.1
