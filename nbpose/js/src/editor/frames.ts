import { clamp } from "../core/geometry";
import { follow } from "../core/people";
import type { Picture } from "../video/source";
import type { Session } from "./session";

/** A frame that stays this long is worth its full resolution. */
const REST = 180; // ms

/** How many device pixels a view shows the frame wide: when it fits, and as it is zoomed. */
export interface Display {
  readonly fitted: number;
  readonly zoomed: number;
}

/** Which frame is on screen, and what must be fetched for it. */
export class Frames {
  private readonly displays = new Map<object, Display>();
  /** frames gone to since one was settled on: while scrubbing, each may be shown when it comes */
  private readonly passed = new Set<number>();
  private requests = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: Session) {}

  /** Show another frame as soon as its picture is here. */
  goTo(frame: number): void {
    const { session } = this;
    const target = clamp(Math.round(frame), 0, Math.max(0, session.state.media.count - 1));
    if (target === session.state.frame) return;
    this.passed.add(target);
    session.update({ direction: target < session.state.frame ? -1 : 1 });
    session.setTraits({ frame: target });
    this.fetch();
  }

  /** Ask for what the current frame needs, and show what is here. */
  fetch(): void {
    const { frame, direction, media, playing } = this.session.state;
    if (media.count === 0) return;
    this.ask(frame, direction);
    this.session.facing.want();
    clearTimeout(this.rest);
    this.aim(frame, false);
    if (!playing) this.rest = setTimeout(() => this.aim(frame, true), REST);
    this.show();
  }

  /** Ask for the rows of a frame, and of those that lie ahead of it. */
  ask(frame: number, direction: 1 | -1): void {
    for (const [start, stop] of this.session.store.want(frame, direction)) {
      const gen = ++this.requests;
      this.session.send({ kind: "need", what: "poses", gen, start, stop });
    }
  }

  /** Fetch ahead of a frame without going there: the clock of the player is ahead of the pictures. */
  lookAt(frame: number): void {
    this.aim(frame, false);
  }

  /** Put the frame asked for on screen if its picture is here, and find the same person in it. */
  show(): void {
    const { frame, selection, memory, picture: before, playing } = this.session.state;
    const picture = this.session.source.get(frame);
    if (picture) this.passed.clear();
    if (picture && picture !== before) this.put(picture);
    const rows = this.session.rows(frame);
    if (!rows || playing) return;
    const next = follow(rows, selection, memory);
    const same = next.row === selection.row && next.keypoint === selection.keypoint;
    if (!same) this.session.select(next, this.session.state.chosen);
  }

  /** A picture came. While the one asked for is on its way, one that was passed will do, under its own number. */
  arrived(picture: Picture): void {
    const { frame, picture: before } = this.session.state;
    if (picture.frame === frame) return this.show();
    const gap = before ? Math.abs(before.frame - frame) : Number.POSITIVE_INFINITY;
    const nearer = Math.abs(picture.frame - frame) < gap;
    const passed = this.passed.has(picture.frame);
    if (nearer && passed && this.session.source.get(picture.frame)) this.put(picture);
  }

  /** How large a view shows the frame: pictures need no more pixels than the largest. */
  setDisplay(view: object, display: Display): void {
    const before = this.displays.get(view);
    if (before?.fitted === display.fitted && before.zoomed === display.zoomed) return;
    this.displays.set(view, display);
    this.fetch();
  }

  /** A view is gone. */
  forgetDisplay(view: object): void {
    this.displays.delete(view);
  }

  close(): void {
    clearTimeout(this.rest);
  }

  /** A picture of another size shows the whole frame again: the old view may lie beside it. */
  private put(picture: Picture): void {
    const { picture: before, camera } = this.session.state;
    const same = before?.width === picture.width && before.height === picture.height;
    this.session.update({ picture });
    if (before && !same && camera) this.session.setTraits({ view: {} });
  }

  private aim(frame: number, resting: boolean): void {
    const { direction, playing, picture, media } = this.session.state;
    const displays = [...this.displays.values()];
    const fitted = Math.max(0, ...displays.map((display) => display.fitted));
    const widest = Math.max(0, ...displays.map((display) => display.zoomed));
    const zoomed = Math.min(widest, picture?.width ?? media.width);
    if (fitted === 0) return; // no view has been laid out yet
    this.session.source.aim({ frame, direction, playing, resting, fitted, zoomed });
  }
}
