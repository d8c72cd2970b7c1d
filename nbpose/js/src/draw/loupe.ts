import type { Rect, XY } from "../core/geometry";
import { fieldAround, LOUPE } from "../core/loupe";
import type { Tone } from "../core/options";
import type { Skeleton } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import type { Crop } from "../video/crops";
import { isFull } from "../video/crops";
import type { Picture } from "../video/source";
import { trace } from "./paint";
import { type Shape, shapeOf, sideColor } from "./scene";
import { toneRect } from "./tone";

/** What lies under the point that is being worked on, magnified. */
export interface LoupeView {
  /** where it stands on the canvas */
  readonly rect: Rect;
  /** the image point under the crosshair */
  readonly point: XY;
  /** canvas pixels an image pixel has */
  readonly zoom: number;
  readonly marks: readonly LoupeMark[];
}

/** A joint, in canvas pixels from the middle of the loupe. */
export interface LoupeMark {
  readonly from: XY;
  readonly shape: Shape;
  readonly color: string;
}

interface Joint {
  readonly row: number;
  readonly keypoint: number;
}

const MARK = 6;
const GROUND = "#26282c"; // where there is no picture
const RADIUS = 8;

/** The joints that a loupe shows, but for the one in the hand: that is where the crosshair is. */
export function loupeMarks(
  rows: RowBlock,
  skeleton: Skeleton,
  point: XY,
  zoom: number,
  held: Joint | null,
): LoupeMark[] {
  const reach = (LOUPE / 2 + MARK) / zoom;
  const marks: LoupeMark[] = [];
  for (let joint = 0; joint < rows.visibility.length; joint++) {
    const [dx, dy] = [rows.xy[2 * joint]! - point[0], rows.xy[2 * joint + 1]! - point[1]];
    if (rows.visibility[joint] === 0 || !(Math.abs(dx) <= reach && Math.abs(dy) <= reach)) continue;
    const keypoint = joint % rows.keypoints;
    const row = rows.row[Math.floor(joint / rows.keypoints)]!;
    if (held?.row === row && held.keypoint === keypoint) continue;
    const shape = shapeOf(skeleton.sides[keypoint] ?? "");
    marks.push({ from: [dx * zoom, dy * zoom], shape, color: sideColor(skeleton, keypoint) });
  }
  return marks;
}

/** The magnified pixels, on a canvas of their own: the picture that is here, and upon it what is here in full. */
export function paintPixels(
  context: CanvasRenderingContext2D,
  { point, zoom }: LoupeView,
  picture: Picture,
  crop: Crop | null,
  tone: Tone,
  ratio: number,
): void {
  const { canvas } = context;
  const field = fieldAround(point, LOUPE / 2 / zoom);
  const scale = zoom * ratio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = GROUND;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -field.x * scale, -field.y * scale);
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  context.imageSmoothingEnabled = !isFull(picture); // what is missing is not made up as squares
  if (picture.bitmap) paintPart(context, picture.bitmap, whole, field);
  context.imageSmoothingEnabled = false;
  if (crop && !isFull(picture)) paintPart(context, crop.bitmap, crop, field);
  context.setTransform(1, 0, 0, 1, 0, 0);
  toneRect(context, { x: 0, y: 0, width: canvas.width, height: canvas.height }, tone);
}

/** Of a bitmap that shows `part` of the frame, what lies in the field: browsers are slow with the rest. */
function paintPart(
  context: CanvasRenderingContext2D,
  bitmap: ImageBitmap,
  part: Rect,
  field: Rect,
): void {
  const [sx, sy] = [bitmap.width / part.width, bitmap.height / part.height];
  const left = Math.max(0, Math.floor((field.x - part.x) * sx));
  const top = Math.max(0, Math.floor((field.y - part.y) * sy));
  const right = Math.min(bitmap.width, Math.ceil((field.x + field.width - part.x) * sx));
  const bottom = Math.min(bitmap.height, Math.ceil((field.y + field.height - part.y) * sy));
  const [width, height] = [right - left, bottom - top];
  if (width <= 0 || height <= 0) return;
  const [x, y] = [part.x + left / sx, part.y + top / sy];
  context.drawImage(bitmap, left, top, width, height, x, y, width / sx, height / sy);
}

/** The loupe on the overlay: pixels, the joints around as hollow marks, and the crosshair. */
export function paintLoupe(
  context: CanvasRenderingContext2D,
  view: LoupeView,
  pixels: HTMLCanvasElement,
): void {
  const { x, y, width, height } = view.rect;
  const middle = [x + width / 2, y + height / 2] as const;
  context.save();
  context.globalAlpha = 1;
  context.beginPath();
  context.roundRect(x, y, width, height, RADIUS);
  context.clip();
  context.imageSmoothingEnabled = false;
  context.drawImage(pixels, x, y, width, height);
  for (const { from, shape, color } of view.marks) {
    const at = [middle[0] + from[0], middle[1] + from[1]] as const;
    outline(context, () => trace(context, at, shape, MARK), color, 2);
  }
  outline(context, () => crosshair(context, middle), "#fff", 1.25);
  context.restore();
  context.beginPath();
  context.roundRect(x, y, width, height, RADIUS);
  context.lineWidth = 2;
  context.strokeStyle = "rgba(20, 20, 22, 0.9)";
  context.stroke();
  context.beginPath();
  context.roundRect(x + 1.5, y + 1.5, width - 3, height - 3, RADIUS - 1);
  context.lineWidth = 1;
  context.strokeStyle = "rgba(255, 255, 255, 0.85)";
  context.stroke();
}

/** Four lines that leave the very point free. */
function crosshair(context: CanvasRenderingContext2D, [x, y]: XY): void {
  const [gap, end] = [5, 22];
  context.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(x + dx * gap, y + dy * gap);
    context.lineTo(x + dx * end, y + dy * end);
  }
  context.moveTo(x + 0.75, y);
  context.arc(x, y, 0.75, 0, 2 * Math.PI);
}

function outline(
  context: CanvasRenderingContext2D,
  path: () => void,
  color: string,
  width: number,
): void {
  for (const [stroke, line] of [
    ["rgba(0, 0, 0, 0.75)", width + 2],
    [color, width],
  ] as const) {
    path();
    context.strokeStyle = stroke;
    context.lineWidth = line;
    context.stroke();
  }
}
