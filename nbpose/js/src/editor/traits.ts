import { keymapOf } from "../core/keymap";
import { optionsOf } from "../core/options";
import type { Traits } from "../core/protocol";
import type { Host } from "../host/host";
import type { Session } from "./session";
import { cameraOf, type EditorState } from "./state";

/** Traits are written this late, so that a held key or a wheel makes few messages of many steps. */
const DELAY = 80; // ms

export type SharedTraits = Pick<Traits, "frame" | "selection" | "tool" | "view" | "options">;

/** Keeps the traits that both sides write in step with the session. */
export class TraitSync {
  private unwritten: Partial<SharedTraits> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    session: Session,
  ) {
    host.onTrait("frame", () => session.frames.goTo(host.get("frame")));
    host.onTrait("selection", () => session.select(host.get("selection")));
    host.onTrait("keymap", () => session.update({ keymap: keymapOf(host.get("keymap")) }));
    host.onTrait("can_undo", () => session.update({ canUndo: host.get("can_undo") }));
    host.onTrait("can_redo", () => session.update({ canRedo: host.get("can_redo") }));
    for (const name of ["tool", "view", "options"] as const) {
      host.onTrait(name, () => {
        delete this.unwritten[name]; // Python's value is the newer one
        session.update(stateOf({ [name]: host.get(name) }));
      });
    }
  }

  /** Write traits soon, together with what else changes until then. */
  write(values: Partial<SharedTraits>): void {
    this.unwritten = { ...this.unwritten, ...values };
    this.timer ??= setTimeout(() => this.flush(), DELAY);
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
    const values = this.unwritten;
    this.unwritten = {};
    this.timer = undefined;
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
