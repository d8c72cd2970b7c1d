from __future__ import annotations

import pytest

import nbpose as nbp
from nbpose.errors import ModelError


def test_the_table_of_cards_names_every_model_with_its_licence():
    table = nbp.models.cards()
    assert "blazepose" in set(table["name"])
    assert (table["code_licence"] != "").all()
    assert (table["weights_licence"] != "").all()


def test_blazepose_says_what_google_published():
    published = {
        entry.dataset: dict(entry.metrics) for entry in nbp.models.card("blazepose").accuracy
    }
    assert published == {
        "Yoga": {"mAP": 62.6, "PCK@0.2": 95.5},
        "Dance": {"mAP": 67.4, "PCK@0.2": 96.3},
        "HIIT": {"mAP": 68.0, "PCK@0.2": 95.7},
    }


def test_a_card_names_a_skeleton_of_the_registry():
    for name in nbp.models.cards()["name"]:
        assert len(nbp.skeleton(nbp.models.card(name).skeleton)) > 0


def test_an_unknown_model_is_answered_with_the_nearest():
    with pytest.raises(ModelError, match='no model "blaze-pose"; did you mean "blazepose"'):
        nbp.models.load("blaze-pose")


@pytest.mark.parametrize("name", ["zzz", None, 5, ["blazepose"]])
def test_a_name_unlike_any_is_answered_with_the_list(name):
    with pytest.raises(ModelError, match=r"There is no model .*; .*blazepose"):
        nbp.models.load(name)


def test_a_card_cannot_be_changed():
    with pytest.raises(AttributeError):
        nbp.models.card("blazepose").name = "other"
