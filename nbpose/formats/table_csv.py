"""nbpose's own table: CSV, one line for each keypoint of each row, as spreadsheets like it.

The lines before the header begin with "# ": the first names the format, the second holds the
skeleton, unit, axes and rate as JSON. ``pandas.read_csv(path, comment="#")`` reads the rest. A
table of one's own needs no such lines, and no more columns than row, frame, keypoint, x and y.
"""

from __future__ import annotations

import difflib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nbpose import skeletons
from nbpose.errors import FormatError, NbposeError
from nbpose.formats.coco_skeleton import describe, described
from nbpose.formats.format import Format
from nbpose.poses import Poses, Visibility
from nbpose.skeletons import Skeleton, canonical_names

if TYPE_CHECKING:
    import pandas as pd

_TITLE = "# nbpose poses 1"
_NEEDED = ("row", "frame", "keypoint", "x", "y")
_TYPES: dict[str, Any] = {
    "row": np.int64,
    "frame": np.int64,
    "time": np.float64,
    "track": np.int64,
    "keypoint": str,
    "x": np.float64,
    "y": np.float64,
    "z": np.float64,
    "visibility": np.int64,
    "confidence": np.float64,
    "origin": np.int64,
}


def sniff(head: bytes) -> bool:
    """Whether a file that begins so is a table of poses."""
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    return first == _TITLE or set(_NEEDED) <= set(first.split(","))


def write(poses: Poses, path: Path) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    poses : Poses
        Its tidy table is written; see `Poses.to_dataframe`.
    path : Path
        Where it will go, for messages.

    Returns
    -------
    bytes
        UTF-8. All digits are written, so that reading gives the same numbers.
    """
    facts = {
        "skeleton": describe(poses.skeleton),
        "unit": poses.unit,
        "axes": poses.axes,
        "fps": poses.fps,
    }
    text = io.StringIO()
    text.write(f"{_TITLE}\n# {json.dumps(facts)}\n")
    poses.to_dataframe().to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode()


def losses(poses: Poses) -> tuple[str, ...]:
    """What a table has that its CSV will not hold."""
    held = {
        "bbox": np.isfinite(poses.bbox).any(),
        "area": np.isfinite(poses.area).any(),
        "score": np.isfinite(poses.score).any(),
        "id": (poses.id >= 0).any(),
        "category": (poses.category != 1).any(),
        "extra": poses.extra is not None,
        "world": poses.world is not None,
        "images": len(poses.images) > 0,
        "file_info": len(poses.file_info) > 0,
    }
    return tuple(name for name, there in held.items() if there)


def read(path: Path) -> Poses:
    """Read a table from CSV.

    Parameters
    ----------
    path : Path
        Of an existing file. Lines that are missing for a keypoint of a row leave it without a
        position.

    Returns
    -------
    Poses
        In the order in which the rows first come.

    Raises
    ------
    FormatError
        When the file is no such table; the message names column and value.
    """
    comments = _comments(path)
    facts = _facts(comments, path)
    lines = _lines(path, len(comments))
    skeleton = _skeleton(facts, lines, path)
    try:
        return Poses.build(
            skeleton,
            **_columns(lines, skeleton, path),
            unit=facts.get("unit", "px"),
            axes=facts.get("axes"),
            fps=facts.get("fps"),
        )
    except NbposeError as error:
        raise FormatError(f"{path}: {error}") from None


def _comments(path: Path) -> list[str]:
    comments = []
    try:
        with open(path, encoding="utf-8-sig") as file:
            for line in file:
                if not line.startswith("#"):
                    break
                comments.append(line.strip())
    except UnicodeDecodeError:
        raise FormatError(f"{path} is no text in UTF-8; save it as UTF-8.") from None
    return comments


def _facts(comments: list[str], path: Path) -> Mapping[str, Any]:
    if _TITLE not in comments:
        return {}
    try:
        facts = json.loads(comments[comments.index(_TITLE) + 1].removeprefix("#"))
    except (ValueError, IndexError, RecursionError):
        facts = None
    fits = type(facts) is dict and (
        type(facts.get("unit")) is str
        and type(facts.get("axes")) in (str, type(None))
        and type(facts.get("fps")) in (int, float, type(None))
    )
    if not fits:
        raise FormatError(
            f'{path}: the line after "{_TITLE}" does not say skeleton, unit, axes and fps as JSON; '
            f"export the table again, or delete both lines."
        )
    return dict(facts)


def _lines(path: Path, skipped: int) -> pd.DataFrame:
    """Read the table itself."""
    import pandas as pd

    options: dict[str, Any] = {"skiprows": skipped, "encoding": "utf-8-sig"}
    try:
        header = pd.read_csv(path, nrows=0, **options)
        missing = [name for name in _NEEDED if name not in header.columns]
        if missing:
            raise FormatError(
                f"{path} has no column {missing[0]}; a table of poses needs {', '.join(_NEEDED)}."
            )
        types = {name: kind for name, kind in _TYPES.items() if name in header.columns}
        options |= {"usecols": list(types)} | _exact_floats(pd.__version__)
        try:
            with np.errstate(invalid="ignore"):  # numbers out of range: an error follows
                lines: pd.DataFrame = pd.read_csv(path, dtype=types, **options)
        except (ValueError, OverflowError):
            texts = pd.read_csv(path, dtype=str, keep_default_na=False, **options)
            raise _first_misfit(texts, path) from None
        return lines
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, ValueError) as e:
        raise FormatError(f"{path} is no table: {_one_line(e)}; export it again.") from None


def _exact_floats(version: str) -> dict[str, str]:
    """Have floats read to the last digit, which pandas does by itself from 3.1 on."""
    major, minor = map(int, version.split(".")[:2])
    return {} if (major, minor) >= (3, 1) else {"float_precision": "round_trip"}


def _first_misfit(texts: pd.DataFrame, path: Path) -> FormatError:
    """Name the first value that is not of its column's type."""
    for name in texts.columns:
        for text in texts[name].unique():
            if not _fits(text, _TYPES[name]):
                return FormatError(
                    f'{path}: the column {name} has the value "{text[:40]}"; it must be '
                    f"{'a number' if _TYPES[name] is np.float64 else 'a whole number'}."
                )
    return FormatError(f"{path} is no table that can be read; export it again.")


def _fits(text: str, kind: Any) -> bool:
    if kind is str or (kind is np.float64 and text.strip().lower() in ("", "nan")):
        return True
    try:
        value = float(text)
    except ValueError:
        return False
    if kind is np.float64:
        return True
    return value.is_integer() and np.iinfo(kind).min <= value <= np.iinfo(kind).max


def _one_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _skeleton(facts: Mapping[str, Any], lines: pd.DataFrame, path: Path) -> Skeleton:
    if "skeleton" in facts:
        try:
            return described(facts["skeleton"])
        except (NbposeError, TypeError, ValueError, AttributeError) as error:
            raise FormatError(
                f"{path}: no skeleton can be made of the one it describes: {_one_line(error)}."
            ) from None
    labels = tuple(lines["keypoint"].astype(str).unique())
    if not labels:
        raise FormatError(f"{path} has no lines, and does not say which skeleton it is of.")
    return skeletons.find(labels) or Skeleton("custom", canonical_names(labels), labels=labels)


def _columns(lines: pd.DataFrame, skeleton: Skeleton, path: Path) -> dict[str, Any]:
    import pandas as pd

    names = skeleton.labels if not set(lines["keypoint"]) <= {*skeleton.keypoints} else ()
    keypoint = pd.Index(names or skeleton.keypoints).get_indexer(pd.Index(lines["keypoint"]))
    if (keypoint < 0).any():
        raise _unknown_keypoint(str(lines["keypoint"][keypoint < 0].iloc[0]), skeleton, path)
    position, rows = pd.factorize(lines["row"])
    cell = position * len(skeleton) + keypoint
    _check_once(lines, cell, path)
    first = pd.Series(position).drop_duplicates().index
    columns: dict[str, Any] = {"row": np.asarray(rows, np.int64)}
    for name in ("frame", "time", "track"):
        if name in lines:
            values = lines[name].to_numpy()
            _check_same(values, values[first][position], lines, name, path)
            columns[name] = values[first]
    shape = (len(rows), len(skeleton))
    axes = [axis for axis in ("x", "y", "z") if axis in lines]
    columns["points"] = np.stack(
        [_spread(lines[axis], cell, shape, np.nan) for axis in axes], axis=-1
    )
    for name, blank in (("visibility", Visibility.ABSENT), ("confidence", np.nan), ("origin", 0)):
        if name in lines:
            columns[name] = _spread(lines[name], cell, shape, blank)
    return columns


def _spread(values: pd.Series[Any], cell: Any, shape: tuple[int, int], blank: float) -> Any:
    """Put the lines' values to their row and keypoint."""
    array = values.to_numpy()
    dense = np.full(shape[0] * shape[1], blank, array.dtype)
    dense[cell] = array
    return dense.reshape(shape)


def _check_once(lines: pd.DataFrame, cell: Any, path: Path) -> None:
    order = np.argsort(cell, kind="stable")
    twice = order[1:][np.diff(cell[order]) == 0]
    if len(twice):
        line = lines.iloc[int(twice[0])]
        raise FormatError(
            f"{path}: row {line['row']} has {line['keypoint']} more than once; keep one line."
        )


def _check_same(values: Any, expected: Any, lines: pd.DataFrame, name: str, path: Path) -> None:
    differ = (values != expected) & ~((values != values) & (expected != expected))
    if differ.any():
        place = int(np.flatnonzero(differ)[0])
        raise FormatError(
            f"{path}: row {lines['row'].iloc[place]} has the {name} {values[place]} and "
            f"{expected[place]}; all keypoints of a row share one."
        )


def _unknown_keypoint(name: str, skeleton: Skeleton, path: Path) -> FormatError:
    near = difflib.get_close_matches(name, skeleton.keypoints, n=1)
    hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(skeleton.keypoints[:4])} ..."
    return FormatError(f'{path}: the skeleton "{skeleton.name}" has no keypoint "{name}"; {hint}')


FORMAT = Format(
    name="csv",
    title="nbpose's CSV",
    extensions=(".csv",),
    sniff=sniff,
    read=read,
    write=write,
    losses=losses,
)
