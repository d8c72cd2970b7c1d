/** The messages and traits of nbpose/widgets/PROTOCOL.md, version 1. */

import type { Rect } from "./geometry";
import type { KeymapTrait } from "./keymap";

export const VERSION = 1;

export type Side = "left" | "right" | "";

/** Hex colours of the sides, and of people in turn. */
export interface Colors {
  readonly left: string;
  readonly right: string;
  readonly middle: string;
  readonly people: readonly string[];
  /** what the skeleton gives its joints and bones itself, "" for none */
  readonly joints?: readonly string[];
  readonly bones?: readonly string[];
}

export interface Skeleton {
  readonly name: string;
  readonly keypoints: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
  readonly mirror: readonly number[];
  readonly sides: readonly Side[];
  readonly colors: Colors;
  /** OKS sigma of each keypoint, as a fraction of the square root of a person's area; null: unknown */
  readonly sigmas: readonly number[] | null;
  readonly sigma_source: "measured" | "analogy" | "none";
}

export interface Media {
  readonly name: string;
  readonly kind: "video" | "images" | "array";
  readonly count: number;
  readonly fps: number | null;
  readonly width: number;
  readonly height: number;
}

export interface Selection {
  readonly row: number;
  readonly keypoint: number;
}

export type Tool = "edit" | "place" | "loop" | "box";

/** Screen pixels per image pixel, and the image point in the middle of the canvas. */
export interface Camera {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export interface Options {
  readonly labels: boolean;
  readonly confidence: boolean;
  readonly angles: boolean;
  readonly height: number;
  readonly loupe: boolean;
  /** OKS sigma rings around the joints */
  readonly rings: boolean;
  /** factors for the picture, not for what is drawn on it; 1 leaves it as it is */
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
}

/** What is under edit: `id` names it in every kernel that opens it, `stored` says that it is on disk. */
export interface DocumentInfo {
  readonly id: string;
  readonly name: string;
  readonly stored: boolean;
}

/** Pairs of a keypoint and its weight: a segment is the weighted sum of these points. */
export type Weights = readonly (readonly [keypoint: number, weight: number])[];

/** A joint angle of one side of a skeleton; a segment that is null is the vertical, downwards. */
export interface AngleDefinition {
  readonly name: string;
  readonly side: Side;
  /** zero and sign in few words */
  readonly convention: string;
  readonly start: Weights | null;
  readonly end: Weights | null;
  /** degrees added to the turn from start to end */
  readonly offset: number;
  /** values lie above it, up to 360 degrees more */
  readonly lowest: number;
}

/** How far a segment stands out across a body axis, in parts of what it does in a full view. */
export interface Cue {
  readonly axis: Weights;
  readonly segment: Weights;
  readonly full: number;
}

/** What joint angles are measured by, written out for the skeleton; `{}` where it has none. */
export interface Angles {
  readonly definitions: readonly AngleDefinition[];
  readonly cues: {
    readonly trunk: Weights;
    readonly feet: readonly Cue[];
    readonly feet_weight: number;
    readonly head: readonly Cue[];
    readonly breadth: readonly Cue[];
    readonly knees: readonly Cue[];
  };
  readonly limits: {
    readonly confidence: number;
    readonly frontal: number;
    readonly clear: number;
    readonly broad: number;
  };
}

export type Facing = "left" | "right" | "front" | "back" | "unknown";

/** What the panels offer for tags and attributes; anything else may be typed. */
export interface Vocabulary {
  readonly tags: readonly string[];
  /** values by name; none means that any will do */
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>;
  readonly frame_tags: readonly string[];
  readonly frame_attributes: Readonly<Record<string, readonly AttributeValue[]>>;
}

export interface Traits {
  skeleton: Skeleton;
  media: Media;
  angles: Angles | Record<string, never>;
  frame: number;
  selection: Selection;
  tool: Tool;
  /** `{}` fits the frame into the canvas. */
  view: Camera | Record<string, never>;
  options: Options;
  keymap: KeymapTrait;
  vocabulary: Partial<Vocabulary>;
  seq: number;
  can_undo: boolean;
  can_redo: boolean;
  /** `{}`: a Python that does not tell. */
  document: DocumentInfo | Record<string, never>;
}

/** COCO: 0 not labelled, 1 labelled but hidden, 2 visible. */
export type Visibility = 0 | 1 | 2;

export const Origin = {
  UNKNOWN: 0,
  MODEL: 1,
  INTERPOLATED: 2,
  TRACKED: 3,
  PERSON: 4,
  VERIFIED: 5,
} as const;

export type Point = readonly [x: number, y: number];

/** x, y, width, height in image pixels */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** What a box and an area were measured from. */
export const AreaSource = { NONE: 0, SEGMENT: 1, BOX: 2, POINTS: 3, FILE: 4 } as const;

export type AttributeValue = string | number | boolean;

/** What is said of a frame. */
export interface FrameFacts {
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** What is said of a person in a frame. */
export interface RowFacts extends FrameFacts {
  readonly locked: boolean;
  readonly keyframe: boolean;
}

/** By number of the frame; null where nothing is said any more. */
export type FactsByFrame = Readonly<Record<string, FrameFacts | null>>;

/** Row and frame of somebody who was deleted and can come back. */
export type Deleted = readonly [row: number, frame: number];

type OfJoint<Op extends string, More = unknown> = { op: Op; row: number; keypoint: number } & More;
type OfRow<Op extends string, More = unknown> = { op: Op; row: number } & More;
type OfFrame<Op extends string, More = unknown> = { op: Op; frame: number } & More;

export type RowEdit =
  | OfRow<"add_person", { frame: number; track: number }>
  | OfRow<"delete_person">
  | OfRow<"restore_person">
  | OfJoint<"place", { to: Point; visibility: 1 | 2 }>
  | OfJoint<"move", { to: Point }>
  | OfJoint<"set_visibility", { visibility: Visibility }>
  | OfJoint<"delete_keypoint">
  | OfJoint<"restore_keypoint">
  | OfRow<"swap_sides", { keypoints: readonly number[] }>
  | OfRow<"set_box", { box: Box | null }>
  | OfRow<"set_tags", { tags: readonly string[] }>
  | OfRow<"set_attribute", { name: string; value: AttributeValue | null }>
  | OfRow<"set_locked", { locked: boolean }>
  | OfRow<"set_keyframe", { keyframe: boolean }>;

export type FrameEdit =
  | OfFrame<"tag_frame", { tags: readonly string[] }>
  | OfFrame<"set_frame_attribute", { name: string; value: AttributeValue | null }>;

export type RangeEdit = { op: "swap_sides_range"; start: number; stop: number; track: number };

export type Edit = RowEdit | FrameEdit | RangeEdit;

type FromClient = { client: string };

export type Up = { v: typeof VERSION } & FromClient &
  (
    | { kind: "ready" }
    | { kind: "need"; what: "poses"; gen: number; start: number; stop: number }
    | { kind: "need"; what: "pictures"; gen: number; frames: readonly number[]; width: number }
    | { kind: "need"; what: "rows"; gen: number }
    | { kind: "need"; what: "facing"; gen: number; frame: number }
    | ({ kind: "need"; what: "crop"; gen: number; frame: number } & Rect)
    | { kind: "need"; what: "handled"; gen: number; of: string; ns: readonly number[] }
    | { kind: "ack"; received: number }
    | {
        kind: "edit";
        document: string;
        n: number;
        base: number;
        label: string;
        edits: readonly Edit[];
      }
    | { kind: "undo" | "redo"; document: string; n: number }
    | { kind: "client_error"; text: string }
  );

/** What a caller writes; the session adds `v` and `client`. */
export type Outgoing = Up extends infer M
  ? M extends Up
    ? Omit<M, "v" | "client">
    : never
  : never;

/** `start <= row < stop` */
export type Range = readonly [start: number, stop: number];

export interface Welcome {
  kind: "welcome";
  client: string;
  seq: number;
  done: number;
  rows: Range;
  rejected: readonly { n: number; reason: string }[];
}

export interface PosesMessage {
  kind: "poses";
  client: string;
  gen: number;
  seq: number;
  start: number;
  stop: number;
  count: number;
  frame_facts: FactsByFrame;
  deleted: readonly Deleted[];
}

export interface PicturesMessage {
  kind: "pictures";
  client: string;
  gen: number;
  frames: readonly number[];
  sizes: readonly number[];
  shapes: readonly (readonly [width: number, height: number])[];
  width: number;
  mime: string;
}

export interface CropMessage extends Rect {
  kind: "crop";
  client: string;
  gen: number;
  frame: number;
  mime: string;
}

export interface Commit {
  kind: "commit";
  seq: number;
  client: string;
  n: number;
  by: string;
  label: string;
  frames: readonly number[];
  people: readonly number[];
  removed: readonly number[];
  count: number;
  undo: boolean;
  frame_facts: FactsByFrame;
  deleted: readonly Deleted[];
}

export interface FacingMessage {
  kind: "facing";
  client: string;
  gen: number;
  start: number;
  stop: number;
  stretches: readonly (readonly [track: number, start: number, stop: number, facing: Facing])[];
}

/** Which of the gestures of the client `of` Python has had, and why it refused some of them. */
export interface Handled {
  kind: "handled";
  client: string;
  gen: number;
  of: string;
  ns: readonly number[];
  rejected: readonly { n: number; reason: string }[];
}

export interface StatusMessage {
  kind: "status";
  level: "info" | "warning" | "error";
  text: string;
}

export type Down = { v: typeof VERSION } & (
  | Welcome
  | PosesMessage
  | PicturesMessage
  | CropMessage
  | Commit
  | StatusMessage
  | FacingMessage
  | { kind: "rows"; client: string; gen: number; rows: Range }
  | Handled
  | { kind: "done"; client: string; n: number }
  | { kind: "reject"; client: string; n: number; reason: string }
  | { kind: "show"; frame: number }
  | { kind: "code"; client: string } // for the loader: no session takes it
);

const DOWN_KINDS: ReadonlySet<unknown> = new Set<Down["kind"]>([
  "welcome",
  "rows",
  "poses",
  "pictures",
  "crop",
  "commit",
  "handled",
  "done",
  "reject",
  "show",
  "status",
  "facing",
  "code",
]);

const FOR_EVERYBODY: ReadonlySet<Down["kind"]> = new Set(["commit", "show", "status"]);

/** What came from Python as a message of this version; throws with what is wrong. */
export function parseDown(content: unknown): Down {
  if (typeof content !== "object" || content === null) {
    throw new Error(`a message from Python is no object: ${String(content)}`);
  }
  const { v, kind } = content as { v?: unknown; kind?: unknown };
  if (v !== VERSION) {
    throw new Error(`Python speaks version ${String(v)} of the protocol, this page ${VERSION}`);
  }
  if (!DOWN_KINDS.has(kind)) throw new Error(`unknown message from Python: ${String(kind)}`);
  return content as Down;
}

/** Whether a message concerns this client. */
export function isFor(message: Down, client: string): boolean {
  if (FOR_EVERYBODY.has(message.kind)) return true;
  return "client" in message && message.client === client;
}
