"""Files: what to say of a missing one, how to write one whole, and where downloads are kept."""

from __future__ import annotations

import contextlib
import difflib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from nbpose.errors import NbposeError


def missing(path: Path) -> str:
    """Say that a file is not there, and which one may be meant.

    Parameters
    ----------
    path : Path
        What was asked for.

    Returns
    -------
    str
        One sentence that names the nearest file of the folder.
    """
    folder = path.absolute().parent
    if not folder.is_dir():
        return f"There is no folder {folder}, so {path.name} cannot be in it; check the path."
    near = difflib.get_close_matches(path.name, _names(folder), n=1)
    hint = f"did you mean {near[0]}?" if near else "check the name."
    return f"There is no {path.name} in {folder}; {hint}"


@contextlib.contextmanager
def written_whole(path: Path, failure: type[NbposeError]) -> Iterator[Path]:
    """Give a name beside `path` to write to; the file takes its place only when all went well.

    Parameters
    ----------
    path : Path
        Where the file shall be; a plain file that is there is replaced.
    failure : type of NbposeError
        What to raise when it cannot be written.

    Yields
    ------
    Path
        A new name in the same folder.

    Raises
    ------
    NbposeError
        When the folder is missing, the path is a folder or device, or writing fails.
    """
    target = path.resolve()
    reason = _unfit(path, target)
    if reason:
        raise failure(reason)
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield temporary
        with open(temporary, "rb+") as written:
            os.fsync(written.fileno())  # else a crash may leave an empty file under the new name
        os.replace(temporary, target)
    except OSError as error:
        raise failure(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def make_folder(path: Path, failure: type[NbposeError]) -> None:
    """Make a folder, with those above it.

    Parameters
    ----------
    path : Path
        The folder; it may be there already.
    failure : type of NbposeError
        What to raise when it cannot be made.

    Raises
    ------
    NbposeError
        When something else is in the way, or it may not be written there.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(
            f"The folder {path} cannot be made ({error.strerror}); choose another, for downloads "
            f"with the variable NBPOSE_CACHE."
        ) from None


def cache_folder() -> Path:
    """Folder for downloads: the one that the variable NBPOSE_CACHE names, else the user's cache."""
    named = os.environ.get("NBPOSE_CACHE")
    if named:
        return Path(named).expanduser()
    import pooch

    return Path(pooch.os_cache("nbpose"))


def _unfit(path: Path, target: Path) -> str:
    """Why nothing can be written there, or ""."""
    if not target.parent.is_dir():
        return f"There is no folder {path.parent} to write to; make it first."
    if target.is_dir():
        return f"{path} is a folder; add a file name."
    if target.exists() and not target.is_file():
        return f"{path} is no plain file and stays as it is; choose another name."
    return ""


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
