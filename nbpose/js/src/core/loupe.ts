import type { Rect, Size, XY } from "./geometry";

/** A magnifier beside the point that is being worked on: where it stands, and what it shows. */

/** Canvas pixels a loupe is wide and high. */
export const LOUPE = 140;
/** Canvas pixels between the point and the loupe; a finger covers more than a pointer. */
const AWAY = { mouse: 26, touch: 64 };
/** Canvas pixels kept free along the border of the canvas. */
const EDGE = 6;
/** An image pixel is at least so many canvas pixels in the loupe, and no more unless the picture itself is larger. */
const LEAST = 3;
const MOST = 24;
/** Image pixels of a crop: much more than a loupe shows, so that a drag stays on it. */
export const CROP = 512;

const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;

/** Canvas pixels an image pixel has in the loupe. */
export function loupeZoom(zoom: number): number {
  return Math.max(LEAST, Math.min(2 * zoom, MOST), zoom);
}

/** Where the loupe stands: above and left of the point, or in the first corner about it where there is room. */
export function loupeRect([x, y]: XY, canvas: Size, touch: boolean): Rect {
  const away = touch ? AWAY.touch : AWAY.mouse;
  const [width, height] = [LOUPE, LOUPE];
  const rects = CORNERS.map(([right, below]) => ({
    x: right > 0 ? x + away : x - away - LOUPE,
    y: below > 0 ? y + away : y - away - LOUPE,
    width,
    height,
  }));
  const fitting = rects.find((rect) => inside(rect, canvas));
  if (fitting) return fitting;
  const pushed = rects.map((rect) => pushInside(rect, canvas));
  return pushed.reduce((a, b) => (distance(b, [x, y]) > distance(a, [x, y]) ? b : a));
}

function inside({ x, y, width, height }: Rect, canvas: Size): boolean {
  const right = canvas.width - EDGE - width;
  const bottom = canvas.height - EDGE - height;
  return x >= EDGE && y >= EDGE && x <= right && y <= bottom;
}

function pushInside(rect: Rect, canvas: Size): Rect {
  const push = (at: number, size: number, free: number) =>
    Math.max(EDGE, Math.min(at, free - EDGE - size));
  const x = push(rect.x, rect.width, canvas.width);
  return { ...rect, x, y: push(rect.y, rect.height, canvas.height) };
}

/** How far a point lies beside a rectangle; 0 within it. */
function distance({ x, y, width, height }: Rect, [px, py]: XY): number {
  const beside = (at: number, from: number, size: number) =>
    Math.max(from - at, at - from - size, 0);
  return Math.hypot(beside(px, x, width), beside(py, y, height));
}

/** What a square of `reach` image pixels to every side of a point covers, from outer edge to outer edge of pixels. */
export function fieldAround([x, y]: XY, reach: number): Rect {
  return { x: x + 0.5 - reach, y: y + 0.5 - reach, width: 2 * reach, height: 2 * reach };
}

/** The crop to ask for so that the surroundings of a point are here: whole pixels, within the frame where it can be. */
export function cropAround([x, y]: XY, frame: Size): Rect {
  const [width, height] = [Math.min(CROP, frame.width), Math.min(CROP, frame.height)];
  const start = (at: number, size: number, most: number) =>
    Math.round(Math.max(0, Math.min(at - size / 2, most - size)));
  return { x: start(x, width, frame.width), y: start(y, height, frame.height), width, height };
}

/** Whether a part of a frame holds all that a field shows of it. */
export function covers(part: Rect, field: Rect, frame: Size): boolean {
  const left = Math.max(0, field.x);
  const top = Math.max(0, field.y);
  const right = Math.min(frame.width, field.x + field.width);
  const bottom = Math.min(frame.height, field.y + field.height);
  if (right <= left || bottom <= top) return true;
  const within = part.x <= left && part.y <= top;
  return within && part.x + part.width >= right && part.y + part.height >= bottom;
}
