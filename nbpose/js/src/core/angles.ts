import type { XY } from "./geometry";
import type { AngleDefinition, Angles, Facing, Weights } from "./protocol";
import type { RowBlock } from "./rows";

/** Joint angles of one person as `nbpose.analysis.joint_angles` measures them; tests/angles holds both to it. */

/** Why an angle has no value: the view, or its keypoints. */
export type Lack = "" | "front" | "back" | "unknown" | "missing" | "unsure" | "coincide";

export interface Reading {
  readonly definition: AngleDefinition;
  /** degrees; NaN where `lack` says why */
  readonly value: number;
  readonly lack: Lack;
}

/** How a turn in the picture counts for somebody who faces this way. */
export const SIGNS: Partial<Record<Facing, 1 | -1>> = { left: -1, right: 1 };
const VERTICAL: XY = [0, 1]; // y counts downwards

/** The angles that a keypoint takes part in, those first that are measured at it. */
export function anglesAt({ definitions }: Angles, keypoint: number): readonly AngleDefinition[] {
  const rank = (definition: AngleDefinition) =>
    weightIn(definition, keypoint) + (vertexOf(definition) === keypoint ? 9 : 0);
  return definitions
    .filter((definition) => weightIn(definition, keypoint) > 0)
    .sort((a, b) => rank(b) - rank(a));
}

/** The keypoint at which an angle lies: the one both segments meet in, or the beginning of one; -1 for a middle. */
export function vertexOf({ start, end }: AngleDefinition): number {
  const parts = [...(start ?? []), ...(end ?? [])];
  const shared = parts.find(([k]) => weightIn({ start, end }, k) > 1);
  return (shared ?? parts.find(([, weight]) => weight === -1))?.[0] ?? -1;
}

function weightIn({ start, end }: Pick<AngleDefinition, "start" | "end">, keypoint: number) {
  return [...(start ?? []), ...(end ?? [])]
    .filter(([k]) => k === keypoint)
    .reduce((sum, [, weight]) => sum + Math.abs(weight), 0);
}

/** One angle of the person at `index`, who faces as told. */
export function readAngle(
  definition: AngleDefinition,
  rows: RowBlock,
  index: number,
  facing: Facing,
  confidence: number,
): Reading {
  const sign = SIGNS[facing] ?? Number.NaN;
  const start = segmentOf(definition.start, rows, index);
  const end = segmentOf(definition.end, rows, index);
  const angle = wrap(definition.offset - sign * turn(start, end), definition.lowest);
  const lack = sign ? lackOf(definition, rows, index, confidence) : (facing as Lack);
  if (lack) return { definition, value: Number.NaN, lack };
  return { definition, value: angle, lack: Number.isNaN(angle) ? "coincide" : "" };
}

/** A segment's vector; NaN where one of its points has no position. */
export function segmentOf(weights: Weights | null, { xy, keypoints }: RowBlock, index: number): XY {
  if (weights === null) return VERTICAL;
  let [x, y] = [0, 0];
  for (const [keypoint, weight] of weights) {
    const at = 2 * (index * keypoints + keypoint);
    x += weight * xy[at]!;
    y += weight * xy[at + 1]!;
  }
  return [x, y];
}

function lackOf(
  { start, end }: AngleDefinition,
  rows: RowBlock,
  index: number,
  confidence: number,
): Lack {
  const joints = [...(start ?? []), ...(end ?? [])].map(([k]) => index * rows.keypoints + k);
  const placed = (joint: number) =>
    rows.visibility[joint] !== 0 && Number.isFinite(rows.xy[2 * joint]! + rows.xy[2 * joint + 1]!);
  if (!joints.every(placed)) return "missing";
  // a point that a person placed has NaN, and counts
  return joints.some((joint) => rows.confidence[joint]! < confidence) ? "unsure" : "";
}

/** Degrees from one direction to another, from the x axis towards the y axis; NaN where one has no length. */
function turn(a: XY, b: XY): number {
  if (!(hasLength(a) && hasLength(b))) return Number.NaN;
  const cross = a[0] * b[1] - a[1] * b[0];
  return (Math.atan2(cross, a[0] * b[0] + a[1] * b[1]) * 180) / Math.PI;
}

function hasLength([x, y]: XY): boolean {
  return Math.max(Math.abs(x), Math.abs(y)) > 0;
}

/** Bring an angle above `lowest`, up to and with 360 degrees more. */
function wrap(degrees: number, lowest: number): number {
  const highest = lowest + 360;
  const below = highest - degrees;
  return highest - (below - 360 * Math.floor(below / 360));
}
