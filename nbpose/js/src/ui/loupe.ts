import { type Rect, type Size, toCanvas, type XY } from "../core/geometry";
import { fieldAround, LOUPE, loupeRect, loupeZoom } from "../core/loupe";
import type { Selection } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { loupeMarks, paintLoupe, paintPixels } from "../draw/loupe";
import type { Session } from "../editor/session";
import { h } from "./dom";
import type { Screen } from "./layers";

/** The point that is being worked on. */
export interface Focus {
  /** image point */
  readonly point: XY;
  /** the joint that is there because a hand holds it, or null */
  readonly held: Selection | null;
  /** a finger covers more than a pointer does */
  readonly touch: boolean;
}

/** The loupe of a view: has its pixels fetched, and paints it. */
export class Loupe {
  private readonly pixels = h("canvas", "");
  private readonly context = this.pixels.getContext("2d", { willReadFrequently: true })!;

  constructor(private readonly session: Session) {}

  /** Have the pixels around a point fetched, if they are not here. */
  fetch(point: XY, zoom: number): void {
    const { picture } = this.session.state;
    if (picture) this.session.crops.want(picture, point, fieldOf(point, zoom));
  }

  paint(
    overlay: CanvasRenderingContext2D,
    { camera, size, ratio }: Screen,
    { point, held, touch }: Focus,
    rows: RowBlock,
  ): void {
    const { picture, options, skeleton } = this.session.state;
    if (!picture) return;
    const zoom = loupeZoom(camera.zoom);
    const at = toCanvas(camera, size, ...point);
    const marks = loupeMarks(rows, skeleton, point, zoom, held);
    const view = { rect: onPixels(loupeRect(at, size, touch), ratio), point, zoom, marks };
    this.fit(ratio);
    const crop = this.session.crops.of(picture.frame);
    paintPixels(this.context, view, picture, crop, options, ratio);
    paintLoupe(overlay, view, this.pixels);
  }

  private fit(ratio: number): void {
    const side = Math.round(LOUPE * ratio);
    if (this.pixels.width === side) return;
    this.pixels.width = side;
    this.pixels.height = side;
  }
}

function fieldOf(point: XY, zoom: number): Rect {
  return fieldAround(point, LOUPE / 2 / loupeZoom(zoom));
}

/** On whole device pixels, so that squares stay squares. */
function onPixels(rect: Rect, ratio: number): Rect {
  const round = (value: number) => Math.round(value * ratio) / ratio;
  return { ...rect, x: round(rect.x), y: round(rect.y) };
}

/** Whether a point can be seen on a canvas. */
export function isOn(canvas: Size, [x, y]: XY): boolean {
  return x >= 0 && y >= 0 && x < canvas.width && y < canvas.height;
}
