import type { Rect, Size, XY } from "../core/geometry";
import type { Tone } from "../core/options";
import type { Picture } from "../video/source";
import type { Bone, Label, Mark, Ring, Scene, Shape } from "./scene";
import { toneRect } from "./tone";

/** Puts draw lists on canvases. Nothing is decided here. */

/** From this many device pixels a frame's pixel on, its edges stay sharp. */
const PIXELATED = 4;
const HALO = "rgba(0, 0, 0, 0.55)";
export const LABEL_FONT = "500 12px system-ui, sans-serif";

/** Give a canvas as many device pixels as it covers, and units of CSS pixels. */
export function prepare(canvas: HTMLCanvasElement, size: Size, ratio: number) {
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  return context;
}

export function paintPicture(
  context: CanvasRenderingContext2D,
  picture: Picture | null,
  rect: Rect,
  ratio: number,
  tone: Tone,
): void {
  const bitmap = picture?.bitmap;
  if (!bitmap) {
    context.fillStyle = "rgba(128, 128, 128, 0.25)";
    context.fillRect(rect.x, rect.y, rect.width, rect.height);
    return;
  }
  const scale = (rect.width * ratio) / bitmap.width;
  context.imageSmoothingEnabled = bitmap.width < picture.width || scale < PIXELATED;
  context.imageSmoothingQuality = scale < 0.5 ? "high" : "low"; // high takes several times as long
  context.drawImage(bitmap, rect.x, rect.y, rect.width, rect.height);
  const onDevice = [rect.x, rect.y, rect.width, rect.height].map((value) => value * ratio);
  const [x, y, width, height] = onDevice as [number, number, number, number];
  toneRect(context, { x, y, width, height }, tone);
}

export function paintScene(context: CanvasRenderingContext2D, scene: Scene): void {
  for (const ring of scene.rings) paintSigma(context, ring);
  for (const bone of scene.bones) paintBone(context, bone);
  for (const mark of scene.marks) paintMark(context, mark);
  context.globalAlpha = 1;
  for (const label of scene.labels) paintLabel(context, label);
}

/** The next joint to place, beside the pointer. */
export function paintGhost(
  context: CanvasRenderingContext2D,
  at: XY,
  shape: Shape,
  color: string,
  text: string,
): void {
  context.globalAlpha = 1;
  trace(context, at, shape, 6);
  context.lineWidth = 5;
  context.strokeStyle = "#fff";
  context.stroke();
  context.lineWidth = 2.5;
  context.strokeStyle = color;
  context.stroke();
  paintLabel(context, { at: [at[0] + 14, at[1] - 14], side: "right", text, color });
}

/** Where an edge of the picture attracts what is in the hand. */
export function paintSnap(context: CanvasRenderingContext2D, [x, y]: XY): void {
  context.globalAlpha = 1;
  context.beginPath();
  for (const [dx, dy] of [
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, -1],
  ] as const) {
    context.moveTo(x + 4 * dx, y + 4 * dy);
    context.lineTo(x + 10 * dx, y + 10 * dy);
  }
  for (const [color, width] of [
    ["#000", 4.5],
    ["#f0e442", 2.5],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

function paintSigma(context: CanvasRenderingContext2D, ring: Ring): void {
  context.globalAlpha = 0.9;
  context.setLineDash(ring.dashed ? [5, 4] : []);
  context.beginPath();
  context.arc(ring.at[0], ring.at[1], ring.radius, 0, 2 * Math.PI);
  for (const [color, width] of [
    [HALO, 4],
    ["#fff", 2.5],
    [ring.color, 1.5],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
  context.setLineDash([]);
}

function paintBone(context: CanvasRenderingContext2D, bone: Bone): void {
  context.beginPath();
  context.moveTo(bone.from[0], bone.from[1]);
  context.lineTo(bone.to[0], bone.to[1]);
  context.lineCap = bone.edged ? "round" : "butt"; // round ends cost half as much again
  if (bone.edged) {
    context.globalAlpha = bone.alpha * 0.5;
    context.lineWidth = bone.width + 2;
    context.strokeStyle = "#000";
    context.stroke();
  }
  context.globalAlpha = bone.alpha;
  context.lineWidth = bone.width;
  context.strokeStyle = bone.color;
  context.stroke();
}

const RIMS = { white: "#fff", dark: HALO };

function paintMark(context: CanvasRenderingContext2D, mark: Mark): void {
  context.globalAlpha = mark.alpha;
  trace(context, mark.at, mark.shape, mark.radius);
  if (mark.rim !== "none") {
    context.lineWidth = mark.hollow ? 4.5 : mark.rim === "white" ? 3 : 2;
    context.strokeStyle = RIMS[mark.rim];
    context.stroke();
  }
  if (mark.hollow) {
    context.lineWidth = 2.5;
    context.strokeStyle = mark.color;
    context.stroke();
  } else {
    context.fillStyle = mark.color;
    context.fill();
  }
  if (mark.selected) paintRing(context, mark);
}

function paintRing(context: CanvasRenderingContext2D, mark: Mark): void {
  context.globalAlpha = 1;
  for (const [color, width] of [
    ["#000", 3.5],
    ["#fff", 2],
  ] as const) {
    context.beginPath();
    context.arc(mark.at[0], mark.at[1], mark.radius + 6, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

function paintLabel(context: CanvasRenderingContext2D, { at, side, text, color }: Label): void {
  context.font = LABEL_FONT;
  context.textBaseline = "middle";
  const width = context.measureText(text).width + 15;
  const left = side === "left" ? at[0] - width : at[0];
  context.beginPath();
  context.roundRect(left, at[1] - 9, width, 18, 4);
  context.fillStyle = "rgba(20, 20, 22, 0.78)";
  context.fill();
  context.fillStyle = color;
  context.fillRect(side === "left" ? left + width - 3 : left, at[1] - 9, 3, 18);
  context.fillStyle = "#fff";
  context.fillText(text, side === "left" ? left + 6 : left + 9, at[1] + 0.5);
}

export function trace(
  context: CanvasRenderingContext2D,
  [x, y]: XY,
  shape: Shape,
  r: number,
): void {
  context.beginPath();
  if (shape === "circle") context.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape === "square") context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else {
    const d = r * 1.25;
    context.moveTo(x, y - d);
    context.lineTo(x + d, y);
    context.lineTo(x, y + d);
    context.lineTo(x - d, y);
    context.closePath();
  }
}
