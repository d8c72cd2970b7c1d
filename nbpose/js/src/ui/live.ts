import { type Facts, gather, isQuiet, TOLD, textOf, type Untold } from "../core/announce";
import { factsOf } from "../editor/describe";
import type { HeldKey } from "../editor/player";
import type { Session } from "../editor/session";
import { h, setText } from "./dom";
import type { Stage } from "./stage";

/** So long nothing may change before changes are told. */
const QUIET = 500; // ms

/** Tells a screen reader what happened: once it is over, and never again and again while a key is held or a clip plays. */
export class Live {
  readonly el = h("div", "nbp-live");
  /** what the picture shows, for those who come to it */
  private readonly summary = h("div", "nbp-live");
  private was: Facts;
  private untold: Untold = TOLD;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: Session,
    private readonly stage: Stage,
    private readonly held: HeldKey,
    signal: AbortSignal,
  ) {
    this.el.setAttribute("aria-live", "polite");
    this.summary.id = `nbp-${Math.random()}`;
    stage.canvas.setAttribute("aria-describedby", this.summary.id);
    stage.el.append(this.summary);
    this.was = factsOf(session);
    this.describe();
    session.subscribe(() => this.look(), signal);
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  private look(): void {
    const now = factsOf(this.session);
    this.untold = gather(this.untold, this.was, now);
    this.was = now;
    this.describe();
    if (isQuiet(this.untold)) return;
    clearTimeout(this.timer);
    if (this.untold.urgent.length > 0) this.say({ ...TOLD, urgent: this.untold.urgent });
    this.untold = { ...this.untold, urgent: [] };
    this.timer = setTimeout(() => this.tell(), QUIET);
  }

  private describe(): void {
    const [key] = this.session.state.keymap.keysOf("key_sheet");
    const help = key ? ` ${key} shows the keys.` : "";
    setText(this.summary, `${this.was.frame} ${this.was.joint}${help}`);
  }

  private tell(): void {
    const { session, stage, held, untold } = this;
    if (session.state.playing || held.active || stage.busy) {
      this.timer = setTimeout(() => this.tell(), QUIET);
      return;
    }
    this.untold = TOLD;
    this.say(untold);
  }

  private say(untold: Untold): void {
    const here = this.el.closest(".nbpose")?.matches(":focus-within") ?? false;
    const text = textOf(untold, this.was, here);
    if (!text) return;
    // the same words again are told again only if they differ
    this.el.textContent = this.el.textContent === text ? `${text}\u00a0` : text;
  }
}
