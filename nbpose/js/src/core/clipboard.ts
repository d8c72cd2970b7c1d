import type { Size, XY } from "./geometry";
import type { Pose, PoseJoint } from "./pose";
import type { Visibility } from "./protocol";

/** A pose on its way to another person, frame, editor or media: joints by name, since skeletons differ. */
export interface Clipping {
  /** size of the picture it comes from */
  readonly frame: Size;
  readonly joints: readonly (readonly [name: string, at: XY | null, visibility: Visibility])[];
}

export function clippingOf(pose: Pose, names: readonly string[], frame: Size): Clipping {
  const { width, height } = frame;
  const joints = [...pose].map(([keypoint, { at, visibility }]) => {
    return [names[keypoint]!, at, visibility] as const;
  });
  return { frame: { width, height }, joints };
}

/** The pose of a clipping for a skeleton that has at least some of its joints. */
export function poseFrom({ joints }: Clipping, names: readonly string[]): Pose {
  const pose = new Map<number, PoseJoint>();
  for (const [name, at, visibility] of joints) {
    const keypoint = names.indexOf(name);
    if (keypoint >= 0) pose.set(keypoint, { at, visibility });
  }
  return pose;
}

/** What another editor left in the browser's storage; null where it is none of ours. */
export function readClipping(text: string | null): Clipping | null {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    return isClipping(found) ? found : null;
  } catch {
    return null;
  }
}

function isClipping(found: unknown): found is Clipping {
  if (typeof found !== "object" || found === null) return false;
  const { frame, joints } = found as { frame?: Partial<Size>; joints?: unknown };
  if (!isNumber(frame?.width) || !isNumber(frame.height)) return false;
  return Array.isArray(joints) && joints.every(isJoint);
}

function isJoint(joint: unknown): boolean {
  if (!Array.isArray(joint) || typeof joint[0] !== "string") return false;
  const [, at, visibility] = joint;
  const place = Array.isArray(at) && at.length === 2 && at.every(isNumber);
  return (place && (visibility === 1 || visibility === 2)) || (at === null && visibility === 0);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
