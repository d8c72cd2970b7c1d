import { clampPoint, type Size, toImage, type XY } from "../geometry";
import type { Camera } from "../protocol";
import { type Draft, jointOf, placeOf } from "./draft";
import { boneAt, jointAt } from "./hit";

/** Build: a click adds a joint, a drag from one to another connects them. Move: a drag moves a joint. */
export type SkeletonTool = "build" | "move";

/** What the pointer did, in canvas pixels. */
export interface Pointer {
  readonly type: "down" | "move" | "up" | "cancel";
  readonly at: XY;
  readonly button: "main" | "middle" | "right";
  /** moves whatever the tool is */
  readonly alt: boolean;
  /** a click on a joint connects the selected one to it */
  readonly shift: boolean;
  readonly touch: boolean;
}

export interface Context {
  readonly draft: Draft;
  readonly tool: SkeletonTool;
  readonly camera: Camera;
  readonly canvas: Size;
  readonly ground: Size;
  /** id of the selected joint, or -1 */
  readonly selected: number;
}

/** What a pointer is in the middle of; places are pixels of the ground, `from` of the canvas. */
export type Gesture =
  | { kind: "idle" }
  | { kind: "pressing"; from: XY; joint: number; touch: boolean }
  | { kind: "moving"; from: XY; joint: number; start: XY; at: XY }
  | { kind: "connecting"; joint: number; at: XY; over: number }
  | { kind: "panning"; last: XY };

export type Effect =
  | { type: "select"; joint: number }
  | { type: "select_bone"; a: number; b: number }
  | { type: "add"; at: XY; from: number }
  | { type: "connect"; a: number; b: number }
  | { type: "move"; joint: number; to: XY }
  | { type: "pan"; dx: number; dy: number };

export interface Step {
  readonly gesture: Gesture;
  readonly effects: readonly Effect[];
}

export const IDLE: Gesture = { kind: "idle" };

/** A press becomes a drag after this many canvas pixels; a finger trembles more than a mouse. */
const THRESHOLD = { mouse: 4, touch: 10 };
const JOINT_REACH = { mouse: 12, touch: 22 }; // canvas pixels: a target of 24, and one for fingers
const BONE_REACH = { mouse: 6, touch: 14 };

/** One step of a gesture. Nothing happens before the release, and a cancelled gesture leaves nothing behind. */
export function step(gesture: Gesture, input: Pointer, context: Context): Step {
  if (input.type === "cancel") return stay(IDLE);
  if (input.type === "down") return gesture.kind === "idle" ? press(input, context) : stay(gesture);
  switch (gesture.kind) {
    case "idle":
      return stay(gesture);
    case "pressing":
      return input.type === "up" ? click(gesture, input, context) : pull(gesture, input, context);
    case "moving":
      return move(gesture, input, context);
    case "connecting":
      return reach(gesture, input, context);
    case "panning":
      return pan(gesture, input);
  }
}

/** The joint under a canvas point, or -1. */
export function jointUnder({ at, touch }: Pick<Pointer, "at" | "touch">, context: Context): number {
  const reach = JOINT_REACH[touch ? "touch" : "mouse"] / context.camera.zoom;
  return jointAt(context.draft, onGround(at, context), reach);
}

function press(input: Pointer, context: Context): Step {
  if (input.button === "middle") return stay({ kind: "panning", last: input.at });
  if (input.button !== "main") return stay(IDLE);
  const joint = jointUnder(input, context);
  return stay({ kind: "pressing", from: input.at, joint, touch: input.touch });
}

function click(gesture: Gesture & { kind: "pressing" }, input: Pointer, context: Context): Step {
  const { selected, tool } = context;
  const { joint } = gesture;
  if (joint >= 0) {
    const joins = input.shift && selected >= 0 && selected !== joint;
    const select: Effect = { type: "select", joint };
    return done(...(joins ? [{ type: "connect", a: selected, b: joint } as const] : []), select);
  }
  const at = onGround(gesture.from, context);
  const width = BONE_REACH[gesture.touch ? "touch" : "mouse"] / context.camera.zoom;
  const bone = boneAt(context.draft, at, width);
  if (bone) return done({ type: "select_bone", a: bone.a, b: bone.b });
  if (tool !== "build" || !isOn(context.ground, at)) return done({ type: "select", joint: -1 });
  return done({ type: "add", at, from: input.shift ? selected : -1 });
}

function pull(gesture: Gesture & { kind: "pressing" }, input: Pointer, context: Context): Step {
  const { from, joint, touch } = gesture;
  const moved = Math.hypot(input.at[0] - from[0], input.at[1] - from[1]);
  if (moved < THRESHOLD[touch ? "touch" : "mouse"]) return stay(gesture);
  const found = jointOf(context.draft, joint);
  if (!found) return pan({ kind: "panning", last: from }, input);
  if (context.tool === "move" || input.alt) {
    const start = placeOf(found);
    return move({ kind: "moving", from, joint, start, at: start }, input, context);
  }
  return reach({ kind: "connecting", joint, at: placeOf(found), over: -1 }, input, context);
}

/** The joint keeps its distance to the pointer, so it never jumps under the hand. */
function move(gesture: Gesture & { kind: "moving" }, input: Pointer, context: Context): Step {
  const { from, joint, start } = gesture;
  const { zoom } = context.camera;
  const at = clampPoint(
    [start[0] + (input.at[0] - from[0]) / zoom, start[1] + (input.at[1] - from[1]) / zoom],
    context.ground,
  );
  if (input.type === "move") return stay({ ...gesture, at });
  return done({ type: "select", joint }, { type: "move", joint, to: at });
}

/** From a joint to the one under the pointer; on empty ground the drag ends in a new joint. */
function reach(gesture: Gesture & { kind: "connecting" }, input: Pointer, context: Context): Step {
  const { joint } = gesture;
  const at = onGround(input.at, context);
  const over = jointUnder(input, context);
  if (input.type === "move") return stay({ ...gesture, at, over });
  if (over === joint) return done({ type: "select", joint });
  if (over >= 0)
    return done({ type: "connect", a: joint, b: over }, { type: "select", joint: over });
  return isOn(context.ground, at) ? done({ type: "add", at, from: joint }) : done();
}

function pan(gesture: Gesture & { kind: "panning" }, input: Pointer): Step {
  const [dx, dy] = [input.at[0] - gesture.last[0], input.at[1] - gesture.last[1]];
  const effects: Effect[] = [{ type: "pan", dx, dy }];
  return { gesture: input.type === "up" ? IDLE : { kind: "panning", last: input.at }, effects };
}

function onGround(at: XY, { camera, canvas }: Context): XY {
  return toImage(camera, canvas, ...at);
}

function isOn({ width, height }: Size, [x, y]: XY): boolean {
  return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
}

function stay(gesture: Gesture): Step {
  return { gesture, effects: [] };
}

function done(...effects: Effect[]): Step {
  return { gesture: IDLE, effects };
}
