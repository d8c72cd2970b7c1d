import type { Size, XY } from "../geometry";
import type { Camera, Edit, Skeleton, Tool } from "../protocol";
import type { RowBlock } from "../rows";
import type { Held, Turn } from "../shape";

/** What the pointer did, in canvas pixels. */
export interface PointerInput {
  readonly type: "down" | "move" | "up" | "cancel";
  readonly at: XY;
  readonly button: "main" | "middle" | "right";
  readonly alt: boolean;
  readonly shift: boolean;
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
  /** the joints of the active person that are selected */
  readonly selected: readonly number[];
  /** the frame shown is the frame asked for, and its rows are here */
  readonly editable: boolean;
}

/** Joints in the hand: the one that was caught, and all that go along with it. */
export interface Grab {
  readonly kind: "joints";
  readonly row: number;
  /** the joint that was caught; -1 when it was the person */
  readonly keypoint: number;
  readonly start: XY;
  readonly held: readonly Held[];
  /** what the history calls it */
  readonly name: string;
  /** it becomes the selection; several that are selected stay so */
  readonly selects: boolean;
}

/** A person caught to be turned or scaled about its middle. */
export interface Twist {
  readonly kind: "twist";
  readonly row: number;
  readonly how: "turn" | "scale";
  readonly centre: XY;
  readonly held: readonly Held[];
}

/** A box that is drawn from one corner to the other, in image pixels. */
export interface Boxing {
  readonly kind: "box";
  readonly row: number;
  readonly anchor: XY;
  readonly corner: XY;
}

/** A rectangle around the joints to be selected. */
export interface Band {
  readonly kind: "band";
}

export type Catch = Grab | Twist | Boxing | Band;

/** What a pointer is in the middle of. */
export type ToolState =
  | { kind: "idle" }
  | {
      kind: "pressing";
      from: XY;
      grab: Catch | null;
      button: PointerInput["button"];
      shift: boolean;
    }
  | { kind: "dragging"; from: XY; grab: Grab; at: XY }
  /** `from` is null where a wheel turns it */
  | { kind: "twisting"; from: XY | null; grab: Twist; turn: Turn }
  | { kind: "boxing"; grab: Boxing; at: XY }
  | { kind: "banding"; from: XY; at: XY }
  | { kind: "panning"; last: XY };

export type Effect =
  | { type: "select"; row: number; keypoint: number }
  /** several joints of a person; `keypoint` is the one that was chosen last */
  | { type: "choose"; row: number; keypoint: number; keypoints: readonly number[] }
  | { type: "commit"; label: string; edits: readonly Edit[] }
  /** put the current joint of the active person there */
  | { type: "place"; at: XY; visibility: 1 | 2 }
  | { type: "pan"; dx: number; dy: number }
  /** somebody locked this person */
  | { type: "locked" };

export interface Step {
  readonly state: ToolState;
  readonly effects: readonly Effect[];
}

export const IDLE: ToolState = { kind: "idle" };

/** A tool decides what a press catches and what a click does; drags are the same in all of them. */
export interface ToolRules {
  readonly name: Tool;
  grab(input: PointerInput, context: ToolContext): Catch | null;
  click(
    input: PointerInput,
    state: ToolState & { kind: "pressing" },
    context: ToolContext,
  ): readonly Effect[];
}
