"""Merging the edits of one media; what both logs begin with is what the copies had in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from nbpose.project import facts_merge, meetings, rows_merge
from nbpose.project.commit import Change, Facts
from nbpose.project.conflicts import Conflict
from nbpose.project.document import Document
from nbpose.project.kin import Kin, Origin, remember, rows_until
from nbpose.project.media_table import Entry
from nbpose.project.meetings import Meeting, Past
from nbpose.project.rows import State, same


@dataclass(frozen=True)
class Theirs:
    """What another project may say differently of a media.

    Parameters
    ----------
    rows : mapping of int to (Row or None, Row or None)
        By id there: as the copies had it when they parted, and as it is there now.
    facts : mapping of int to (mapping, mapping)
        What is said of frames, then and now.
    shared : collection of int
        Rows that have the same id on both sides.
    origins : mapping of int to sequence of Origin
        Names of the other rows.
    last : str
        Name of their last commit; "" where there is none.
    met : sequence of Meeting
        When one copy took in the other.
    pasts : mapping of int to Past
        What theirs was then.
    """

    rows: Mapping[int, tuple[State, State]]
    facts: Mapping[int, tuple[Facts, Facts]]
    shared: Collection[int]
    origins: Mapping[int, Sequence[Origin]]
    last: str
    met: Sequence[Meeting]
    pasts: Mapping[int, Past]


def read(document: Document, entry: Entry, ours: Document, base_hash: str) -> Theirs:
    """Read a media of another project, at one moment.

    Parameters
    ----------
    document : Document
        Theirs.
    entry : Entry
        The media there.
    ours : Document
        Ours.
    base_hash : str
        Of the table that our edits start from.

    Returns
    -------
    Theirs
    """
    journal, store = document.journal, document.store
    base_rows = set(store.base.row.tolist())
    with document.reading():
        if entry.base_hash == base_hash:
            common = _common(ours.journal.names(), journal.names())
            shared = base_rows | rows_until(journal, common)
            rows: dict[int, State] = {}
            facts: dict[int, Facts] = {}
            for commit in reversed(journal.commits_after(common)):
                rows |= commit.before
                facts |= commit.facts_before
        else:
            shared = set()
            rows = dict.fromkeys(document.poses.row.tolist())
            facts = {frame: {} for frame in document.frame_facts(0, document.frame_count or 0)}
        now = store.states(rows)
        names = journal.names()
        met = meetings.of(ours.journal, journal)
        kin = Kin(journal, base_rows, entry.base_hash)
        return Theirs(
            {row: (rows[row], now[row]) for row in sorted(rows)},
            {frame: (said, store.frame_facts(frame)) for frame, said in facts.items()},
            shared,
            {row: kin.origins(row) for row in rows if row not in shared},
            names[-1][1] if names else "",
            met,
            meetings.pasts_of(journal, [meeting.theirs for meeting in met]),
        )


class MediaMerge:
    """Merges one media, as one commit that undo takes back.

    Parameters
    ----------
    document : Document
        Ours.
    entry : Entry
        The media here.
    theirs : Theirs
        What to bring in.
    """

    def __init__(self, document: Document, entry: Entry, theirs: Theirs) -> None:
        self._document = document
        self._store = document.store
        self._entry = entry
        self._theirs = theirs
        self.conflicts: list[Conflict] = []
        self.taken = 0
        self._pasts: Mapping[int, Past] = {}

    def run(self, name: str) -> None:
        """Merge; afterwards `conflicts` has what stayed ours, `taken` counts what did not."""
        self._document.record(f"merge {name or 'another project'}", self._change)

    def _change(self) -> Change:
        """Work out the commit, while nobody else can write."""
        journal = self._document.journal
        self._pasts = meetings.pasts_of(journal, [met.ours for met in self._theirs.met])
        pairs = self._pairs()
        ours = self._store.states(pairs.values())
        after: dict[int, State] = {}
        for row, own in pairs.items():
            ancestor, theirs = self._common_row(row, ours[own], own), self._theirs.rows[row][1]
            skeleton = self._document.about.skeleton
            merged = rows_merge.merged(
                ancestor, after.get(own, ours[own]), theirs, own, self._entry.key, skeleton
            )
            self.conflicts += merged.conflicts
            after[own] = self._store.measured(ours[own], merged.state)
        after = {row: state for row, state in after.items() if not same(state, ours[row])}
        facts = self._merge_facts()
        self.taken = len(after) + len(facts)
        meetings.note(journal, journal.seq + bool(self.taken), self._theirs.last)
        own_facts = {frame: self._store.frame_facts(frame) for frame in facts}
        return Change({row: ours[row] for row in after}, after, own_facts, facts)

    def _common_row(self, row: int, ours: State, own: int) -> State:
        """What both copies had of a row last."""
        common, theirs = self._theirs.rows[row]
        for met in self._theirs.met:
            was = self._pasts[met.ours].rows.get(own, ours)
            other = self._theirs.pasts[met.theirs].rows.get(row, theirs)
            common = meetings.common_row(common, was, other)
        return common

    def _common_facts(self, frame: int, ours: Facts) -> Facts:
        """What both copies said of a frame last."""
        common, theirs = self._theirs.facts[frame]
        for met in self._theirs.met:
            was = self._pasts[met.ours].facts.get(frame, ours)
            other = self._theirs.pasts[met.theirs].facts.get(frame, theirs)
            common = meetings.common_facts(common, was, other)
        return common

    def _pairs(self) -> dict[int, int]:
        """Our row for each of theirs; by which names those that are new here are known is noted."""
        entry, journal = self._entry, self._document.journal
        kin = Kin(journal, set(self._store.base.row.tolist()), entry.base_hash)
        people = self._people()
        pairs: dict[int, int] = {}
        learned: dict[Origin, int] = {}
        for row, (_, theirs) in self._theirs.rows.items():
            origins = self._theirs.origins.get(row, ())
            own = row if row in self._theirs.shared else kin.row_of(origins)
            if own is None and theirs is not None:
                track = int(theirs["track"])
                own = people.pop((int(theirs["frame"]), track), None) if track >= 0 else None
                own = journal.reserve(1).start if own is None else own
            if own is not None:
                pairs[row] = own
                learned |= dict.fromkeys(origins, own)
        remember(journal, learned)
        return pairs

    def _people(self) -> dict[tuple[int, int], int]:
        """Our rows by frame and track, where any of theirs has no id that is known here."""
        rows = self._theirs.rows.items()
        new = [now for row, (_, now) in rows if now is not None and row not in self._theirs.shared]
        if not new:
            return {}
        frames = [int(state["frame"]) for state in new]
        there = self._store.between(min(frames), max(frames) + 1)
        keys = zip(there.frame.tolist(), there.track.tolist(), strict=True)
        return dict(zip(keys, there.row.tolist(), strict=True))

    def _merge_facts(self) -> dict[int, Facts]:
        changed: dict[int, Facts] = {}
        for frame, (_, theirs) in self._theirs.facts.items():
            ours = self._store.frame_facts(frame)
            ancestor = self._common_facts(frame, ours)
            merged, conflicts = facts_merge.merged(ancestor, ours, theirs)
            self.conflicts += [
                Conflict(self._entry.key, frame, -1, -1, c.what, "", c.ancestor, c.ours, c.theirs,
                         facts_merge.frame_edit(frame, c))
                for c in conflicts
            ]  # fmt: skip
            if merged != ours:
                changed[frame] = merged
        return changed


def _common(ours: Sequence[tuple[int, str]], theirs: Sequence[tuple[int, str]]) -> int:
    """Number of commits that both logs begin with."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    shorter = min(len(ours), len(theirs))
    return next((i for i, ((_, own), (_, other)) in pairs if own != other), shorter)
