"""Rows of a table as bytes, and back: what a project file stores of base, state and log.

Little-endian: a head, the columns one after the other, and a checksum of all that. Coordinates keep
every bit. A blob that was changed on the disk is noticed here and never becomes a number.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nbpose.errors import ProjectError
from nbpose.poses.columns import OPTIONAL, PER_POINT, PER_ROW, column_names
from nbpose.project.rows import Row, State

_HEAD = struct.Struct("<2sHIHBB")  # magic, skeleton version, rows, keypoints, dimensions, parts
_MAGIC = b"nb"
_SUM = struct.Struct("<I")
_COUNT = struct.Struct("<I")
_HAS_EXTRA, _HAS_WORLD = 1, 2


class DamageError(ValueError):
    """Bytes that are not what was written."""


@dataclass(frozen=True, eq=False)
class Block:
    """Columns of some rows, on the skeleton version that they were written with.

    Parameters
    ----------
    version : int
        Of the skeleton.
    columns : mapping
        Arrays by name, read-only; ``extra`` and ``world`` may be None.
    """

    version: int
    columns: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.columns["row"])


def pack(block: Block) -> bytes:
    """Write columns as bytes.

    Parameters
    ----------
    block : Block
        Any number of rows.

    Returns
    -------
    bytes

    Raises
    ------
    ProjectError
        When ``extra`` holds what JSON cannot.
    """
    columns = block.columns
    count, keypoints, dims = columns["points"].shape
    parts = _HAS_EXTRA * (columns["extra"] is not None) + _HAS_WORLD * (
        columns["world"] is not None
    )
    pieces = [_HEAD.pack(_MAGIC, block.version, count, keypoints, dims, parts)]
    for name, (dtype, _) in _layout(count, keypoints, dims, parts).items():
        pieces.append(np.ascontiguousarray(columns[name], dtype).tobytes())
    if columns["extra"] is not None:
        pieces.append(_json_bytes(list(columns["extra"])))
    return _sealed(b"".join(pieces))


def unpack(data: bytes) -> Block:
    """Read columns from bytes.

    Parameters
    ----------
    data : bytes
        As `pack` wrote them.

    Returns
    -------
    Block
        Its arrays share the memory of `data`.

    Raises
    ------
    DamageError
        When the bytes are not what was written.
    """
    body = _opened(data)
    magic, version, count, keypoints, dims, parts = _HEAD.unpack_from(body)
    if magic != _MAGIC:
        raise DamageError("the rows do not begin as they should")
    columns: dict[str, Any] = dict.fromkeys(OPTIONAL)
    offset = _HEAD.size
    for name, (dtype, shape) in _layout(count, keypoints, dims, parts).items():
        size = math.prod(shape)
        columns[name] = np.frombuffer(body, dtype, size, offset).reshape(shape)
        offset += columns[name].nbytes
    if parts & _HAS_EXTRA:
        columns["extra"] = _objects(json.loads(bytes(body[offset:])))
    return Block(version, columns)


def pack_states(states: Mapping[int, State], version: int) -> bytes:
    """Write the states of rows, of those that are not there as well.

    Parameters
    ----------
    states : mapping of int to Row or None
        By row id.
    version : int
        Of the skeleton they are on.

    Returns
    -------
    bytes
    """
    missing = np.array([row for row, state in states.items() if state is None], "<i8")
    kept = [state for state in states.values() if state is not None]
    rows = pack(block_of(kept, version)) if kept else b""
    return _sealed(_COUNT.pack(len(missing)) + missing.tobytes()) + rows


def unpack_states(data: bytes) -> tuple[list[int], Block | None]:
    """Read the states of rows.

    Parameters
    ----------
    data : bytes
        As `pack_states` wrote them.

    Returns
    -------
    (list of int, Block or None)
        The rows that are not there, and those that are.

    Raises
    ------
    DamageError
        When the bytes are not what was written.
    """
    if len(data) < _COUNT.size:
        raise DamageError("the states are cut off")
    [count] = _COUNT.unpack_from(data)
    end = _COUNT.size + 8 * count + _SUM.size
    missing = np.frombuffer(_opened(data[:end]), "<i8", count, _COUNT.size)
    return [int(row) for row in missing], unpack(data[end:]) if len(data) > end else None


def block_of(rows: Sequence[Row], version: int) -> Block:
    """Put single rows together; ``extra`` and ``world`` where any row has them."""
    columns = {name: _stacked([row[name] for row in rows], name) for name in column_names()}
    return Block(version, columns)


def rows_of(block: Block) -> list[Row]:
    """Take a block apart into rows."""
    return [row_at(block.columns, index) for index in range(len(block))]


def row_at(columns: Mapping[str, Any], index: int) -> Row:
    """Give one row of columns, detached from them."""
    values: dict[str, Any] = {}
    for name in column_names():
        column = columns[name]
        entry = None if column is None else column[index]
        values[name] = _frozen(entry) if isinstance(entry, np.ndarray) else entry
    return Row(values)


def _layout(
    count: int, keypoints: int, dims: int, parts: int
) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Dtype and shape of every column that is written as numbers, in order."""
    layout: dict[str, tuple[str, tuple[int, ...]]] = {"points": ("<f8", (count, keypoints, dims))}
    for name, dtype in PER_POINT.items():
        layout[name] = (_little(dtype), (count, keypoints))
    for name, dtype in PER_ROW.items():
        layout[name] = (_little(dtype), (count,))
    layout["bbox"] = ("<f8", (count, 4))
    if parts & _HAS_WORLD:
        layout["world"] = ("<f8", (count, keypoints, 3))
    return layout


def _little(dtype: Any) -> str:
    return str(np.dtype(dtype).newbyteorder("<").str)


def _stacked(entries: list[Any], name: str) -> NDArray[Any] | None:
    if name in OPTIONAL and all(entry is None for entry in entries):
        return None
    if name == "extra":
        return _objects(entries)
    if name == "world":
        blank = np.full(next(e for e in entries if e is not None).shape, np.nan)
        entries = [blank if entry is None else entry for entry in entries]
    return np.array(entries)


def _objects(entries: Sequence[Any]) -> NDArray[np.object_]:
    column = np.empty(len(entries), object)
    column[:] = entries
    column.flags.writeable = False
    return column


def _frozen(entry: NDArray[Any]) -> NDArray[Any]:
    copied = entry.copy()
    copied.flags.writeable = False
    return copied


def _json_bytes(entries: list[Any]) -> bytes:
    try:
        text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"), default=_plain)
        return text.encode()
    except (TypeError, ValueError) as error:
        raise ProjectError(
            f"A row's extra holds what a project file cannot ({error}); keep texts, numbers, lists "
            f"and mappings there."
        ) from None


def _plain(value: Any) -> Any:
    """NumPy's numbers and arrays as Python has them; the rest is refused."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(f"a {type(value).__name__}")


def _sealed(body: bytes) -> bytes:
    return body + _SUM.pack(zlib.crc32(body))


def _opened(data: bytes) -> memoryview:
    body = memoryview(data)[: -_SUM.size]
    if len(data) < _SUM.size or zlib.crc32(body) != _SUM.unpack(data[-_SUM.size :])[0]:
        raise DamageError("its checksum does not fit")
    return body
