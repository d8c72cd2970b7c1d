import { type Size, toCanvas } from "../core/geometry";
import type { Camera, Colors, Side } from "../core/protocol";
import { boneSide, type Draft, type Joint, jointOf } from "../core/skeleton/draft";
import { sideOf } from "../core/skeleton/naming";
import type { Finding } from "../core/skeleton/protocol";
import type { Selection } from "../skeleton/session";
import { type Bone, type Label, type Mark, type Scene, shapeOf } from "./scene";

export interface DraftInput {
  readonly draft: Draft;
  readonly findings: readonly Finding[];
  readonly selection: Selection;
  readonly colors: Colors;
  readonly camera: Camera;
  readonly canvas: Size;
  readonly labels: boolean;
  /** id of a joint that is in the hand or under a dragged bone, or -1 */
  readonly raised: number;
  /** id of the joint whose name stands in a field beside it, or -1 */
  readonly naming: number;
}

const RADIUS = 6;
const LETTER = 6.6; // canvas pixels a letter takes, about
const LINE = 19;
const GAP = 12;

export function paletteColor(colors: Colors, side: Side): string {
  return colors[side === "" ? "middle" : side];
}

export function jointColor(colors: Colors, joint: Joint): string {
  return joint.color || paletteColor(colors, sideOf(joint.name));
}

/** A draft as it is drawn, in canvas pixels. */
export function draftScene(input: DraftInput): Scene {
  return {
    rings: [],
    bones: bonesOf(input),
    marks: input.draft.joints.map((joint) => markOf(input, joint)),
    labels: input.labels ? labelsOf(input) : [],
  };
}

function bonesOf({ draft, colors, camera, canvas, selection }: DraftInput): Bone[] {
  const bones: Bone[] = [];
  for (const bone of draft.bones) {
    const [from, to] = [jointOf(draft, bone.a), jointOf(draft, bone.b)];
    if (!from || !to) continue;
    const chosen = selection.kind === "bone" && selection.a === bone.a && selection.b === bone.b;
    bones.push({
      from: toCanvas(camera, canvas, from.x, from.y),
      to: toCanvas(camera, canvas, to.x, to.y),
      color: bone.color || paletteColor(colors, boneSide(draft, bone)),
      width: chosen ? 7 : 3,
      alpha: 1,
      edged: true,
    });
  }
  return bones;
}

function markOf(input: DraftInput, joint: Joint): Mark {
  const { colors, camera, canvas, selection, raised, findings } = input;
  const selected = selection.kind === "joint" && selection.id === joint.id;
  const wrong = findings.some(
    ({ severity, joints }) => severity === "error" && joints.includes(joint.id),
  );
  return {
    at: toCanvas(camera, canvas, joint.x, joint.y),
    shape: shapeOf(sideOf(joint.name)),
    radius: selected || raised === joint.id ? RADIUS + 2 : RADIUS,
    color: jointColor(colors, joint),
    alpha: 1,
    hollow: wrong,
    rim: "white",
    selected: selected || raised === joint.id,
  };
}

/** Names beside the joints; one that would cover another is left out, that of the selected joint never. */
function labelsOf(input: DraftInput): Label[] {
  const { draft, camera, canvas, colors, selection } = input;
  const chosen = selection.kind === "joint" ? selection.id : -1;
  const order = [...draft.joints].sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen));
  const middle = draft.joints.reduce((sum, { x }) => sum + x, 0) / Math.max(1, draft.joints.length);
  const taken: Box[] = [];
  const labels: Label[] = [];
  for (const joint of order) {
    if (joint.id === input.naming) continue;
    const [x, y] = toCanvas(camera, canvas, joint.x, joint.y);
    const width = joint.name.length * LETTER + LINE;
    const side = sideOfLabel(joint.x < middle - 1, x, width, canvas.width);
    const box = { x: side === "left" ? x - GAP - width : x + GAP, y, width };
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    const at = [side === "left" ? x - GAP : x + GAP, y] as const;
    const text = joint.name.replaceAll("_", " ");
    labels.push({ at, side, text, color: jointColor(colors, joint) });
  }
  return labels;
}

/** Away from the middle, unless the name would leave the canvas. */
function sideOfLabel(isLeft: boolean, x: number, width: number, canvas: number): Label["side"] {
  if (isLeft) return x - GAP - width < 0 ? "right" : "left";
  return x + GAP + width > canvas ? "left" : "right";
}

type Box = { x: number; y: number; width: number };

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < LINE && a.x < b.x + b.width && b.x < a.x + a.width;
}
