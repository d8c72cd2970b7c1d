import { clamp } from "../core/geometry";
import type { Traits } from "../core/protocol";
import type { Host } from "../host/host";
import type { Session } from "./session";
import { cameraOf, type EditorState } from "./state";

/** Traits are written this late, so that a held key or a wheel makes few messages of many steps. */
const DELAY = 80; // ms

type Shared = Pick<Traits, "frame" | "selection" | "tool" | "view" | "options">;

/** Keeps the traits that both sides write in step with the session. */
export class TraitSync {
  private unwritten: Partial<Shared> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    private readonly session: Session,
  ) {
    const { count } = session.state.media;
    host.onTrait("frame", () => session.goTo(clamp(host.get("frame"), 0, Math.max(0, count - 1))));
    host.onTrait("selection", () => session.select(host.get("selection")));
    host.onTrait("can_undo", () => session.update({ canUndo: host.get("can_undo") }));
    host.onTrait("can_redo", () => session.update({ canRedo: host.get("can_redo") }));
    for (const name of ["tool", "view", "options"] as const) {
      host.onTrait(name, () => session.update(stateOf({ [name]: host.get(name) })));
    }
  }

  /** Change the session's state and the traits. */
  apply(values: Partial<Shared>): void {
    this.session.update(stateOf(values));
    this.write(values);
  }

  /** Write traits soon, together with what else changes until then. */
  write(values: Partial<Shared>): void {
    this.unwritten = { ...this.unwritten, ...values };
    this.timer ??= setTimeout(() => this.flush(), DELAY);
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

function stateOf({ tool, view, options }: Partial<Shared>): Partial<EditorState> {
  return {
    ...(tool && { tool }),
    ...(view && { camera: cameraOf(view) }),
    ...(options && { options }),
  };
}
