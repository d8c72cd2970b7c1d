"""Skeletons: which keypoints there are, how they join, and where that is written.

``nbp.skeletons()`` lists all schemas as a table.
"""

from nbpose._callable import make_callable
from nbpose.skeletons.lint import SkeletonFinding as SkeletonFinding
from nbpose.skeletons.lint import lint_parts as lint_parts
from nbpose.skeletons.naming import canonical_name as canonical_name
from nbpose.skeletons.naming import canonical_names as canonical_names
from nbpose.skeletons.registry import find as find
from nbpose.skeletons.registry import names as names
from nbpose.skeletons.registry import need_skeleton as need_skeleton
from nbpose.skeletons.registry import skeleton as skeleton
from nbpose.skeletons.registry import table as table
from nbpose.skeletons.skeleton import Skeleton as Skeleton

make_callable(__name__, "table")
