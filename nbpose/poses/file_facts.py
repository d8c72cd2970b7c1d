"""What a format keeps beside the rows of a file, when tables of several files become one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self, runtime_checkable

from nbpose.poses.table import Poses


@runtime_checkable
class FileFacts(Protocol):
    """What a format keeps in `Poses.file_info` that names rows or images of its file."""

    @property
    def end(self) -> int:
        """One more than the last row it names."""
        ...

    def moved(self, rows: int, images: Mapping[int, int]) -> Self:
        """Facts of the same file when `rows` is added to its rows, and images have new ids."""
        ...

    def joined(self, other: Any) -> Self:
        """Facts of a table with the rows of both, where these can stand in one file."""
        ...


def leading(tables: list[Poses]) -> Poses:
    """Give the first table that names its images, else the first."""
    return next((table for table in tables if len(table.images)), tables[0])


def facts_of(tables: list[Poses]) -> Mapping[str, Any]:
    """What is said beside the rows of one clip; plain facts are those of the table that leads."""
    facts = leading(tables).file_info
    for table in tables:
        if table.file_info is facts:  # the parts of one table, which edits join at every step
            continue
        for name, fact in table.file_info.items():
            known = facts.get(name)
            if isinstance(fact, FileFacts) and fact is not known and fact != known:
                facts = {**facts, name: fact if known is None else known.joined(fact)}
    return facts
