"""Where a model's files are found; the hash of every one is checked before it is used."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from nbpose import _files
from nbpose._arguments import need_path
from nbpose.errors import WeightsError
from nbpose.models.cards import CardFile, ModelCard

EMBEDDED = Path(__file__).parent / "embedded"
"""The files that the build puts into the package."""

VARIABLE = "NBPOSE_WEIGHTS"
"""Environment variable that names a folder of weights."""

_TIMEOUT = 30.0  # seconds without an answer before a source counts as unreachable


def find(card: ModelCard, weights: str | os.PathLike[str] | None = None) -> dict[str, Path]:
    """Find every file of a model, and download what is nowhere.

    A file is taken from the explicit path, then the folder NBPOSE_WEIGHTS names, the package, the
    user's cache (or the folder NBPOSE_CACHE names), and last the card's sources.

    Parameters
    ----------
    card : ModelCard
        Names the files.
    weights : path, optional
        A folder that holds all of the files, or one of the files.

    Returns
    -------
    dict of str to Path
        Where each file lies, by its name.

    Raises
    ------
    WeightsError
        When a file is nowhere, its sha256 is not the card's, or NBPOSE_WEIGHTS names no folder.
    """
    explicit = _explicit(card, need_path("weights", weights)) if weights is not None else {}
    return {file.name: _find_one(card, file, explicit.get(file.name)) for file in card.files}


def cache_folder() -> Path:
    """Folder for downloaded weights: in NBPOSE_CACHE, else in the user's cache."""
    return _files.cache_folder() / "weights"


def _explicit(card: ModelCard, path: Path) -> dict[str, Path]:
    """Say which file the user's own path gives for which name of the card."""
    wanted = [file.name for file in card.files]
    if path.is_dir():
        missing = [name for name in wanted if not (path / name).is_file()]
        if missing:
            raise WeightsError(
                f"The folder weights={str(path)!r} has no {missing[0]}; {card.name} needs "
                f"{' and '.join(wanted)}."
            )
        return {name: path / name for name in wanted}
    if not path.is_file():
        raise WeightsError(f"weights={str(path)!r} is not there; give a folder or a file.")
    if path.name not in wanted:
        raise WeightsError(
            f"weights={str(path)!r} is no file of {card.name}; it needs {' and '.join(wanted)}."
        )
    return {path.name: path}


def _find_one(card: ModelCard, file: CardFile, explicit: Path | None) -> Path:
    if explicit is not None:
        return _checked(explicit, file)
    for folder in _folders():
        if (folder / file.name).is_file():
            return _checked(folder / file.name, file)
    return _download(card, file)


def _folders() -> Iterator[Path]:
    named = os.environ.get(VARIABLE)
    if named:
        yield _named(Path(named).expanduser())
    yield EMBEDDED
    yield cache_folder()


def _named(folder: Path) -> Path:
    if not folder.is_dir():
        raise WeightsError(
            f"{VARIABLE} names {folder}, which is no folder; set it to one that is, or unset it."
        )
    return folder


def _checked(path: Path, file: CardFile) -> Path:
    state = path.stat()
    found = _sha256(path, state.st_size, state.st_mtime_ns)
    if found != file.sha256:
        raise WeightsError(
            f"{path} is damaged or another version: its sha256 is {found[:16]}... where the card "
            f"says {file.sha256[:16]}... ({file.bytes} bytes, found {state.st_size}); delete it "
            f"and load the model again, or give weights= a folder with the right file."
        )
    return path


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, modified: int) -> str:
    """Hash a file; size and time of change are there for the cache to notice a new state."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _download(card: ModelCard, file: CardFile) -> Path:
    import pooch

    reasons = []
    for source in file.sources:
        try:
            path = pooch.retrieve(
                source,
                known_hash=f"sha256:{file.sha256}",
                fname=file.name,
                path=cache_folder(),
                downloader=pooch.HTTPDownloader(progressbar=True, timeout=_TIMEOUT),
            )
        except (OSError, ValueError) as error:  # not reachable; not the file of that hash
            reasons.append(f"{source} ({type(error).__name__})")
        else:
            return Path(path)
    looked = ", ".join([*map(str, _folders()), *reasons])
    raise WeightsError(
        f"{file.name} of {card.name} is nowhere to be found; looked in {looked}: set {VARIABLE}="
        f"<folder that has it>, or reinstall nbpose, whose wheel brings it along."
    )
