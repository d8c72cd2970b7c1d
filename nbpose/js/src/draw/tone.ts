import type { Rect } from "../core/geometry";
import { isPlain, type Tone } from "../core/options";
import { applyTone, toneTable } from "../core/tone";

/**
 * Change brightness, contrast and gamma of what was just painted, within `rect` (device pixels).
 *
 * Done once when the picture is painted, so that a drag upon it costs nothing. A CSS filter would be applied again
 * whenever the page is put together, has no gamma, and an SVG filter is not found from within a shadow root.
 */
export function toneRect(context: CanvasRenderingContext2D, rect: Rect, tone: Tone): void {
  if (isPlain(tone)) return;
  const { canvas } = context;
  const [left, top] = [Math.max(0, Math.floor(rect.x)), Math.max(0, Math.floor(rect.y))];
  const right = Math.min(canvas.width, Math.ceil(rect.x + rect.width));
  const bottom = Math.min(canvas.height, Math.ceil(rect.y + rect.height));
  if (right <= left || bottom <= top) return;
  const pixels = context.getImageData(left, top, right - left, bottom - top);
  applyTone(pixels.data, toneTable(tone));
  context.putImageData(pixels, left, top);
}
