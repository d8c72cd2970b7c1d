import { clippingOf, poseFrom } from "../core/clipboard";
import { factsOf } from "../core/facts";
import type { XY } from "../core/geometry";
import { nearestPerson } from "../core/people";
import { averagePose, editsToPut, fitInto, type Pose, placedAt, poseOf } from "../core/pose";
import type { Edit } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { keepClipping, keptClipping } from "../host/clipboard";
import { commitUnlocked } from "./locks";
import { newcomer, setTool } from "./placing";
import type { Session } from "./session";

/** What the user can do to whole people: the active one, or all of a range of frames. */

interface Person {
  readonly rows: RowBlock;
  readonly index: number;
  readonly row: number;
}

/** The active person, or null. */
export function activePerson(session: Session): Person | null {
  const rows = session.rows(session.state.frame);
  const index = session.active;
  return rows && index >= 0 ? { rows, index, row: session.state.selection.row } : null;
}

/** The active person; where nobody is, the user is asked to pick one. */
export function needPerson(session: Session): Person | null {
  const person = activePerson(session);
  if (!person) session.say("info", "Pick a person first.");
  return person;
}

function hasSides({ state }: Session): boolean {
  return state.skeleton.mirror.some((other, keypoint) => other !== keypoint);
}

/** Swap left and right: of several selected joints, else of the whole person. */
export function swapSides(session: Session): void {
  const person = needPerson(session);
  if (!person) return;
  const { mirror } = session.state.skeleton;
  const chosen = session.state.chosen.filter((keypoint) => mirror[keypoint] !== keypoint);
  if (!hasSides(session) || (session.state.chosen.length > 0 && chosen.length === 0)) {
    return session.say("info", "There is no left and right to swap here.");
  }
  const edit = { op: "swap_sides", row: person.row, keypoints: chosen } as const;
  commitUnlocked(session, chosen.length > 0 ? "swap sides of joints" : "swap sides", [edit]);
}

/** Ask for the frames in which left and right are to be swapped; again: stop asking. */
export function askForRange(session: Session): void {
  const { asking, frame, media } = session.state;
  if (!hasSides(session)) return session.say("info", "There is no left and right to swap here.");
  const range = { first: frame, last: Math.max(frame, media.count - 1) };
  session.update({ asking: asking ? null : { ...range, ...followed(session) } });
}

/** The active person as one that is in many frames. */
function followed(session: Session): { track: number; who: string } {
  const person = activePerson(session);
  const track = person?.rows.track[person.index] ?? -1;
  if (!person || track < 0) return { track: -1, who: "This person" };
  return { track, who: `Person ${person.index + 1}, track ${track}` };
}

/** Swap left and right in the frames from first to last, of one track or of everybody (-1). */
export function swapRange(session: Session, first: number, last: number, track: number): void {
  const [start, stop] = [Math.min(first, last), Math.max(first, last) + 1];
  session.update({ asking: null });
  const label = `swap sides in frames ${start} to ${stop - 1}`;
  session.commit(label, [{ op: "swap_sides_range", start, stop, track }]);
}

/** Take the pose of the same person in the frame before, or of whoever is nearest there. */
export function copyPrevious(session: Session): void {
  const { frame, memory } = session.state;
  if (frame === 0) return session.say("info", "There is no frame before.");
  const before = session.rows(frame - 1);
  if (!before) {
    session.frames.ask(frame - 1, -1);
    return session.say("info", "The frame before is being loaded; press again.");
  }
  if (before.count === 0) return session.say("info", "Nobody is in the frame before.");
  const rows = session.rows(frame);
  const index = nearestPerson(before, rows, session.active, memory.track);
  const track = before.track[index]!;
  putPose(session, poseOf(before, index), `copy from frame ${frame - 1}`, track);
}

export function copyPose(session: Session): void {
  const person = needPerson(session);
  const { picture, skeleton } = session.state;
  if (!person || !picture) return;
  const pose = poseOf(person.rows, person.index);
  if (pose.size === 0) return session.say("info", "This person has no joints to copy yet.");
  const clipping = clippingOf(pose, skeleton.keypoints, picture);
  session.update({ clipping, copiedRow: person.row });
  keepClipping(clipping);
  session.say("info", "Pose copied.");
}

/** Give the copied pose to the active person; to a new one where nobody is, or where it came from. */
export function pastePose(session: Session): void {
  const { picture, skeleton, clipping: own, copiedRow, selection } = session.state;
  const clipping = keptClipping() ?? own;
  if (!clipping || !picture) return session.say("info", "No pose was copied yet.");
  const pose = poseFrom(clipping, skeleton.keypoints);
  if (pose.size === 0) {
    return session.say("info", "The copied pose has none of this skeleton's joints.");
  }
  const fitting = fitInto(pose, clipping.frame, picture);
  const mine = copiedRow === selection.row && session.active >= 0;
  putPose(session, fitting, "paste pose", null, mine);
}

/** Begin a new person with the average of what is labelled, at `at` or in the middle of the picture. */
export function addAverage(session: Session, at: XY | null): void {
  const { picture } = session.state;
  const average = averagePose(knownPoses(session));
  if (!average) {
    return session.say("info", "Label one person first: new ones begin as the average of them.");
  }
  if (!picture) return session.sayNotEditable();
  const middle: XY = at ?? [(picture.width - 1) / 2, (picture.height - 1) / 2];
  const size = Math.min(average.size, Math.min(picture.width, picture.height));
  const pose = fitInto(placedAt(average.pose, middle, size), picture, picture);
  setTool(session, "edit");
  putPose(session, pose, "add average pose", null, true);
}

/** Every pose of the frames that are here. */
function knownPoses(session: Session): Pose[] {
  return session.store.knownFrames().flatMap((frame) => {
    const rows = session.rows(frame);
    return rows ? [...rows.row.keys()].map((index) => poseOf(rows, index)) : [];
  });
}

/** Give a pose to the active person, or to a new one; `track` is whose it is where that is known. */
function putPose(
  session: Session,
  pose: Pose,
  label: string,
  track: number | null,
  anew = false,
): void {
  const person = anew ? null : activePerson(session);
  const added = person ? null : newcomer(session);
  const row = person?.row ?? added?.row;
  if (row === undefined) return session.sayNotEditable();
  const rows = session.rows(session.state.frame);
  const free = track !== null && track >= 0 && !rows?.track.includes(track);
  const edits: Edit[] = added ? [free ? { ...added, track } : added] : [];
  if (!commitUnlocked(session, label, [...edits, ...editsToPut(row, pose)])) return;
  session.select({ row, keypoint: -1 });
}

export function toggleLock(session: Session): void {
  const person = needPerson(session);
  if (!person) return;
  const locked = !factsOf(person.rows, person.index).locked;
  session.commit(locked ? "lock person" : "unlock person", [
    { op: "set_locked", row: person.row, locked },
  ]);
}

export function toggleKeyframe(session: Session): void {
  const person = needPerson(session);
  if (!person) return;
  const keyframe = !factsOf(person.rows, person.index).keyframe;
  commitUnlocked(session, keyframe ? "set keyframe" : "clear keyframe", [
    { op: "set_keyframe", row: person.row, keyframe },
  ]);
}

/** Bring back who was deleted from this frame last. */
export function restorePerson(session: Session): void {
  const row = session.store.deleted(session.state.frame).at(-1);
  if (row === undefined) return session.say("info", "Nobody was deleted from this frame.");
  session.commit("restore person", [{ op: "restore_person", row }]);
}

/** Draw the box of the person, or stop doing so. */
export function toggleBoxTool(session: Session): void {
  const { tool } = session.state;
  if (tool === "box") return setTool(session, "edit");
  setTool(session, "box");
  session.say(
    "info",
    session.active < 0
      ? "Pick a person, then draw the box from corner to corner."
      : "Draw the box from corner to corner, or pull one of its corners.",
  );
}

/** Let the joints tell the box. */
export function deriveBox(session: Session): void {
  const person = needPerson(session);
  if (!person) return;
  commitUnlocked(session, "box from joints", [{ op: "set_box", row: person.row, box: null }]);
}
