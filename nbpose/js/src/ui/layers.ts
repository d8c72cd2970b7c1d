import { pictureRect, type Size } from "../core/geometry";
import { TONES, type Tone } from "../core/options";
import type { Camera } from "../core/protocol";
import { paintPicture, paintScene, prepare } from "../draw/paint";
import { activeScene, othersScene, type SceneInput } from "../draw/scene";
import type { Picture } from "../video/source";
import { h } from "./dom";

/** Where things are on screen. */
export interface Screen {
  readonly camera: Camera;
  readonly size: Size;
  /** device pixels a CSS pixel */
  readonly ratio: number;
}

/** The two canvases, one upon the other. Each is painted only when what it shows has changed. */
export class Layers {
  readonly frame = h("canvas", "nbp-frame");
  /** those who are not active, kept once they stand still: a drag repaints one person */
  private readonly others = h("canvas", "");
  private othersKept = false;
  private othersWere: unknown[] = [];
  private framePainted: unknown[] = [];

  constructor(readonly overlay: HTMLCanvasElement) {
    this.frame.setAttribute("aria-hidden", "true");
  }

  paintFrame(picture: Picture | null, frame: Size, screen: Screen, tone: Tone): void {
    const shown = [picture?.bitmap, picture?.frame, frame.width, frame.height];
    const now = [...shown, ...flat(screen), ...TONES.map((name) => tone[name])];
    if (same(now, this.framePainted)) return;
    this.framePainted = now;
    const { camera, size, ratio } = screen;
    const rect = pictureRect(camera, size, frame);
    paintPicture(prepare(this.frame, size, ratio), picture, rect, ratio, tone);
  }

  /** An empty overlay, and what to draw on it with. */
  clearOverlay({ size, ratio }: Screen): CanvasRenderingContext2D {
    return prepare(this.overlay, size, ratio);
  }

  /** People: the others as they were in `settled`, the active one as in `input`. */
  paintPeople(
    context: CanvasRenderingContext2D,
    input: SceneInput,
    settled: SceneInput["rows"],
    screen: Screen,
  ): void {
    const now = [settled, input.active, input.confidence, ...flat(screen)];
    const still = same(now, this.othersWere);
    this.othersWere = now;
    if (still) this.copyOthers(context, { ...input, rows: settled }, screen);
    else {
      this.othersKept = false;
      paintScene(context, othersScene({ ...input, rows: settled }));
    }
    paintScene(context, activeScene(input));
  }

  private copyOthers(context: CanvasRenderingContext2D, input: SceneInput, screen: Screen): void {
    const { size, ratio } = screen;
    if (!this.othersKept) paintScene(prepare(this.others, size, ratio), othersScene(input));
    this.othersKept = true;
    context.drawImage(this.others, 0, 0, size.width, size.height);
  }
}

function flat({ camera, size, ratio }: Screen): number[] {
  return [camera.zoom, camera.x, camera.y, size.width, size.height, ratio];
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
