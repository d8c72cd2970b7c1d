import { keymapOf } from "../core/keymap";
import { optionsOf } from "../core/options";
import type { Traits } from "../core/protocol";
import type { Host } from "../host/host";
import type { Session } from "./session";
import { cameraOf, type EditorState, vocabularyOf } from "./state";

/** Traits are written this late, so that a held key or a wheel makes few messages of many steps. */
const DELAY = 80; // ms

/** Traits of Python's that would change the view under a pointer that is down. */
const CALM = ["tool", "view", "options"] as const;

export type SharedTraits = Pick<Traits, "frame" | "selection" | "tool" | "view" | "options">;

/** Keeps the traits that both sides write in step with the session. */
export class TraitSync {
  private unwritten: Partial<SharedTraits> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** traits that Python wrote while a pointer was down */
  private readonly unread = new Set<(typeof CALM)[number]>();

  constructor(
    private readonly host: Host,
    private readonly session: Session,
  ) {
    host.onTrait("frame", () => session.frames.goTo(host.get("frame")));
    host.onTrait("selection", () => session.select(host.get("selection")));
    host.onTrait("keymap", () => session.update({ keymap: keymapOf(host.get("keymap")) }));
    host.onTrait("vocabulary", () => session.update({ vocabulary: vocabularyOf(host) }));
    host.onTrait("can_undo", () => session.update({ canUndo: host.get("can_undo") }));
    host.onTrait("can_redo", () => session.update({ canRedo: host.get("can_redo") }));
    for (const name of CALM) {
      host.onTrait(name, () => {
        delete this.unwritten[name]; // Python's value is the newer one
        if (session.held) this.unread.add(name);
        else session.update(stateOf({ [name]: host.get(name) }));
      });
    }
  }

  /** Write traits soon, together with what else changes until then. */
  write(values: Partial<SharedTraits>): void {
    this.unwritten = { ...this.unwritten, ...values };
    this.timer ??= setTimeout(() => this.flush(), DELAY);
  }

  /** No pointer is down any more: write and read what had to wait. */
  resume(): void {
    for (const name of this.unread) this.session.update(stateOf({ [name]: this.host.get(name) }));
    this.unread.clear();
    if (Object.keys(this.unwritten).length > 0) this.write({});
  }

  /** Write the frame at once: an older one of ours may be under way, and its echo would move the editor back. */
  insist(frame: number): void {
    delete this.unwritten.frame;
    this.host.insist(frame);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    this.timer = undefined;
    if (this.session.held) return;
    const values = this.unwritten;
    this.unwritten = {};
    this.host.set(values);
  }
}

/** What traits are called in the session's state. */
export function stateOf(traits: Partial<SharedTraits>): Partial<EditorState> {
  const { view, options, ...rest } = traits;
  return {
    ...rest,
    ...(view && { camera: cameraOf(view) }),
    ...(options && { options: optionsOf(options) }),
  };
}
