"""Poses: one row a person in a frame, columns as arrays."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbpose._arguments import need_names, need_whole, shown
from nbpose.errors import ArgumentError, PosesError
from nbpose.poses import columns as _columns
from nbpose.poses.images import Images
from nbpose.skeletons import Skeleton, find, need_skeleton

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, eq=False, repr=False)
class Poses:
    """A table of skeletons: N rows, each one person (or animal) in one frame.

    Columns are read-only arrays; nothing changes a table in place. Make one with `build` or
    `from_arrays`, change one with `replace`, take rows with ``poses[mask]``.

    Parameters
    ----------
    skeleton : Skeleton
        The K keypoints.
    points : (N, K, 2 or 3) float64
        Pixels (an integer is the centre of a pixel), or metres in 3-D; NaN = no position.
    visibility : (N, K) uint8
        COCO: 0 absent, 1 hidden, 2 visible.
    confidence : (N, K) float32
        The model's probability; NaN where a person placed the point.
    origin : (N, K) uint8
        Where each point comes from, see `Origin`.
    row : (N,) int64
        Stable id of the row, never reused.
    frame : (N,) int64
        Index in the media.
    time : (N,) float64
        Seconds; NaN for still images.
    track : (N,) int64
        Identity; -1 none.
    score : (N,) float64
        The model's score of the whole person; NaN none.
    area, area_source : (N,) float64, (N,) uint8
        Square pixels, and what they were measured from, see `AreaSource`.
    category, id : (N,) int64
        As in COCO; id -1 = none.
    bbox : (N, 4) float64
        x, y, width, height in pixels; NaN none.
    extra : (N,) object, optional
        Unknown keys of the file a row came from.
    world : (N, K, 3) float64, optional
        Metres: origin between the hips, x to the picture's right, y down, z away from the camera.
    unit : str
        Of ``points``: "px", "m" or "mm".
    axes : str, optional
        Which way is up, such as "y-down".
    fps : float, optional
        Frames a second.
    images : Images
        Names, ids and sizes of the frames.
    file_info : mapping
        What the file says beside its rows, kept for a lossless way back.

    Raises
    ------
    PosesError
        When the columns do not fit together.
    """

    skeleton: Skeleton
    points: NDArray[np.float64]
    visibility: NDArray[np.uint8]
    confidence: NDArray[np.float32]
    origin: NDArray[np.uint8]
    row: NDArray[np.int64]
    frame: NDArray[np.int64]
    time: NDArray[np.float64]
    track: NDArray[np.int64]
    score: NDArray[np.float64]
    area: NDArray[np.float64]
    area_source: NDArray[np.uint8]
    category: NDArray[np.int64]
    id: NDArray[np.int64]
    bbox: NDArray[np.float64]
    extra: NDArray[np.object_] | None = None
    world: NDArray[np.float64] | None = None
    unit: str = "px"
    axes: str | None = None
    fps: float | None = None
    images: Images = field(default_factory=Images)
    file_info: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_about(self)
        _columns.check_fps(self.fps)
        _columns.check_unit(self.unit)
        arrays = _columns.as_arrays(self._columns())
        _columns.check(len(self.skeleton), arrays)
        for name, array in arrays.items():
            object.__setattr__(self, name, array)

    @classmethod
    def build(cls, skeleton: Skeleton, points: ArrayLike, **values: Any) -> Poses:
        """Make a table from points and any other columns; the rest gets defaults.

        Parameters
        ----------
        skeleton : Skeleton
            The K keypoints.
        points : (N, K, 2 or 3) array
            Positions, NaN = none.
        **values
            Any other column, and unit, axes, fps, images, file_info.

        Returns
        -------
        Poses
            Rows are numbered from 0, in frame 0, without time or track, visible where they have a
            position, unless said otherwise.

        Raises
        ------
        PosesError
            When a name is unknown or the columns do not fit together.
        """
        skeleton = need_skeleton(skeleton)
        about = {name: values.pop(name) for name in _ABOUT if name in values}
        columns = _columns.with_defaults(len(skeleton), {"points": points, **values})
        return cls(skeleton=skeleton, **columns, **about)

    @classmethod
    def empty(cls, skeleton: Skeleton, **about: Any) -> Poses:
        """Make a table without rows."""
        skeleton = need_skeleton(skeleton)
        return cls.build(skeleton, np.zeros((0, len(skeleton), 2)), **about)

    @classmethod
    def from_arrays(
        cls,
        points: ArrayLike,
        skeleton: Skeleton | str | None = None,
        keypoints: Sequence[str] | None = None,
        fps: float | None = None,
        unit: str = "px",
        axes: str | None = None,
        confidence: ArrayLike | None = None,
    ) -> Poses:
        """Make a table from a dense array of one or several people.

        Parameters
        ----------
        points : (T, K, D) or (T, P, K, D) array
            T frames, P people, D = 2 or 3; a person whose points are all NaN is not there.
        skeleton : Skeleton or str, optional
            The K keypoints, or the name of a schema; or give ``keypoints``.
        keypoints : sequence of str, optional
            K names; a schema of the registry with just these is used, else one without edges.
        fps : float, optional
            Frames a second; gives each row its time.
        unit, axes : str
            Of the points.
        confidence : (T, K) or (T, P, K) array, optional
            The model's.

        Returns
        -------
        Poses
            Person p has the track p.

        Raises
        ------
        ArgumentError
            When the shapes do not fit, or neither skeleton nor keypoints is given.
        """
        from nbpose.poses.dense import rows_of_cube

        skeleton = _skeleton_for(skeleton, keypoints)
        columns = rows_of_cube(points, confidence, len(skeleton))
        if fps is not None:
            _columns.check_fps(fps)
            columns["time"] = columns["frame"] / fps
        return cls.build(skeleton, **columns, fps=fps, unit=unit, axes=axes)

    @staticmethod
    def concat(tables: Iterable[Poses]) -> Poses:
        """Put tables of one skeleton and unit below each other.

        Tables with the same images, or without any, are of one clip: their rows keep frames and
        tracks, and row ids must not repeat. Tables of different images, such as two COCO files,
        come one after the other: the images of the second after those of the first, its frames
        with them, and its rows after the rows before. Of the second, image ids and tracks that
        the first has too get new numbers, and such annotation ids become -1, so that `save`
        gives new ones.

        Parameters
        ----------
        tables : iterable of Poses
            At least one.

        Returns
        -------
        Poses
            With file_info of the first that has images; of different images, categories and
            licences of all files. ``fps`` is None where clips of different images differ in it.

        Raises
        ------
        PosesError
            When skeletons, units, dimensions or axes differ, row ids of one clip repeat, or two
            files mean different categories by one id.
        ArgumentError
            When something else than tables is given.
        """
        from nbpose.poses.concat import concat

        return concat(tables)

    def __reduce__(self) -> tuple[Any, ...]:  # pickled arrays would come back writeable
        return _rebuilt, ({part.name: getattr(self, part.name) for part in fields(self)},)

    def _columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _columns.column_names()}

    def __len__(self) -> int:
        """Number of rows, N."""
        return len(self.points)

    def __getitem__(self, index: slice | ArrayLike) -> Poses:
        """Take rows by slice, mask or positions; a slice shares memory with this table."""
        if not isinstance(index, slice):
            index = np.atleast_1d(np.asarray(index))
            if index.size == 0:
                index = index.astype(np.int64)
        taken = {name: column for name, column in self._columns().items() if column is not None}
        try:
            taken = {name: column[index] for name, column in taken.items()}
        except IndexError as error:
            raise PosesError(f"The table has {len(self)} rows, so {error}.") from None
        for column in taken.values():
            column.flags.writeable = False  # nobody else has it, so it need not be copied
        return self.replace(**taken)

    def replace(self, **values: Any) -> Poses:
        """Make a table with some columns or facts exchanged.

        Parameters
        ----------
        **values
            Columns of the same length, or skeleton, unit, axes, fps, images, file_info.

        Returns
        -------
        Poses

        Raises
        ------
        PosesError
            When a name is unknown or the columns do not fit together.
        """
        _columns.check_names([name for name in values if name not in ("skeleton", *_ABOUT)])
        return replace(self, **values)

    def with_skeleton(
        self,
        skeleton: Skeleton | str,
        renamed: Mapping[str, str] | None = None,
        drop: Iterable[str] = (),
    ) -> Poses:
        """Put the table onto another skeleton; labels follow their keypoints by name.

        Parameters
        ----------
        skeleton : Skeleton or str
            The new one. A keypoint that only it has is absent in every row.
        renamed : mapping of str to str, optional
            New names of the keypoints that have one, like ``{"paw": "left_paw"}``.
        drop : iterable of str
            Keypoints whose labels may be lost.

        Returns
        -------
        Poses

        Raises
        ------
        PosesError
            When labels would be lost that ``drop`` does not name.
        SkeletonError
            When a name is unknown, or two keypoints would become one.
        """
        from nbpose.poses.reshape import with_skeleton

        return with_skeleton(self, skeleton, renamed, drop)

    def at(self, frame: int) -> Poses:
        """Rows of one frame."""
        frame = need_whole("frame", frame, "the number of a frame")
        if self._sorted_by_frame:
            start, stop = np.searchsorted(self.frame, [frame, frame + 1])
            return self[slice(int(start), int(stop))]
        return self[self.frame == frame]

    def of_track(self, track: int) -> Poses:
        """Rows of one person, in the order of the table."""
        return self[self.track == need_whole("track", track, "a whole number, -1 for none")]

    def dense(self, track: int | None = None) -> NDArray[np.float64]:
        """Points of one person over all frames.

        Parameters
        ----------
        track : int, optional
            Identity; may be left out when the table has one person.

        Returns
        -------
        (T, K, 2 or 3) float64
            Index t is frame t; NaN where the person is not there or a point has no position.

        Raises
        ------
        PosesError
            When the track is not there, or has two rows in one frame.
        """
        return self.dense_column("points", track)

    def dense_column(self, column: str, track: int | None = None) -> NDArray[Any]:
        """One column of one person over all frames, as `dense` gives the points.

        Parameters
        ----------
        column : str
            Such as "confidence" or "world".
        track : int, optional
            Identity; may be left out when the table has one person.

        Returns
        -------
        (T, ...) array
            Index t is frame t; NaN (0 for codes) where the person is not there.

        Raises
        ------
        PosesError
            When the track is not there, or has two rows in one frame.
        """
        from nbpose.poses.dense import cube

        return cube(self, column, track)

    def world_poses(self) -> Poses:
        """Give the table in metres: its ``world`` column as 3-D points.

        Returns
        -------
        Poses
            Unit "m", axes "y-down".

        Raises
        ------
        PosesError
            When the table has no world coordinates.
        """
        if self.world is None:
            raise PosesError(
                "These poses have no world coordinates; estimate them with a model that gives "
                'them, such as nbp.estimate(media, model="blazepose").'
            )
        return replace(self, points=self.world, world=None, unit="m", axes="y-down")

    @property
    def tracks(self) -> tuple[int, ...]:
        """Identities in the table, sorted; rows without one (-1) do not count."""
        return tuple(int(track) for track in np.unique(self.track) if track >= 0)

    @property
    def frame_count(self) -> int:
        """Number of frames the table speaks of: those of `images`, and up to the last row's."""
        last = int(self.frame.max()) + 1 if len(self) else 0
        return max(last, len(self.images))

    @functools.cached_property
    def _sorted_by_frame(self) -> bool:
        return bool(np.all(self.frame[1:] >= self.frame[:-1]))

    def to_dataframe(self) -> pd.DataFrame:
        """Give the table tidy: one line for each keypoint of each row.

        Returns
        -------
        pandas.DataFrame
            Columns row, frame, time, track, keypoint, x, y (and z), visibility, confidence,
            origin.
        """
        from nbpose.poses.convert import to_dataframe

        return to_dataframe(self)

    def to_xarray(self) -> xr.Dataset:
        """Give the tracks as a data set in the layout of the package movement.

        Returns
        -------
        xarray.Dataset
            Variables ``position`` (time, space, keypoints, individuals) and ``confidence``.

        Raises
        ------
        ArgumentError
            When xarray is not installed.
        """
        from nbpose.poses.convert import to_xarray

        return to_xarray(self)

    def __repr__(self) -> str:
        frames = len(np.unique(self.frame))
        tracks = f", {len(self.tracks)} tracks" if self.tracks else ""
        return (
            f"Poses({len(self)} rows in {frames} frames{tracks}, {self.skeleton.name}, {self.unit})"
        )

    def _repr_html_(self) -> str:
        return f"<code>{html.escape(repr(self))}</code>"


_ABOUT = ("unit", "axes", "fps", "images", "file_info")  # what is said of the table as a whole


def _rebuilt(parts: dict[str, Any]) -> Poses:
    return Poses(**parts)


def _check_about(poses: Poses) -> None:
    """Refuse what is said of the table as a whole where it is of another kind."""
    for name, kinds, wanted in (
        ("skeleton", Skeleton, "a Skeleton, such as nbp.skeleton('coco17')"),
        ("axes", str | None, "a text, such as 'y-down', or None"),
        ("images", Images, "Images"),
        ("file_info", Mapping, "a mapping"),
    ):
        value = getattr(poses, name)
        if not isinstance(value, kinds):
            raise PosesError(f"{name} is {shown(value)}; give {wanted}.")


def _skeleton_for(skeleton: Skeleton | str | None, keypoints: Sequence[str] | None) -> Skeleton:
    if skeleton is not None:
        return need_skeleton(skeleton)
    if keypoints is None:
        raise ArgumentError(
            "from_arrays needs to know which point is which; give skeleton= or keypoints=."
        )
    names = need_names("keypoints", keypoints, "a list of names, like ['left_hip', 'left_knee']")
    return find(names) or Skeleton("custom", names)
