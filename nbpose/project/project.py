"""`nbpose.Project`: one file for any number of media, skeletons and annotators."""

from __future__ import annotations

import datetime
import os
import secrets
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from nbpose._arguments import need_path, shown
from nbpose._files import written_whole
from nbpose.errors import ArgumentError, ProjectError
from nbpose.formats import save
from nbpose.media import Media
from nbpose.media import open as open_media
from nbpose.poses import Images, Poses, need_poses
from nbpose.project import already_open, entering, media_table, place
from nbpose.project.base import hash_of
from nbpose.project.commit import Commit
from nbpose.project.document import Document
from nbpose.project.edits import Edit
from nbpose.project.file import ProjectFile
from nbpose.project.media_table import Entry
from nbpose.project.opening import document_in_file
from nbpose.project.soundness import open_sound
from nbpose.skeletons import Skeleton, need_skeleton

if TYPE_CHECKING:
    import pandas as pd


class Project:
    """Poses of any number of media under edit, in one file that is never behind.

    Every edit is one transaction and one line of a log that only grows: what was acknowledged is on
    the disk, undo and redo reach back to the first line, also after reopening. Other processes may
    have the same file open, read and write; each sees the others' edits as they come.

    Parameters
    ----------
    path : str or Path, optional
        Such as ``"study.nbpose"``; made when it is not there. In memory when left out.
    by : str, optional
        Who edits, for the log; the name of the user when left out.

    Raises
    ------
    ProjectError
        When the file is no project, a newer one, damaged, or cannot be written.

    Examples
    --------
    >>> project = nbp.Project("study.nbpose")  # doctest: +SKIP
    >>> key = project.add("walk.mp4", poses)  # doctest: +SKIP
    >>> project.apply(nbp.edits.Move(row=3, keypoint=13, to=(412.5, 300)))  # doctest: +SKIP
    >>> project.undo()  # doctest: +SKIP
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, by: str | None = None) -> None:
        if by is not None and not isinstance(by, str):
            raise ArgumentError(f"by is {shown(by)}; give the name of who edits.")
        self.path = None if path is None else need_path("path", path)
        self.by = already_open.user() if by is None else by
        self._file = open_sound(self.path)
        self.uuid = self._own_uuid()
        self._documents: dict[str, Document] = {}
        if self.path is not None:
            already_open.remember(self.path, self)

    @property
    def name(self) -> str:
        """File name; "" in memory."""
        return self._file.name

    @property
    def keys(self) -> tuple[str, ...]:
        """What the media are called, in the order in which they were added."""
        return tuple(entry.key for entry in media_table.entries(self._file))

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._file.closed

    def add(
        self,
        media: Any,
        poses: Poses | None = None,
        *,
        key: str | None = None,
        skeleton: Skeleton | str | None = None,
    ) -> str:
        """Enter a media, and the poses that edits start from.

        Parameters
        ----------
        media : Media, path or array
            Whatever `nbpose.open` takes.
        poses : Poses, optional
            The table to start from; none when left out.
        key : str, optional
            What to call it; made from its name when left out.
        skeleton : Skeleton or str, optional
            What to place when no poses are given; ``"coco17"`` when left out.

        Returns
        -------
        str
            The key.

        Raises
        ------
        ProjectError
            When the key is taken, or the media is in the project already.
        """
        shown_media = open_media(media)
        if poses is not None and skeleton is not None:
            raise ArgumentError(
                "The poses bring their skeleton; give poses= or skeleton=, not both."
            )
        if poses is None:
            chosen = need_skeleton("coco17" if skeleton is None else skeleton)
            images = Images.of_media(shown_media)
            poses = Poses.empty(chosen, fps=shown_media.fps, images=images)
        need_poses(poses, "Project.add")
        return entering.enter(self._file, key, shown_media, poses)

    def find(self, media: Media) -> str | None:
        """Key of the media with this content, wherever it lies; None when it is not here."""
        entry = media_table.by_fingerprint(self._file, media.fingerprint)
        if entry is not None:
            media_table.remember_place(self._file, entry, media)
        return None if entry is None else entry.key

    def began_with(self, poses: Poses, key: str | None = None) -> bool:
        """Whether the edits of a media start from a table just like this one."""
        return self._entry(key).base_hash == hash_of(poses)

    def document(self, key: str | None = None) -> Document:
        """Poses of a media under edit: what editors share.

        Parameters
        ----------
        key : str, optional
            Which media; may be left out when there is one.

        Returns
        -------
        Document
            The same object each time.
        """
        entry = self._entry(key)
        with self._file.lock:
            if entry.key not in self._documents:
                document = document_in_file(self._file, entry, self.uuid, self.by)
                document.owner = self  # who holds the document keeps the project open
                self._documents[entry.key] = document
            return self._documents[entry.key]

    def media(self, key: str | None = None, look_in: str | os.PathLike[str] | None = None) -> Media:
        """Open a media; one that was moved is found again by its content.

        Parameters
        ----------
        key : str, optional
            Which media; may be left out when there is one.
        look_in : path, optional
            A folder to search, with all folders in it, before the project's own and the current
            one.

        Returns
        -------
        Media

        Raises
        ------
        ProjectError
            When it is nowhere; the message names the places that were looked at.
        """
        entry = self._entry(key)
        folders = [] if look_in is None else [need_path("look_in", look_in)]
        return media_table.find(self._file, entry, folders)

    def poses(self, key: str | None = None) -> Poses:
        """Give the table of a media as it is now, with every edit.

        Parameters
        ----------
        key : str, optional
            Which media; may be left out when there is one.

        Returns
        -------
        Poses
        """
        return self.document(key).poses

    def apply(
        self,
        edits: Edit | Sequence[Edit],
        by: str | None = None,
        *,
        key: str | None = None,
        label: str = "",
    ) -> Commit:
        """Apply edits as one commit: all of them, or none.

        Parameters
        ----------
        edits : Edit or sequence of Edit
            One gesture.
        by : str, optional
            Who does it; the project's own when left out.
        key : str, optional
            Of which media; may be left out when there is one.
        label : str
            What to call it in the history.

        Returns
        -------
        Commit
            On the disk when this returns.

        Raises
        ------
        ProjectError
            When an edit does not fit; nothing is changed then.
        """
        return self.document(key).apply(edits, by=by or self.by, label=label)

    def undo(self, by: str | None = None, *, key: str | None = None) -> Commit | None:
        """Take the last commit of a media back by a new one; None when there is none.

        Parameters
        ----------
        by : str, optional
            Who does it.
        key : str, optional
            Of which media; may be left out when there is one.

        Returns
        -------
        Commit or None
        """
        return self.document(key).undo(by=by or self.by)

    def redo(self, by: str | None = None, *, key: str | None = None) -> Commit | None:
        """Bring back what was last undone, by a new commit; None when there is nothing.

        Parameters
        ----------
        by : str, optional
            Who does it.
        key : str, optional
            Of which media; may be left out when there is one.

        Returns
        -------
        Commit or None
        """
        return self.document(key).redo(by=by or self.by)

    def history(self, key: str | None = None) -> pd.DataFrame:
        """List all commits: who, when, what.

        Parameters
        ----------
        key : str, optional
            Of which media; of all when left out.

        Returns
        -------
        pandas.DataFrame
            key, seq, time, by, label, rows, frames, edits (as on the wire), undoes, redoes; by
            time. `changes` tells what was there before and after.
        """
        from nbpose.project.history import history_of_media

        keys = self.keys if key is None else (self._entry(key).key,)
        return history_of_media({name: self.document(name).commits() for name in keys})

    def changes(self, key: str | None = None) -> pd.DataFrame:
        """List what every commit of a media changed, thing by thing, with before and after.

        Parameters
        ----------
        key : str, optional
            Which media; may be left out when there is one.

        Returns
        -------
        pandas.DataFrame
            seq, time, by, label, frame, row, track, what ("person", "joint", "box", "tags" ...),
            keypoint, before, after. A joint is (x, y, visibility), and None where it is absent.
        """
        from nbpose.project.changes import changes_of

        document = self.document(key)
        return changes_of(document.commits(), document.about.skeleton)

    def replay(
        self,
        until: int | str | datetime.datetime | None = None,
        *,
        key: str | None = None,
    ) -> Poses:
        """Give the table of a media as it was at some point of its history.

        Parameters
        ----------
        until : int, datetime, str, optional
            The number of the last commit that counts (0: none), or a time, in UTC where it does not
            say otherwise; all commits when left out.
        key : str, optional
            Which media; may be left out when there is one.

        Returns
        -------
        Poses
        """
        from nbpose.project.replay import replayed

        return replayed(self.document(key), until)

    def merge(self, other: Project | str | os.PathLike[str]) -> pd.DataFrame:
        """Bring the edits of another copy of the project, or of another project, into this one.

        A media that is not here comes with its history. Of one that is, what was changed on one
        side only is taken, as one commit that undo takes back; what was changed on both, to
        different values, stays as it is here and is listed.

        Parameters
        ----------
        other : Project or path
            It stays as it is.

        Returns
        -------
        pandas.DataFrame
            The conflicts: key, frame, row, track, what, keypoint, ancestor, ours, theirs, and edit,
            which takes theirs by ``project.apply(edit, key=key)``. ``attrs["taken"]`` says how
            many rows were changed here, by key.

        Raises
        ------
        ProjectError
            When a media is on different skeletons here and there, or the file is missing.
        """
        from nbpose.project.merging import merge

        with already_open.borrowed(other) as theirs:
            return merge(self, theirs)

    def export(
        self, path: str | os.PathLike[str], format: str | None = None, *, key: str | None = None
    ) -> Path:
        """Write the poses as they are now to a file that other tools read.

        Parameters
        ----------
        path : str or Path
            Of the file.
        format : str, optional
            Such as ``"coco"``; told from the ending when left out.
        key : str, optional
            Which media; all of them in one file when left out.

        Returns
        -------
        Path
            What the format cannot hold is left out, and a warning says what.

        Raises
        ------
        NbposeError
            When the format cannot hold these poses, or the media are on different skeletons.
        """
        keys = self.keys if key is None else (key,)
        tables = [self.poses(name) for name in keys] or [self.poses()]
        return save(entering.in_one(tables, self.name or "The project"), path, format)

    def set_skeleton(
        self,
        skeleton: Skeleton | str,
        renamed: Mapping[str, str] | None = None,
        drop: Sequence[str] = (),
        *,
        key: str | None = None,
    ) -> None:
        """Give a media another skeleton; labels follow their keypoints.

        Nothing that was written before is changed: older states are read on the new skeleton, and
        come back whole with a skeleton that has their keypoints. Editors that are open stay on the
        old one until they are made anew.

        Parameters
        ----------
        skeleton : Skeleton or str
            The new one.
        renamed : mapping of str to str, optional
            New names of keypoints by their old ones.
        drop : sequence of str
            Keypoints whose labels may go.
        key : str, optional
            Which media; may be left out when there is one.

        Raises
        ------
        NbposeError
            When a keypoint with labels would be lost.
        """
        from nbpose.project.skeleton_change import change

        entry = self._entry(key)
        change(self._file, entry, self.document(entry.key), need_skeleton(skeleton), renamed, drop)
        with self._file.lock:
            self._documents.pop(entry.key, None)

    @staticmethod
    def rescue(damaged: str | os.PathLike[str], new: str | os.PathLike[str]) -> pd.DataFrame:
        """Save what can be read of a damaged file into a new one.

        Parameters
        ----------
        damaged : str or Path
            It stays as it is.
        new : str or Path
            A file that does not exist yet.

        Returns
        -------
        pandas.DataFrame
            One line a media: key, rows, rows_lost, edits, edits_lost, states, states_lost.

        Raises
        ------
        ProjectError
            When nothing can be read, or the new file exists.
        """
        from nbpose.project.rescue import rescue

        return rescue(need_path("damaged", damaged), need_path("new", new))

    def backup(self, path: str | os.PathLike[str]) -> Path:
        """Copy the project as it is now, while it is open and others write to it.

        Parameters
        ----------
        path : str or Path
            Of the copy; one that is there is replaced.

        Returns
        -------
        Path
        """
        target = need_path("path", path)
        if place.is_same(target, self._file.path) or place.log_beside(target).exists():
            raise ProjectError(
                f"{target} is open, or was not closed, and cannot be replaced; give another name."
            )
        with written_whole(target, ProjectError) as part:
            self._file.copy_to(part)
        return target

    @property
    def file(self) -> ProjectFile:
        """The file, for the modules of this package."""
        return self._file

    def close(self) -> None:
        """Write everything into the one file, and let go of it."""
        for document in tuple(self._documents.values()):
            document.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if self.closed:
            return f'Project("{self.name}", closed)'
        return f'Project("{self.name}", {len(self.keys)} media)'

    def _own_uuid(self) -> str:
        with self._file.writing():
            line = self._file.one("SELECT value FROM fact WHERE name = 'uuid'")
            if line:
                return str(line[0])
            uuid = secrets.token_hex(8)
            facts = {"uuid": uuid, "created": f"{time.time():.3f}"}
            self._file.many("INSERT INTO fact VALUES (?, ?)", list(facts.items()))
            return uuid

    def _entry(self, key: str | None) -> Entry:
        known = media_table.entries(self._file)
        if key is None and len(known) == 1:
            return known[0]
        name = self.name or "The project"
        if not known:
            raise ProjectError(f"{name} has no media yet; add one, by project.add(media).")
        for entry in known:
            if entry.key == key:
                return entry
        keys = ", ".join(f'"{entry.key}"' for entry in known[:10])
        if key is None:
            raise ProjectError(f"{name} has {len(known)} media; say which, by key= one of {keys}.")
        raise ProjectError(f"{name} has no media {shown(key)}; it has {keys}.")
