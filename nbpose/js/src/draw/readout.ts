import type { Size, XY } from "../core/geometry";
import type { Line } from "../core/readout";
import { LABEL_FONT } from "./paint";

/** Joint angles beside the hand: a small table, and an arc at the joint. */

const ACCENT = "#ffd166";
const LINE = 17; // canvas pixels
const PAD = 7;
const GAP = 12;
/** The box keeps off the hand by so much, and off the edges of the canvas. */
const OFF = 18;
const EDGE = 4;

/** Part of a circle between the direction in which an angle would be 0 and the one in which it is. */
export interface Arc {
  readonly at: XY;
  /** radians, from the x axis towards the y axis */
  readonly zero: number;
  readonly turn: number;
}

/** The place of a box beside the hand: below to the right, or where it finds room. */
export function placeBox(box: Size, [x, y]: XY, canvas: Size): XY {
  const beside = (at: number, length: number, room: number) => {
    const after = at + OFF;
    const before = at - OFF - length;
    const last = room - EDGE - length; // a pointer may be dragged far beyond the canvas
    if (after <= last) return Math.max(EDGE, after);
    return before >= EDGE ? Math.min(before, last) : Math.max(EDGE, last);
  };
  return [beside(x, box.width, canvas.width), beside(y, box.height, canvas.height)];
}

export function paintReadout(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
  hand: XY,
  canvas: Size,
): void {
  const widths = columnWidths(context, lines);
  const [name, value, note] = widths;
  const width = name + value + note + (note ? 2 : 1) * GAP + 2 * PAD;
  const box = { width, height: lines.length * LINE + 2 * PAD - 3 };
  const [left, top] = placeBox(box, hand, canvas);
  context.globalAlpha = 1;
  context.beginPath();
  context.roundRect(left, top, box.width, box.height, 5);
  context.fillStyle = "rgba(20, 20, 22, 0.82)";
  context.fill();
  context.textBaseline = "middle";
  lines.forEach((line, i) => {
    const y = top + PAD + (i + 0.5) * LINE - 1;
    context.fillStyle = i === 0 ? "#fff" : "#d9dce1";
    context.fillText(line.name, left + PAD, y);
    context.textAlign = "right";
    context.fillText(line.value, left + PAD + name + GAP + value, y);
    context.fillStyle = ACCENT;
    context.fillText(line.note, left + width - PAD, y);
    context.textAlign = "left";
  });
}

function columnWidths(
  context: CanvasRenderingContext2D,
  lines: readonly Line[],
): [name: number, value: number, note: number] {
  context.font = LABEL_FONT;
  const widest = (column: keyof Line) =>
    Math.max(...lines.map((line) => context.measureText(line[column]).width));
  return [widest("name"), widest("value"), widest("note")];
}

const RADIUS = 24;
const RAY = 36;

export function paintArc(context: CanvasRenderingContext2D, { at, zero, turn }: Arc): void {
  const [x, y] = at;
  const ray = (direction: number) => {
    context.moveTo(x, y);
    context.lineTo(x + RAY * Math.cos(direction), y + RAY * Math.sin(direction));
  };
  context.globalAlpha = 1;
  context.lineCap = "butt";
  context.beginPath();
  context.arc(x, y, RADIUS, zero, zero + turn, turn < 0);
  ray(zero);
  ray(zero + turn);
  for (const [color, width] of HALOED) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke();
  }
}

const HALOED = [
  ["rgba(0, 0, 0, 0.6)", 3.5],
  [ACCENT, 1.5],
] as const;
