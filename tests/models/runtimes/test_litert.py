from __future__ import annotations

import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from nbpose.errors import ModelError
from nbpose.models.runtimes.litert import Session, physical_cores

NAME = "face_detection_short_range.tflite"
OUTPUTS = ("regressors", "classificators")


def test_outputs_come_by_name_in_the_order_asked_for(weights_dir):
    values = np.zeros((1, 128, 128, 3), np.float32)
    boxes, scores = Session(weights_dir / NAME, OUTPUTS).run(values)
    assert boxes.shape == (1, 896, 16)
    assert scores.shape == (1, 896, 1)
    (alone,) = Session(weights_dir / NAME, OUTPUTS[1:]).run(values)
    np.testing.assert_array_equal(alone, scores)


def test_an_output_stays_as_it_is_when_the_network_runs_again(weights_dir):
    session = Session(weights_dir / NAME, OUTPUTS)
    first = session.run(np.zeros((1, 128, 128, 3), np.float32))[0]
    kept = first.copy()
    session.run(np.ones((1, 128, 128, 3), np.float32))
    np.testing.assert_array_equal(first, kept)


def test_threads_that_share_a_session_get_their_own_results(weights_dir):
    session = Session(weights_dir / NAME, OUTPUTS, threads=1)
    inputs = [np.full((1, 128, 128, 3), value, np.float32) for value in (-1.0, 0.0, 1.0)]
    alone = [session.run(values)[0] for values in inputs]
    results: dict[int, list] = {number: [] for number in range(3)}

    def work(number):
        for _ in range(10):
            results[number].append(session.run(inputs[number])[0])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(3):
        for result in results[number]:
            np.testing.assert_array_equal(result, alone[number])


def test_a_file_that_is_no_network_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "broken.tflite").write_bytes(b"not a network at all")
    with pytest.raises(ModelError, match=r"LiteRT cannot read .*broken\.tflite"):
        Session(tmp_path / "broken.tflite", OUTPUTS)


def test_an_output_that_is_not_there_is_named(weights_dir):
    with pytest.raises(ModelError, match="no output mask; it has regressors, classificators"):
        Session(weights_dir / NAME, ("mask",))


def test_the_runtimes_chatter_stays_out_of_the_cell(weights_dir):
    code = (
        "import pathlib, sys\n"
        "from nbpose.models.runtimes.litert import Session\n"
        f"Session(pathlib.Path({str(weights_dir / NAME)!r}), ('regressors',))\n"
        "print('a warning of somebody else', file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stderr == "a warning of somebody else\n"


def test_at_least_one_core_is_used():
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
