import { ByteLru } from "../core/lru";
import type { Media, Outgoing, PicturesMessage } from "../core/protocol";
import {
  type Aim,
  type Asked,
  judge,
  level,
  PATIENCE,
  type Stock,
  stride,
  type WantList,
  type Window,
  wantList,
} from "../core/wantlist";
import type { FrameSource, Picture } from "./source";

const BUDGET = 192e6; // bytes of decoded pictures
const MOST_AHEAD = 48;
const MOST_BEHIND = 12;
/** Images of a folder have sizes of their own: ask by level, Python never enlarges. */
const ANY_WIDTH = 100_000;
const NOTHING: Asked = { width: 0, left: [], head: -1, at: 0 };

interface Kept {
  readonly picture: Picture;
  /** width it was asked for with */
  readonly width: number;
}

/** Pictures that Python decodes and sends in batches, as many as this side acknowledges. */
export class PictureSource implements FrameSource, Stock {
  private readonly cache = new ByteLru<Kept>(BUDGET, ({ picture }) => picture.bitmap?.close());
  private asked = NOTHING;
  private latest: Aim | null = null;
  private showing = -1;
  private gen = 0;
  /** `pictures` messages dealt with since the last `ready`, which begins a new era */
  private received = 0;
  private era = 0;
  private closed = false;
  private secondsPerPicture = 0;
  private lastMessage = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly media: Media,
    private readonly send: (message: Outgoing) => void,
    private readonly onPicture: (picture: Picture) => void,
  ) {}

  get count(): number {
    return this.media.count;
  }

  private get full(): number {
    return this.media.kind === "images" ? ANY_WIDTH : this.media.width;
  }

  get waiting(): boolean {
    return this.asked.left.length > 0;
  }

  get(frame: number): Picture | null {
    const kept = this.cache.get(frame);
    if (kept) this.showing = frame;
    return kept?.picture ?? null;
  }

  has(frame: number): boolean {
    return this.width(frame) > 0;
  }

  width(frame: number): number {
    return this.cache.peek(frame)?.width ?? 0;
  }

  aim(aim: Aim): void {
    this.latest = aim;
    clearTimeout(this.timer);
    const window = this.window(aim);
    const every = stride(this.media.fps, this.secondsPerPicture);
    const want = wantList(aim, this, this.full, window, every);
    const now = performance.now();
    const verdict = judge(want, aim, this.asked, window, now);
    if (verdict === "ask") this.ask(want, now);
    if (verdict === "later") this.timer = setTimeout(() => this.again(), PATIENCE);
  }

  restart(): void {
    this.era++;
    this.received = 0;
    this.asked = NOTHING;
    this.again();
  }

  /** Take a batch; it is acknowledged once it is decoded, so that Python never runs ahead of this page. */
  async receive(message: PicturesMessage, buffer: DataView | undefined): Promise<void> {
    const { era } = this;
    if (message.gen === this.gen) {
      this.measure(message.frames.length);
      const parts = split(message, buffer);
      await Promise.all(message.frames.map((_, i) => this.take(message, i, parts[i]!)));
    }
    if (era === this.era && !this.closed) this.send({ kind: "ack", received: ++this.received });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.cache.clear();
  }

  private ask({ frames, width }: WantList, now: number): void {
    this.gen++;
    if (!this.waiting) this.lastMessage = now;
    this.asked = { width, left: frames, head: frames[0]!, at: now };
    this.send({ kind: "need", what: "pictures", gen: this.gen, frames, width });
  }

  private again(): void {
    if (this.latest) this.aim(this.latest);
  }

  private async take(message: PicturesMessage, i: number, bytes: Uint8Array): Promise<void> {
    const bitmap = bytes.length > 0 ? await decodePicture(bytes, message.mime) : null;
    const unknown = [this.media.width, this.media.height] as const;
    const [width, height] = bitmap ? message.shapes[i]! : unknown;
    if (this.closed) {
      bitmap?.close();
      return;
    }
    const frame = message.frames[i]!;
    this.keep({ frame, bitmap, width, height }, bitmap ? message.width : Number.POSITIVE_INFINITY);
    if (message.gen === this.gen) {
      this.asked = { ...this.asked, left: this.asked.left.filter((f) => f !== frame) };
    }
    this.onPicture(this.cache.peek(frame)?.picture as Picture);
    this.again();
  }

  /** Keep the sharper of two pictures of a frame. */
  private keep(picture: Picture, width: number): void {
    if (this.width(picture.frame) > width) {
      picture.bitmap?.close();
      return;
    }
    const bytes = picture.bitmap ? picture.bitmap.width * picture.bitmap.height * 4 : 0;
    const pinned = new Set([this.latest?.frame ?? -1, this.showing]);
    this.cache.put(picture.frame, { picture, width }, bytes, pinned);
  }

  /** How many frames around the cursor fit into the budget. */
  private window(aim: Aim): Window {
    const { width, height } = this.media;
    const shown = level(aim.fitted, this.full);
    const fit = Math.floor(BUDGET / (4 * shown * shown * (height / width)));
    return {
      ahead: Math.min(MOST_AHEAD, Math.max(1, Math.floor(fit * 0.6))),
      behind: Math.min(MOST_BEHIND, Math.floor(fit * 0.15)),
    };
  }

  private measure(pictures: number): void {
    const now = performance.now();
    const each = (now - this.lastMessage) / 1000 / pictures;
    this.lastMessage = now;
    const known = this.secondsPerPicture;
    this.secondsPerPicture = known === 0 ? each : 0.7 * known + 0.3 * each;
  }
}

/** The pictures of a message, which lie end to end in one buffer. */
function split({ sizes }: PicturesMessage, buffer: DataView | undefined): Uint8Array[] {
  let offset = 0;
  return sizes.map((size) => {
    const bytes = buffer
      ? new Uint8Array(buffer.buffer, buffer.byteOffset + offset, size)
      : new Uint8Array();
    offset += size;
    return bytes;
  });
}

/** null for bytes that are no picture. */
export async function decodePicture(bytes: Uint8Array, mime: string): Promise<ImageBitmap | null> {
  const blob = new Blob([bytes.slice()], { type: mime });
  return createImageBitmap(blob).catch(() => null);
}
