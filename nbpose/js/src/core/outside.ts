import { clampPoint, contains, fitFrame, type Size, toCanvas, type XY } from "./geometry";
import { position } from "./hit";
import type { Camera, Edit } from "./protocol";
import type { RowBlock } from "./rows";

/** Joints and people that cannot be seen: arrows that point to them, a camera that shows them, a way back. */

/** An arrow at the border of the canvas. */
export interface Arrow {
  readonly row: number;
  /** -1: the whole person is out of sight */
  readonly keypoint: number;
  /** its middle, in canvas pixels */
  readonly at: XY;
  /** where it points, in degrees from the right, clockwise */
  readonly angle: number;
  /** how many others lie the same way */
  readonly more: number;
}

/** Canvas pixels from the border to the middle of an arrow. */
const INSET = 23;
/** Arrows nearer to each other than this become one. */
const APART = 34;
/** A person or joint further away than so many views of the whole frame is shown without the frame. */
const FAR = 6;

interface Target {
  readonly row: number;
  readonly keypoint: number;
  readonly at: XY;
}

/** Arrows to the active person's joints out of sight, and to everybody of whom nothing is in sight. */
export function arrowsOf(
  rows: RowBlock,
  camera: Camera,
  canvas: Size,
  active: number,
  keypoint: number,
): Arrow[] {
  const arrows: Arrow[] = [];
  for (const target of targetsOf(rows, camera, canvas, active, keypoint)) {
    const [at, angle] = onBorder(target.at, canvas);
    const near = arrows.findIndex((arrow) => apart(arrow.at, at) < APART);
    const known = arrows[near];
    if (known) arrows[near] = { ...known, more: known.more + 1 };
    else arrows.push({ row: target.row, keypoint: target.keypoint, at, angle, more: 0 });
  }
  return arrows;
}

/** What is out of sight: the selected joint, the other joints of the active person, then the others. */
function targetsOf(
  rows: RowBlock,
  camera: Camera,
  canvas: Size,
  active: number,
  keypoint: number,
): Target[] {
  const targets: Target[] = [];
  const order = [active, ...[...rows.row.keys()].filter((index) => index !== active)];
  for (const index of order.filter((i) => i >= 0)) {
    const joints = labelledJoints(rows, camera, canvas, index);
    const hidden = joints.filter(({ at }) => !inside(at, canvas));
    if (hidden.length === 0) continue;
    if (hidden.length === joints.length) targets.push({ ...nearest(hidden, canvas), keypoint: -1 });
    else if (index === active) {
      hidden.sort((a, b) => Number(b.keypoint === keypoint) - Number(a.keypoint === keypoint));
      targets.push(...hidden);
    }
  }
  return targets;
}

function labelledJoints(rows: RowBlock, camera: Camera, canvas: Size, index: number): Target[] {
  const joints: Target[] = [];
  for (let keypoint = 0; keypoint < rows.keypoints; keypoint++) {
    if (rows.visibility[index * rows.keypoints + keypoint] === 0) continue;
    const at = toCanvas(camera, canvas, ...position(rows, index, keypoint));
    joints.push({ row: rows.row[index]!, keypoint, at });
  }
  return joints;
}

function nearest(targets: readonly Target[], canvas: Size): Target {
  const middle = [canvas.width / 2, canvas.height / 2] as const;
  const far = ({ at }: Target) => Math.hypot(at[0] - middle[0], at[1] - middle[1]);
  return targets.reduce((a, b) => (far(b) < far(a) ? b : a));
}

function inside([x, y]: XY, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** Where the way from the middle of the canvas to a point crosses the border, a little inside of it. */
function onBorder([x, y]: XY, { width, height }: Size): [at: XY, angle: number] {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const room = (size: number) => Math.max(1, size / 2 - INSET);
  const scale = Math.min(
    room(width) / Math.max(Math.abs(dx), 1e-9),
    room(height) / Math.max(Math.abs(dy), 1e-9),
  );
  const at = [width / 2 + dx * scale, height / 2 + dy * scale] as const;
  return [at, (Math.atan2(dy, dx) * 180) / Math.PI];
}

function apart(a: XY, b: XY): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
}

/** Where an arrow leads: to its joint, or to the middle of its person. */
export function pointOf({ row, keypoint }: Pick<Arrow, "row" | "keypoint">, rows: RowBlock): XY {
  const index = rows.row.indexOf(row);
  if (keypoint >= 0) return position(rows, index, keypoint);
  const all = Array.from({ length: rows.keypoints }, (_, k) => position(rows, index, k));
  const joints = all.filter(([x]) => !Number.isNaN(x));
  const mean = (axis: 0 | 1) => joints.reduce((sum, joint) => sum + joint[axis], 0) / joints.length;
  return [mean(0), mean(1)];
}

/** A camera that shows a point: on the frame as near as now, beside it together with the frame. */
export function cameraTo(point: XY, camera: Camera, canvas: Size, frame: Size): Camera {
  const there = { zoom: camera.zoom, x: point[0], y: point[1] };
  if (contains(frame, point, 0)) return there;
  const [left, top] = [Math.min(0, point[0]), Math.min(0, point[1])];
  const width = Math.max(frame.width, point[0] + 1) - left;
  const height = Math.max(frame.height, point[1] + 1) - top;
  const both = fitFrame({ width: width * 1.1, height: height * 1.1 }, canvas);
  const whole = fitFrame(frame, canvas);
  if (both.zoom * FAR < whole.zoom) return { ...there, zoom: Math.min(camera.zoom, whole.zoom) };
  return { zoom: both.zoom, x: left + (width - 1) / 2, y: top + (height - 1) / 2 };
}

/** The joints of a person that lie beside the picture. */
export function beside(rows: RowBlock, index: number, frame: Size): number[] {
  const keypoints = Array.from({ length: rows.keypoints }, (_, keypoint) => keypoint);
  return keypoints.filter((keypoint) => {
    const labelled = rows.visibility[index * rows.keypoints + keypoint] !== 0;
    return labelled && !contains(frame, position(rows, index, keypoint), 0);
  });
}

/** Edits that move the joints beside the picture to its border. */
export function bringBack(rows: RowBlock, index: number, frame: Size): Edit[] {
  const row = rows.row[index]!;
  return beside(rows, index, frame).map((keypoint) => {
    const to = clampPoint(position(rows, index, keypoint), frame);
    return { op: "move", row, keypoint, to };
  });
}
