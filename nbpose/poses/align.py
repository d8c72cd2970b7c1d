"""Poses of a file beside the pictures it speaks of: matched by name, never by luck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

import numpy as np

from nbpose.errors import PosesError
from nbpose.poses.images import Images
from nbpose.poses.table import Poses


def align_to_pictures(
    poses: Poses, names: Sequence[str], sizes: Sequence[tuple[int, int]]
) -> Poses:
    """Renumber the frames of a table so that frame i is picture i.

    Parameters
    ----------
    poses : Poses
        With `images` that name its frames.
    names : sequence of str
        File names of M pictures.
    sizes : sequence of (int, int)
        Their widths and heights in pixels.

    Returns
    -------
    Poses
        The rows of those pictures, by frame; ids and extras of the images are kept.

    Raises
    ------
    PosesError
        When two pictures have one name, or a row's picture is not among them.
    """
    position = _positions(names)
    bases = [PurePosixPath(name.replace("\\", "/")).name for name in poses.images.name]
    target = np.array([position.get(base, -1) for base in bases], np.int64)
    used = np.unique(poses.frame)
    lost = [int(frame) for frame in used if frame >= len(bases) or target[frame] < 0]
    if lost:
        name = bases[lost[0]] if lost[0] < len(bases) else f"frame {lost[0]}"
        raise PosesError(
            f"{len(lost)} of {len(used)} annotated pictures are not there, the first is {name}; "
            f"open the folder that holds them."
        )
    source = np.full(len(names), -1)
    source[target[target >= 0]] = np.flatnonzero(target >= 0)
    moved = poses.replace(
        frame=target[poses.frame], images=_reordered(poses.images, source, names, sizes)
    )
    return moved[np.argsort(moved.frame, kind="stable")]


def _positions(names: Sequence[str]) -> dict[str, int]:
    bases = [PurePosixPath(name.replace("\\", "/")).name for name in names]
    twice = [base for base, count in Counter(bases).items() if count > 1]
    if twice:
        raise PosesError(
            f"Two pictures are called {twice[0]}, so poses cannot be matched by name; "
            f"open one folder at a time."
        )
    return {base: index for index, base in enumerate(bases)}


def _reordered(
    images: Images, source: np.ndarray, names: Sequence[str], sizes: Sequence[tuple[int, int]]
) -> Images:
    """Entries of the file where it has them, new ids for the other pictures."""
    fresh = iter(
        range(int(images.id.max(initial=0)) + 1, int(images.id.max(initial=0)) + 1 + len(names))
    )
    ids = [int(images.id[i]) if i >= 0 else next(fresh) for i in source]
    own = [images.name[i] if i >= 0 else name for i, name in zip(source, names, strict=True)]
    extra = tuple(images.extra[i] if i >= 0 else {} for i in source) if images.extra else ()
    return Images(
        tuple(own), np.array(ids, np.int64), np.asarray(sizes, np.int64).reshape(-1, 2), extra
    )
