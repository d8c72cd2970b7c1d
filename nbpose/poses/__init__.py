"""The pose table, and the codes its columns use."""

from nbpose.poses.check import need_pixels as need_pixels
from nbpose.poses.check import need_poses as need_poses
from nbpose.poses.codes import AreaSource as AreaSource
from nbpose.poses.codes import Origin as Origin
from nbpose.poses.codes import Visibility as Visibility
from nbpose.poses.images import Images as Images
from nbpose.poses.table import Poses as Poses
