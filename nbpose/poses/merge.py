"""Tables of different files, renumbered so that they can stand below each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import PosesError
from nbpose.poses.file_facts import FileFacts, facts_of
from nbpose.poses.images import Images
from nbpose.poses.table import Poses

_NONE = -1  # stands in `track` and `id`


def by_images(tables: list[Poses]) -> list[list[int]]:
    """Positions of the tables that speak of the same images; one without goes with the others."""
    groups: list[list[int]] = []
    nameless = []
    for position, table in enumerate(tables):
        if not len(table.images):
            nameless.append(position)
            continue
        for group in groups:
            if _same(tables[group[0]].images, table.images):
                group.append(position)
                break
        else:
            groups.append([position])
    if nameless and len(groups) > 1:
        raise PosesError(
            f"Table {nameless[0]} has no images, and the others have those of {len(groups)} files: "
            f"say which frames it speaks of, by table.replace(images=other.images)."
        )
    return groups or [nameless]


def _same(first: Images, second: Images) -> bool:
    return first is second or (
        first.name == second.name
        and np.array_equal(first.id, second.id)
        and bool(((first.size == second.size) | (first.size == 0) | (second.size == 0)).all())
    )


def one_after_another(tables: list[Poses], groups: list[list[int]]) -> list[Poses]:
    """Renumber tables of different files so that they can stand below each other."""
    images, new_ids = _join_images([tables[group[0]].images for group in groups])
    rates = {table.fps for table in tables}
    same = {"images": images, "fps": rates.pop() if len(rates) == 1 else None}
    placed = list(tables)
    facts: dict[str, Any] = {}
    frames = rows = 0
    tracks = ids = np.zeros(0, np.int64)
    for group, changed in zip(groups, new_ids, strict=True):
        members = [tables[position] for position in group]
        own = facts_of(members)
        shift = _row_shift(members, own, rows)
        later = _clear_of(np.concatenate([table.track for table in members]), tracks)
        for position, table in zip(group, members, strict=True):
            _check_frames(table)
            placed[position] = table.replace(
                frame=table.frame + frames,
                row=table.row + shift,
                track=np.where(table.track >= 0, table.track + later, table.track),
                id=np.where(np.isin(table.id, ids), _NONE, table.id),
                **same,
            )
        _add_facts(facts, own, shift, changed)
        frames += len(members[0].images)
        ends = [fact.end for fact in facts.values() if isinstance(fact, FileFacts)]
        done = [placed[position] for position in group]
        rows = max([rows, *ends, *(int(table.row.max(initial=-1)) + 1 for table in done)])
        tracks = np.concatenate([tracks, *(table.track for table in done)])
        ids = np.concatenate([ids, *(table.id[table.id != _NONE] for table in done)])
    return [table.replace(file_info=facts) for table in placed]


def _join_images(parts: list[Images]) -> tuple[Images, list[dict[int, int]]]:
    """All images in a row, and for each part which of its ids had to be exchanged for which."""
    taken: set[int] = set()
    fresh = max(int(part.id.max()) for part in parts) + 1
    exchanged = []
    ids: list[int] = []
    for part in parts:
        own = part.id.tolist()
        new = {
            number: fresh + place for place, number in enumerate(sorted(taken.intersection(own)))
        }
        fresh += len(new)
        exchanged.append(new)
        ids += [new.get(number, number) for number in own]
        taken.update(ids)
    extra = tuple(entry for part in parts for entry in part.extra or ({},) * len(part))
    joined = Images(
        tuple(name for part in parts for name in part.name),
        np.array(ids, np.int64),
        np.concatenate([part.size for part in parts]),
        extra if any(extra) else (),
    )
    return joined, exchanged


def _row_shift(tables: list[Poses], facts: Mapping[str, Any], end: int) -> int:
    """What to add to the rows of a file so that they come after those before, from `end` on."""
    lowest = min(int(table.row.min(initial=end)) for table in tables)
    named = any(isinstance(fact, FileFacts) for fact in facts.values())
    return 0 if lowest >= end and not named else end - min(0, lowest)


def _clear_of(numbers: NDArray[np.int64], taken: NDArray[np.int64]) -> int:
    """What to add to the tracks of a file: other people than those of the files before."""
    shared = np.isin(numbers[numbers >= 0], taken).any()
    return int(taken.max()) + 1 if shared else 0


def _check_frames(table: Poses) -> None:
    last = int(table.frame.max(initial=-1))
    if last >= len(table.images):
        raise PosesError(
            f"A table speaks of frame {last}, but has {len(table.images)} images; name all of its "
            f"frames in images= before it is put below a table of another file."
        )


def _add_facts(facts: dict[str, Any], own: Mapping[str, Any], rows: int, ids: Any) -> None:
    """Take in what a file says beside its rows; of plain facts the first file's stand."""
    for name, fact in own.items():
        if not isinstance(fact, FileFacts):
            facts.setdefault(name, fact)
            continue
        moved = fact.moved(rows, ids)
        facts[name] = facts[name].joined(moved) if name in facts else moved


def doubled_names(images: Images) -> list[str]:
    """List file names that stand for several images."""
    names, counts = np.unique(np.array([n for n in images.name if n], str), return_counts=True)
    return [str(name) for name in names[counts > 1]]
