import type { AnyModel } from "@anywidget/types";
import { expect, test } from "vitest";
import type { Traits, Up } from "../core/protocol";
import { hostOf } from "./host";

/** A notebook's model: it tells of changes only, and sends only what has changed. */
class Model {
  readonly written: Record<string, unknown>[] = [];
  private readonly handlers = new Map<string, () => void>();
  private changed: Record<string, unknown> = {};

  constructor(private readonly state: Record<string, unknown>) {}

  get(name: string): unknown {
    return this.state[name];
  }

  set(name: string, value: unknown): void {
    if (this.state[name] === value) return;
    this.state[name] = this.changed[name] = value;
    this.handlers.get(`change:${name}`)?.();
  }

  on(name: string, handler: () => void): void {
    this.handlers.set(name, handler);
  }

  save_changes(): void {
    if (Object.keys(this.changed).length > 0) this.written.push(this.changed);
    this.changed = {};
  }

  send(): void {
    throw new Error("Cannot send");
  }
}

function connected(state: Partial<Traits>) {
  const model = new Model(state);
  return { model, host: hostOf(model as unknown as AnyModel<Traits>) };
}

test("a frame that the model has already is sent all the same, and seen as no change from outside", () => {
  const { model, host } = connected({ frame: 4 });
  let changes = 0;
  host.onTrait("frame", () => changes++);
  host.set({ frame: 4 });
  expect(model.written).toEqual([]);
  host.insist(4);
  expect([model.written, changes]).toEqual([[{ frame: 4 }], 0]);
});

test("what cannot be sent is told, not thrown", () => {
  const { host } = connected({});
  const errors: unknown[] = [];
  host.onLost((error) => errors.push(error));
  host.send({ v: 1, client: "c", kind: "ready" } satisfies Up);
  expect(errors).toEqual([new Error("Cannot send")]);
});
