"""Opening a project file, or saying what can be saved of a damaged one."""

from __future__ import annotations

from pathlib import Path

from nbpose.errors import ProjectError
from nbpose.project import rescue
from nbpose.project.file import DamagedFileError, ProjectFile


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
    try:
        file = ProjectFile(path)
    except DamagedFileError as error:
        raise _refusal(path, error.reason) from None
    try:
        wrong = None if path is None else file.first_fault()
    except DamagedFileError as error:
        wrong = error.reason
    if wrong is not None:
        file.close()
        raise _refusal(path, wrong)
    return file


def _refusal(path: Path | None, reason: str) -> ProjectError:
    assert path is not None
    try:
        saved = rescue.told(rescue.survey(path))
    except ProjectError as error:
        return ProjectError(f"{path.name} is damaged ({reason}). {error}")
    new = path.with_name(f"{path.stem}-rescued{path.suffix}").name
    return ProjectError(
        f"{path.name} is damaged ({reason}) and stays as it is; nbp.Project.rescue("
        f'"{path.name}", "{new}") saves {saved}.'
    )
