import { clamp, type Rect, type Size, toCanvas, type XY } from "./geometry";
import type { Camera } from "./protocol";
import type { RowBlock } from "./rows";
import { boundsOf, heldOf } from "./shape";

/** What a whole person is caught by, in canvas pixels. */
export interface Handles {
  readonly frame: Rect;
  readonly move: XY;
  readonly turn: XY;
  readonly scale: XY;
}

export type HandleName = "move" | "turn" | "scale";

/** How near to a handle a press must be: a target of 24 pixels, larger for a finger. */
export const HANDLE_REACH = { mouse: 12, touch: 22 };

const PAD = 18;
const LEAST = 64;
const STALK = 26;
const INSET = 14;

/** The handles of a person, kept on the canvas however far it is zoomed in; null where there is nothing to turn. */
export function handlesOf(
  rows: RowBlock,
  index: number,
  camera: Camera,
  canvas: Size,
): Handles | null {
  const points = heldOf(rows, index).map(({ start }) => toCanvas(camera, canvas, ...start));
  const bounds = boundsOf(points);
  if (!bounds || points.length < 2) return null;
  const frame = padded(bounds);
  const middle = frame.x + frame.width / 2;
  const [right, below] = [frame.x + frame.width, frame.y + frame.height];
  return {
    frame,
    move: inside([frame.x, frame.y], canvas),
    turn: inside([middle, frame.y - STALK], canvas),
    scale: inside([right, below], canvas),
  };
}

/** The handle under a point of the canvas, or null. */
export function handleAt(handles: Handles, [x, y]: XY, touch: boolean): HandleName | null {
  const reach = touch ? HANDLE_REACH.touch : HANDLE_REACH.mouse;
  const names = ["turn", "scale", "move"] as const;
  const near = (name: HandleName) => Math.hypot(handles[name][0] - x, handles[name][1] - y);
  return names.find((name) => near(name) <= reach) ?? null;
}

function padded({ x, y, width, height }: Rect): Rect {
  const [w, h] = [Math.max(width + 2 * PAD, LEAST), Math.max(height + 2 * PAD, LEAST)];
  return { x: x + width / 2 - w / 2, y: y + height / 2 - h / 2, width: w, height: h };
}

function inside([x, y]: XY, { width, height }: Size): XY {
  return [
    clamp(x, INSET, Math.max(INSET, width - INSET)),
    clamp(y, INSET, Math.max(INSET, height - INSET)),
  ];
}
