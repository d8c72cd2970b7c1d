import { clampPoint } from "../geometry";
import {
  type Effect,
  type Grab,
  IDLE,
  type PointerInput,
  type Step,
  type ToolContext,
  type ToolRules,
  type ToolState,
} from "./types";

/** A press becomes a drag after this many canvas pixels; a finger trembles more than a mouse. */
const THRESHOLD = { mouse: 3, touch: 8 };

/**
 * One step of a pointer gesture, from press to release.
 *
 * Nothing is committed before the release, and a cancelled gesture leaves nothing behind.
 */
export function step(
  rules: ToolRules,
  state: ToolState,
  input: PointerInput,
  context: ToolContext,
): Step {
  if (input.type === "cancel") return stay(IDLE);
  if (input.type === "down") return press(rules, state, input, context);
  switch (state.kind) {
    case "idle":
      return stay(state);
    case "pressing":
      return input.type === "up"
        ? { state: IDLE, effects: rules.click(input, state, context) }
        : pull(state, input, context);
    case "dragging":
      return drag(state, input, context);
    case "panning":
      return panBy(state, input);
  }
}

function press(
  rules: ToolRules,
  state: ToolState,
  input: PointerInput,
  context: ToolContext,
): Step {
  if (state.kind !== "idle") return stay(state);
  if (input.button === "middle") return stay({ kind: "panning", last: input.at });
  const grab = rules.grab(input, context);
  const pressing = { kind: "pressing", from: input.at, grab, button: input.button } as const;
  return { state: pressing, effects: grab && rules.name === "edit" ? [select(grab)] : [] };
}

/** A press that moves: on a joint it drags the joint, on empty ground the picture. */
function pull(
  state: ToolState & { kind: "pressing" },
  input: PointerInput,
  context: ToolContext,
): Step {
  const { from, grab, button } = state;
  const moved = Math.hypot(input.at[0] - from[0], input.at[1] - from[1]);
  if (moved < (input.touch ? THRESHOLD.touch : THRESHOLD.mouse)) return stay(state);
  if (button !== "main") return stay(state);
  if (!grab || !context.editable) return panBy({ kind: "panning", last: from }, input);
  return drag({ kind: "dragging", from, grab, at: grab.start }, input, context);
}

/** The joint keeps its distance to the pointer, so it never jumps under the hand. */
function drag(
  state: ToolState & { kind: "dragging" },
  input: PointerInput,
  context: ToolContext,
): Step {
  const { from, grab } = state;
  const { zoom } = context.camera;
  const at = clampPoint(
    [
      grab.start[0] + (input.at[0] - from[0]) / zoom,
      grab.start[1] + (input.at[1] - from[1]) / zoom,
    ],
    context.frame,
  );
  if (input.type === "move") return stay({ ...state, at });
  if (at[0] === grab.start[0] && at[1] === grab.start[1]) return stay(IDLE);
  const { row, keypoint } = grab;
  const label = `move ${context.skeleton.keypoints[keypoint]}`;
  const commit: Effect = { type: "commit", label, edits: [{ op: "move", row, keypoint, to: at }] };
  return { state: IDLE, effects: [select(grab), commit] };
}

function select({ row, keypoint }: Grab): Effect {
  return { type: "select", row, keypoint };
}

function panBy(state: ToolState & { kind: "panning" }, input: PointerInput): Step {
  const [dx, dy] = [input.at[0] - state.last[0], input.at[1] - state.last[1]];
  const effects: Effect[] = [{ type: "pan", dx, dy }];
  return { state: input.type === "up" ? IDLE : { kind: "panning", last: input.at }, effects };
}

function stay(state: ToolState): Step {
  return { state, effects: [] };
}
