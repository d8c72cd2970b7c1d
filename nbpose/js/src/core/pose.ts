import { clamp, type Size, type XY } from "./geometry";
import { position } from "./hit";
import { progressOf } from "./people";
import type { Edit, Visibility } from "./protocol";
import type { RowBlock } from "./rows";
import { boundsOf } from "./shape";

/** A pose apart from its person: to be copied, averaged, and put down again. */

export interface PoseJoint {
  /** null: absent, because somebody said so */
  readonly at: XY | null;
  readonly visibility: Visibility;
}

/** By keypoint; a joint that nobody has labelled is not in it. */
export type Pose = ReadonlyMap<number, PoseJoint>;

export function poseOf(rows: RowBlock, index: number): Pose {
  const pose = new Map<number, PoseJoint>();
  for (let keypoint = 0; keypoint < rows.keypoints; keypoint++) {
    const progress = progressOf(rows, index, keypoint);
    const visibility = rows.visibility[index * rows.keypoints + keypoint] as Visibility;
    const at = progress === "placed" ? position(rows, index, keypoint) : null;
    if (progress !== "pending") pose.set(keypoint, { at, visibility });
  }
  return pose;
}

/** The edits that give a person a pose; joints that the pose does not have stay as they are. */
export function editsToPut(row: number, pose: Pose): Edit[] {
  return [...pose].map(([keypoint, { at, visibility }]): Edit => {
    return at && visibility !== 0
      ? { op: "place", row, keypoint, to: at, visibility }
      : { op: "set_visibility", row, keypoint, visibility: 0 };
  });
}

/**
 * A pose for another picture: as it is where it lies inside, else scaled as the pictures are, else pushed inside.
 *
 * `from` is the size of the picture it comes from.
 */
export function fitInto(pose: Pose, from: Size, frame: Size): Pose {
  if (liesInside(pose, frame)) return pose;
  const scale = Math.min(frame.width / from.width, frame.height / from.height);
  const scaled = mapped(pose, ([x, y]) => [x * scale, y * scale]);
  if (liesInside(scaled, frame)) return scaled;
  return mapped(scaled, ([x, y]) => [clamp(x, 0, frame.width - 1), clamp(y, 0, frame.height - 1)]);
}

function liesInside(pose: Pose, { width, height }: Size): boolean {
  return pointsOf(pose).every(([x, y]) => x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1);
}

/** A pose moved and scaled such that its box has this middle and this longer side. */
export function placedAt(pose: Pose, [cx, cy]: XY, size: number): Pose {
  return mapped(pose, ([x, y]) => [cx + x * size, cy + y * size]);
}

/** The average of poses about (0, 0), the longer side of the box 1, and the median of their sizes in pixels. */
export interface Average {
  readonly pose: Pose;
  readonly size: number;
  readonly people: number;
}

/** Whoever has fewer joints than this share of the fullest pose would spoil the average: its box is another. */
const FULL_ENOUGH = 0.75;

/**
 * What people look like: each pose is moved to (0, 0) and scaled by the longer side of its box, then joints are
 * averaged. Nobody is turned. null where nobody has two joints.
 */
export function averagePose(poses: readonly Pose[]): Average | null {
  const shaped = poses.flatMap((pose) => {
    const box = boundsOf(pointsOf(pose));
    const size = box ? Math.max(box.width, box.height) : 0;
    return box && size > 0 ? [{ pose, box, size, joints: pointsOf(pose).length }] : [];
  });
  const most = Math.max(0, ...shaped.map(({ joints }) => joints));
  const full = shaped.filter(({ joints }) => joints >= most * FULL_ENOUGH);
  if (full.length === 0) return null;
  const sums = new Map<number, [x: number, y: number, n: number]>();
  for (const { pose, box, size } of full) {
    const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [keypoint, { at }] of pose) {
      if (!at) continue;
      const [x, y, n] = sums.get(keypoint) ?? [0, 0, 0];
      sums.set(keypoint, [x + (at[0] - cx) / size, y + (at[1] - cy) / size, n + 1]);
    }
  }
  const means = [...sums].map(([keypoint, [x, y, n]]): [number, PoseJoint] => {
    return [keypoint, { at: [x / n, y / n], visibility: 2 }];
  });
  return { pose: new Map(means), size: median(full.map(({ size }) => size)), people: full.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function pointsOf(pose: Pose): XY[] {
  return [...pose.values()].map(({ at }) => at).filter((at) => at !== null);
}

function mapped(pose: Pose, move: (at: XY) => XY): Pose {
  return new Map(
    [...pose].map(([keypoint, joint]): [number, PoseJoint] => {
      return [keypoint, { ...joint, at: joint.at && move(joint.at) }];
    }),
  );
}
