"""What a COCO file says beside its annotations with keypoints, in ``file_info["coco"]``.

==================== ==========================================================================
document             the file without images and annotations
skeleton, own        the skeleton it describes, and whether nbpose wrote it
others               annotations that were not read, with their positions in the file
without_keypoints    rows whose annotations have no keypoints
uncounted            rows whose num_keypoints is not the number of keypoints with v > 0
==================== ==========================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from nbpose.errors import PosesError

ROWS = ("without_keypoints", "uncounted")
"""Lists of rows."""

_ENTRIES = {"categories": ("category", ("name", "keypoints")), "licenses": ("license", ("name",))}
"""Lists of the document whose ids others refer to: what an entry is called, what it means."""


class CocoOrigin(dict[str, Any]):
    """A plain mapping that can be put below that of another file; see `nbpose.poses.file_facts`."""

    @property
    def end(self) -> int:
        """One more than the last row it names."""
        rows = [-1, *(position for position, _ in self["others"])]
        for name in ROWS:
            rows += self[name]
        return int(max(rows)) + 1

    def moved(self, rows: int, images: Mapping[int, int]) -> Self:
        """Facts of the same file when `rows` is added to its rows, and images have new ids."""
        others = [
            (position + rows, {**values, "image_id": _new(values.get("image_id"), images)})
            for position, values in self["others"]
        ]
        lists = {name: [row + rows for row in self[name]] for name in ROWS}
        return type(self)(self | lists | {"others": others})

    def joined(self, other: Mapping[str, Any]) -> Self:
        """Facts of a table with the rows of both, which may be parts of one file.

        The document is the first one's, with the categories and licences of both.

        Raises
        ------
        PosesError
            When an id means one category or license here and another there.
        """
        document = {**self["document"]}
        for part in _ENTRIES:
            if part in other["document"]:
                document[part] = _united(part, document.get(part), other["document"][part])
        lists = {name: [*self[name], *other[name]] for name in ROWS}
        known = {(position, values["id"]) for position, values in self["others"]}
        new = [pair for pair in other["others"] if (pair[0], pair[1]["id"]) not in known]
        lists["others"] = [*self["others"], *new]
        own = self["own"] or other["own"]
        return type(self)(self | lists | {"document": document, "own": own})


def _new(number: Any, images: Mapping[int, int]) -> Any:
    return images.get(number, number) if isinstance(number, int) else number


def _united(part: str, first: Any, second: Any) -> Any:
    """Entries of both lists; one id, or one name, may not mean two things."""
    if type(first) is not list or type(second) is not list:
        return second if first is None else first
    united = list(first)
    for entry in second:
        known = [each for each in first if _clash(each, entry)]
        if not known:
            united.append(entry)
        for each in known:
            _check_entry(part, each, entry)
    return united


def _clash(first: Any, second: Any) -> bool:
    if type(first) is not dict or type(second) is not dict:
        return bool(first == second)
    return any(first.get(key) and first.get(key) == second.get(key) for key in ("id", "name"))


def _check_entry(part: str, first: Any, second: Any) -> None:
    what, meaning = _ENTRIES[part]
    for key in ("id", *meaning) if type(first) is dict else ():
        if first.get(key) != second.get(key):
            raise PosesError(
                f'The files differ in {what} {first.get("id")} "{first.get("name", "")}": its '
                f"{key} is {_short(first.get(key))} and {_short(second.get(key))}; make it the "
                f"same in both files."
            )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
