import type { Aim } from "../core/wantlist";

/** The picture of one frame, ready to be drawn. */
export interface Picture {
  readonly frame: number;
  /** null: the frame cannot be read */
  readonly bitmap: ImageBitmap | null;
  /** size of the frame in image pixels, whatever the size of the bitmap */
  readonly width: number;
  readonly height: number;
}

/** Where pictures come from. The frame numbers are Python's: a source never shows one for another. */
export interface FrameSource {
  /** The best picture of a frame that is here now. */
  get(frame: number): Picture | null;
  /** Whether `get` would give a picture. */
  has(frame: number): boolean;
  /** Fetch what this aim needs, the frame itself first, and drop what it does not. */
  aim(aim: Aim): void;
  /** The kernel starts anew with this client: nothing is on its way any more. */
  restart(): void;
  /** Whether something was asked for that has not come. */
  readonly waiting: boolean;
  close(): void;
}
