"""When two copies last had the same: what a merge took is no conflict at the next one.

A merge notes which commit of the other copy it reached. What both had alike then is what they have
in common now, whatever they had when they parted; so only what was changed on both sides *since* is
a conflict, and one that was left open is listed again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbpose.poses import AreaSource, Origin
from nbpose.project.commit import Facts
from nbpose.project.journal import Journal
from nbpose.project.rows import OF_A_POINT, Row, State, is_equal, without_point
from nbpose.project.rows_merge import BOX, IDENTITY, box_of, point_of


@dataclass(frozen=True)
class Meeting:
    """A moment at which one copy had taken in the other.

    Parameters
    ----------
    ours, theirs : int
        The last commit of either by then.
    """

    ours: int
    theirs: int


@dataclass(frozen=True)
class Past:
    """What one copy was at a meeting, where it has changed since.

    Parameters
    ----------
    rows : mapping of int to Row or None
        By id.
    facts : mapping of int to mapping
        Of frames.
    """

    rows: Mapping[int, State]
    facts: Mapping[int, Facts]


def note(journal: Journal, seq: int, uid: str) -> None:
    """Note that a copy has, as of its commit `seq`, taken in another up to the commit `uid`."""
    journal.file.all("INSERT OR REPLACE INTO met VALUES (?, ?, ?)", journal.media, seq, uid)


def of(ours: Journal, theirs: Journal) -> list[Meeting]:
    """All meetings of two copies that nobody has undone since, in order."""
    found = [Meeting(seq, other) for seq, other in _met(ours, theirs)]
    found += [Meeting(other, seq) for seq, other in _met(theirs, ours)]
    return sorted(found, key=lambda meeting: (meeting.theirs, meeting.ours))


def pasts_of(journal: Journal, moments: Collection[int]) -> dict[int, Past]:
    """What a copy was after some of its commits."""
    rows: dict[int, State] = {}
    facts: dict[int, Facts] = {}
    pasts: dict[int, Past] = {}
    commits = journal.commits("seq > ?", min(moments)) if moments else []
    for seq in sorted(set(moments), reverse=True):
        while commits and commits[-1].seq > seq:
            commit = commits.pop()
            rows |= commit.before
            facts |= commit.facts_before
        pasts[seq] = Past(dict(rows), dict(facts))
    return pasts


def common_row(parted: State, ours: State, theirs: State) -> State:
    """What two copies have in common of a row: what was alike when they met, else when they parted.

    Parameters
    ----------
    parted, ours, theirs : Row or None
        As both had it when they parted; as each had it when they met.

    Returns
    -------
    Row or None
    """
    if ours is None or theirs is None:
        return None if ours is theirs else parted
    row = ours
    for keypoint in range(len(ours["visibility"])):
        if point_of(ours, keypoint) != point_of(theirs, keypoint):
            row = _with_point(row, parted, keypoint)
    values = dict(row.values)
    if box_of(ours) != box_of(theirs):
        values |= _box(parted, ours)
    for name in IDENTITY:
        if not is_equal(ours[name], theirs[name]):
            values[name] = (theirs if parted is None else parted)[name]
    facts = common_facts(
        None if parted is None else parted["extra"], ours["extra"], theirs["extra"]
    )
    return replace(row, values={**values, "extra": facts or None})


def common_facts(parted: Facts | None, ours: Facts | None, theirs: Facts | None) -> dict[str, Any]:
    """What two copies have in common of what is said of a person or a frame; as `common_row`."""
    old, own, other = ({**(said or {})} for said in (parted, ours, theirs))
    attributes = [said.pop("attributes", None) or {} for said in (old, own, other)]
    common = _alike(old, own, other)
    if all(isinstance(said, Mapping) for said in attributes):
        common |= {"attributes": named} if (named := _alike(*attributes)) else {}
    return common


def _alike(old: Facts, own: Facts, other: Facts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in dict.fromkeys([*old, *own, *other]):
        if name in own and name in other and own[name] == other[name]:
            found[name] = own[name]
        elif name in old and (name in own or name in other):
            found[name] = old[name]
    return found


def _met(journal: Journal, other: Journal) -> list[tuple[int, int]]:
    """Merges of a copy that still count, and the commit of the other that each of them reached."""
    known = {uid: seq for seq, uid in other.names()}
    lines: Sequence[tuple[int, str]] = journal.file.all(
        "SELECT seq, uid FROM met WHERE media = ?", journal.media
    )
    return [(seq, known[uid]) for seq, uid in lines if uid in known and journal.stands(seq)]


def _with_point(row: Row, parted: State, keypoint: int) -> Row:
    if parted is None:
        return without_point(row, keypoint, Origin.UNKNOWN)
    values = {n: parted[n][keypoint] for n in OF_A_POINT if parted[n] is not None}
    return row.with_point(keypoint, **values)


def _box(parted: State, ours: Row) -> dict[str, Any]:
    if parted is not None:
        return {name: parted[name] for name in BOX}
    return {"bbox": ours["bbox"] * float("nan"), "area_source": AreaSource.NONE}
