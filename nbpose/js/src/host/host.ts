import type { AnyModel } from "@anywidget/types";
import type { Traits, Up } from "../core/protocol";

/** What the editor knows of the notebook: traits, messages, and the way back to the cell. */
export interface Host {
  get<K extends keyof Traits>(name: K): Traits[K];
  /** Write traits in one go; handlers of `onTrait` do not see what was written here. */
  set(values: Partial<Traits>): void;
  onTrait(name: keyof Traits, handler: () => void): void;
  onMessage(handler: (content: unknown, buffers: readonly DataView[]) => void): void;
  /** Send a message, unless the kernel it is for is gone: then the handler of `onLost` is called. */
  send(message: Up): void;
  /** Write the frame even where the model has it: an older write may still be on its way to Python. */
  insist(frame: number): void;
  onLost(handler: (error: unknown) => void): void;
  /** The way to the kernel was cut or opened; only Jupyter tells. */
  onConnection(handler: () => void): void;
  close(): void;
}

type Model = AnyModel<Traits>;
type EventHandler = Parameters<Model["on"]>[1];

/**
 * The host behind an anywidget model, in JupyterLab, Notebook, marimo, VS Code and Colab.
 *
 * They call `change:` handlers with different arguments, so values are always read from the model. `set` calls them
 * at once, before the next value is set, so the editor's own writes are kept from it.
 */
export function hostOf(model: Model): Host {
  const owner = new AbortController();
  let writing = false;
  let lost: (error: unknown) => void = () => {};

  const listen = (name: string, handler: EventHandler) => {
    model.on(name, handler);
    owner.signal.addEventListener("abort", () => model.off(name as "msg:custom", handler));
  };
  const assign = (values: Partial<Traits>) => {
    writing = true;
    try {
      for (const [name, value] of Object.entries(values)) {
        model.set(name as keyof Traits, value as Traits[keyof Traits]);
      }
    } finally {
      writing = false;
    }
  };
  const deliver = (work: () => void) => {
    try {
      work();
    } catch (error) {
      lost(error);
    }
  };

  return {
    get: (name) => model.get(name),
    set(values) {
      assign(values);
      deliver(() => model.save_changes());
    },
    insist(frame) {
      assign({ frame: frame + 1 }); // only what has changed is sent
      this.set({ frame });
    },
    onTrait(name, handler) {
      listen(`change:${name}`, () => {
        if (!writing) handler();
      });
    },
    onMessage(handler) {
      listen("msg:custom", (content: unknown, buffers?: readonly BufferSource[]) =>
        handler(content, (buffers ?? []).map(viewOf)),
      );
    },
    onLost(handler) {
      lost = handler;
    },
    onConnection: (handler) => listen("comm_live_update", handler),
    send: (message) => deliver(() => model.send(message)),
    close: () => owner.abort(),
  };
}

/** Give the focus back to the notebook's cell, or to nobody. */
export function leave(root: HTMLElement): void {
  const cell = root.closest<HTMLElement>(".jp-Cell");
  const scope = root.getRootNode() as Document | ShadowRoot;
  if (scope.activeElement instanceof HTMLElement) scope.activeElement.blur();
  cell?.focus();
}

function viewOf(buffer: BufferSource): DataView {
  return ArrayBuffer.isView(buffer)
    ? new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new DataView(buffer);
}
