import { DEFAULT_OPTIONS } from "../core/options";
import type { Down, Media, Skeleton, Traits, Up } from "../core/protocol";
import { blankRows, type RowBlock } from "../core/rows";
import type { Host } from "../host/host";

/** A leg and a nose: one joint of each side. */
export const SKELETON: Skeleton = {
  name: "leg3",
  keypoints: ["nose", "left_knee", "right_knee"],
  edges: [
    [0, 1],
    [0, 2],
  ],
  mirror: [0, 2, 1],
  sides: ["", "left", "right"],
  colors: { left: "#0072b2", right: "#d55e00", middle: "#009e73", people: ["#56b4e9", "#e69f00"] },
  sigmas: [0.026, 0.087, 0.087],
  sigma_source: "measured",
};

export const MEDIA: Media = {
  name: "walk.mp4",
  kind: "video",
  count: 10,
  fps: 25,
  width: 640,
  height: 360,
};

/** A person in frame 0 with all joints visible, at `x` and 10 pixels further each. */
export function person(row: number, x: number, y: number, track = 0, frame = 0): RowBlock {
  const rows = blankRows(1, SKELETON.keypoints.length);
  rows.row[0] = row;
  rows.track[0] = track;
  rows.frame[0] = frame;
  rows.xy.set([x, y, x + 10, y, x + 20, y]);
  rows.visibility.fill(2);
  rows.confidence.fill(0.5);
  rows.origin.fill(1);
  return rows;
}

type Message = Down extends infer M ? (M extends Down ? Omit<M, "v"> : never) : never;

/** A host without a notebook: what was sent is in `sent`, and Python's part is played by `receive`. */
export class FakeHost implements Host {
  readonly sent: Up[] = [];
  readonly insisted: number[] = [];
  /** the kernel was restarted: nothing can be sent */
  cut = false;
  private readonly handlers = new Map<string, () => void>();
  private onContent: (content: unknown, buffers: readonly DataView[]) => void = () => {};
  private lost: (error: unknown) => void = () => {};
  private connection: () => void = () => {};

  constructor(readonly traits: Traits) {}

  get<K extends keyof Traits>(name: K): Traits[K] {
    return this.traits[name];
  }

  set(values: Partial<Traits>): void {
    Object.assign(this.traits, values);
  }

  onTrait(name: keyof Traits, handler: () => void): void {
    this.handlers.set(name, handler);
  }

  onMessage(handler: (content: unknown, buffers: readonly DataView[]) => void): void {
    this.onContent = handler;
  }

  send(message: Up): void {
    if (this.cut) this.lost(new Error("Cannot send"));
    else this.sent.push(message);
  }

  insist(frame: number): void {
    this.traits.frame = frame;
    this.insisted.push(frame);
  }

  onLost(handler: (error: unknown) => void): void {
    this.lost = handler;
  }

  onConnection(handler: () => void): void {
    this.connection = handler;
  }

  close(): void {}

  /** The kernel is restarted, and the notebook says that something happened. */
  restart(): void {
    this.cut = true;
    this.connection();
  }

  /** Python writes a trait. */
  write<K extends keyof Traits>(name: K, value: Traits[K]): void {
    this.traits[name] = value;
    this.handlers.get(name)?.();
  }

  receive(message: Message, buffers: readonly ArrayBufferView[] = []): void {
    this.onContent(
      { v: 1, ...message },
      buffers.map((b) => new DataView(b.buffer, b.byteOffset, b.byteLength)),
    );
  }

  /** The messages of a kind, the latest last. */
  kinds<K extends Up["kind"]>(kind: K): Extract<Up, { kind: K }>[] {
    return this.sent.filter((m): m is Extract<Up, { kind: K }> => m.kind === kind);
  }
}

export function hostWith(traits: Partial<Traits> = {}): FakeHost {
  return new FakeHost({
    skeleton: SKELETON,
    media: MEDIA,
    frame: 0,
    selection: { row: -1, keypoint: -1 },
    tool: "edit",
    view: {},
    angles: {},
    options: DEFAULT_OPTIONS,
    keymap: { preset: "nbpose", remap: {} },
    seq: 0,
    vocabulary: {},
    can_undo: false,
    can_redo: false,
    document: { id: "d0c1", name: "study.nbpose", stored: true },
    ...traits,
  });
}
