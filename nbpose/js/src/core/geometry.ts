import type { Camera } from "./protocol";

/**
 * Image points and canvas points.
 *
 * An integer image coordinate is the centre of a pixel, while a picture is drawn from the edge of its first pixel:
 * the frame reaches from -0.5 to width - 0.5. That half pixel is added and taken off here and nowhere else.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

export type XY = readonly [x: number, y: number];

const HALF = 0.5;
const MARGIN = 12; // canvas pixels left free around a frame that is fitted
const MAX_ZOOM = 64;
const RING = 2; // around a stage, for the focus
const LEAST_HEIGHT = 160; // canvas pixels of a stage

export function toCanvas(camera: Camera, canvas: Size, x: number, y: number): XY {
  return [
    (x - camera.x) * camera.zoom + canvas.width / 2,
    (y - camera.y) * camera.zoom + canvas.height / 2,
  ];
}

export function toImage(camera: Camera, canvas: Size, x: number, y: number): XY {
  return [
    (x - canvas.width / 2) / camera.zoom + camera.x,
    (y - canvas.height / 2) / camera.zoom + camera.y,
  ];
}

/** Where the picture of a frame lies on the canvas, from the outer edge of its first pixel on. */
export function pictureRect(camera: Camera, canvas: Size, frame: Size): Rect {
  const [x, y] = toCanvas(camera, canvas, -HALF, -HALF);
  return { x, y, width: frame.width * camera.zoom, height: frame.height * camera.zoom };
}

/** The camera that shows the whole frame. */
export function fitFrame(frame: Size, canvas: Size): Camera {
  const free = (n: number) => Math.max(1, n - 2 * MARGIN);
  const zoom = Math.min(
    free(canvas.width) / Math.max(1, frame.width),
    free(canvas.height) / Math.max(1, frame.height),
  );
  return { zoom, x: frame.width / 2 - HALF, y: frame.height / 2 - HALF };
}

/** Height of a frame by its width. */
export function steepness({ width, height }: Size): number {
  return height / Math.max(1, width);
}

/** The height at which a frame fills the width of a stage, within limits, as a CSS length; 100cqi is that width. */
export function stageHeight(steepness: number, most: number): string {
  const needed = `(100cqi - ${2 * (MARGIN + RING)}px) * ${steepness} + ${2 * MARGIN}px`;
  return `clamp(${LEAST_HEIGHT}px, ${needed}, ${most}px)`;
}

/** Zoom by `factor` such that the image point under (x, y) stays there, out to the whole frame and no further. */
export function zoomAt(
  camera: Camera,
  canvas: Size,
  frame: Size,
  [x, y]: XY,
  factor: number,
): Camera {
  const whole = fitFrame(frame, canvas).zoom;
  const least = Math.min(whole, camera.zoom);
  const zoom = clamp(camera.zoom * factor, least, Math.max(MAX_ZOOM, whole * 4));
  const [fixedX, fixedY] = toImage(camera, canvas, x, y);
  const centreX = fixedX - (x - canvas.width / 2) / zoom;
  const centreY = fixedY - (y - canvas.height / 2) / zoom;
  return keepInside({ zoom, x: centreX, y: centreY }, frame, camera);
}

/** The camera after the picture was dragged by canvas pixels. */
export function pan(camera: Camera, frame: Size, dx: number, dy: number): Camera {
  const moved = { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
  return keepInside(moved, frame, camera);
}

/** The camera moved no more than it takes to have an image point on the canvas, `margin` canvas pixels from its edge. */
export function reveal(
  camera: Camera,
  canvas: Size,
  frame: Size,
  [x, y]: XY,
  margin: number,
): Camera {
  const [at, up] = toCanvas(camera, canvas, x, y);
  const dx = clamp(at, margin, Math.max(margin, canvas.width - margin)) - at;
  const dy = clamp(up, margin, Math.max(margin, canvas.height - margin)) - up;
  return dx === 0 && dy === 0 ? camera : pan(camera, frame, dx, dy);
}

/** Two fingers moved from `before` to `after`: zoom by their distance, pan by their middle. */
export function pinch(
  camera: Camera,
  canvas: Size,
  frame: Size,
  before: readonly [XY, XY],
  after: readonly [XY, XY],
): Camera {
  const factor = distance(...after) / Math.max(1, distance(...before));
  const [from, to] = [middle(...before), middle(...after)];
  const zoomed = zoomAt(camera, canvas, frame, from, factor);
  return pan(zoomed, frame, to[0] - from[0], to[1] - from[1]);
}

/** A point inside the frame, or the nearest one that is. */
export function clampPoint([x, y]: XY, frame: Size): XY {
  return [clamp(x, 0, frame.width - 1), clamp(y, 0, frame.height - 1)];
}

/** Whether a point lies on the frame or at most `slack` image pixels beside it. */
export function contains(frame: Size, [x, y]: XY, slack: number): boolean {
  const reach = HALF + slack;
  return x >= -reach && y >= -reach && x < frame.width - 1 + reach && y < frame.height - 1 + reach;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/**
 * The middle of the canvas stays on the frame, so that the picture cannot get lost.
 *
 * Where it was beside the frame before, to show a joint that lies there, it goes no further away.
 */
function keepInside(camera: Camera, frame: Size, before: Camera): Camera {
  const keep = (to: number, size: number, from: number) =>
    clamp(to, Math.min(-HALF, from), Math.max(size - HALF, from));
  return {
    zoom: camera.zoom,
    x: keep(camera.x, frame.width, before.x),
    y: keep(camera.y, frame.height, before.y),
  };
}

function distance(a: XY, b: XY): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function middle(a: XY, b: XY): XY {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
