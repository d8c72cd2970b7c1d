import { vi } from "vitest";
import type { Commit, Traits } from "../core/protocol";
import { blankRows, encodeRows, type RowBlock } from "../core/rows";
import type { Browser } from "../editor/keeper";
import { Session } from "../editor/session";
import { type FakeHost, hostWith, MEDIA } from "./fixtures";

/** Pictures "decode" to something with a size; what is closed is counted. */
export function stubBitmaps() {
  const closed = vi.fn();
  vi.stubGlobal("createImageBitmap", async (blob: Blob) => {
    if (blob.size === 1) throw new Error("not a picture");
    return { width: 640, height: 360, close: closed };
  });
  return closed;
}

/** Let everything that is due happen: decoded pictures, and timers of `ms`. */
export async function pass(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Python's part, one line an answer. */
export class Python {
  seq = 5;

  constructor(
    readonly host: FakeHost,
    private readonly client: string,
  ) {}

  welcome(done = 0, rejected: { n: number; reason: string }[] = []): void {
    const { seq, client } = this;
    const { count, fps } = this.host.traits.media;
    const times = Float64Array.from({ length: count }, (_, i) => (fps ? i / fps : Number.NaN));
    const content = { kind: "welcome", client, seq, done, rows: [64, 128], rejected } as const;
    this.host.receive(content, [times, new Uint8Array(count).fill(1)]);
  }

  poses(rows: RowBlock): void {
    const { client, seq } = this;
    const range = { start: 0, stop: this.host.traits.media.count, frame_facts: {}, deleted: [] };
    const content = { kind: "poses", client, gen: 1, seq, ...range, count: rows.count } as const;
    this.host.receive(content, encodeRows(rows));
  }

  /** Answer the latest want-list, all of it or the frames named. */
  async pictures(frames?: readonly number[], bytes = 4): Promise<void> {
    const need = this.host
      .kinds("need")
      .filter((m) => m.what === "pictures")
      .at(-1);
    if (need?.what !== "pictures") throw new Error("no pictures were asked for");
    const { client } = this;
    const sent = frames ?? need.frames;
    const about = { gen: need.gen, width: need.width, mime: "image/jpeg" };
    const sizes = sent.map(() => bytes);
    const shapes = sent.map(() => [640, 360] as const);
    const content = { kind: "pictures", client, frames: sent, sizes, shapes, ...about } as const;
    this.host.receive(content, [new Uint8Array(bytes * sent.length)]);
    await pass();
  }

  commit(rows: RowBlock, about: Partial<Commit> = {}): void {
    const frames = about.frames ?? [...new Set(rows.frame)];
    const base = { by: "", label: "", removed: [], undo: false, client: "", n: 0, frames };
    const people = frames.map(() => rows.count);
    const facts = { frame_facts: {}, deleted: [] };
    this.seq = about.seq ?? this.seq + 1;
    const content = {
      kind: "commit",
      people,
      count: rows.count,
      ...facts,
      ...base,
      ...about,
    } as const;
    this.host.receive({ ...content, seq: this.seq }, encodeRows(rows));
  }

  reject(n: number, reason: string, client = this.client): void {
    this.host.receive({ kind: "reject", client, n, reason });
  }

  done(n: number, client = this.client): void {
    this.host.receive({ kind: "done", client, n });
  }

  /** Say which gestures of a client that is gone have arrived: the answer to the last question for it. */
  handled(of: string, ns: readonly number[] = [], rejected: { n: number; reason: string }[] = []) {
    const all = this.host.kinds("need").filter((m) => m.what === "handled" && m.of === of);
    const asked = all.at(-1);
    if (!asked) throw new Error(`nothing was asked of ${of}`);
    const { client } = this;
    this.host.receive({ kind: "handled", client, gen: asked.gen, of, ns, rejected });
  }
}

/** A session with a view, whose frame 0 is on screen with these people in it. */
export async function editing(
  rows: RowBlock = blankRows(0, 3),
  traits: Partial<Traits> = {},
  browser?: Browser,
) {
  const host = hostWith({ media: MEDIA, ...traits });
  const session = new Session(host, browser);
  const python = new Python(host, session.client);
  session.greet();
  session.frames.setDisplay(() => {}, { fitted: 600, zoomed: 600 });
  python.welcome();
  python.poses(rows);
  await python.pictures();
  return { host, session, python };
}
