import { type Size, toCanvas, type XY } from "../core/geometry";
import { position } from "../core/hit";
import { areaOf, extentOf, sigmaRing } from "../core/oks";
import { type Camera, Origin, type Side, type Skeleton } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { spoken } from "../core/spoken";

/** What is drawn over the picture, in canvas pixels: plain data, so that a test can compare it. */
export interface Bone {
  readonly from: XY;
  readonly to: XY;
  readonly color: string;
  readonly width: number;
  readonly alpha: number;
  /** a dark edge, so that the bone shows on any ground */
  readonly edged: boolean;
}

export type Shape = "circle" | "square" | "diamond";

export interface Mark {
  readonly at: XY;
  readonly shape: Shape;
  readonly radius: number;
  readonly color: string;
  readonly alpha: number;
  /** hidden joints are drawn as a ring */
  readonly hollow: boolean;
  /** joints that a person placed have a white rim, predicted ones a dark one, or none in a crowd */
  readonly rim: "white" | "dark" | "none";
  readonly selected: boolean;
}

export interface Label {
  readonly at: XY;
  /** which side of the point the text lies on */
  readonly side: "left" | "right";
  readonly text: string;
  readonly color: string;
}

/** How far a joint may be from the true one and still count so much; see core/oks.ts. */
export interface Ring {
  readonly at: XY;
  readonly radius: number;
  readonly color: string;
  readonly dashed: boolean;
}

export interface Scene {
  readonly rings: readonly Ring[];
  readonly bones: readonly Bone[];
  readonly marks: readonly Mark[];
  readonly labels: readonly Label[];
}

export interface SceneInput {
  readonly rows: RowBlock;
  readonly skeleton: Skeleton;
  readonly camera: Camera;
  readonly canvas: Size;
  /** index of the active person, or -1 */
  readonly active: number;
  readonly keypoint: number;
  /** all selected joints of the active person */
  readonly selected: readonly number[];
  readonly labels: boolean;
  /** fade what the model is unsure of */
  readonly confidence: boolean;
  /** OKS sigma rings: of the selected joint, or of all when none is */
  readonly rings: boolean;
  /** the selected joint is in the hand: show what lies under it */
  readonly dragging: boolean;
}

const SHAPES: Record<Side, Shape> = { left: "circle", right: "square", "": "diamond" };
/** Radii of marks that the height of a body holds at least. */
const BODY_IN_MARKS = 45;
const SMALLEST_MARK = 3;
/** More people than this are drawn plainly: edges and rims are half of the work. */
const CROWD = 20;
/** More people than this are drawn as bones only: marks would cover each other. */
const MASS = 300;

/** Colour of a person; one without a track has that of the place in the frame. */
export function personColor({ colors }: Skeleton, track: number, index: number): string {
  return colors.people[(track >= 0 ? track : index) % colors.people.length]!;
}

export function shapeOf(side: Side): Shape {
  return SHAPES[side];
}

export function sideColor(skeleton: Skeleton, keypoint: number): string {
  const side = skeleton.sides[keypoint] ?? "";
  return skeleton.colors.joints?.[keypoint] || skeleton.colors[side === "" ? "middle" : side];
}

/** Everyone of the frame but the active person: what lies below, and stays while that person is dragged. */
export function othersScene(input: SceneInput): Scene {
  const others = [...input.rows.row.keys()].filter((index) => index !== input.active);
  const bones = others.flatMap((index) => bonesOf(input, index));
  const marks = others.length > MASS ? [] : others.flatMap((index) => marksOf(input, index));
  return { rings: [], bones, marks, labels: [] };
}

/** The active person, and the names of the joints. */
export function activeScene(input: SceneInput): Scene {
  const { active, labels } = input;
  if (active < 0) return { rings: [], bones: [], marks: [], labels: [] };
  return {
    rings: input.rings ? ringsOf(input, active) : [],
    bones: bonesOf(input, active),
    marks: marksOf(input, active),
    labels: labels ? labelsOf(input, active) : [],
  };
}

function bonesOf(input: SceneInput, index: number): Bone[] {
  const { rows, skeleton, camera, canvas } = input;
  const color = personColor(skeleton, rows.track[index]!, index);
  const active = index === input.active;
  const bones: Bone[] = [];
  for (const [edge, [a, b]] of skeleton.edges.entries()) {
    const [from, to] = [position(rows, index, a), position(rows, index, b)];
    if (Number.isNaN(from[0] + to[0])) continue;
    bones.push({
      from: toCanvas(camera, canvas, ...from),
      to: toCanvas(camera, canvas, ...to),
      color: skeleton.colors.bones?.[edge] || color,
      width: active ? 3 : 2,
      edged: active || rows.count <= CROWD,
      alpha: Math.min(fade(input, index, a), fade(input, index, b)) * (active ? 1 : 0.75),
    });
  }
  return bones;
}

function marksOf(input: SceneInput, index: number): Mark[] {
  const { rows, skeleton, camera, canvas } = input;
  const active = index === input.active;
  const size = markSize(input, index);
  const marks: Mark[] = [];
  for (let keypoint = 0; keypoint < rows.keypoints; keypoint++) {
    const joint = index * rows.keypoints + keypoint;
    if (rows.visibility[joint] === 0) continue;
    const selected = active && input.selected.includes(keypoint);
    marks.push({
      at: toCanvas(camera, canvas, ...position(rows, index, keypoint)),
      shape: shapeOf(skeleton.sides[keypoint] ?? ""),
      radius: selected ? size + 2 : active ? size : size - 1,
      color: sideColor(skeleton, keypoint),
      alpha: fade(input, index, keypoint),
      hollow: rows.visibility[joint] === 1 || (selected && input.dragging),
      rim: rimOf(rows, joint, active),
      selected,
    });
  }
  return marks.sort((a, b) => Number(a.selected) - Number(b.selected));
}

function ringsOf(input: SceneInput, index: number): Ring[] {
  const { rows, skeleton, camera, canvas, keypoint: selected } = input;
  const area = areaOf(rows, index);
  if (!skeleton.sigmas || area === 0) return [];
  const rings: Ring[] = [];
  for (const [keypoint, sigma] of skeleton.sigmas.entries()) {
    if (selected >= 0 && keypoint !== selected) continue;
    if (rows.visibility[index * rows.keypoints + keypoint] === 0) continue;
    const { spread, half } = sigmaRing(sigma, area);
    const at = toCanvas(camera, canvas, ...position(rows, index, keypoint));
    const color = sideColor(skeleton, keypoint);
    rings.push({ at, radius: spread * camera.zoom, color, dashed: false });
    if (selected >= 0) rings.push({ at, radius: half * camera.zoom, color, dashed: true });
  }
  return rings;
}

function rimOf(rows: RowBlock, joint: number, active: boolean): Mark["rim"] {
  if (!active && rows.count > CROWD) return "none";
  return rows.origin[joint]! >= Origin.PERSON ? "white" : "dark";
}

/** Small people get small marks, so that the body stays to be seen; whole-body points lie close together. */
function markSize({ rows, camera }: SceneInput, index: number): number {
  const largest = rows.keypoints > 40 ? 3.5 : 5.5;
  const { width, height } = extentOf(rows, index);
  const extent = Math.max(width, height) * camera.zoom;
  const fitting = extent > 0 ? extent / BODY_IN_MARKS : largest; // a single joint has no extent
  return Math.min(largest, Math.max(SMALLEST_MARK, fitting));
}

function fade({ rows, confidence }: SceneInput, index: number, keypoint: number): number {
  const c = rows.confidence[index * rows.keypoints + keypoint]!;
  return confidence && !Number.isNaN(c) ? 0.25 + 0.75 * Math.min(Math.max(c, 0), 1) : 1;
}

const LETTER = 6.6; // canvas pixels a letter takes, about
const LINE = 19;
const GAP = 11;

/** Names beside the joints, away from the body; one that would cover another is left out, the selected one never. */
function labelsOf(input: SceneInput, index: number): Label[] {
  const { rows, skeleton, camera, canvas, keypoint: selected } = input;
  const middle = centreOf(rows, index);
  const order = [...skeleton.keypoints.keys()].sort(
    (a, b) => Number(b === selected) - Number(a === selected),
  );
  const taken: Box[] = [];
  const labels: Label[] = [];
  for (const keypoint of order) {
    if (rows.visibility[index * rows.keypoints + keypoint] === 0) continue;
    const joint = position(rows, index, keypoint);
    const [x, y] = toCanvas(camera, canvas, ...joint);
    const text = spoken(skeleton.keypoints[keypoint]!);
    const width = text.length * LETTER + LINE;
    const side = joint[0] < middle ? "left" : "right";
    const box = { x: side === "left" ? x - GAP - width : x + GAP, y, width };
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    const at = [side === "left" ? x - GAP : x + GAP, y] as const;
    labels.push({ at, side, text, color: sideColor(skeleton, keypoint) });
  }
  return labels;
}

/** Mean x of a person's joints. */
function centreOf(rows: RowBlock, index: number): number {
  let [sum, n] = [0, 0];
  for (let keypoint = 0; keypoint < rows.keypoints; keypoint++) {
    const [x] = position(rows, index, keypoint);
    if (Number.isNaN(x)) continue;
    sum += x;
    n++;
  }
  return sum / n;
}

type Box = { x: number; y: number; width: number };

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < LINE && a.x < b.x + b.width && b.x < a.x + a.width;
}
