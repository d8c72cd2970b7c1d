import type { ActionName } from "../core/keymap";
import { cursorOf, moveCursor } from "./cursor";
import { snapJoint } from "./edges";
import { keyed } from "./hints";
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
import { stepKeyframe } from "./keyframes";
import { bringBackJoints } from "./outside";
import {
  askForRange,
  copyPose,
  copyPrevious,
  deriveBox,
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

type Digit = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Pick a person by a digit. */
const PICKS = named(
  ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).map((n) => [
    `pick_person_${n}`,
    (session: Session) => pickPerson(session, n - 1),
  ]),
) as Record<`pick_person_${Digit}`, Command>;

/** What is done by 1 pixel, degree or percent, and in an action of its own by 10. */
const FINE = {
  nudge_left: (session: Session, by: number) => move(session, -by, 0),
  nudge_right: (session: Session, by: number) => move(session, by, 0),
  nudge_up: (session: Session, by: number) => move(session, 0, -by),
  nudge_down: (session: Session, by: number) => move(session, 0, by),
  turn_left: (session: Session, by: number) => turn(session, -by),
  turn_right: (session: Session, by: number) => turn(session, by),
  grow: (session: Session, by: number) => scale(session, 1 + by / 100),
  shrink: (session: Session, by: number) => scale(session, 1 / (1 + by / 100)),
};
const FINE_AND_COARSE = named(
  Object.entries(FINE).flatMap(([name, act]) => [
    [name, (session: Session) => act(session, 1)],
    [`${name}_10`, (session: Session) => act(session, 10)],
  ]),
) as Record<keyof typeof FINE | `${keyof typeof FINE}_10`, Command>;

function named(entries: (readonly [string, Command] | (string | Command)[])[]): object {
  return Object.fromEntries(entries);
}

function move(session: Session, x: number, y: number): void {
  if (!moveCursor(session, x, y)) nudge(session, x, y);
}

function turn(session: Session, degrees: number): void {
  twist(session, { angle: (degrees * Math.PI) / 180, factor: 1 });
}

function scale(session: Session, factor: number): void {
  twist(session, { angle: 0, factor });
}

/** What concerns the document, whichever view has the focus; the rest is in `ui/keyboard.ts`. */
export const COMMANDS = {
  first_frame: (session) => session.frames.goTo(0),
  last_frame: (session) => session.frames.goTo(session.state.media.count - 1),
  previous_keyframe: (session) => stepKeyframe(session, -1),
  next_keyframe: (session) => stepKeyframe(session, 1),
  previous_joint: (session) => stepJoint(session, -1),
  next_joint: (session) => stepJoint(session, 1),
  previous_person: (session) => stepPerson(session, -1),
  next_person: (session) => stepPerson(session, 1),
  ...PICKS,
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
  derive_box: deriveBox,
  describe: toggleDescribing,
  names: (session) => toggleOption(session, "labels"),
  loupe: (session) => toggleOption(session, "loupe"),
  sigma_rings: toggleRings,
  bring_back: bringBackJoints,
  snap_joint: snapJoint,
  undo,
  redo,
  nudge_mode: toggleNudging,
  ...FINE_AND_COARSE,
} satisfies Partial<Record<ActionName, Command>>;

/** Tags and attributes: show them, or put them away. */
function toggleDescribing(session: Session): void {
  session.update({ describing: !session.state.describing });
}

function togglePlace(session: Session): void {
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
  session.say("info", nudging ? nudgingText(session) : "Nudging is over.");
}

function nudgingText(session: Session): string {
  const thing = session.state.selection.keypoint < 0 ? "person" : "joint";
  return `The arrows move the ${cursorOf(session) ? "cursor" : thing}.${keyed(session, "leave", (key) => ` ${key} ends that.`)}`;
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
