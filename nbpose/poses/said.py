"""What people say of a person or a frame beside its points, and where tables keep it.

It lies in the mapping of further facts of a row (`Poses.extra`) or a frame (`Images.extra`), under
names that annotation tools use in COCO files, so that it survives where other keys of a file do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PERSON_FACTS = ("tags", "attributes", "locked", "keyframe")
"""Names of what is said of a person in a frame."""

FRAME_FACTS = ("tags", "attributes")
"""Names of what is said of a frame."""


def facts_among(extra: Mapping[str, Any] | None, names: tuple[str, ...]) -> dict[str, Any]:
    """Take the facts of these names out of all that a mapping holds.

    Parameters
    ----------
    extra : mapping or None
        Further facts of a row or a frame.
    names : tuple of str
        `PERSON_FACTS` or `FRAME_FACTS`.

    Returns
    -------
    dict
    """
    return {name: extra[name] for name in names if name in extra} if extra else {}
