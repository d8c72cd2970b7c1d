import type { Size, XY } from "../geometry";
import type { Colors } from "../protocol";
import type { Draft } from "./draft";
import type { KnownPlaces } from "./naming";

/** The messages and traits of nbpose/widgets/PROTOCOL_SKELETON.md, version 1. */

export const VERSION = 1;

export type Outline = "none" | "human" | "animal";
export type Figure = Exclude<Outline, "none">;

/** Both ends of a thick stroke with round ends, and how thick it is, in pixels of the ground. */
export type Stroke = readonly [x1: number, y1: number, x2: number, y2: number, width: number];

export interface Ground extends Size {
  readonly name: string;
  /** a picture comes with the welcome */
  readonly picture: boolean;
  readonly outlines: Readonly<Record<Figure, readonly Stroke[]>>;
  readonly names: Readonly<Record<Figure, KnownPlaces>>;
}

export interface SkeletonTraits {
  ground: Ground;
  palette: Colors;
  outline: Outline;
}

export interface WireDraft {
  readonly name: string;
  readonly next: number;
  readonly joints: readonly (readonly [number, string, number, number, string])[];
  readonly bones: readonly (readonly [number, number, string])[];
  readonly pairs: readonly (readonly [number, number])[];
}

export interface Finding {
  readonly severity: "error" | "warning";
  readonly field: string;
  readonly text: string;
  /** ids */
  readonly joints: readonly number[];
  readonly bones: readonly XY[];
}

export interface WireState {
  readonly seq: number;
  readonly client: string;
  readonly n: number;
  readonly draft: WireDraft;
  readonly findings: readonly Finding[];
  readonly can_undo: boolean;
  readonly can_redo: boolean;
}

export type SkeletonDown =
  | ({ readonly kind: "welcome" } & WireState)
  | ({ readonly kind: "state" } & WireState)
  | ({ readonly kind: "reject"; readonly reason: string } & WireState)
  | {
      readonly kind: "status";
      readonly level: "info" | "warning" | "error";
      readonly text: string;
    };

export type SkeletonUp =
  | { v: 1; kind: "ready"; client: string }
  | {
      v: 1;
      kind: "draft";
      client: string;
      n: number;
      base: number;
      label: string;
      draft: WireDraft;
    }
  | { v: 1; kind: "undo" | "redo"; client: string; n: number }
  | { v: 1; kind: "client_error"; client: string; text: string };

export function encodeDraft({ name, next, joints, bones, pairs }: Draft): WireDraft {
  return {
    name,
    next,
    joints: joints.map((joint) => [joint.id, joint.name, joint.x, joint.y, joint.color]),
    bones: bones.map((bone) => [bone.a, bone.b, bone.color]),
    pairs,
  };
}

export function decodeDraft({ name, next, joints, bones, pairs }: WireDraft): Draft {
  return {
    name,
    next,
    joints: joints.map(([id, joint, x, y, color]) => ({ id, name: joint, x, y, color })),
    bones: bones.map(([a, b, color]) => ({ a, b, color })),
    pairs,
  };
}
