import type { AnyModel } from "@anywidget/types";
import type { SkeletonTraits, SkeletonUp } from "../core/skeleton/protocol";

/** What the skeleton editor knows of the notebook. */
export interface SkeletonHost {
  get<K extends keyof SkeletonTraits>(name: K): SkeletonTraits[K];
  set<K extends keyof SkeletonTraits>(name: K, value: SkeletonTraits[K]): void;
  onTrait(name: keyof SkeletonTraits, handler: () => void): void;
  onMessage(handler: (content: unknown, buffers: readonly DataView[]) => void): void;
  send(message: SkeletonUp): void;
  /** The kernel that messages are for is gone. */
  onLost(handler: () => void): void;
  close(): void;
}

type Model = AnyModel<SkeletonTraits>;

/** The host behind an anywidget model; see `host/host.ts` for why handlers read from the model. */
export function skeletonHost(model: Model): SkeletonHost {
  const owner = new AbortController();
  let lost = () => {};
  const listen = (name: string, handler: Parameters<Model["on"]>[1]) => {
    model.on(name, handler);
    owner.signal.addEventListener("abort", () => model.off(name as "msg:custom", handler));
  };
  const deliver = (work: () => void) => {
    try {
      work();
    } catch {
      lost(); // a notebook throws when the kernel was restarted
    }
  };

  return {
    get: (name) => model.get(name),
    set(name, value) {
      model.set(name, value);
      deliver(() => model.save_changes());
    },
    onTrait: (name, handler) => listen(`change:${name}`, handler),
    onMessage(handler) {
      listen("msg:custom", (content: unknown, buffers?: readonly BufferSource[]) =>
        handler(content, (buffers ?? []).map(viewOf)),
      );
    },
    send: (message) => deliver(() => model.send(message)),
    onLost(handler) {
      lost = handler;
      listen("comm_live_update", () => {
        if ((model as unknown as { comm_live?: boolean }).comm_live === false) lost();
      });
    },
    close: () => owner.abort(),
  };
}

function viewOf(buffer: BufferSource): DataView {
  return ArrayBuffer.isView(buffer)
    ? new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new DataView(buffer);
}
