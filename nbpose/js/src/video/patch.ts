import type { XY } from "../core/geometry";
import { covers, fieldAround } from "../core/loupe";
import { MARGIN, type Patch, snapToEdge } from "../core/snap";
import { type Crop, isFull } from "./crops";
import type { Picture } from "./source";

/** Pixels a patch is wide at most to every side: more than a hand aims at. */
const WIDEST = 48;
const NARROWEST = 2;

/** Finds edges in a picture near a point, in whatever of its pixels is here. */
export class EdgeFinder {
  /** made when it is needed first */
  private scratch: CanvasRenderingContext2D | null = null;

  /** The point of an edge within `reach` image pixels of a point, or null. */
  find(picture: Picture, crop: Crop | null, point: XY, reach: number): XY | null {
    const source = sourceOf(picture, crop, point, reach);
    if (!source) return null;
    const { bitmap, scale, x, y } = source;
    const at = (value: number, origin: number) => (value - origin + 0.5) * scale - 0.5;
    const [sx, sy] = [at(point[0], x), at(point[1], y)];
    const radius = Math.min(Math.max(reach * scale, NARROWEST), WIDEST);
    const around = Math.ceil(radius) + MARGIN;
    const [left, top] = [Math.round(sx) - around, Math.round(sy) - around];
    const patch = this.read(bitmap, left, top, 2 * around + 1);
    const found = patch && snapToEdge(patch, [sx - left, sy - top], radius);
    if (!found) return null;
    const back = (value: number, origin: number) => (value + 0.5) / scale - 0.5 + origin;
    return [back(found[0] + left, x), back(found[1] + top, y)];
  }

  /** Grey values of a square of a bitmap; beyond its border the last pixel goes on, so that there is no edge. */
  private read(bitmap: ImageBitmap, left: number, top: number, size: number): Patch | null {
    const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most - 1);
    const [x0, y0] = [inside(left, bitmap.width), inside(top, bitmap.height)];
    const width = inside(left + size - 1, bitmap.width) - x0 + 1;
    const height = inside(top + size - 1, bitmap.height) - y0 + 1;
    this.scratch ??= document.createElement("canvas").getContext("2d", {
      willReadFrequently: true,
    })!;
    const { canvas } = this.scratch;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    this.scratch.drawImage(bitmap, x0, y0, width, height, 0, 0, width, height);
    const { data } = this.scratch.getImageData(0, 0, width, height);
    const grey = new Float32Array(size * size);
    for (let i = 0; i < grey.length; i++) {
      const x = inside(left + (i % size), bitmap.width) - x0;
      const y = inside(top + Math.floor(i / size), bitmap.height) - y0;
      const at = 4 * (y * width + x);
      grey[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
    }
    return { size, grey };
  }
}

/** The sharpest pixels that are here around a point, and how they lie in the frame. */
function sourceOf(picture: Picture, crop: Crop | null, point: XY, reach: number) {
  if (!picture.bitmap) return null;
  const field = fieldAround(point, reach + MARGIN);
  if (crop && !isFull(picture) && covers(crop, field, picture)) {
    return { bitmap: crop.bitmap, scale: 1, x: crop.x, y: crop.y };
  }
  const { bitmap } = picture;
  return { bitmap, scale: bitmap.width / picture.width, x: 0, y: 0 };
}
