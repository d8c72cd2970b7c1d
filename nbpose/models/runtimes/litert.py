"""LiteRT, the runtime of .tflite networks on the CPU."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from nbpose.errors import ModelError

_MOST_THREADS = 8  # these networks are small: more threads wait for each other


class Session:
    """A network that is ready to run; safe to share between threads.

    Parameters
    ----------
    path : Path
        The .tflite file.
    outputs : sequence of str
        Names of the outputs to fetch, in the order `run` gives them.
    threads : int, optional
        Number of threads; all physical cores (8 at most) when left out.

    Raises
    ------
    ModelError
        When LiteRT cannot read the file, or an output is not there.
    """

    def __init__(self, path: Path, outputs: Sequence[str], threads: int | None = None) -> None:
        self.threads = threads or min(physical_cores(), _MOST_THREADS)
        try:
            with _without_chatter():
                self._network = Interpreter(model_path=str(path), num_threads=self.threads)
                self._network.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"LiteRT cannot read {path}: {error}.") from None
        indices = {d["name"]: d["index"] for d in self._network.get_output_details()}
        missing = [name for name in outputs if name not in indices]
        if missing:
            raise ModelError(f"{path} has no output {missing[0]}; it has {', '.join(indices)}.")
        self._input = self._network.get_input_details()[0]["index"]
        self._outputs = [indices[name] for name in outputs]
        self._lock = threading.Lock()

    def run(self, values: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Run the network once.

        Parameters
        ----------
        values : (1, ...) float32
            The input.

        Returns
        -------
        list of float32 arrays
            The outputs asked for, as copies.
        """
        with self._lock:
            self._network.set_tensor(self._input, values)
            self._network.invoke()
            return [self._network.get_tensor(index) for index in self._outputs]


def physical_cores() -> int:
    """Number of cores this process may use; two hyper-threads of a core count once."""
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(_logical())
    files = [Path(f"/sys/devices/system/cpu/cpu{n}/topology/thread_siblings_list") for n in usable]
    siblings = {file.read_text() for file in files if file.is_file()}
    return len(siblings) or _logical()


def _logical() -> int:
    return os.cpu_count() or 1


@contextlib.contextmanager
def _without_chatter() -> Iterator[None]:
    """Keep back the INFO lines that LiteRT's C++ side writes to file descriptor 2."""
    kept = os.dup(2)
    with tempfile.TemporaryFile() as caught:
        os.dup2(caught.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            caught.seek(0)
            for line in caught:
                if not line.startswith(b"INFO: "):
                    os.write(2, line)
