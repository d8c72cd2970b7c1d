"""The projects that this process has open: one for each file, so that its editors are one."""

from __future__ import annotations

import contextlib
import getpass
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nbpose._arguments import need_path
from nbpose._files import missing
from nbpose.errors import ProjectError

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
    path = need_path("project", project)
    return _known(path) or Project(path)


@contextlib.contextmanager
def borrowed(project: Project | str | os.PathLike[str]) -> Iterator[Project]:
    """Give a project that is there already, and close it afterwards if it was not open.

    Parameters
    ----------
    project : Project or path
        A project is given back as it is.

    Yields
    ------
    Project

    Raises
    ------
    ProjectError
        When there is no such file.
    """
    from nbpose.project.project import Project

    if isinstance(project, Project):
        yield project
        return
    path = need_path("project", project)
    if not path.exists():
        raise ProjectError(missing(path))
    known = _known(path)
    if known is not None:
        yield known
        return
    with Project(path) as own:
        yield own


def remember(path: Path, project: Project) -> None:
    """Note that a project is open; the first one of a file stays the one that is given."""
    if _known(path) is None:
        _OPEN[path.resolve()] = project


def _known(path: Path) -> Project | None:
    known = _OPEN.get(path.resolve())
    return None if known is None or known.closed else known


def user() -> str:
    """Name of who is logged in; "" where nobody is."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id
        return ""
