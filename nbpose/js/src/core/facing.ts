import { segmentOf } from "./angles";
import type { Angles, Cue, Facing, FacingMessage } from "./protocol";
import type { RowBlock } from "./rows";

/**
 * Where a person faces: the sign of every angle hangs on it.
 *
 * Python decides it over a second of a track and sends stretches; a row that belongs to none is decided by
 * itself, as Python does, from the same cues.
 */
export function facingOf(
  angles: Angles,
  stretches: FacingMessage["stretches"],
  rows: RowBlock,
  index: number,
): Facing {
  const [track, frame] = [rows.track[index]!, rows.frame[index]!];
  const own = stretches.filter((stretch) => stretch[0] === track);
  if (own.length === 0) return facingOfRow(angles, rows, index);
  const distance = ([, start, stop]: (typeof own)[number]) =>
    Math.max(start - frame, frame - stop + 1, 0);
  return own.reduce((best, other) => (distance(other) < distance(best) ? other : best))[3];
}

/** Decided from one row alone. */
function facingOfRow(angles: Angles, rows: RowBlock, index: number): Facing {
  const { cues, limits } = angles;
  const mean = (parts: readonly Cue[]) =>
    meanOf(parts.map((cue) => [aheadOf(cue, angles, rows, index), 1]));
  const forward = meanOf([
    [mean(cues.feet), cues.feet_weight],
    [mean(cues.head), 1],
  ]);
  const width = mean(cues.breadth);
  const broad = Math.min(Math.abs(width), 1);
  const sideways = Number.isNaN(forward) ? bySide(mean(cues.knees), broad, limits.clear) : forward;
  const across = width > 0 ? "front" : "back";
  if (Number.isNaN(sideways)) return broad > limits.broad ? across : "unknown";
  const view = (Math.atan2(broad, Math.abs(sideways)) * 180) / Math.PI;
  if (view > limits.frontal) return across;
  return sideways > 0 ? "right" : "left";
}

/** Without feet and head, bent knees tell the side, and the breadth how far the person is turned to it. */
function bySide(knees: number, broad: number, clear: number): number {
  const guess = Math.min(Math.max(knees, -1), 1);
  return Math.abs(guess) > clear ? Math.sign(guess) * Math.sqrt(1 - broad ** 2) : Number.NaN;
}

/** Part of a segment at right angles to a body axis, in trunks and in parts of a full view. */
function aheadOf(cue: Cue, { cues }: Angles, rows: RowBlock, index: number): number {
  const [downX, downY] = segmentOf(cue.axis, rows, index);
  const [x, y] = segmentOf(cue.segment, rows, index);
  const trunk = segmentOf(cues.trunk, rows, index);
  return (downY * x - downX * y) / (Math.hypot(downX, downY) * Math.hypot(...trunk) * cue.full);
}

/** Weighted mean of those that are there. */
function meanOf(parts: readonly (readonly [value: number, weight: number])[]): number {
  const there = parts.filter(([value]) => Number.isFinite(value));
  const total = there.reduce((sum, [, weight]) => sum + weight, 0);
  return there.reduce((sum, [value, weight]) => sum + value * weight, 0) / total; // 0 / 0 is NaN
}
