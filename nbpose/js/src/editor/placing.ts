import type { XY } from "../core/geometry";
import { labelled, newTrack, nextUnlabelled } from "../core/people";
import type { Edit, Tool } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { spoken } from "../core/spoken";
import { currentJoint, currentJoints, setVisibility, stepJoint } from "./joints";
import { commitUnlocked } from "./locks";
import type { Session } from "./session";

/** Placing joints click by click, and the people they belong to. */

/** Tools whose clicks put joints: through the skeleton, or one joint through the frames. */
export function isPlacing(tool: Tool): boolean {
  return tool === "place" || tool === "loop";
}

/** The joint the next click puts: the selected one, or the first without a label; -1 when there is none. */
export function nextToPlace(session: Session): number {
  const { frame, selection, tool } = session.state;
  if (selection.keypoint >= 0) return selection.keypoint;
  if (tool === "loop") return 0;
  const [rows, index] = [session.rows(frame), session.active];
  if (!rows) return -1;
  return index < 0 ? 0 : nextUnlabelled(rows, index, -1);
}

/** Put the current joint, of a new person if nobody is active, and go on to the next without a label. */
export function place(session: Session, at: XY, visibility: 1 | 2): void {
  const { frame, skeleton } = session.state;
  const keypoint = nextToPlace(session);
  const rows = session.rows(frame);
  if (!rows) return;
  if (keypoint < 0) return finish(session, rows, session.active);
  const edits: Edit[] = [];
  let row = whose(session, rows);
  if (row === undefined) return session.say("info", PICK);
  if (row < 0) {
    const added = addition(session, rows);
    if (!added) return session.sayNoRow();
    row = added.row;
    edits.push(added);
  }
  edits.push({ op: "place", row, keypoint, to: at, visibility });
  if (!commitUnlocked(session, `place ${skeleton.keypoints[keypoint]}`, edits)) return;
  if (session.state.tool === "loop") nextFrame(session, row, keypoint);
  else advance(session, row, keypoint);
}

export const PICK = "Pick a person first, then click.";

/**
 * Whose joint a click puts: the active person's, else a new one's (-1).
 *
 * In loop mode, which goes on to frames of other people, the only one's; undefined where nobody can tell whose.
 */
function whose(session: Session, rows: RowBlock): number | undefined {
  const active = rows.row[session.active];
  if (active !== undefined || session.state.tool !== "loop") return active ?? -1;
  return rows.count > 1 ? undefined : (rows.row[0] ?? -1);
}

/** Whether a click would have to ask whose joint it puts. */
export function asksWhose(session: Session): boolean {
  const rows = session.rows(session.state.frame);
  return rows !== null && whose(session, rows) === undefined;
}

/** The same joint in the next frame; after the last one placing is over. */
function nextFrame(session: Session, row: number, keypoint: number): void {
  const { frame, media, skeleton } = session.state;
  session.select({ row, keypoint });
  if (frame + 1 < media.count) return session.frames.goTo(frame + 1);
  setTool(session, "edit");
  session.say("info", `That was the last frame for the ${spoken(skeleton.keypoints[keypoint]!)}.`);
}

/** Place one joint in frame after frame, or stop doing so. */
export function toggleLoop(session: Session): void {
  const { tool, selection, skeleton } = session.state;
  if (tool === "loop") return setTool(session, "edit");
  const keypoint = Math.max(0, selection.keypoint);
  setTool(session, "loop");
  session.select({ row: selection.row, keypoint });
  const name = spoken(skeleton.keypoints[keypoint]!);
  session.say("info", `Click the ${name} in every frame; each click goes on to the next one.`);
}

/** Absent: that is decided, and the next joint comes, or in loop mode the next frame. */
export function makeAbsent(session: Session): void {
  const joint = currentJoint(session);
  const { tool, selection } = session.state;
  if (tool === "loop" && !joint) return nextFrame(session, selection.row, nextToPlace(session));
  if (!joint) return session.say("info", "Pick a joint first.");
  const several = currentJoints(session).length > 1;
  if (several || !joint.skipped) setVisibility(session, 0);
  if (several) return;
  if (tool === "loop") nextFrame(session, joint.row, joint.keypoint);
  else if (tool === "place") advance(session, joint.row, joint.keypoint);
  else stepJoint(session, 1);
}

/** Choose a tool; placing begins at the current joint, or at the next one that has no label. */
export function setTool(session: Session, tool: Tool): void {
  session.setTraits({ tool });
  const joint = currentJoint(session);
  if (tool !== "place" || !joint || joint.visibility === 0) return;
  const { rows, index, row } = joint;
  const later = nextUnlabelled(rows, index, joint.keypoint);
  session.select({ row, keypoint: later >= 0 ? later : nextUnlabelled(rows, index, -1) });
}

export function addPerson(session: Session): void {
  const edit = newcomer(session);
  if (!edit) return session.sayNotEditable();
  session.commit("add person", [edit]);
  session.select({ row: edit.row, keypoint: 0 });
  setTool(session, "place");
}

/** The edit that adds somebody to this frame; null while that cannot be. */
export function newcomer(session: Session): (Edit & { op: "add_person" }) | null {
  const rows = session.rows(session.state.frame);
  return rows && session.editable ? addition(session, rows) : null;
}

export function deletePerson(session: Session): void {
  const { row } = session.state.selection;
  if (session.active < 0) return session.say("info", "Pick a person first.");
  if (!commitUnlocked(session, "delete person", [{ op: "delete_person", row }])) return;
  session.frames.show();
}

export function pickPerson(session: Session, index: number): void {
  const row = session.rows(session.state.frame)?.row[index];
  if (row !== undefined) session.select({ row, keypoint: session.state.selection.keypoint });
}

/** The previous or next person of the frame, round and round. */
export function stepPerson(session: Session, by: 1 | -1): void {
  const count = session.rows(session.state.frame)?.count ?? 0;
  if (count === 0) return;
  const from = session.active < 0 && by < 0 ? 0 : session.active;
  pickPerson(session, (from + by + count) % count);
}

function advance(session: Session, row: number, from: number): void {
  const rows = session.rows(session.state.frame);
  const index = rows ? rows.row.indexOf(row) : -1;
  if (!rows || index < 0) return;
  const next = nextUnlabelled(rows, index, from);
  session.select({ row, keypoint: next });
  if (next < 0) finish(session, rows, index);
}

/** The last joint is placed or passed over: back to the edit tool. */
function finish(session: Session, rows: RowBlock, index: number): void {
  const count = `${labelled(rows, index)} of ${rows.keypoints}`;
  setTool(session, "edit");
  session.say("info", `Placed: ${count} joints have a label.`);
}

function addition(session: Session, rows: RowBlock): (Edit & { op: "add_person" }) | null {
  const { frame, memory, media } = session.state;
  const row = session.newRow();
  const track = newTrack(rows, memory, media.kind === "images");
  return row === null ? null : { op: "add_person", row, frame, track };
}
