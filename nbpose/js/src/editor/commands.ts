import type { ActionName } from "../core/keymap";
import { snapJoint } from "./edges";
import {
  deleteJoint,
  extendJoints,
  nudge,
  restoreJoint,
  selectAll,
  selectLimb,
  stepJoint,
  toggleHidden,
  twist,
} from "./joints";
import { bringBackJoints } from "./outside";
import {
  askForRange,
  copyPose,
  copyPrevious,
  pastePose,
  restorePerson,
  swapSides,
  toggleBoxTool,
  toggleKeyframe,
  toggleLock,
} from "./people";
import {
  addPerson,
  deletePerson,
  isPlacing,
  makeAbsent,
  pickPerson,
  setTool,
  stepPerson,
  toggleLoop,
} from "./placing";
import type { Session } from "./session";
import { toggleOption, toggleRings } from "./viewing";

export type Command = (session: Session) => void;

const pick =
  (person: number): Command =>
  (session) =>
    pickPerson(session, person);
const move =
  (x: number, y: number): Command =>
  (session) =>
    nudge(session, x, y);

const turn =
  (degrees: number): Command =>
  (session) =>
    twist(session, { angle: (degrees * Math.PI) / 180, factor: 1 });
const scale =
  (factor: number): Command =>
  (session) =>
    twist(session, { angle: 0, factor });

/** What concerns the document, whichever view has the focus; the rest is in `ui/keyboard.ts`. */
export const COMMANDS = {
  first_frame: (session) => session.frames.goTo(0),
  last_frame: (session) => session.frames.goTo(session.state.media.count - 1),
  previous_joint: (session) => stepJoint(session, -1),
  next_joint: (session) => stepJoint(session, 1),
  previous_person: (session) => stepPerson(session, -1),
  next_person: (session) => stepPerson(session, 1),
  pick_person_1: pick(0),
  pick_person_2: pick(1),
  pick_person_3: pick(2),
  pick_person_4: pick(3),
  pick_person_5: pick(4),
  pick_person_6: pick(5),
  pick_person_7: pick(6),
  pick_person_8: pick(7),
  pick_person_9: pick(8),
  new_person: addPerson,
  delete_person: deletePerson,
  delete_joint: deleteJoint,
  occluded: toggleHidden,
  absent: makeAbsent,
  place: togglePlace,
  loop: toggleLoop,
  select_all: selectAll,
  extend_up: (session) => extendJoints(session, -1),
  extend_down: (session) => extendJoints(session, 1),
  select_limb: selectLimb,
  restore_joint: restoreJoint,
  restore_person: restorePerson,
  swap_sides: swapSides,
  swap_range: askForRange,
  copy_previous: copyPrevious,
  copy_pose: copyPose,
  paste_pose: pastePose,
  lock: toggleLock,
  keyframe: toggleKeyframe,
  box: toggleBoxTool,
  describe: toggleDescribing,
  names: (session) => toggleOption(session, "labels"),
  loupe: (session) => toggleOption(session, "loupe"),
  sigma_rings: toggleRings,
  bring_back: bringBackJoints,
  snap_joint: snapJoint,
  undo,
  redo,
  nudge_mode: toggleNudging,
  nudge_left: move(-1, 0),
  nudge_right: move(1, 0),
  nudge_up: move(0, -1),
  nudge_down: move(0, 1),
  nudge_left_10: move(-10, 0),
  nudge_right_10: move(10, 0),
  nudge_up_10: move(0, -10),
  nudge_down_10: move(0, 10),
  turn_left: turn(-1),
  turn_right: turn(1),
  turn_left_10: turn(-10),
  turn_right_10: turn(10),
  grow: scale(1.01),
  shrink: scale(1 / 1.01),
  grow_10: scale(1.1),
  shrink_10: scale(1 / 1.1),
} satisfies Partial<Record<ActionName, Command>>;

/** Tags and attributes: show them, or put them away. */
export function toggleDescribing(session: Session): void {
  session.update({ describing: !session.state.describing });
}

export function togglePlace(session: Session): void {
  setTool(session, session.state.tool === "place" ? "edit" : "place");
}

export function undo(session: Session): void {
  if (canUndo(session)) session.revert("undo");
  else session.say("info", "Nothing to undo.");
}

export function redo(session: Session): void {
  if (session.state.canRedo) session.revert("redo");
  else session.say("info", "Nothing to redo.");
}

/** A pending edit can be undone as well: Python has it before it has the undo. */
export function canUndo({ state }: Session): boolean {
  return state.canUndo || state.sequence.pending.some((p) => p.kind === "edit");
}

function toggleNudging(session: Session): void {
  const nudging = !session.state.nudging;
  session.update({ nudging });
  const what = session.state.selection.keypoint < 0 ? "person" : "joint";
  session.say("info", nudging ? `The arrows move the ${what}. Esc ends that.` : "Nudging is over.");
}

/** One step out of what the user is in; false when nothing is left to leave but the editor. */
export function leaveOne(session: Session): boolean {
  const { nudging, tool, selection, asking, describing } = session.state;
  if (asking) session.update({ asking: null });
  else if (nudging) toggleNudging(session);
  else if (isPlacing(tool) || tool === "box") setTool(session, "edit");
  else if (describing) session.update({ describing: false });
  else if (selection.keypoint >= 0) session.select({ row: selection.row, keypoint: -1 });
  else return false;
  return true;
}
