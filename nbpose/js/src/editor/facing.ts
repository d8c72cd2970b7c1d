import type { FacingMessage } from "../core/protocol";
import type { Session } from "./session";

/** Facing is asked for anew so long after the last edit: it hangs on a second of frames, and one joint rarely turns it. */
const SETTLED = 400; // ms

/** Frames that must be known either side of the one shown. */
const MARGIN = 64;

type Known = Pick<FacingMessage, "start" | "stop" | "stretches">;

const NOTHING: Known = { start: 0, stop: 0, stretches: [] };

/** Where people face around the frame shown, as Python decided it over time. */
export class FacingFeed {
  private known = NOTHING;
  private gen = 0;
  private owed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: Session) {}

  get stretches(): FacingMessage["stretches"] {
    return this.known.stretches;
  }

  /** Ask for what is around the frame shown, unless it is here or on its way. */
  want(): void {
    const { angles, frame, media } = this.session.state;
    if (!angles) return;
    const { start, stop } = this.known;
    const before = start <= Math.max(0, frame - MARGIN);
    const after = stop >= Math.min(media.count, frame + MARGIN);
    if (!(before && after)) this.ask();
  }

  /** Rows were edited: ask again when the edits have come to rest. */
  edited(): void {
    if (this.known === NOTHING) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.session.held || this.owed) this.edited();
      else this.ask();
    }, SETTLED);
  }

  receive(message: FacingMessage): void {
    if (message.gen !== this.gen) return;
    this.owed = false;
    this.known = message;
    this.session.update({});
    this.want();
  }

  /** What was asked may be lost. */
  restart(): void {
    this.owed = false;
    this.known = { ...NOTHING, stretches: this.stretches };
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private ask(): void {
    if (this.owed) return;
    this.owed = true;
    this.session.send({
      kind: "need",
      what: "facing",
      gen: ++this.gen,
      frame: this.session.state.frame,
    });
  }
}
