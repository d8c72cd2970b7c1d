import type { XY } from "../geometry";
import type { Side } from "../protocol";
import type { Draft } from "./draft";

const LOWER_SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const SIDES: Readonly<Record<string, Side>> = {
  l: "left",
  left: "left",
  r: "right",
  right: "right",
};
const OTHER: Readonly<Record<string, string>> = { left: "right", right: "left" };

function isLowerSnake(name: string): boolean {
  return LOWER_SNAKE.test(name);
}

export function sideOf(name: string): Side {
  const words = name.split("_");
  return words.includes("left") ? "left" : words.includes("right") ? "right" : "";
}

/** The name of the joint on the other side; the same where the name tells no side. */
export function mirroredName(name: string): string {
  return name
    .split("_")
    .map((word) => OTHER[word] ?? word)
    .join("_");
}

export function withSide(name: string, side: Side): string {
  return side ? `${side}_${name}` : name;
}

/**
 * Spell what was typed the way keypoints are spelled: `Left Knee` and `LKnee` become `left_knee`.
 *
 * What has no letter that a keypoint may have stays as it was typed, and the lint says so.
 */
export function lowerSnake(text: string): string {
  const typed = text.trim();
  if (isLowerSnake(typed)) return typed;
  const words = typed
    .replace(/([a-z])([LR])(\d*)$/, "$1_$2_$3")
    .replace(/^([LR])(?=[A-Z][a-z])/, "$1_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const at = [0, words.length - 1].find((i) => words.length > 1 && SIDES[words[i]!]);
  if (at !== undefined) {
    const [word] = words.splice(at, 1);
    words.unshift(SIDES[word!]!);
  }
  const name = words.join("_");
  if (name === "") return typed;
  return isLowerSnake(name) ? name : `joint_${name}`;
}

/** Where the usual joints of an outline lie on the ground, by name. */
export type KnownPlaces = Readonly<Record<string, XY>>;

const NEAR = 60; // pixels of the ground: a click further from a known place means something else
const MOST = 4;
const PARTS = ["nose", "eye", "ear", "neck", "shoulder", "elbow", "wrist", "hip", "knee", "ankle"];

/**
 * Names that a new joint at a place may have, the likeliest first; none is taken, and the last is always free.
 *
 * The mirror image of a joint without a partner, what lies there on the outline, the next of a row, the next of a body.
 */
export function suggestNames(draft: Draft, at: XY, axis: number, known: KnownPlaces): string[] {
  const taken = new Set(draft.joints.map((joint) => joint.name));
  const names = [
    ...mirrorsNear(draft, at, axis),
    ...knownNear(known, at),
    ...following(draft, at, axis),
    `joint_${firstFree(draft)}`,
  ];
  return [...new Set(names)].filter((name) => !taken.has(name)).slice(0, MOST);
}

function mirrorsNear(draft: Draft, [x, y]: XY, axis: number): string[] {
  return draft.joints
    .filter(({ name }) => sideOf(name) !== "")
    .map((joint) => ({ joint, gap: Math.hypot(2 * axis - joint.x - x, joint.y - y) }))
    .filter(({ gap }) => gap < NEAR)
    .sort((one, other) => one.gap - other.gap)
    .map(({ joint }) => mirroredName(joint.name));
}

function knownNear(known: KnownPlaces, [x, y]: XY): string[] {
  return Object.entries(known)
    .map(([name, place]) => ({ name, gap: Math.hypot(place[0] - x, place[1] - y) }))
    .filter(({ gap }) => gap < NEAR)
    .sort((one, other) => one.gap - other.gap)
    .map(({ name }) => name);
}

/** What follows the joint that was made last: `tail_2` after `tail_1`, the elbow after the shoulder. */
function following(draft: Draft, at: XY, axis: number): string[] {
  const last = draft.joints.at(-1);
  if (!last) return ["nose"];
  const counted = /^(.*?)(\d+)$/.exec(last.name);
  if (counted) return [`${counted[1]}${Number(counted[2]) + 1}`];
  const words = last.name.split("_").filter((word) => !(word in OTHER));
  const part = PARTS.indexOf(words.join("_"));
  const next = part < 0 ? undefined : PARTS[part + 1];
  if (next === undefined) return [];
  if (next === "neck") return [next];
  return [withSide(next, at[0] >= axis ? "left" : "right")];
}

function firstFree(draft: Draft): number {
  const taken = new Set(draft.joints.map((joint) => joint.name));
  let number = draft.joints.length + 1;
  while (taken.has(`joint_${number}`)) number++;
  return number;
}
