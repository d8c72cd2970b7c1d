"""What can be read of a damaged project file, into a new one."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nbpose.errors import ProjectError
from nbpose.poses import Poses
from nbpose.project import about, place
from nbpose.project.codec import Block, DamageError, pack_states, rows_of, unpack, unpack_states
from nbpose.project.file import ProjectFile
from nbpose.skeletons import Skeleton

if TYPE_CHECKING:
    import pandas as pd

_WHOLE = ("frame_facts", "refused", "merged", "met")
"""Small tables that are taken line by line."""


@dataclass
class Found:
    """What can be saved of one media.

    Parameters
    ----------
    key : str
        Of the media.
    rows, rows_lost : int
        Rows of the table that came.
    edits, edits_lost : int
        Lines of the log.
    states, states_lost : int
        Rows that were changed, as they are now.
    """

    key: str
    rows: int = 0
    rows_lost: int = 0
    edits: int = 0
    edits_lost: int = 0
    states: int = 0
    states_lost: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is lost."""
        return not (self.rows_lost or self.edits_lost or self.states_lost)


def rescue(damaged: Path, target: Path) -> pd.DataFrame:
    """Save what can be read of a damaged file.

    Parameters
    ----------
    damaged : Path
        It stays as it is.
    target : Path
        A new file.

    Returns
    -------
    pandas.DataFrame
        One line a media: key, rows, rows_lost, edits, edits_lost, states, states_lost.

    Raises
    ------
    ProjectError
        When the target exists, or nothing can be read at all.
    """
    import pandas as pd

    if target.exists():
        raise ProjectError(f"{target} exists; give the path of a file that does not.")
    with _opened(damaged) as source:
        file = ProjectFile(target)
        try:
            with file.writing():
                found = [_copy(source, file, number) for number in _media(source, damaged)]
                uuid = _value(source, "SELECT value FROM fact WHERE name = 'uuid'")
                if uuid:
                    file.all("INSERT INTO fact VALUES ('uuid', ?)", uuid)
        except BaseException:
            file.close()
            target.unlink(missing_ok=True)
            raise
        file.close()
    return pd.DataFrame([vars(media) for media in found])


def survey(damaged: Path) -> list[Found]:
    """Count what could be saved, without writing anything but to memory."""
    with _opened(damaged) as source:
        file = ProjectFile(None)
        try:
            with file.writing():
                return [_copy(source, file, number) for number in _media(source, damaged)]
        finally:
            file.close()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the file with the log beside it: whoever closes the file mixes the two."""
    if not path.is_file():
        raise ProjectError(f"There is no {path} to rescue.")
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "damaged.nbpose"
        shutil.copyfile(path, copied)
        if place.log_beside(path).exists():
            shutil.copyfile(place.log_beside(path), place.log_beside(copied))
        with contextlib.closing(sqlite3.connect(copied, isolation_level=None)) as source:
            yield source


def _media(source: sqlite3.Connection, path: Path) -> list[int]:
    try:
        return [number for (number,) in source.execute("SELECT id FROM media ORDER BY id")]
    except sqlite3.Error as error:
        raise ProjectError(
            f"Nothing can be read of {path} ({error}); take your last copy of it, or try the "
            f"command `sqlite3 {path.name} .recover`."
        ) from None


def _copy(source: sqlite3.Connection, file: ProjectFile, number: int) -> Found:
    found = Found("")
    skeletons = _lines(source, "skeleton", number)
    blocks = _base(source, number, found)
    if not skeletons:  # without it the numbers mean nothing
        key = _value(source, "SELECT key FROM media WHERE id = ?", number)
        lost = _rows_expected(source, number) or found.rows
        return Found(str(key), rows_lost=lost, edits_lost=len(_lines(source, "log", number)))
    line = _media_line(source, number, skeletons, blocks)
    found.key = str(line["key"])
    _insert(file, "media", [line])
    _insert(file, "skeleton", skeletons)
    for table in _WHOLE:
        _insert(file, table, [e for e in _lines(source, table, number) if _is_sound(e)])
    _write_base(file, number, blocks, found, _rows_expected(source, number))
    log = _log(source, number, found)
    _insert(file, "log", log)
    if found.edits_lost and log:  # what undo would restore may be among what is lost
        file.all("UPDATE log SET undo_top = 0, redo_top = 0 WHERE media = ?", number)
    _insert(file, "touched", [(number, row, entry["seq"]) for entry in log for row in _rows(entry)])
    _write_states(source, file, number, log, found)
    return found


def _is_sound(line: Mapping[str, Any]) -> bool:
    """Whether what a line says of a frame can be read."""
    with contextlib.suppress(ValueError):
        return json.loads(line.get("facts", "{}")) is not None
    return False


def _media_line(
    source: sqlite3.Connection,
    number: int,
    skeletons: Sequence[dict[str, Any]],
    blocks: Sequence[tuple[bytes, Block]],
) -> dict[str, Any]:
    """What is said of a media; what cannot be read of that is as for a table in pixels."""
    names = [name for _, name, *_ in source.execute("PRAGMA table_info(media)")]
    line = {n: _value(source, f"SELECT {n} FROM media WHERE id = ?", number) for n in names}
    columns = blocks[0][1].columns if blocks else None
    if line["about"] is None:
        line["about"] = about.to_text(_blank(skeletons[0]["skeleton"], columns))
    last = max((int(block.columns["row"].max()) for _, block in blocks), default=-1)
    unknown = {"kind": "", "name": "", "fingerprint": "", "frame_count": 2**31 - 1, "width": 0,
               "height": 0, "times": b"", "base_hash": "", "added": 0.0, "id": number,
               "key": f"media {number}", "uuid": secrets.token_hex(8), "next_row": last + 2**20,
               }  # fmt: skip
    return line | {name: value for name, value in unknown.items() if line[name] is None}


def _blank(skeleton: str, columns: Mapping[str, Any] | None) -> Poses:
    """A table without rows, of the kind of these columns."""
    known = Skeleton.from_json(skeleton)
    dims = 2 if columns is None else columns["points"].shape[2]
    world = columns is not None and columns["world"] is not None
    return Poses.build(
        known,
        np.zeros((0, len(known), dims)),
        world=np.zeros((0, len(known), 3)) if world else None,
    )


def _lines(source: sqlite3.Connection, table: str, media: int) -> list[dict[str, Any]]:
    return [line for line in _each(source, table) if line["media"] == media]


def _each(source: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Lines of a table in order until a page cannot be read; then from its end backwards."""
    names = [line[1] for line in source.execute(f"PRAGMA table_info({table})")]
    columns = ", ".join(names)
    if "WITHOUT ROWID" in _definition(source, table):
        orders: tuple[str, ...] = (f"SELECT 0, {columns} FROM {table}",)
    else:
        query = f"SELECT rowid, {columns} FROM {table} NOT INDEXED ORDER BY rowid"
        orders = (f"{query} ASC", f"{query} DESC")
    last = None
    for statement in orders:
        with contextlib.suppress(sqlite3.Error):
            for number, *line in source.execute(statement):
                if statement.endswith("DESC") and last is not None and number <= last:
                    return
                if not statement.endswith("DESC"):
                    last = number
                yield dict(zip(names, line, strict=True))
            return


def _definition(source: sqlite3.Connection, table: str) -> str:
    return str(_value(source, "SELECT sql FROM sqlite_master WHERE name = ?", table) or "")


def _base(source: sqlite3.Connection, media: int, found: Found) -> list[tuple[bytes, Block]]:
    """Blocks whose checksum fits."""
    blocks: list[tuple[int, bytes, Block]] = []
    for line in _lines(source, "base", media):
        with contextlib.suppress(DamageError, ValueError):
            blocks.append((line["block"], line["data"], unpack(line["data"])))
    blocks.sort(key=lambda entry: entry[0])
    found.rows = sum(len(block) for *_, block in blocks)
    return [(data, block) for _, data, block in blocks]


def _rows_expected(source: sqlite3.Connection, media: int) -> int | None:
    with contextlib.suppress(sqlite3.Error):
        line = source.execute(
            "SELECT length(rows) FROM base_index WHERE media = ?", (media,)
        ).fetchone()
        return line[0] // 8 if line else None
    return None


def _write_base(
    file: ProjectFile,
    media: int,
    blocks: Sequence[tuple[bytes, Block]],
    found: Found,
    expected: int | None,
) -> None:
    """Write the blocks that are left as a table of full blocks, as a reader counts on them."""
    from nbpose.project.base import ROWS_IN_BLOCK
    from nbpose.project.codec import block_of, pack

    whole = all(len(block) == ROWS_IN_BLOCK for _, block in blocks[:-1])
    if not whole:
        rows = [row for _, block in blocks for row in rows_of(block)]
        parts = [rows[i : i + ROWS_IN_BLOCK] for i in range(0, len(rows), ROWS_IN_BLOCK)]
        packed = [block_of(part, 1) for part in parts]
        blocks = [(pack(block), block) for block in packed]
    for number, (data, _) in enumerate(blocks):
        file.all("INSERT INTO base VALUES (?, ?, ?)", media, number, data)
    columns = [block.columns for _, block in blocks]
    rows_, frames = (
        np.concatenate([c[name] for c in columns] or [np.zeros(0, np.int64)]).astype("<i8")
        for name in ("row", "frame")
    )
    file.all("INSERT INTO base_index VALUES (?, ?, ?)", media, rows_.tobytes(), frames.tobytes())
    found.rows_lost = max(0, (expected or 0) - found.rows)


def _log(source: sqlite3.Connection, media: int, found: Found) -> list[dict[str, Any]]:
    """Lines of the log whose checksums fit."""
    kept = []
    last = 0
    for line in _lines(source, "log", media):
        last = max(last, line["seq"])
        with contextlib.suppress(DamageError, ValueError):
            unpack_states(line["before"])
            unpack_states(line["after"])
            for name in ("edits", "facts_before", "facts_after"):
                json.loads(line[name])
            kept.append(line)
    kept.sort(key=lambda line: line["seq"])
    found.edits, found.edits_lost = len(kept), last - len(kept)
    return kept


def _rows(entry: dict[str, Any]) -> list[int]:
    return sorted(_states_of(entry["after"]))


def _states_of(data: bytes) -> dict[int, Any]:
    missing, block = unpack_states(data)
    rows = [] if block is None else rows_of(block)
    return {**dict.fromkeys(missing), **{int(row["row"]): row for row in rows}}


def _write_states(
    source: sqlite3.Connection,
    file: ProjectFile,
    media: int,
    log: Sequence[dict[str, Any]],
    found: Found,
) -> None:
    """The changed rows; one that cannot be read is taken from the log, where that has it."""
    good: dict[int, tuple[Any, ...]] = {}
    bad: set[int] = set()
    for line in _lines(source, "state", media):
        try:
            if line["data"] is not None:
                unpack_states(line["data"])
            good[line["row"]] = tuple(line[n] for n in ("media", "row", "frame", "seq", "data"))
        except DamageError:
            bad.add(line["row"])
    for entry in log:
        for row, state in _states_of(entry["after"]).items():
            if row in good and good[row][3] >= entry["seq"]:
                continue
            frame = int(state["frame"]) if state is not None else good.get(row, (0, 0, -1))[2]
            version = unpack_states(entry["after"])[1]
            number = version.version if version else 1
            data = None if state is None else pack_states({row: state}, number)
            good[row] = (media, row, frame, entry["seq"], data)
    found.states, found.states_lost = len(good), len(bad - set(good))
    file.many("INSERT INTO state VALUES (?, ?, ?, ?, ?)", [good[row] for row in sorted(good)])


def _insert(file: ProjectFile, table: str, lines: Sequence[Any]) -> None:
    if not lines:
        return
    if isinstance(lines[0], dict):
        names = list(lines[0])
        values = [tuple(line[name] for name in names) for line in lines]
        columns = f" ({', '.join(names)})"
    else:
        values, columns, names = list(lines), "", list(range(len(lines[0])))
    marks = ", ".join("?" * len(names))
    file.many(f"INSERT OR REPLACE INTO {table}{columns} VALUES ({marks})", values)


def _value(source: sqlite3.Connection, statement: str, *values: Any) -> Any:
    with contextlib.suppress(sqlite3.Error):
        line = source.execute(statement, values).fetchone()
        return line[0] if line else None
    return None


def told(found: Sequence[Found]) -> str:
    """Say what can be saved."""
    rows, lost = sum(f.rows for f in found), sum(f.rows_lost for f in found)
    edits, edits_lost = sum(f.edits for f in found), sum(f.edits_lost for f in found)
    return (
        f"{len(found)} media with {rows:,} of {rows + lost:,} rows and {edits:,} of "
        f"{edits + edits_lost:,} edits"
    )
