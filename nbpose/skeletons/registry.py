"""The schemas that nbpose knows, one JSON file each in `data/`."""

from __future__ import annotations

import difflib
import functools
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from nbpose.errors import ArgumentError, SkeletonError
from nbpose.skeletons.skeleton import Skeleton

if TYPE_CHECKING:
    import pandas as pd

_DATA = resources.files("nbpose.skeletons") / "data"


@functools.cache
def names() -> tuple[str, ...]:
    """Names of all schemas in the registry, sorted."""
    files = (entry.name for entry in _DATA.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in files if name.endswith(".json")))


def skeleton(name: str) -> Skeleton:
    """Look a schema up by its name.

    Parameters
    ----------
    name : str
        Such as ``"coco17"`` or ``"mediapipe_pose33"``; see `names`.

    Returns
    -------
    Skeleton
        The same object each time.

    Raises
    ------
    SkeletonError
        When there is none; the message names the nearest.
    """
    if not isinstance(name, str) or name not in names():
        near = difflib.get_close_matches(str(name), names(), n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "nbp.skeletons() lists them all."
        raise SkeletonError(f'There is no skeleton "{name}"; {hint}')
    return _read(name)


@functools.cache
def _read(name: str) -> Skeleton:
    return Skeleton(**json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8")))


def need_skeleton(value: Any) -> Skeleton:
    """Give the skeleton that an argument ``skeleton=`` means, or say what came instead.

    Parameters
    ----------
    value : object
        A skeleton, or the name of a schema.

    Returns
    -------
    Skeleton

    Raises
    ------
    ArgumentError
        When it is anything else.
    SkeletonError
        When no schema has that name.
    """
    if isinstance(value, Skeleton):
        return value
    if isinstance(value, str):
        return skeleton(value)
    raise ArgumentError(
        f'skeleton is {value!r}; give the name of a schema, such as "coco17", or a Skeleton.'
    )


def find(keypoints: tuple[str, ...]) -> Skeleton | None:
    """Find the schema with exactly these keypoints, by nbpose's names or by the source's.

    Parameters
    ----------
    keypoints : tuple of str
        Names in order.

    Returns
    -------
    Skeleton or None
        The best known of those that fit: COCO's and MPII's schemas before their relatives.
    """
    fitting = [s for s in map(skeleton, names()) if keypoints in (s.keypoints, s.labels)]
    return min(fitting, key=_by_fame, default=None)


def _by_fame(known: Skeleton) -> tuple[bool, bool, str]:
    return (not known.name.startswith("coco"), not known.name.startswith("mpii"), known.name)


def table() -> pd.DataFrame:
    """List all schemas of the registry.

    Returns
    -------
    pandas.DataFrame
        One line a schema: name, kind, number of keypoints and edges, where the sigmas come from,
        licence and source.
    """
    import pandas as pd

    known = [skeleton(name) for name in names()]
    return pd.DataFrame(
        {
            "name": [s.name for s in known],
            "kind": [s.kind for s in known],
            "keypoints": [len(s) for s in known],
            "edges": [len(s.edges) for s in known],
            "sigmas": [s.sigma_source for s in known],
            "licence": [s.licence for s in known],
            "source": [s.source for s in known],
        }
    )
