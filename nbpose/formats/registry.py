"""The formats that nbpose knows, and how a file finds its own."""

from __future__ import annotations

import difflib
import os
import warnings
from pathlib import Path
from typing import Any

from nbpose import _files
from nbpose._arguments import need_path
from nbpose.errors import FormatError, NbposeWarning
from nbpose.formats import coco, coco_results, table_csv
from nbpose.formats.format import Format as Format
from nbpose.poses import Poses, need_poses

FORMATS: tuple[Format, ...] = (coco.FORMAT, coco_results.FORMAT, table_csv.FORMAT)
"""An ending that several formats share belongs to the first of them when a file is written."""

_HEAD = 1 << 16


def names() -> tuple[str, ...]:
    """Names of all formats."""
    return tuple(known.name for known in FORMATS)


def load(path: str | os.PathLike[str], format: str | None = None, **options: Any) -> Poses:
    """Read poses from a file.

    What was skipped or guessed is said in warnings, and stands in ``poses.file_info["notes"]``.

    Parameters
    ----------
    path : str or Path
        Of the file.
    format : str, optional
        One of `names`; told from the content when left out.
    **options
        Of the format. COCO: ``skeleton`` (a name or a `Skeleton`, for files that do not name
        their keypoints) and ``category`` (where a file has several kinds of skeletons). COCO
        results: ``truth`` (the poses of their annotation file).

    Returns
    -------
    Poses
        With what the file says beside them, so that `save` can give it back.

    Raises
    ------
    FormatError
        When the file is missing or damaged; the message names the place and the value.
    """
    file = need_path("path", path)
    reader = _sniffed(file) if format is None else _named(format)
    unknown = sorted(set(options) - set(reader.options))
    if unknown:
        has = f"has {' and '.join(reader.options)}" if reader.options else "has none"
        raise FormatError(
            f'{file}: there is no option "{unknown[0]}" to read {reader.title}; it {has}.'
        )
    _head(file)
    poses = reader.read(file, **options)
    for note in poses.file_info.get("notes", ()):
        warnings.warn(note, NbposeWarning, stacklevel=2)
    return poses


def save(poses: Poses, path: str | os.PathLike[str], format: str | None = None) -> Path:
    """Write poses to a file, whole or not at all; one that is there is replaced.

    Parameters
    ----------
    poses : Poses
        The table.
    path : str or Path
        Of the file.
    format : str, optional
        One of `names`; told from the ending when left out.

    Returns
    -------
    Path
        The file. What the format cannot hold is left out, and a warning says what.

    Raises
    ------
    FormatError
        When the format cannot hold these poses, or the folder is missing.
    """
    need_poses(poses, "save")
    file = need_path("path", path)
    writer = _for_ending(file) if format is None else _named(format)
    with _files.written_whole(file, FormatError) as temporary:
        temporary.write_bytes(writer.write(poses, file))
    lost = writer.losses(poses)
    if lost:
        warnings.warn(
            f"{file.name} is {writer.title}, which has no place for {', '.join(lost)}; save the "
            f"poses as .json too to keep them.",
            NbposeWarning,
            stacklevel=2,
        )
    return file


def _named(name: str) -> Format:
    for known in FORMATS:
        if known.name == name:
            return known
    near = difflib.get_close_matches(str(name), names(), n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(names())}."
    raise FormatError(f'There is no format "{name}"; {hint}')


def _sniffed(file: Path) -> Format:
    head = _head(file)
    for known in FORMATS:
        if known.sniff(head):
            return known
    raise FormatError(
        f"{file} is in no format that nbpose knows; if it is one of {', '.join(names())} all the "
        f"same, say so with format=."
    )


def _head(file: Path) -> bytes:
    if not file.exists():
        raise FormatError(_files.missing(file))
    if file.is_dir():
        raise FormatError(f"{file} is a folder; give the path of a file in it.")
    try:
        with open(file, "rb") as opened:
            head = opened.read(_HEAD)
    except OSError as error:
        raise FormatError(f"{file} cannot be read: {error.strerror}.") from None
    if not head.strip():
        raise FormatError(f"{file} is empty; copy or export it again.")
    return head


def _for_ending(file: Path) -> Format:
    for known in FORMATS:
        if file.suffix.lower() in known.extensions:
            return known
    endings = ", ".join(ending for known in FORMATS for ending in known.extensions)
    raise FormatError(
        f"{file.name} has no ending that tells the format; end it in {endings}, or say format=."
    )
