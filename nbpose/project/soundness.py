"""Opening a project file, or saying what can be saved of a damaged one."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from nbpose.errors import ProjectError
from nbpose.project import place, rescue
from nbpose.project.file import WAIT, DamagedFileError, ProjectFile, explained


def open_sound(path: Path | None) -> ProjectFile:
    """Open a project file whose pages fit together.

    What lies in the pages has checksums of its own, which are looked at when it is read.

    Parameters
    ----------
    path : Path or None
        None: in memory.

    Returns
    -------
    ProjectFile

    Raises
    ------
    ProjectError
        When it is damaged; the message says what can be saved, and how.
    """
    if path is not None:
        place.check(path)
        wrong = _first_fault(path)
        if wrong is not None:
            raise _refusal(path, wrong)
    try:
        return ProjectFile(path)
    except DamagedFileError as error:
        assert path is not None
        raise _refusal(path, error.reason) from None


def _first_fault(path: Path) -> str | None:
    """What is wrong with the pages; looked at without writing, which would mix log and file."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    address = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=WAIT)) as direct:
            [(found,)] = direct.execute("PRAGMA quick_check(1)")
    except sqlite3.DatabaseError as error:
        known = explained(path.name, error)
        return known.reason if isinstance(known, DamagedFileError) else None
    return None if found == "ok" else str(found).strip().splitlines()[-1]


def _refusal(path: Path, reason: str) -> ProjectError:
    try:
        saved = rescue.told(rescue.survey(path))
    except ProjectError as error:
        return ProjectError(f"{path.name} is damaged ({reason}). {error}")
    new = path.with_name(f"{path.stem}-rescued{path.suffix}").name
    return ProjectError(
        f"{path.name} is damaged ({reason}) and stays as it is; nbp.Project.rescue("
        f'"{path.name}", "{new}") saves {saved}.'
    )
