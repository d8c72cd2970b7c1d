import { clamp, type Rect, type Size, type XY } from "./geometry";
import { position } from "./hit";
import type { Edit } from "./protocol";
import type { RowBlock } from "./rows";

/** Several joints as one shape: where it lies, and how it is shifted, turned and scaled. */

/** A joint in the hand, and where it was when it was caught. */
export interface Held {
  readonly keypoint: number;
  readonly start: XY;
}

export interface Turn {
  /** radians, clockwise on screen */
  readonly angle: number;
  readonly factor: number;
}

export const NO_TURN: Turn = { angle: 0, factor: 1 };

/** Nobody is scaled by more at once, and nothing shrinks to a point. */
const FACTORS = [0.05, 20] as const;

/** The joints of a person that have a position; only those named, if any are. */
export function heldOf(rows: RowBlock, index: number, keypoints?: readonly number[]): Held[] {
  const wanted = keypoints ?? Array.from({ length: rows.keypoints }, (_, k) => k);
  return wanted
    .map((keypoint) => ({ keypoint, start: position(rows, index, keypoint) }))
    .filter(({ start }) => !Number.isNaN(start[0]));
}

/** The smallest rectangle around points, or null for none. */
export function boundsOf(points: readonly XY[]): Rect | null {
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The middle of the rectangle around a shape: what it is turned about. */
export function middleOf(held: readonly Held[]): XY {
  const bounds = boundsOf(held.map(({ start }) => start));
  return bounds
    ? [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2]
    : [Number.NaN, Number.NaN];
}

/** As much of a shift as leaves in the frame what is in it; what lies outside already holds nothing back. */
export function shiftWithin(held: readonly Held[], shift: XY, frame: Size): XY {
  const within = (axis: 0 | 1, size: number) => {
    const inside = held.map(({ start }) => start[axis]).filter((at) => at >= 0 && at <= size - 1);
    const low = Math.max(...inside.map((at) => -at), Number.NEGATIVE_INFINITY);
    const high = Math.min(...inside.map((at) => size - 1 - at), Number.POSITIVE_INFINITY);
    return clamp(shift[axis], low, high);
  };
  return [within(0, frame.width), within(1, frame.height)];
}

export function shifted(held: readonly Held[], [dx, dy]: XY): Held[] {
  return held.map(({ keypoint, start: [x, y] }) => ({ keypoint, start: [x + dx, y + dy] }));
}

/** A shape after it was turned and scaled about a point. */
export function turned(held: readonly Held[], [cx, cy]: XY, { angle, factor }: Turn): Held[] {
  const by = clamp(factor, ...FACTORS);
  const [cos, sin] = [by * Math.cos(angle), by * Math.sin(angle)];
  return held.map(({ keypoint, start: [x, y] }) => ({
    keypoint,
    start: [cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)],
  }));
}

/** The edits that bring joints where a shape has them now. */
export function movesTo(row: number, shape: readonly Held[]): Edit[] {
  return shape.map(({ keypoint, start }) => ({ op: "move", row, keypoint, to: start }));
}
