"""Drafts of skeletons from a browser: taken whole, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nbpose.errors import SkeletonError
from nbpose.skeletons.draft import Bone, Draft, Joint

MOST_JOINTS, MOST_BONES, LONGEST_NAME = 1000, 5000, 200
FARTHEST = 1e5  # pixels
_LARGEST_ID = 2**31
_HEX = re.compile(r"(#[0-9a-f]{6})?")


def read(value: Any, least_next: int = 0) -> Draft:
    """Check what claims to be a draft.

    Parameters
    ----------
    value : object
        From a message.
    least_next : int
        `Draft.next` of the draft it follows: ids are never given twice.

    Returns
    -------
    Draft

    Raises
    ------
    SkeletonError
        When anything in it has the wrong type, is out of range, or names a joint that is not there.
    """
    if not isinstance(value, dict):
        raise SkeletonError(f"A draft of a skeleton came as a {type(value).__name__}.")
    joints = tuple(_joint(entry) for entry in _list(value, "joints", MOST_JOINTS))
    ids = {joint.id for joint in joints}
    draft = Draft(
        _text(value.get("name"), "name"),
        joints,
        tuple(_bone(entry, ids) for entry in _list(value, "bones", MOST_BONES)),
        tuple(_pair(entry, ids) for entry in _list(value, "pairs", MOST_JOINTS)),
        _whole(value.get("next"), "next"),
    )
    if len(ids) < len(joints):
        raise SkeletonError("A draft of a skeleton has an id twice.")
    paired = [each for pair in draft.pairs for each in set(pair)]
    if len(set(paired)) < len(paired):
        raise SkeletonError("A draft of a skeleton has a joint in two pairs.")
    if draft.next < max([least_next, *(each + 1 for each in ids)]):
        raise SkeletonError(f"A draft of a skeleton gives the id {draft.next} a second time.")
    return draft


def _joint(entry: Any) -> Joint:
    each, name, x, y, color = _entries(entry, 5, "joint")
    return Joint(
        _whole(each, "id"), _text(name, "joint"), _number(x), _number(y), _color(color, "joint")
    )


def _bone(entry: Any, ids: Iterable[int]) -> Bone:
    a, b, color = _entries(entry, 3, "bone")
    _known((a, b), ids)
    return Bone(a, b, _color(color, "bone"))


def _pair(entry: Any, ids: Iterable[int]) -> tuple[int, int]:
    a, b = _entries(entry, 2, "pair")
    _known((a, b), ids)
    return a, b


def _known(ends: Iterable[Any], ids: Iterable[int]) -> None:
    for end in ends:
        if _whole(end, "end") not in ids:
            raise SkeletonError(f"A draft of a skeleton names the joint {end}, which is not there.")


def _list(value: dict[Any, Any], name: str, most: int) -> list[Any]:
    entries = value.get(name)
    if not isinstance(entries, list) or len(entries) > most:
        raise SkeletonError(f"A draft of a skeleton needs a list of at most {most} {name}.")
    return entries


def _entries(entry: Any, count: int, name: str) -> list[Any]:
    if not isinstance(entry, list) or len(entry) != count:
        raise SkeletonError(f"A {name} of a draft needs {count} entries.")
    return entry


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise SkeletonError(
            f"The {name} of a draft must be a text of at most {LONGEST_NAME} letters."
        )
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: no file could hold it
        raise SkeletonError(f"The {name} of a draft is no text that can be written.") from None
    return value


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LARGEST_ID:
        raise SkeletonError(f"The {name} of a draft must be a whole number from 0 on.")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SkeletonError("The place of a joint must be two numbers.")
    if not abs(value) <= FARTHEST:  # nor NaN
        raise SkeletonError("The place of a joint is out of range.")
    return float(value)


def _color(value: Any, name: str) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise SkeletonError(f"The colour of a {name} must be six hex digits, or empty.")
    return value
