import type { Size, XY } from "../geometry";
import type { Camera, Edit, Skeleton, Tool } from "../protocol";
import type { RowBlock } from "../rows";

/** What the pointer did, in canvas pixels. */
export interface PointerInput {
  readonly type: "down" | "move" | "up" | "cancel";
  readonly at: XY;
  readonly button: "main" | "middle" | "right";
  readonly alt: boolean;
  readonly touch: boolean;
}

/** What a tool may look at. */
export interface ToolContext {
  readonly rows: RowBlock;
  readonly skeleton: Skeleton;
  readonly camera: Camera;
  readonly canvas: Size;
  readonly frame: Size;
  /** index of the active person in `rows`, or -1 */
  readonly active: number;
  /** the frame shown is the frame asked for, and its rows are here */
  readonly editable: boolean;
}

/** A joint under the pointer, and where it was when it was caught. */
export interface Grab {
  readonly row: number;
  readonly keypoint: number;
  readonly start: XY;
}

/** What a pointer is in the middle of. */
export type ToolState =
  | { kind: "idle" }
  | { kind: "pressing"; from: XY; grab: Grab | null; button: PointerInput["button"] }
  | { kind: "dragging"; from: XY; grab: Grab; at: XY }
  | { kind: "panning"; last: XY };

export type Effect =
  | { type: "select"; row: number; keypoint: number }
  | { type: "commit"; label: string; edits: readonly Edit[] }
  /** put the current joint of the active person there */
  | { type: "place"; at: XY; visibility: 1 | 2 }
  | { type: "pan"; dx: number; dy: number };

export interface Step {
  readonly state: ToolState;
  readonly effects: readonly Effect[];
}

export const IDLE: ToolState = { kind: "idle" };

/** A tool decides what a press catches and what a click does; drags are the same in all of them. */
export interface ToolRules {
  readonly name: Tool;
  grab(input: PointerInput, context: ToolContext): Grab | null;
  click(
    input: PointerInput,
    state: ToolState & { kind: "pressing" },
    context: ToolContext,
  ): readonly Effect[];
}
