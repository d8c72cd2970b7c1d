"""From a model's name to an estimator that is ready to run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from nbpose.errors import ModelError, WeightsError
from nbpose.models.cards import ModelCard, card
from nbpose.models.protocols import Estimator
from nbpose.models.weights import find

_CPU_ONLY = ("litert",)


def load(
    name: str,
    device: str = "auto",
    runtime: str | None = None,
    weights: str | os.PathLike[str] | None = None,
    accept_licence: str | None = None,
) -> Estimator:
    """Load a model.

    Parameters
    ----------
    name : str
        Such as ``"blazepose"``; `cards` lists them.
    device : str
        "auto" or "cpu".
    runtime : str, optional
        What to run it on; the first that its card names when left out.
    weights : path, optional
        A folder with its files, or one of them. Left out: the folder that NBPOSE_WEIGHTS names,
        the package, the user's cache, then a download.
    accept_licence : str, optional
        Name of the licence of the weights, for models whose licence forbids free use.

    Returns
    -------
    Estimator
        Its ``device`` and ``runtime`` say what it really runs on.

    Raises
    ------
    ModelError
        When there is no such model, or it cannot run on that device or runtime.
    WeightsError
        When weights are missing or damaged, or their licence is not accepted.
    """
    chosen = card(name)
    _check_runtime(chosen, device, runtime)
    if chosen.must_accept_licence and accept_licence != chosen.weights_licence:
        raise WeightsError(
            f"The weights of {name} are under {chosen.weights_licence}; read it, and load the "
            f'model with accept_licence="{chosen.weights_licence}".'
        )
    return _MAKERS[chosen.decoder](chosen, find(chosen, weights))


@lru_cache(maxsize=4)
def ready(name: str) -> Estimator:
    """Load a model as it comes, or give the one that was loaded before."""
    return load(name)


def _blazepose(chosen: ModelCard, files: Mapping[str, Path]) -> Estimator:
    from nbpose.models.blazepose.estimator import BlazePose  # LiteRT only for those who run it

    return BlazePose(chosen, files)


_MAKERS: Mapping[str, Callable[[ModelCard, Mapping[str, Path]], Estimator]] = {"blaze": _blazepose}
"""What makes an estimator, by the decoder its card names."""


def _check_runtime(chosen: ModelCard, device: str, runtime: str | None) -> None:
    if runtime is not None and runtime not in chosen.runtimes:
        raise ModelError(
            f'{chosen.name} does not run on "{runtime}"; give runtime='
            f"{' or '.join(repr(known) for known in chosen.runtimes)}, or leave it out."
        )
    if device not in ("auto", "cpu") and (runtime or chosen.runtimes[0]) in _CPU_ONLY:
        raise ModelError(
            f'{chosen.name} runs on the CPU only, not on "{device}"; give device="auto".'
        )
