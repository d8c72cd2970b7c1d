import { Origin, type Selection, type Visibility } from "./protocol";
import { indexOfRow, type RowBlock } from "./rows";
import { heldOf, middleOf } from "./shape";

/** Where a joint stands on the way through the skeleton: skipped means that a person said it is absent. */
export type Progress = "placed" | "skipped" | "pending";

export function progressOf(rows: RowBlock, index: number, keypoint: number): Progress {
  const joint = index * rows.keypoints + keypoint;
  if (rows.visibility[joint] !== 0) return "placed";
  return rows.origin[joint] === Origin.PERSON ? "skipped" : "pending";
}

const SEEN = ["absent", "hidden", "visible"] as const;

/** What is said of a joint; pending: nobody has said anything of it yet. */
export type JointState = (typeof SEEN)[number] | "pending";

export function stateOf(rows: RowBlock, index: number, keypoint: number): JointState {
  const pending = progressOf(rows, index, keypoint) === "pending";
  return pending
    ? "pending"
    : SEEN[rows.visibility[index * rows.keypoints + keypoint] as Visibility];
}

/** The first pending joint after `from` in skeleton order, or -1: what was passed over stays passed over. */
export function nextUnlabelled(rows: RowBlock, index: number, from: number): number {
  for (let keypoint = from + 1; keypoint < rows.keypoints; keypoint++) {
    if (progressOf(rows, index, keypoint) === "pending") return keypoint;
  }
  return -1;
}

/** Number of joints of a person that have a label. */
export function labelled(rows: RowBlock, index: number): number {
  const { keypoints, visibility } = rows;
  let n = 0;
  for (let k = 0; k < keypoints; k++) if (visibility[index * keypoints + k] !== 0) n++;
  return n;
}

/** Who was worked on last, to find the same person in the next frame. */
export interface Memory {
  readonly track: number;
  readonly keypoint: number;
}

/**
 * What to select when a frame comes up: the row itself if it is here, else the same track, else an only person.
 *
 * The joint stays, so that one joint can be followed through the frames.
 */
export function follow(rows: RowBlock, selection: Selection, memory: Memory): Selection {
  if (indexOfRow(rows, selection.row) >= 0) return selection;
  const same = memory.track < 0 ? -1 : rows.track.indexOf(memory.track);
  const index = same >= 0 ? same : rows.count === 1 ? 0 : -1;
  return { row: rows.row[index] ?? -1, keypoint: memory.keypoint };
}

/** Track of a new person: none in still images, else the one last worked on or the smallest that is free. */
export function newTrack(rows: RowBlock, memory: Memory, still: boolean): number {
  if (still) return -1;
  if (memory.track >= 0 && !rows.track.includes(memory.track)) return memory.track;
  let track = 0;
  while (rows.track.includes(track)) track++;
  return track;
}

/**
 * Whose pose of the frame before to take: the same track, else of the active person's nearest, else of the first one
 * who is not in this frame yet.
 */
export function nearestPerson(
  before: RowBlock,
  rows: RowBlock | null,
  active: number,
  lastTrack: number,
): number {
  const track = rows && active >= 0 ? rows.track[active]! : lastTrack;
  const same = track < 0 ? -1 : before.track.indexOf(track);
  if (same >= 0) return same;
  const others = [...before.row.keys()];
  if (!rows || active < 0) {
    return Math.max(
      0,
      before.track.findIndex((t) => t < 0 || !rows?.track.includes(t)),
    );
  }
  const [x, y] = middleOf(heldOf(rows, active));
  const away = others.map((index) => {
    const [bx, by] = middleOf(heldOf(before, index));
    const distance = Math.hypot(bx - x, by - y);
    return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  });
  return away.indexOf(Math.min(...away));
}
