import { toImage } from "../geometry";
import { nearestBone, nearestJoint, position } from "../hit";
import type { Effect, Grab, PointerInput, ToolContext, ToolRules } from "./types";

/** How near to a joint or a bone a press must be, in canvas pixels. */
const REACH = { mouse: 12, touch: 22 };

/** Select and drag joints; a bone selects its person; empty ground lets go of the joint. */
export const editTool: ToolRules = {
  name: "edit",
  grab(input, context) {
    return input.button === "main" ? jointUnder(input, context) : null;
  },
  click(input, state, context): readonly Effect[] {
    if (state.grab || state.button !== "main") return [];
    const { rows, skeleton, camera, canvas, active } = context;
    const point = toImage(camera, canvas, ...input.at);
    const bone = nearestBone(rows, skeleton.edges, point, reach(input) / 2 / camera.zoom);
    const index = bone >= 0 ? bone : active;
    return [{ type: "select", row: rows.row[index] ?? -1, keypoint: -1 }];
  },
};

/** The joint a pointer is on, or null. */
export function jointUnder(
  input: Pick<PointerInput, "at" | "touch">,
  context: ToolContext,
): Grab | null {
  const { camera, canvas, rows, active } = context;
  const point = toImage(camera, canvas, ...input.at);
  const joint = nearestJoint(rows, point, reach(input) / camera.zoom, active);
  if (!joint) return null;
  const { index, keypoint } = joint;
  return { row: rows.row[index]!, keypoint, start: position(rows, index, keypoint) };
}

function reach(input: Pick<PointerInput, "touch">): number {
  return input.touch ? REACH.touch : REACH.mouse;
}
