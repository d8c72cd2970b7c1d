import type { Size, XY } from "../core/geometry";

/** The keyboard's cursor: two lines through the whole canvas, dark and light, so that they show on any ground. */
export function paintCrosshair(
  context: CanvasRenderingContext2D,
  [x, y]: XY,
  { width, height }: Size,
): void {
  context.globalAlpha = 1;
  context.lineCap = "butt";
  context.beginPath();
  for (const [left, top, right, bottom] of [
    [0, y, width, y],
    [x, 0, x, height],
  ] as const) {
    context.moveTo(left, top);
    context.lineTo(right, bottom);
  }
  for (const [color, lineWidth] of [
    ["rgba(0, 0, 0, 0.65)", 3],
    ["#fff", 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = lineWidth;
    context.stroke();
  }
}
