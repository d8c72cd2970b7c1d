import { position } from "./hit";
import { AreaSource, type Skeleton } from "./protocol";
import type { RowBlock } from "./rows";

/**
 * What a joint's OKS sigma means on the picture.
 *
 * COCO: a joint at distance d from the true one counts exp(-d^2 / (2 s^2 k^2)), with k = 2 sigma and s^2 the area of the
 * person. So it counts exp(-1/2) = 0.61 where d = k s, and one half where d = k s sqrt(2 ln 2).
 */
export interface SigmaRing {
  /** image pixels at which a displaced joint still counts 0.61 */
  readonly spread: number;
  /** image pixels at which it counts 0.5 */
  readonly half: number;
}

const HALF = Math.sqrt(2 * Math.log(2));

export function sigmaRing(sigma: number, area: number): SigmaRing {
  const spread = 2 * sigma * Math.sqrt(area);
  return { spread, half: spread * HALF };
}

/** Area of a person's box in square image pixels: their own, or the one around the joints; 0 where there is none. */
export function areaOf(rows: RowBlock, index: number): number {
  const [width, height] = [rows.box[4 * index + 2]!, rows.box[4 * index + 3]!];
  if (hasOwnBox(rows, index)) return width * height;
  const around = extentOf(rows, index);
  return around.width > 0 && around.height > 0 ? around.width * around.height : 0;
}

/** Whether a person has a box that does not come from the joints. */
export function hasOwnBox(rows: RowBlock, index: number): boolean {
  const [width, height] = [rows.box[4 * index + 2]!, rows.box[4 * index + 3]!];
  return rows.boxSource[index] !== AreaSource.POINTS && width > 0 && height > 0;
}

/** Sides of the box around a person's joints, in image pixels; -Infinity without any. */
export function extentOf(rows: RowBlock, index: number): { width: number; height: number } {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [top, bottom] = [left, right];
  for (let keypoint = 0; keypoint < rows.keypoints; keypoint++) {
    const [x, y] = position(rows, index, keypoint);
    if (Number.isNaN(x)) continue;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { width: right - left, height: bottom - top };
}

/** Why a person's rings cannot be drawn, as a sentence; empty where they can. */
export function whyNoRings(
  { name, sigmas }: Skeleton,
  rows: RowBlock | null,
  index: number,
): string {
  if (!sigmas) return `The skeleton ${name} has no OKS sigmas.`;
  if (!rows || index < 0) return "Pick a person to see the rings of the joints.";
  if (areaOf(rows, index) === 0) return "This person has no area yet: two joints apart are needed.";
  return "";
}
