from __future__ import annotations

import numpy as np
import pytest

import nbpose as nbp
from nbpose.errors import ArgumentError, MediaError, ModelError
from nbpose.models.cards import card


class Recorder:
    """An estimator that notes how it is called."""

    card = card("blazepose")
    device, runtime = "cpu", "none"

    def __init__(self):
        self.called = []

    def predict(self, media_or_frames, boxes=None, frames=None, batch_size=None, progress=False):
        self.called.append("predict")
        return nbp.Poses.empty(nbp.skeleton("mediapipe_pose33"))


class Following(Recorder):
    def track(self, media_or_frames, boxes=None, frames=None, progress=False):
        self.called.append("track")
        return nbp.Poses.empty(nbp.skeleton("mediapipe_pose33"))


PICTURES = np.zeros((3, 20, 30, 3), np.uint8)


def test_a_clip_is_followed_and_pictures_are_not():
    model = Following()
    nbp.estimate(nbp.open(PICTURES, fps=30), model)
    nbp.estimate(PICTURES, model)
    nbp.estimate(nbp.open(PICTURES, fps=30), model, track=False)
    assert model.called == ["track", "predict", "predict"]


def test_the_poses_say_which_model_they_come_from():
    assert nbp.estimate(PICTURES, Recorder()).file_info["model"] == "blazepose"


def test_a_model_that_cannot_follow_says_so():
    with pytest.raises(ModelError, match=r"cannot follow people .* track=False"):
        nbp.estimate(nbp.open(PICTURES, fps=30), Recorder())


def test_an_unknown_model_is_answered_with_the_nearest():
    with pytest.raises(ModelError, match='did you mean "blazepose"'):
        nbp.estimate(PICTURES, "blazepos")


@pytest.mark.parametrize("model", [None, 5, ["blazepose"], object])
def test_what_is_neither_a_name_nor_a_model_is_refused(model):
    with pytest.raises(ArgumentError, match=r'^model is .*; give the name of a model, such as "b'):
        nbp.estimate(PICTURES, model=model)


def test_media_that_are_not_there_are_said_before_a_model_is_loaded(tmp_path):
    with pytest.raises(MediaError):
        nbp.estimate(tmp_path / "missing.mp4")


def test_the_name_loads_the_model_once(weights_dir, monkeypatch, three_people):
    monkeypatch.setenv("NBPOSE_WEIGHTS", str(weights_dir))
    poses = nbp.estimate(three_people, "blazepose", progress=False)
    assert len(poses) == 3
    assert nbp.models.loading.ready("blazepose") is nbp.models.loading.ready("blazepose")


def test_frames_that_are_not_there_are_refused(blazepose):
    with pytest.raises(ArgumentError, match="names frame 9"):
        nbp.estimate(PICTURES, blazepose, frames=[9], progress=False)


def test_pictures_of_different_sizes_are_one_job(blazepose, three_people):
    poses = nbp.estimate([three_people, PICTURES[0]], blazepose, progress=False)
    np.testing.assert_array_equal(poses.frame, [0, 0, 0])
    np.testing.assert_array_equal(poses.images.size, [[1049, 861], [30, 20]])
