import { handleUnder, jointUnder, personUnder, wholePerson, withLimb, withSelected } from "./catch";
import type { Catch, Effect, Grab, PointerInput, ToolContext, ToolRules } from "./types";

/**
 * Select and drag joints; a bone selects its person; empty ground lets go of the joints.
 *
 * Shift adds to the selection and drags limbs, Alt and the handles take a whole person: nothing less can move one.
 */
export const editTool: ToolRules = {
  name: "edit",
  grab(input, context): Catch | null {
    if (input.button !== "main") return null;
    if (input.alt) return wholePerson(input, context);
    const handle = handleUnder(input, context);
    if (handle) return handle;
    const joint = jointUnder(input, context);
    if (input.shift) return joint ? withLimb(joint, context) : { kind: "band" };
    return joint && withSelected(joint, context);
  },
  click(input, state, context): readonly Effect[] {
    const { grab } = state;
    if (state.button !== "main" || grab?.kind === "twist" || grab?.kind === "band") return [];
    if (grab?.kind === "joints") return clickOn(grab, state.shift, context);
    const { rows, active } = context;
    const bone = personUnder(input, context);
    const index = bone >= 0 ? bone : active;
    return [{ type: "select", row: rows.row[index] ?? -1, keypoint: -1 }];
  },
};

/** With Shift a joint joins the selection or leaves it; one of several is selected alone. */
function clickOn(grab: Grab, shift: boolean, context: ToolContext): readonly Effect[] {
  const { row, keypoint } = grab;
  if (shift && keypoint >= 0) return [toggled(grab, context)];
  return grab.held.length > 1 && keypoint >= 0 ? [{ type: "select", row, keypoint }] : [];
}

function toggled({ row, keypoint }: Grab, { rows, active, selected }: ToolContext): Effect {
  const before = rows.row[active] === row ? selected : [];
  const left = before.filter((other) => other !== keypoint);
  const keypoints = left.length < before.length ? left : [...left, keypoint];
  return { type: "choose", row, keypoint: keypoints.at(-1) ?? -1, keypoints };
}

/** What a pointer shows it would catch. */
export function catches(input: Pick<PointerInput, "at" | "touch">, context: ToolContext): boolean {
  return handleUnder(input, context) !== null || jointUnder(input, context) !== null;
}
