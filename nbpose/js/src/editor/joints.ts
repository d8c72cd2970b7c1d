import { clampPoint, type XY } from "../core/geometry";
import { position } from "../core/hit";
import { limbOf } from "../core/limbs";
import { type Edit, Origin, type Visibility } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { heldOf, middleOf, movesTo, shifted, shiftWithin, type Turn, turned } from "../core/shape";
import { spoken } from "../core/spoken";
import { keyed } from "./hints";
import { commitUnlocked } from "./locks";
import type { Session } from "./session";
import { selectedJoints } from "./state";

/** What the user can do to the joints that are selected. */

export interface JointTarget {
  readonly rows: RowBlock;
  readonly index: number;
  readonly row: number;
  readonly keypoint: number;
  readonly name: string;
  readonly visibility: Visibility;
  /** without a position because somebody said so */
  readonly skipped: boolean;
}

/** The selected joint of the active person, or null; where several are selected, the last of them. */
export function currentJoint(session: Session): JointTarget | null {
  return targetOf(session, session.state.selection.keypoint);
}

/** All selected joints of the active person. */
export function currentJoints(session: Session): JointTarget[] {
  return selectedJoints(session.state)
    .map((keypoint) => targetOf(session, keypoint))
    .filter((target) => target !== null);
}

function targetOf(session: Session, keypoint: number): JointTarget | null {
  const { frame, selection, skeleton } = session.state;
  const [rows, index] = [session.rows(frame), session.active];
  const name = skeleton.keypoints[keypoint];
  if (!rows || index < 0 || name === undefined) return null;
  const joint = index * rows.keypoints + keypoint;
  const visibility = rows.visibility[joint] as Visibility;
  const skipped = visibility === 0 && rows.origin[joint] === Origin.PERSON;
  return { rows, index, row: selection.row, keypoint, name, visibility, skipped };
}

/** What the history calls the joints: by name, or how many. */
function called(joints: readonly JointTarget[]): string {
  return joints.length === 1 ? joints[0]!.name : `${joints.length} joints`;
}

/** Where the selected joint is, in image pixels; null when it has no position. */
export function jointAt(session: Session): XY | null {
  const joint = currentJoint(session);
  if (!joint || joint.visibility === 0) return null;
  return position(joint.rows, joint.index, joint.keypoint);
}

export function deleteJoint(session: Session): void {
  const joints = currentJoints(session).filter(({ visibility }) => visibility !== 0);
  if (joints.length === 0) return session.say("info", "Pick a joint first.");
  const edits = joints.map(
    ({ row, keypoint }) => ({ op: "delete_keypoint", row, keypoint }) as const,
  );
  commitUnlocked(session, `delete ${called(joints)}`, edits);
}

/** Bring the selected joint back as it last was; Python knows how. */
export function restoreJoint(session: Session): void {
  const joint = currentJoint(session);
  if (joint?.visibility !== 0) {
    return session.say("info", "Pick a joint that was deleted, in the list of joints.");
  }
  const { row, keypoint, name } = joint;
  commitUnlocked(session, `restore ${name}`, [{ op: "restore_keypoint", row, keypoint }]);
}

const VERBS = { 0: "remove", 1: "hide", 2: "show" } as const;

export function setVisibility(session: Session, visibility: Visibility): void {
  const joints = currentJoints(session);
  if (joints.length === 0) return session.say("info", "Pick a joint first.");
  const fit = joints.filter((joint) => canBecome(joint, visibility));
  if (fit.length > 0) {
    const edits = fit.map(
      ({ row, keypoint }): Edit => ({ op: "set_visibility", row, keypoint, visibility }),
    );
    commitUnlocked(session, `${VERBS[visibility]} ${called(fit)}`, edits);
  } else if (joints.every((joint) => joint.visibility === 0) && visibility !== 0) {
    const [{ name } = joints[0]!] = joints;
    session.say(
      "info",
      `The ${spoken(name)} has no position yet: ${placing(session)}, then click.`,
    );
  }
}

function placing(session: Session): string {
  return keyed(session, "place", (key) => `press ${key}`) || "choose Place";
}

function canBecome(joint: JointTarget, visibility: Visibility): boolean {
  if (visibility === 0) return !joint.skipped;
  return joint.visibility !== 0 && joint.visibility !== visibility;
}

export function toggleHidden(session: Session): void {
  setVisibility(session, currentJoint(session)?.visibility === 1 ? 2 : 1);
}

/** Move the selected joints by keys; where none is selected, the whole person. */
export function nudge(session: Session, dx: number, dy: number): void {
  const { picture, selection } = session.state;
  const { held, name } = inHand(session);
  if (held.length === 0 || !picture) {
    return session.say("info", "Pick a person, or a joint that has a position, then nudge it.");
  }
  const single = held.length === 1 && selection.keypoint >= 0;
  const shift = single ? ([dx, dy] as const) : shiftWithin(held, [dx, dy], picture);
  const moved = shifted(held, shift);
  const shape = single
    ? moved.map(({ keypoint, start }) => ({ keypoint, start: clampPoint(start, picture) }))
    : moved;
  commitUnlocked(session, `nudge ${name}`, movesTo(selection.row, shape));
}

/** Turn or scale the person by keys; several selected joints alone. */
export function twist(session: Session, turn: Turn): void {
  const { held, name } = inHand(session, 2);
  if (held.length < 2) return session.say("info", "Pick a person first.");
  const shape = turned(held, middleOf(held), turn);
  const verb = turn.factor === 1 ? "turn" : "scale";
  commitUnlocked(session, `${verb} ${name}`, movesTo(session.state.selection.row, shape));
}

/** The selected joints with a position, all of the person where fewer than `least` are selected. */
function inHand(session: Session, least = 1) {
  const rows = session.rows(session.state.frame);
  const { active } = session;
  const chosen = selectedJoints(session.state);
  const whole = chosen.length < least;
  const held = rows && active >= 0 ? heldOf(rows, active, whole ? undefined : chosen) : [];
  const [first = 0] = chosen;
  const joint = chosen.length === 1 ? session.state.skeleton.keypoints[first]! : null;
  return { held, name: whole ? "person" : (joint ?? `${held.length} joints`) };
}

/** Take the previous or next joint into the selection as well. */
export function extendJoints(session: Session, by: 1 | -1): void {
  const before = selectedJoints(session.state);
  stepJoint(session, by);
  const { selection } = session.state;
  session.select(selection, [...new Set([...before, selection.keypoint])]);
}

/** Select every joint of the active person that has a position. */
export function selectAll(session: Session): void {
  const rows = session.rows(session.state.frame);
  const { row, keypoint } = session.state.selection;
  if (!rows || session.active < 0) return session.say("info", "Pick a person first.");
  const keypoints = heldOf(rows, session.active).map((held) => held.keypoint);
  const last = keypoints.includes(keypoint) ? keypoint : (keypoints.at(-1) ?? -1);
  session.select({ row, keypoint: last }, keypoints);
}

/** Select the joint together with what hangs on it. */
export function selectLimb(session: Session): void {
  const joint = currentJoint(session);
  if (!joint) return session.say("info", "Pick a joint first.");
  const { rows, index, row, keypoint } = joint;
  const limb = limbOf(session.state.skeleton.edges, keypoint);
  const keypoints = heldOf(rows, index, limb).map((held) => held.keypoint);
  session.select({ row, keypoint }, keypoints);
}

/** Select the previous or next joint of the active person, round and round. */
export function stepJoint(session: Session, by: 1 | -1): void {
  const { frame, selection, skeleton } = session.state;
  const rows = session.rows(frame);
  const row = session.active >= 0 ? selection.row : (rows?.row[0] ?? -1);
  if (row < 0) return;
  const count = skeleton.keypoints.length;
  const from = selection.keypoint < 0 && by < 0 ? 0 : selection.keypoint;
  session.select({ row, keypoint: (from + by + count) % count });
}
