import type { XY } from "../geometry";
import type { Side } from "../protocol";
import { mirroredName, sideOf, withSide } from "./naming";

/** A skeleton in the making, as nbpose/skeletons/draft.py has it. Joints are named by ids, which never change. */
export interface Joint {
  readonly id: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** hex, or "" for the palette's */
  readonly color: string;
}

export interface Bone {
  readonly a: number;
  readonly b: number;
  readonly color: string;
}

export interface Draft {
  readonly name: string;
  /** above every id given so far */
  readonly next: number;
  readonly joints: readonly Joint[];
  readonly bones: readonly Bone[];
  /** partners that the names do not tell; the same id twice: no partner */
  readonly pairs: readonly (readonly [number, number])[];
}

export const EMPTY: Draft = { name: "", next: 0, joints: [], bones: [], pairs: [] };

/** Positions are kept to a tenth of a pixel: that is finer than any hand, and short in a file. */
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function jointOf(draft: Draft, id: number): Joint | undefined {
  return draft.joints.find((joint) => joint.id === id);
}

export function placeOf({ x, y }: Joint): XY {
  return [x, y];
}

function isBone(bone: Bone, a: number, b: number): boolean {
  return (bone.a === a && bone.b === b) || (bone.a === b && bone.b === a);
}

export function boneOf(draft: Draft, a: number, b: number): Bone | undefined {
  return draft.bones.find((bone) => isBone(bone, a, b));
}

/** A new joint comes last; its id is `draft.next`. */
export function addJoint(draft: Draft, [x, y]: XY, name: string): Draft {
  const joint: Joint = { id: draft.next, name, x: tenth(x), y: tenth(y), color: "" };
  return { ...draft, next: draft.next + 1, joints: [...draft.joints, joint] };
}

/** The same draft where the two are joined already, or are one. */
export function connect(draft: Draft, a: number, b: number): Draft {
  if (a === b || boneOf(draft, a, b)) return draft;
  return { ...draft, bones: [...draft.bones, { a, b, color: "" }] };
}

function changeJoint(draft: Draft, id: number, change: Partial<Joint>): Draft {
  const joints = draft.joints.map((joint) => (joint.id === id ? { ...joint, ...change } : joint));
  return { ...draft, joints };
}

export function moveJoint(draft: Draft, id: number, [x, y]: XY): Draft {
  return changeJoint(draft, id, { x: tenth(x), y: tenth(y) });
}

export function renameJoint(draft: Draft, id: number, name: string): Draft {
  return changeJoint(draft, id, { name });
}

export function removeJoint(draft: Draft, id: number): Draft {
  return {
    ...draft,
    joints: draft.joints.filter((joint) => joint.id !== id),
    bones: draft.bones.filter((bone) => bone.a !== id && bone.b !== id),
    pairs: draft.pairs.filter((pair) => !pair.includes(id)),
  };
}

export function removeBone(draft: Draft, a: number, b: number): Draft {
  return { ...draft, bones: draft.bones.filter((bone) => !isBone(bone, a, b)) };
}

/** Put a joint earlier (-1) or later (1) in the order, which is that of the clicks when people are labelled. */
export function reorder(draft: Draft, id: number, by: -1 | 1): Draft {
  const from = draft.joints.findIndex((joint) => joint.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= draft.joints.length) return draft;
  const joints = [...draft.joints];
  [joints[from], joints[to]] = [joints[to]!, joints[from]!];
  return { ...draft, joints };
}

export function colorJoint(draft: Draft, id: number, color: string): Draft {
  return changeJoint(draft, id, { color });
}

export function colorBone(draft: Draft, a: number, b: number, color: string): Draft {
  const bones = draft.bones.map((bone) => (isBone(bone, a, b) ? { ...bone, color } : bone));
  return { ...draft, bones };
}

/** Give every joint of a side, and every bone within it, one colour. */
export function colorSide(draft: Draft, side: Side, color: string): Draft {
  const joints = draft.joints.map((joint) =>
    sideOf(joint.name) === side ? { ...joint, color } : joint,
  );
  const bones = draft.bones.map((bone) =>
    boneSide(draft, bone) === side ? { ...bone, color } : bone,
  );
  return { ...draft, joints, bones };
}

/** The side of a bone is that of its ends, or the middle where they differ. */
export function boneSide(draft: Draft, { a, b }: Bone): Side {
  const [one, other] = [a, b].map((id) => sideOf(jointOf(draft, id)?.name ?? ""));
  return one === other ? (one ?? "") : "";
}

/** The left/right partner of a joint: the one it was given, or that of its name; null if it has none. */
export function partnerOf(draft: Draft, id: number): Joint | null {
  const pair = draft.pairs.find((one) => one.includes(id));
  if (pair) {
    const partner = pair[0] === id ? pair[1] : pair[0];
    return partner === id ? null : (jointOf(draft, partner) ?? null);
  }
  const name = jointOf(draft, id)?.name ?? "";
  const wanted = mirroredName(name);
  const found = name === wanted ? undefined : draft.joints.find((joint) => joint.name === wanted);
  const taken = found && draft.pairs.some((one) => one.includes(found.id));
  return found && !taken ? found : null;
}

/** Pair a joint with another; `null`: with nobody; "name": with the one its name tells. */
export function setPartner(draft: Draft, id: number, partner: number | null | "name"): Draft {
  const gone = [id, ...(typeof partner === "number" ? [partner] : [])];
  const pairs = draft.pairs.filter((pair) => !pair.some((one) => gone.includes(one)));
  if (partner === "name") return { ...draft, pairs };
  const pair = [id, partner ?? id] as const;
  return { ...draft, pairs: [...pairs, pair] };
}

/** Where left and right meet: between the partners, else through the joints of the middle, else through the ground's. */
export function axisOf(draft: Draft, width: number): number {
  const between = draft.joints.flatMap((joint) => {
    const partner = sideOf(joint.name) === "left" ? partnerOf(draft, joint.id) : null;
    return partner ? [(joint.x + partner.x) / 2] : [];
  });
  const middle = draft.joints.filter(({ name }) => sideOf(name) === "").map(({ x }) => x);
  if (between.length > 0) return mean(between);
  return middle.length > 0 ? mean(middle) : (width - 1) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether a joint can be given a mirror image: it has a name, and no partner yet. */
export function canMirror(draft: Draft, id: number): boolean {
  return jointOf(draft, id) !== undefined && partnerOf(draft, id) === null;
}

/**
 * Make the mirror image of a joint: named for the other side, as far from the axis, with the same bones.
 *
 * A joint without a side gets one by where it lies; people face us, so their left is on the picture's right.
 */
export function mirrorPair(draft: Draft, id: number, width: number): Draft {
  const joint = jointOf(draft, id);
  if (!joint || !canMirror(draft, id)) return draft;
  const sided = sideOf(joint.name) !== "";
  const axis = axisOf(sided ? draft : withoutJoint(draft, id), width);
  const own = sided ? joint.name : withSide(joint.name, joint.x >= axis ? "left" : "right");
  const other = draft.next;
  const x = Math.min(Math.max(2 * axis - joint.x, 0), width - 1);
  let result = addJoint(renameJoint(draft, id, own), [x, joint.y], mirroredName(own));
  result = setPartner(result, id, "name");
  for (const bone of draft.bones.filter(({ a, b }) => a === id || b === id)) {
    const end = bone.a === id ? bone.b : bone.a;
    const partner = partnerOf(draft, end)?.id;
    const isMiddle = sideOf(jointOf(draft, end)?.name ?? "") === "";
    if (partner !== undefined || isMiddle) result = connect(result, partner ?? end, other);
  }
  return colorJoint(result, other, joint.color);
}

function withoutJoint(draft: Draft, id: number): Draft {
  return { ...draft, joints: draft.joints.filter((joint) => joint.id !== id) };
}
