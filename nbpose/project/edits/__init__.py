"""The edit vocabulary: what a person can do to poses, one small frozen value each.

An edit names rows and keypoints by their stable ids, never by position in an array, so that it
still fits after other edits. `to_dict` and `from_dict` give its form on the wire and in the log.
"""

from nbpose.project.edits.base import Edit as Edit
from nbpose.project.edits.base import FrameEdit as FrameEdit
from nbpose.project.edits.base import RowEdit as RowEdit
from nbpose.project.edits.facts import SetAttribute as SetAttribute
from nbpose.project.edits.facts import SetFrameAttribute as SetFrameAttribute
from nbpose.project.edits.facts import SetKeyframe as SetKeyframe
from nbpose.project.edits.facts import SetLocked as SetLocked
from nbpose.project.edits.facts import SetTags as SetTags
from nbpose.project.edits.facts import TagFrame as TagFrame
from nbpose.project.edits.joints import DeleteKeypoint as DeleteKeypoint
from nbpose.project.edits.joints import KeypointEdit as KeypointEdit
from nbpose.project.edits.joints import Move as Move
from nbpose.project.edits.joints import Place as Place
from nbpose.project.edits.joints import RestoreKeypoint as RestoreKeypoint
from nbpose.project.edits.joints import SetVisibility as SetVisibility
from nbpose.project.edits.people import AddPerson as AddPerson
from nbpose.project.edits.people import DeletePerson as DeletePerson
from nbpose.project.edits.people import RestorePerson as RestorePerson
from nbpose.project.edits.people import SetBox as SetBox
from nbpose.project.edits.people import SwapSides as SwapSides
from nbpose.project.edits.people import SwapSidesRange as SwapSidesRange
from nbpose.project.edits.wire import from_dict as from_dict
from nbpose.project.edits.wire import to_dict as to_dict
