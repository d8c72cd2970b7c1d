import { boxBetween, jointsWithin } from "../boxes";
import { isLocked } from "../facts";
import { clampPoint, toImage, type XY } from "../geometry";
import type { Edit } from "../protocol";
import { indexOfRow } from "../rows";
import { movesTo, NO_TURN, shifted, shiftWithin, type Turn, turned } from "../shape";
import { twistOf } from "./catch";
import {
  type Catch,
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

/** With Shift a person turns in steps of this. */
const DETENT = Math.PI / 12;

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
    case "panning":
      return panBy(state, input);
    default: {
      const moved = follow(state, input, context);
      return input.type === "up" ? settle(moved, context) : stay(moved);
    }
  }
}

/** The edits a gesture would commit if it ended now: what is shown while it lasts. */
export function editsOf(state: ToolState): readonly Edit[] {
  if (state.kind === "dragging") {
    const { grab, at } = state;
    const shift: XY = [at[0] - grab.start[0], at[1] - grab.start[1]];
    return shift[0] === 0 && shift[1] === 0 ? [] : movesTo(grab.row, shifted(grab.held, shift));
  }
  if (state.kind === "twisting") {
    const { grab, turn } = state;
    if (turn.angle === 0 && turn.factor === 1) return [];
    return movesTo(grab.row, turned(grab.held, grab.centre, turn));
  }
  if (state.kind !== "boxing") return [];
  const box = boxBetween(state.grab.anchor, state.at);
  return box ? [{ op: "set_box", row: state.grab.row, box }] : [];
}

/** The wheel turns or scales the active person; `settle` ends that. */
export function wheel(state: ToolState, by: Partial<Turn>, context: ToolContext): Step {
  const grab = state.kind === "twisting" ? state.grab : twistOf(context, "turn");
  if (!grab || !context.editable || (state.kind !== "idle" && state.kind !== "twisting")) {
    return stay(state);
  }
  if (lockedBy(grab, context)) return { state: IDLE, effects: [{ type: "locked" }] };
  const { angle, factor } = state.kind === "twisting" ? state.turn : NO_TURN;
  const turn = { angle: angle + (by.angle ?? 0), factor: factor * (by.factor ?? 1) };
  return stay({ kind: "twisting", from: null, grab, turn });
}

/** End a gesture: what it has come to is committed. */
export function settle(state: ToolState, context: ToolContext): Step {
  const edits = editsOf(state);
  if (state.kind === "banding") return { state: IDLE, effects: chosen(state, context) };
  if (edits.length === 0) return stay(IDLE);
  const commit: Effect = { type: "commit", label: labelOf(state), edits };
  const select = state.kind === "dragging" ? selectionOf(state.grab) : [];
  return { state: IDLE, effects: [...select, commit] };
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
  const { button, shift, at } = input;
  const effects = rules.name === "edit" && grab?.kind === "joints" && !shift;
  return {
    state: { kind: "pressing", from: at, grab, button, shift },
    effects: effects ? selectionOf(grab) : [],
  };
}

/** A press that moves: it takes along what it caught, and on empty ground the picture. */
function pull(
  state: ToolState & { kind: "pressing" },
  input: PointerInput,
  context: ToolContext,
): Step {
  const { from, grab, button } = state;
  const moved = Math.hypot(input.at[0] - from[0], input.at[1] - from[1]);
  if (moved < (input.touch ? THRESHOLD.touch : THRESHOLD.mouse)) return stay(state);
  if (button !== "main") return stay(state);
  if (grab?.kind === "band") return stay({ kind: "banding", from, at: input.at });
  if (!grab || !context.editable) return panBy({ kind: "panning", last: from }, input);
  if (lockedBy(grab, context)) return { state: IDLE, effects: [{ type: "locked" }] };
  return stay(follow(begun(grab, from), input, context));
}

function begun(grab: Exclude<Catch, { kind: "band" }>, from: XY): ToolState {
  if (grab.kind === "box") return { kind: "boxing", grab, at: grab.corner };
  if (grab.kind === "twist") return { kind: "twisting", from, grab, turn: NO_TURN };
  return { kind: "dragging", from, grab, at: grab.start };
}

/** Where a gesture is after the pointer has moved; what it holds never jumps under the hand. */
function follow(state: ToolState, input: PointerInput, context: ToolContext): ToolState {
  const { camera, canvas, frame } = context;
  switch (state.kind) {
    case "dragging":
      return { ...state, at: dragged(state, input, context) };
    case "twisting":
      return state.from
        ? { ...state, turn: turnOf(state.grab, state.from, input, context) }
        : state;
    case "boxing":
      return { ...state, at: clampPoint(toImage(camera, canvas, ...input.at), frame) };
    case "banding":
      return { ...state, at: input.at };
    default:
      return state;
  }
}

/** A single joint stops at the border; several stop together, so that they keep their shape. */
function dragged(
  { from, grab }: ToolState & { kind: "dragging" },
  input: PointerInput,
  { camera, frame }: ToolContext,
): XY {
  const shift: XY = [(input.at[0] - from[0]) / camera.zoom, (input.at[1] - from[1]) / camera.zoom];
  const [x, y] = grab.start;
  if (grab.held.length === 1 && grab.keypoint >= 0) {
    return clampPoint([x + shift[0], y + shift[1]], frame);
  }
  const [dx, dy] = shiftWithin(grab.held, shift, frame);
  return [x + dx, y + dy];
}

function turnOf(
  { how, centre: [cx, cy] }: { how: "turn" | "scale"; centre: XY },
  from: XY,
  { at, shift }: PointerInput,
  { camera, canvas }: ToolContext,
): Turn {
  const [ax, ay] = toImage(camera, canvas, ...from);
  const [bx, by] = toImage(camera, canvas, ...at);
  if (how === "scale") {
    const factor = Math.hypot(bx - cx, by - cy) / Math.max(1e-6, Math.hypot(ax - cx, ay - cy));
    return { angle: 0, factor };
  }
  const angle = Math.atan2(by - cy, bx - cx) - Math.atan2(ay - cy, ax - cx);
  return { angle: shift ? Math.round(angle / DETENT) * DETENT : angle, factor: 1 };
}

/** The joints in the band: the active person's, or of whom it holds most. */
function chosen({ from, at }: ToolState & { kind: "banding" }, context: ToolContext): Effect[] {
  const { rows, camera, canvas, active, selected } = context;
  const band = boxBetween(toImage(camera, canvas, ...from), toImage(camera, canvas, ...at));
  if (!band) return [];
  const found = [...rows.row.keys()].map((index) => jointsWithin(rows, index, band));
  const fullest = found.reduce((best, own, i) => (own.length > found[best]!.length ? i : best), 0);
  const index = found[active]?.length ? active : fullest;
  const inside = found[index] ?? [];
  if (inside.length === 0) return [];
  const keypoints = [...new Set([...(index === active ? selected : []), ...inside])];
  return [{ type: "choose", row: rows.row[index]!, keypoint: keypoints.at(-1)!, keypoints }];
}

function labelOf(state: ToolState): string {
  if (state.kind === "dragging") return `move ${state.grab.name}`;
  if (state.kind === "boxing") return "draw box";
  if (state.kind !== "twisting") return "";
  return state.turn.factor === 1 ? "turn person" : "scale person";
}

function selectionOf({ row, keypoint, selects }: Grab): Effect[] {
  return selects ? [{ type: "select", row, keypoint }] : [];
}

function lockedBy(grab: { row: number }, { rows }: ToolContext): boolean {
  const index = indexOfRow(rows, grab.row);
  return index >= 0 && isLocked(rows, index);
}

function panBy(state: ToolState & { kind: "panning" }, input: PointerInput): Step {
  const [dx, dy] = [input.at[0] - state.last[0], input.at[1] - state.last[1]];
  const effects: Effect[] = [{ type: "pan", dx, dy }];
  return { state: input.type === "up" ? IDLE : { kind: "panning", last: input.at }, effects };
}

function stay(state: ToolState): Step {
  return { state, effects: [] };
}
