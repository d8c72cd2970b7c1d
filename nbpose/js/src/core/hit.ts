import type { XY } from "./geometry";
import type { RowBlock } from "./rows";

export interface Joint {
  /** index of the person in the block */
  readonly index: number;
  readonly keypoint: number;
}

/** How much nearer the joints of the active person count: people overlap, and one is being worked on. */
const ACTIVE = 0.5;

/** The joint nearest to a point within `radius` (image pixels), the active person's before the others'. */
export function nearestJoint(
  rows: RowBlock,
  [x, y]: XY,
  radius: number,
  active: number,
): Joint | null {
  const { keypoints, xy, visibility } = rows;
  let best = -1;
  let limit = radius * radius;
  for (let joint = 0; joint < visibility.length; joint++) {
    const dx = xy[2 * joint]! - x;
    const dy = xy[2 * joint + 1]! - y;
    const squared = dx * dx + dy * dy;
    if (visibility[joint] === 0 || !(squared <= radius * radius)) continue;
    const mine = joint >= active * keypoints && joint < (active + 1) * keypoints;
    const score = mine ? squared * ACTIVE * ACTIVE : squared;
    if (score <= limit) {
      best = joint;
      limit = score;
    }
  }
  return best < 0 ? null : { index: Math.floor(best / keypoints), keypoint: best % keypoints };
}

/** Index of the person whose bone is nearest to a point within `radius` (image pixels), or -1. */
export function nearestBone(
  rows: RowBlock,
  edges: readonly (readonly [number, number])[],
  point: XY,
  radius: number,
): number {
  let best = -1;
  let limit = radius;
  for (let index = 0; index < rows.count; index++) {
    for (const [from, to] of edges) {
      const d = distanceToSegment(point, position(rows, index, from), position(rows, index, to));
      if (d <= limit) {
        best = index;
        limit = d;
      }
    }
  }
  return best;
}

/** Position of a joint; NaN where it has none. */
export function position(rows: RowBlock, index: number, keypoint: number): XY {
  const at = 2 * (index * rows.keypoints + keypoint);
  return [rows.xy[at] ?? Number.NaN, rows.xy[at + 1] ?? Number.NaN];
}

function distanceToSegment([x, y]: XY, [ax, ay]: XY, [bx, by]: XY): number {
  const [ex, ey] = [bx - ax, by - ay];
  const length = ex * ex + ey * ey;
  const along = length > 0 ? ((x - ax) * ex + (y - ay) * ey) / length : 0;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - t * ex, y - ay - t * ey);
}
