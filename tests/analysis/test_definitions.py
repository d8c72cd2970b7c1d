from __future__ import annotations

import pytest

from nbpose import analysis, skeletons
from nbpose.analysis.roles import supports
from nbpose.errors import AnalysisError

SCHEMAS = [skeletons.skeleton(name) for name in skeletons.names()]


@pytest.mark.parametrize("skeleton", [s for s in SCHEMAS if s.angles], ids=lambda s: s.name)
def test_every_angle_that_a_schema_lists_can_be_measured_on_it(skeleton):
    for name in skeleton.angles:
        assert supports(skeleton, analysis.angle(name)), name


@pytest.mark.parametrize("skeleton", [s for s in SCHEMAS if s.angles], ids=lambda s: s.name)
def test_a_schema_lists_every_angle_that_can_be_measured_on_it(skeleton):
    possible = {name for name, a in analysis.ANGLES.items() if supports(skeleton, a)}
    assert possible == set(skeleton.angles)


def test_a_definition_prints_its_zero_and_its_sign():
    text = str(analysis.angle("knee_flexion"))
    assert "0 = straight" in text
    assert "+ = flexion" in text
    assert "hyperextension" in text
    assert "<table>" in analysis.angle("knee_flexion")._repr_html_()


def test_thigh_to_vertical_says_that_it_is_no_hip_flexion():
    assert "not hip flexion" in str(analysis.angle("thigh_to_vertical"))
    assert "not against the pelvis" in str(analysis.angle("hip_flexion"))


def test_the_table_has_a_zero_and_a_sign_for_every_angle():
    table = analysis.angle_table()
    assert list(table["name"]) == list(analysis.ANGLES)
    assert (table[["zero", "positive", "plane", "source"]] != "").all(axis=None)


def test_a_misspelt_angle_is_answered_with_the_nearest():
    with pytest.raises(AnalysisError, match="knee_flexion"):
        analysis.angle("knee_flexon")
