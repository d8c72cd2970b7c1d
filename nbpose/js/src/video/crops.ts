import type { Rect, XY } from "../core/geometry";
import { covers, cropAround } from "../core/loupe";
import type { CropMessage, Outgoing } from "../core/protocol";
import { decodePicture } from "./pictures";
import type { Picture } from "./source";

/** A pointer must stay this long before pixels are fetched for it. */
const DWELL = 60; // ms
/** After so long without an answer the pixels are asked for again. */
const PATIENCE = 4000; // ms

/** A part of a frame at full resolution. */
export interface Crop extends Rect {
  readonly frame: number;
  readonly bitmap: ImageBitmap;
}

/** The pixels around the pointer at full resolution: one part of one frame, fetched when the one here does not do. */
export class Crops {
  private held: Crop | null = null;
  private gen = 0;
  private asked: (Rect & { frame: number; at: number }) | null = null;
  private due: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly send: (message: Outgoing) => void,
    private readonly onCrop: () => void,
  ) {}

  /** The part that is here of a frame, or null. */
  of(frame: number): Crop | null {
    return this.held?.frame === frame ? this.held : null;
  }

  /** Fetch the surroundings of a point soon, unless `field` can be shown with what is here or on its way. */
  want(picture: Picture, point: XY, field: Rect): void {
    clearTimeout(this.timer);
    this.due = null;
    if (this.closed || isFull(picture) || picture.bitmap === null) return;
    const { frame } = picture;
    const known = [this.held, this.pending()];
    if (known.some((part) => part?.frame === frame && covers(part, field, picture))) return;
    this.due = () => this.ask(frame, cropAround(point, picture));
    this.timer = setTimeout(() => this.flush(), DWELL);
  }

  /** A drag begins: what is due is asked for now, since nothing may be sent while it lasts. */
  flush(): void {
    clearTimeout(this.timer);
    this.due?.();
    this.due = null;
  }

  async receive(message: CropMessage, buffer: DataView | undefined): Promise<void> {
    if (message.gen !== this.gen) return;
    const bytes = buffer && new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    const bitmap = bytes && bytes.length > 0 ? await decodePicture(bytes, message.mime) : null;
    if (message.gen !== this.gen || this.closed) return bitmap?.close();
    this.asked = null;
    if (!bitmap) return;
    this.held?.bitmap.close();
    const { frame, x, y, width, height } = message;
    this.held = { frame, x, y, width, height, bitmap };
    this.onCrop();
  }

  /** Nothing is on its way any more. */
  restart(): void {
    this.asked = null;
  }

  close(): void {
    this.closed = true;
    this.due = null;
    clearTimeout(this.timer);
    this.held?.bitmap.close();
    this.held = null;
  }

  private pending() {
    const late = this.asked !== null && performance.now() - this.asked.at > PATIENCE;
    return late ? null : this.asked;
  }

  private ask(frame: number, crop: Rect): void {
    this.asked = { frame, ...crop, at: performance.now() };
    this.send({ kind: "need", what: "crop", gen: ++this.gen, frame, ...crop });
  }
}

/** Whether the picture on screen has all pixels of its frame. */
export function isFull({ bitmap, width }: Picture): boolean {
  return bitmap !== null && bitmap.width >= width;
}
