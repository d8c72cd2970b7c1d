import { boxOf, cornersOf } from "../boxes";
import { clampPoint, toCanvas, toImage } from "../geometry";
import { HANDLE_REACH } from "../handles";
import { personUnder } from "./catch";
import type { Boxing, Effect, PointerInput, ToolContext, ToolRules } from "./types";

/** Draw the box of the active person from corner to corner, or pull one corner of it; a bone picks its person. */
export const boxTool: ToolRules = {
  name: "box",
  grab(input, context): Boxing | null {
    const row = context.rows.row[context.active];
    if (input.button !== "main" || row === undefined) return null;
    const corner = cornerUnder(input, context);
    if (corner) return { kind: "box", row, anchor: corner[1], corner: corner[0] };
    const point = clampPoint(toImage(context.camera, context.canvas, ...input.at), context.frame);
    return { kind: "box", row, anchor: point, corner: point };
  },
  click(input, state, context): readonly Effect[] {
    const index = state.button === "main" ? personUnder(input, context) : -1;
    return index < 0 ? [] : [{ type: "select", row: context.rows.row[index]!, keypoint: -1 }];
  },
};

/** The corner of the active person's box that a pointer is on, and the one opposite to it. */
function cornerUnder({ at, touch }: Pick<PointerInput, "at" | "touch">, context: ToolContext) {
  const { rows, active, camera, canvas, frame } = context;
  const shown = boxOf(rows, active, frame);
  if (!shown) return undefined;
  const reach = touch ? HANDLE_REACH.touch : HANDLE_REACH.mouse;
  return cornersOf(shown.box).find(([corner]) => {
    const [x, y] = toCanvas(camera, canvas, ...corner);
    return Math.hypot(x - at[0], y - at[1]) <= reach;
  });
}
