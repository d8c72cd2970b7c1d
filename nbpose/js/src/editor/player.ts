import { frameAt, frameTime, holdDelay } from "../core/time";
import type { Session } from "./session";
import { playable } from "./state";

/** A clock that runs this far ahead of the pictures waits for them. */
const PATIENCE = 1; // s
/** How often a held key looks whether the frame it asked for is on screen. */
const POLL = 15; // ms

/** Plays in real time: a late picture is skipped, the clock does not slow down. */
export class Player {
  private ticking = 0;
  /** seconds of the media at the moment `startedAt` (ms) */
  private startSeconds = 0;
  private startedAt = 0;
  private lastFrame = 0;

  constructor(private readonly session: Session) {}

  toggle(): void {
    if (this.session.state.playing) this.pause();
    else this.play();
  }

  play(): void {
    const { session } = this;
    if (!playable(session.state)) return session.say("info", "Still images do not play.");
    if (session.state.frame === session.state.media.count - 1) session.frames.goTo(0);
    session.update({ playing: true });
    this.setClock(session.state.frame);
    this.ticking = requestAnimationFrame(() => this.tick());
  }

  pause(): void {
    cancelAnimationFrame(this.ticking);
    if (!this.session.state.playing) return;
    this.session.update({ playing: false });
    this.session.frames.fetch();
  }

  private tick(): void {
    const { session } = this;
    const { media, times, frame } = session.state;
    if (frame !== this.lastFrame) this.setClock(frame); // somebody else went there
    const seconds = this.startSeconds + (performance.now() - this.startedAt) / 1000;
    const due = frameAt(seconds, media.count, times, media.fps);
    const next = this.latestReady(due, frame);
    this.lastFrame = next;
    if (next !== frame) session.frames.goTo(next);
    else if (seconds - this.timeOf(frame) > PATIENCE) {
      if (session.state.lost) return this.pause(); // the next picture will not come
      this.setClock(frame);
    }
    session.frames.lookAt(due);
    if (session.state.frame === media.count - 1) return this.pause();
    this.ticking = requestAnimationFrame(() => this.tick());
  }

  /** The last frame up to the one that is due whose picture is here; the frame on screen if there is none. */
  private latestReady(due: number, shown: number): number {
    for (let frame = due; frame > shown; frame--) {
      if (this.session.source.has(frame)) return frame;
    }
    return shown;
  }

  private setClock(frame: number): void {
    this.lastFrame = frame;
    this.startSeconds = this.timeOf(frame);
    this.startedAt = performance.now();
  }

  private timeOf(frame: number): number {
    const { times, media } = this.session.state;
    return frameTime(frame, times, media.fps);
  }
}

/** Steps while a key is held, faster and faster, and never past what can be shown. */
export class HeldKey {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private steps = 0;

  constructor(private readonly session: Session) {}

  get active(): boolean {
    return this.steps > 0;
  }

  press(by: number): void {
    this.release();
    this.step(by);
  }

  release(): void {
    clearTimeout(this.timer);
    this.steps = 0;
  }

  private step(by: number): void {
    const { picture, frame } = this.session.state;
    const settled = this.steps === 0 || picture?.frame === frame;
    if (settled) this.session.frames.goTo(frame + by);
    const delay = settled ? holdDelay(this.steps++) : POLL;
    this.timer = setTimeout(() => this.step(by), delay);
  }
}
