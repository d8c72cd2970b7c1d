import { clampPoint } from "../core/geometry";
import { position } from "../core/hit";
import type { Visibility } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import type { Session } from "./session";

/** What the user can do to the joint that is selected. */

export interface JointTarget {
  readonly rows: RowBlock;
  readonly index: number;
  readonly row: number;
  readonly keypoint: number;
  readonly name: string;
  readonly visibility: Visibility;
}

/** The selected joint of the active person, or null. */
export function currentJoint(session: Session): JointTarget | null {
  const { frame, selection, skeleton } = session.state;
  const [rows, index] = [session.rows(frame), session.active];
  const name = skeleton.keypoints[selection.keypoint];
  if (!rows || index < 0 || name === undefined) return null;
  const { row, keypoint } = selection;
  const visibility = rows.visibility[index * rows.keypoints + keypoint] as Visibility;
  return { rows, index, row, keypoint, name, visibility };
}

export function deleteJoint(session: Session): void {
  const joint = currentJoint(session);
  if (!joint || joint.visibility === 0) return session.say("info", "Pick a joint first.");
  const { row, keypoint, name } = joint;
  session.commit(`delete ${name}`, [{ op: "delete_keypoint", row, keypoint }]);
}

const VERBS = { 0: "remove", 1: "hide", 2: "show" } as const;

export function setVisibility(session: Session, visibility: Visibility): void {
  const joint = currentJoint(session);
  if (!joint) return session.say("info", "Pick a joint first.");
  const { row, keypoint, name } = joint;
  if (joint.visibility === visibility) return;
  if (joint.visibility === 0) {
    return session.say("info", `The ${spoken(name)} has no position yet: press P, then click.`);
  }
  const edits = [{ op: "set_visibility", row, keypoint, visibility } as const];
  session.commit(`${VERBS[visibility]} ${name}`, edits);
}

export function toggleHidden(session: Session): void {
  setVisibility(session, currentJoint(session)?.visibility === 1 ? 2 : 1);
}

export function nudge(session: Session, dx: number, dy: number): void {
  const joint = currentJoint(session);
  const { picture } = session.state;
  if (!joint || joint.visibility === 0 || !picture) {
    return session.say("info", "Pick a joint that has a position, then nudge it.");
  }
  const [x, y] = position(joint.rows, joint.index, joint.keypoint);
  const to = clampPoint([x + dx, y + dy], picture);
  const { row, keypoint, name } = joint;
  session.commit(`nudge ${name}`, [{ op: "move", row, keypoint, to }]);
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

/** A keypoint's name as people say it. */
export function spoken(name: string): string {
  return name.replaceAll("_", " ");
}
