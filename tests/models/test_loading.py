from __future__ import annotations

import dataclasses

import pytest

import nbpose as nbp
from nbpose.errors import ModelError, WeightsError
from nbpose.models import loading


def test_the_weights_can_be_given_as_a_folder_or_a_file(weights_dir):
    assert nbp.models.load("blazepose", weights=weights_dir).card.name == "blazepose"


@pytest.mark.parametrize("device", ["cuda", "mps", "gpu0"])
def test_a_device_it_cannot_run_on_is_refused_rather_than_passed_over(weights_dir, device):
    with pytest.raises(ModelError, match=f'CPU only, not on "{device}"'):
        nbp.models.load("blazepose", device=device, weights=weights_dir)


def test_a_runtime_it_cannot_run_on_is_refused(weights_dir):
    with pytest.raises(ModelError, match="does not run on \"torch\"; give runtime='litert'"):
        nbp.models.load("blazepose", runtime="torch", weights=weights_dir)


def test_damaged_weights_are_a_sentence_not_a_crash(weights_dir, tmp_path):
    for name in ("pose_detection.tflite", "pose_landmark_full.tflite"):
        (tmp_path / name).write_bytes((weights_dir / name).read_bytes()[:-100])
    with pytest.raises(WeightsError, match=r"pose_detection\.tflite is damaged"):
        nbp.models.load("blazepose", weights=tmp_path)


def test_a_licence_that_forbids_free_use_must_be_accepted_by_name(weights_dir, monkeypatch):
    strict = dataclasses.replace(
        nbp.models.card("blazepose"), must_accept_licence=True, weights_licence="CC-BY-NC-4.0"
    )
    monkeypatch.setattr(loading, "card", lambda name: strict)
    with pytest.raises(WeightsError, match=r'accept_licence="CC-BY-NC-4\.0"'):
        nbp.models.load("blazepose", weights=weights_dir)
    accepted = nbp.models.load("blazepose", weights=weights_dir, accept_licence="CC-BY-NC-4.0")
    assert accepted.card is strict
