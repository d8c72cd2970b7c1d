"""Skeletons as JSON: the form of the registry's files, for one's own too."""

from __future__ import annotations

import difflib
import json
import os
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from nbpose._arguments import need_path, shown
from nbpose._files import missing, written_whole
from nbpose.errors import SkeletonError

if TYPE_CHECKING:
    from nbpose.skeletons.skeleton import Skeleton

_ALWAYS = ("name", "keypoints", "edges", "mirror")
_FIRST = ("name", "kind")
_LARGEST = 10_000_000
"""Bytes of a file; the largest schema of the registry takes 30,000."""


def read(source: str | os.PathLike[str]) -> dict[str, Any]:
    """Read the arguments of a skeleton from JSON.

    Parameters
    ----------
    source : str or path
        The text itself, or the path of a file.

    Returns
    -------
    dict
        What `Skeleton` takes; it checks the values.

    Raises
    ------
    SkeletonError
        When there is no such file, or it holds something else.
    """
    is_text = isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    where, text = ("The text", str(source)) if is_text else _text_of(source)
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = error if isinstance(error, ValueError) else "it is nested too deeply"
        raise SkeletonError(f"{where} is no JSON: {reason}.") from None
    if not isinstance(value, dict):
        raise SkeletonError(f"{where} holds a {type(value).__name__}; a skeleton is an object.")
    _check_fields(where, value)
    return value


def _check_fields(where: str, value: dict[str, Any]) -> None:
    from nbpose.skeletons.skeleton import Skeleton

    known = [part.name for part in fields(Skeleton)]
    for name in value:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f'did you mean "{near[0]}"?' if near else f"it may have {', '.join(known)}."
            raise SkeletonError(f"{where} has the field {shown(name)}, which is unknown; {hint}")
    for name in ("name", "keypoints"):
        if name not in value:
            raise SkeletonError(f'{where} has no "{name}"; a skeleton needs a name and keypoints.')
    for name in ("kind", "source", "licence", "note"):
        if not isinstance(value.get(name, ""), str):
            raise SkeletonError(f'{where} has as "{name}" {shown(value[name])}; give a text.')
    source = value.get("sigma_source")
    if source not in (None, "measured", "analogy", "none"):
        raise SkeletonError(
            f'{where} has as "sigma_source" {shown(source)}; it is measured, analogy or none.'
        )


def _text_of(source: str | os.PathLike[str]) -> tuple[str, str]:
    path = need_path("source", source)
    if not path.exists():
        raise SkeletonError(missing(path))
    try:
        if path.stat().st_size > _LARGEST:
            raise SkeletonError(f"{path} has {path.stat().st_size} bytes; no skeleton is so large.")
        return str(path), path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SkeletonError(f"{path} is no text in UTF-8; give a skeleton's JSON.") from None
    except OSError as error:
        raise SkeletonError(f"{path} cannot be read: {error.strerror or error}.") from None


def write(skeleton: Skeleton, path: str | os.PathLike[str] | None) -> str:
    """Give a skeleton as JSON, one field a line; write it to a file, too, where one is named."""
    lines = [f"  {json.dumps(name)}: {_spelled(value)}" for name, value in parts(skeleton).items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    if path is not None:
        with written_whole(need_path("path", path), SkeletonError) as file:
            file.write_text(text, encoding="utf-8")
    return text


def parts(skeleton: Skeleton) -> dict[str, Any]:
    """Give a skeleton as plain data, without what is empty or goes without saying.

    Parameters
    ----------
    skeleton : Skeleton
        Any.

    Returns
    -------
    dict
        ``Skeleton(**parts)`` gives it back.
    """
    values = {part.name: getattr(skeleton, part.name) for part in fields(skeleton)}
    values |= {name: dict(values[name]) for name in ("groups", "colors")}
    if values["labels"] == skeleton.keypoints:
        values["labels"] = ()
    if skeleton.sigmas is None and skeleton.sigma_source == "none":
        values["sigma_source"] = ""
    order = [*_FIRST, *(name for name in values if name not in _FIRST)]
    return {name: values[name] for name in order if values[name] or name in _ALWAYS}


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
