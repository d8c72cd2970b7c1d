import type { XY } from "../geometry";
import { type Bone, type Draft, jointOf } from "./draft";

/** Id of the joint nearest to a point within `radius` (pixels of the ground), or -1. */
export function jointAt(draft: Draft, [x, y]: XY, radius: number): number {
  let best = -1;
  let limit = radius;
  for (const joint of draft.joints) {
    const gap = Math.hypot(joint.x - x, joint.y - y);
    if (gap > limit) continue;
    best = joint.id;
    limit = gap;
  }
  return best;
}

/** The bone nearest to a point within `radius` (pixels of the ground), or null. */
export function boneAt(draft: Draft, at: XY, radius: number): Bone | null {
  let best: Bone | null = null;
  let limit = radius;
  for (const bone of draft.bones) {
    const [from, to] = [jointOf(draft, bone.a), jointOf(draft, bone.b)];
    if (!from || !to) continue;
    const gap = fromSegment(at, [from.x, from.y], [to.x, to.y]);
    if (gap > limit) continue;
    best = bone;
    limit = gap;
  }
  return best;
}

function fromSegment([x, y]: XY, [ax, ay]: XY, [bx, by]: XY): number {
  const [ex, ey] = [bx - ax, by - ay];
  const length = ex * ex + ey * ey;
  const along = length > 0 ? ((x - ax) * ex + (y - ay) * ey) / length : 0;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - t * ex, y - ay - t * ey);
}
