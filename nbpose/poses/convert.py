"""The table as other libraries want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nbpose.errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from nbpose.poses.table import Poses

_AXIS_NAMES = ("x", "y", "z")


def to_dataframe(poses: Poses) -> pd.DataFrame:
    """One line for each keypoint of each row; see `Poses.to_dataframe`."""
    import pandas as pd

    count = len(poses.skeleton)
    per_row = {
        name: np.repeat(getattr(poses, name), count) for name in ("row", "frame", "time", "track")
    }
    keypoints = pd.Categorical.from_codes(
        np.tile(np.arange(count), len(poses)), categories=pd.Index(poses.skeleton.keypoints)
    )
    dimension = poses.points.shape[2]
    flat = poses.points.reshape(-1, dimension)
    position = {name: flat[:, axis] for axis, name in enumerate(_AXIS_NAMES[:dimension])}
    per_point = {
        name: getattr(poses, name).ravel() for name in ("visibility", "confidence", "origin")
    }
    return pd.DataFrame({**per_row, "keypoint": keypoints, **position, **per_point})


def to_xarray(poses: Poses) -> xr.Dataset:
    """A data set in the layout of movement 0.15; see `Poses.to_xarray`."""
    try:
        import xarray as xr
    except ImportError:
        raise ArgumentError("to_xarray needs the package xarray; pip install xarray.") from None
    tracks = poses.tracks or (-1,)
    position = np.stack([poses.dense(track) for track in tracks], axis=-1)
    confidence = np.stack([poses.dense_column("confidence", track) for track in tracks], axis=-1)
    frames = np.arange(len(position))
    return xr.Dataset(
        {
            "position": (("time", "space", "keypoints", "individuals"), position.swapaxes(1, 2)),
            "confidence": (("time", "keypoints", "individuals"), confidence),
        },
        coords={
            "time": frames / poses.fps if poses.fps else frames,
            "space": list(_AXIS_NAMES[: position.shape[2]]),
            "keypoints": list(poses.skeleton.keypoints),
            "individuals": [f"id_{track}" for track in tracks],
        },
        attrs={
            "fps": poses.fps,
            "time_unit": "seconds" if poses.fps else "frames",
            "source_software": "nbpose",
            "ds_type": "poses",
        },
    )
