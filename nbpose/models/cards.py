"""Model cards: what a model is, what it may be used for, and which files it needs."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nbpose.errors import ModelError

if TYPE_CHECKING:
    import pandas as pd

_FOLDER = Path(__file__).parent / "cards_data"


@dataclass(frozen=True)
class CardFile:
    """A file of weights.

    Parameters
    ----------
    name : str
        File name.
    sha256 : str
        Hash of its bytes, hexadecimal.
    bytes : int
        Size.
    sources : tuple of str
        Addresses to download it from, best first.
    """

    name: str
    sha256: str
    bytes: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Accuracy:
    """What the publisher measured on one data set, in percent by name of the metric."""

    dataset: str
    metrics: Mapping[str, float]


@dataclass(frozen=True)
class ModelCard:
    """What a model is.

    Parameters
    ----------
    name : str
        What `load` takes.
    title, task, citation, note : str
        For the reader.
    skeleton : str
        Name of the skeleton of its poses.
    code_licence, weights_licence : str
        SPDX names, or the licence's own.
    must_accept_licence : bool
        Whether `load` asks for the licence by name, because it forbids free use.
    files : tuple of CardFile
        The weights.
    input_size : (int, int)
        Width and height of the crop the network sees, pixels.
    colour_order, normalisation, decoder : str
        How pixels enter, and how positions are read from the output.
    score_kind : str
        What the confidence of a point is: "visibility-prob", "heatmap-max", "simcc-max", "sigmoid"
        or "logit".
    runtimes : tuple of str
        What it can run on, the default first.
    accuracy : tuple of Accuracy
        As published.
    """

    name: str
    title: str
    task: str
    skeleton: str
    code_licence: str
    weights_licence: str
    must_accept_licence: bool
    files: tuple[CardFile, ...]
    input_size: tuple[int, int]
    colour_order: str
    normalisation: str
    decoder: str
    score_kind: str
    runtimes: tuple[str, ...]
    accuracy: tuple[Accuracy, ...]
    citation: str
    note: str


def names() -> tuple[str, ...]:
    """Names of all models, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def card(name: str) -> ModelCard:
    """Give the card of a model.

    Parameters
    ----------
    name : str
        Such as ``"blazepose"``; see `names`.

    Returns
    -------
    ModelCard

    Raises
    ------
    ModelError
        When there is none; the message names the nearest.
    """
    if not isinstance(name, str) or name not in names():
        near = difflib.get_close_matches(str(name), names(), n=1, cutoff=0.4)
        hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(names())}."
        raise ModelError(f'There is no model "{name}"; {hint}')
    return _read(name)


@cache
def _read(name: str) -> ModelCard:
    return _from_toml(tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def cards() -> pd.DataFrame:
    """List all models.

    Returns
    -------
    pandas.DataFrame
        One line a model: name, title, task, skeleton, code_licence, weights_licence,
        must_accept_licence, megabytes, score_kind, runtimes, accuracy, citation.
    """
    import pandas as pd

    return pd.DataFrame([_line(card(name)) for name in names()])


def _from_toml(fields: dict[str, Any]) -> ModelCard:
    files = tuple(CardFile(**{**f, "sources": tuple(f["sources"])}) for f in fields.pop("files"))
    accuracy = tuple(
        Accuracy(entry["dataset"], MappingProxyType(entry["metrics"]))
        for entry in fields.pop("accuracy")
    )
    width, height = fields.pop("input_size")
    runtimes = tuple(fields.pop("runtimes"))
    return ModelCard(
        **fields, files=files, accuracy=accuracy, input_size=(width, height), runtimes=runtimes
    )


def _line(entry: ModelCard) -> dict[str, Any]:
    simple = ("name", "title", "task", "skeleton", "code_licence", "weights_licence")
    return {
        **{field: getattr(entry, field) for field in simple},
        "must_accept_licence": entry.must_accept_licence,
        "megabytes": round(sum(file.bytes for file in entry.files) / 1e6, 1),
        "score_kind": entry.score_kind,
        "runtimes": ", ".join(entry.runtimes),
        "accuracy": "; ".join(map(_published, entry.accuracy)),
        "citation": entry.citation,
    }


def _published(entry: Accuracy) -> str:
    return f"{entry.dataset}: " + ", ".join(f"{k} {v:g}" for k, v in entry.metrics.items())
