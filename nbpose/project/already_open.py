"""The projects that this process has open: one for each file, so that its editors are one."""

from __future__ import annotations

import getpass
import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from nbpose._arguments import need_path

if TYPE_CHECKING:
    from nbpose.project.project import Project

_OPEN: weakref.WeakValueDictionary[Path, Project] = weakref.WeakValueDictionary()


def opened(project: Project | str | os.PathLike[str]) -> Project:
    """Give the project of a path: the very one that is open there, so that its editors are one.

    Parameters
    ----------
    project : Project or path
        A project is given back as it is.

    Returns
    -------
    Project
    """
    from nbpose.project.project import Project

    if isinstance(project, Project):
        return project
    path = need_path("project", project).expanduser()
    known = _OPEN.get(path.resolve())
    return Project(path) if known is None or known.closed else known


def remember(path: Path, project: Project) -> None:
    """Note that a project is open; the first one of a file stays the one that is given."""
    known = _OPEN.get(path.resolve())
    if known is None or known.closed:
        _OPEN[path.resolve()] = project


def user() -> str:
    """Name of who is logged in; "" where nobody is."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id
        return ""
