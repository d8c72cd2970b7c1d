import { isLocked } from "../facts";
import { toImage, type XY } from "../geometry";
import { handleAt, handlesOf } from "../handles";
import { nearestBone, nearestJoint, position } from "../hit";
import { limbOf } from "../limbs";
import { heldOf, middleOf } from "../shape";
import type { Grab, PointerInput, ToolContext, Twist } from "./types";

/** What a press catches: a joint, several, a limb, or a whole person. */

/** How near to a joint or a bone a press must be, in canvas pixels. */
const REACH = { mouse: 12, touch: 22 };

type Where = Pick<PointerInput, "at" | "touch">;

/** The joint a pointer is on, or null. */
export function jointUnder(input: Where, context: ToolContext): Grab | null {
  const { camera, rows, active, skeleton } = context;
  const joint = nearestJoint(rows, pointAt(input, context), reach(input) / camera.zoom, active);
  if (!joint) return null;
  const { index, keypoint } = joint;
  const start = position(rows, index, keypoint);
  const held = [{ keypoint, start }];
  const name = skeleton.keypoints[keypoint]!;
  return { kind: "joints", row: rows.row[index]!, keypoint, start, held, name, selects: true };
}

/** All selected joints where the one caught is among them; else that one alone. */
export function withSelected(grab: Grab, { rows, active, selected }: ToolContext): Grab {
  const mine = rows.row[active] === grab.row && selected.includes(grab.keypoint);
  if (!mine || selected.length < 2) return grab;
  const held = heldOf(rows, active, selected);
  return { ...grab, held, name: `${held.length} joints`, selects: false };
}

/** The joint with what hangs on it. */
export function withLimb(grab: Grab, { rows, skeleton }: ToolContext): Grab {
  const index = rows.row.indexOf(grab.row);
  const held = heldOf(rows, index, limbOf(skeleton.edges, grab.keypoint));
  return { ...grab, held, name: `limb of ${grab.name}` };
}

/** Index of the person whose bone a pointer is on, or -1. */
export function personUnder(input: Where, context: ToolContext): number {
  const { rows, skeleton, camera } = context;
  const radius = reach(input) / 2 / camera.zoom;
  return nearestBone(rows, skeleton.edges, pointAt(input, context), radius);
}

/** The whole of the person that a pointer is on, else of the active one. */
export function wholePerson(input: Where, context: ToolContext): Grab | null {
  const { rows, active } = context;
  const joint = jointUnder(input, context);
  const bone = joint ? rows.row.indexOf(joint.row) : personUnder(input, context);
  return personGrab(context, bone >= 0 ? bone : active, pointAt(input, context));
}

/** What of the active person's handles a pointer is on; there are none while a joint is selected. */
export function handleUnder(input: Where, context: ToolContext): Grab | Twist | null {
  const { rows, active, camera, canvas } = context;
  const handles = showsHandles(context) ? handlesOf(rows, active, camera, canvas) : null;
  const name = handles && handleAt(handles, input.at, input.touch);
  if (!name) return null;
  if (name === "move") return personGrab(context, active, pointAt(input, context));
  return twistOf(context, name);
}

/** The active person, to be turned or scaled. */
export function twistOf({ rows, active }: ToolContext, how: Twist["how"]): Twist | null {
  const held = active < 0 ? [] : heldOf(rows, active);
  if (held.length < 2) return null;
  return { kind: "twist", row: rows.row[active]!, how, centre: middleOf(held), held };
}

export function showsHandles({ rows, active, selected, editable }: ToolContext): boolean {
  return editable && active >= 0 && selected.length === 0 && !isLocked(rows, active);
}

function personGrab({ rows }: ToolContext, index: number, start: XY): Grab | null {
  const held = index < 0 ? [] : heldOf(rows, index);
  if (held.length === 0) return null;
  const row = rows.row[index]!;
  return { kind: "joints", row, keypoint: -1, start, held, name: "person", selects: true };
}

function pointAt({ at }: Where, { camera, canvas }: ToolContext): XY {
  return toImage(camera, canvas, ...at);
}

function reach({ touch }: Where): number {
  return touch ? REACH.touch : REACH.mouse;
}
