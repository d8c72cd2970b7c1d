import type { Selection } from "./protocol";
import { indexOfRow, type RowBlock } from "./rows";

/** The first joint without a label after `from` in skeleton order, or -1: what was passed over stays passed over. */
export function nextUnlabelled(rows: RowBlock, index: number, from: number): number {
  for (let keypoint = from + 1; keypoint < rows.keypoints; keypoint++) {
    if (rows.visibility[index * rows.keypoints + keypoint] === 0) return keypoint;
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
