"""Tables below each other: those of one clip by frame, those of different files one by one."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ArgumentError, NbposeWarning, PosesError
from nbpose.poses.check import need_poses
from nbpose.poses.columns import column_names
from nbpose.poses.images import Images
from nbpose.poses.table import Poses

_NONE = -1  # stands in `track` and `id`


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


def concat(tables: Iterable[Poses]) -> Poses:
    """Put tables below each other; see `Poses.concat`."""
    given = _checked(tables)
    groups = _by_images(given)
    if len(groups) > 1:
        given = _one_after_another(given, groups)
        twice = _doubled_names(given[0].images)
        if twice:
            warnings.warn(
                f"{len(twice)} file name{'s stand' if len(twice) > 1 else ' stands'} for several "
                f"images of the tables, the first is {twice[0]}; these stay apart, and cannot be "
                f"matched with pictures by name.",
                NbposeWarning,
                stacklevel=3,
            )
    return _below_each_other(given)


def _checked(tables: Any) -> list[Poses]:
    if isinstance(tables, Poses | str) or not isinstance(tables, Iterable):
        raise ArgumentError(
            f"concat needs a list of Poses, such as [first, second]; it was given a "
            f"{type(tables).__name__}."
        )
    given = [need_poses(table, "concat") for table in tables]
    if not given:
        raise PosesError("There is nothing to put together; give at least one table.")
    for table in given[1:]:
        _check_alike(given[0], table)
    return given


def _check_alike(first: Poses, other: Poses) -> None:
    for what, here, there in (
        ("skeleton", first.skeleton.keypoints, other.skeleton.keypoints),
        ("unit", first.unit, other.unit),
        ("dimension", first.points.shape[2], other.points.shape[2]),
        ("axes", first.axes or other.axes, other.axes or first.axes),
    ):
        if here != there:
            raise PosesError(f"The tables differ in {what}: {here} and {there}; convert one first.")


def _by_images(tables: list[Poses]) -> list[list[int]]:
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
        and np.array_equal(first.size, second.size)
    )


def _below_each_other(tables: list[Poses]) -> Poses:
    """Join tables of the same images; what is said of all comes from the first that has them."""
    _check_rows(tables)
    lead = _lead(tables)
    fps = next((table.fps for table in tables if table.fps is not None), None)
    axes = next((table.axes for table in tables if table.axes is not None), None)
    joined = {name: _join(tables, name) for name in column_names()}
    return lead.replace(**joined, fps=fps, axes=axes, file_info=_facts_of(tables))


def _lead(tables: list[Poses]) -> Poses:
    return next((table for table in tables if len(table.images)), tables[0])


def _facts_of(tables: list[Poses]) -> Mapping[str, Any]:
    """What is said beside the rows of one clip; plain facts are those of the table that leads."""
    facts = _lead(tables).file_info
    for table in tables:
        if table.file_info is facts:  # the parts of one table, which edits join at every step
            continue
        for name, fact in table.file_info.items():
            known = facts.get(name)
            if isinstance(fact, FileFacts) and fact is not known and fact != known:
                facts = {**facts, name: fact if known is None else known.joined(fact)}
    return facts


def _check_rows(tables: list[Poses]) -> None:
    values, counts = np.unique(np.concatenate([t.row for t in tables]), return_counts=True)
    if len(values) and counts.max() > 1:
        named = any(len(table.images) for table in tables)
        other = ", or, where it is of another clip, other names of images" if named else ""
        raise PosesError(
            f"row {values[counts > 1][0]} stands more than once; row ids are unique, so give one "
            f"table others, by table.replace(row=table.row + {values[-1] + 1}){other}."
        )


def _join(tables: list[Poses], name: str) -> NDArray[Any] | None:
    """Join a column; where only some tables have it, the others' rows are blank."""
    parts = [getattr(table, name) for table in tables]
    if all(part is None for part in parts):
        return None
    pairs = zip(tables, parts, strict=True)
    joined = np.concatenate([_blank(t, name) if part is None else part for t, part in pairs])
    joined.flags.writeable = False  # nobody else has it, so it need not be copied
    return joined


def _blank(table: Poses, name: str) -> NDArray[Any]:
    if name == "extra":
        return np.full(len(table), None, object)
    return np.full((len(table), len(table.skeleton), 3), np.nan)


def _one_after_another(tables: list[Poses], groups: list[list[int]]) -> list[Poses]:
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
        own = _facts_of(members)
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


def _doubled_names(images: Images) -> list[str]:
    names, counts = np.unique(np.array([n for n in images.name if n], str), return_counts=True)
    return [str(name) for name in names[counts > 1]]
