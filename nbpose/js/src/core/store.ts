import type { Commit, FrameFacts, PosesMessage, Range } from "./protocol";
import { byFrame, indexOfRow, joinRows, type RowBlock, takeRows } from "./rows";

/** Frames are asked for and forgotten in chunks of this many. */
export const CHUNK = 64;
/** Chunks kept in memory: 2048 frames around the latest cursors. */
const KEPT = 32;

interface Chunk {
  /** commit under which Python read the rows; -1 while they are on their way */
  seq: number;
  asked: boolean;
  frames: Map<number, RowBlock>;
  facts: Map<number, FrameFacts>;
  /** rows of people who were deleted from a frame and can come back */
  deleted: Map<number, readonly number[]>;
}

/** The committed rows of the frames near the cursor. Pending edits are not in here. */
export class PoseStore {
  /** in order of use, the latest last */
  private readonly chunks = new Map<number, Chunk>();
  /** last commit that touched a chunk, loaded or not */
  private readonly touched = new Map<number, number>();

  constructor(
    private readonly keypoints: number,
    private readonly count: number,
  ) {}

  /** The committed rows of a frame, or null while they are not here. */
  rows(frame: number): RowBlock | null {
    return this.chunks.get(chunkOf(frame))?.frames.get(frame) ?? null;
  }

  /** The frames whose rows are here. */
  knownFrames(): number[] {
    return [...this.chunks.values()].flatMap((chunk) => [...chunk.frames.keys()]);
  }

  /** What is said of a frame, or null. */
  facts(frame: number): FrameFacts | null {
    return this.chunks.get(chunkOf(frame))?.facts.get(frame) ?? null;
  }

  /** Rows of the people who were deleted from a frame and can come back, the latest last. */
  deleted(frame: number): readonly number[] {
    return this.chunks.get(chunkOf(frame))?.deleted.get(frame) ?? [];
  }

  /** The ranges to ask Python for, so that `frame` and what lies ahead can be shown; counts them as asked for. */
  want(frame: number, direction: 1 | -1): Range[] {
    const here = chunkOf(frame);
    const wanted = [here, here + direction].filter((c) => c >= 0 && c * CHUNK < this.count);
    const missing = wanted.filter((c) => !this.use(c).asked);
    for (const chunk of missing) this.use(chunk).asked = true;
    this.evict(new Set(wanted));
    return missing.map((c) => [c * CHUNK, Math.min(this.count, (c + 1) * CHUNK)]);
  }

  /** Take the rows of a range of frames; false when a newer commit is known and they must be asked for again. */
  receivePoses(message: PosesMessage, rows: RowBlock): boolean {
    const index = chunkOf(message.start);
    const chunk = this.chunks.get(index);
    if (!chunk) return true;
    if (rows.keypoints !== this.keypoints) throw new Error("poses: rows of another skeleton");
    if (message.seq < (this.touched.get(index) ?? -1)) {
      chunk.asked = false;
      return false;
    }
    chunk.seq = message.seq;
    chunk.frames = byFrame(rows, [message.start, message.stop]);
    chunk.facts.clear();
    chunk.deleted.clear();
    for (let frame = message.start; frame < message.stop; frame++) learn(chunk, message, frame);
    return true;
  }

  /** Take the rows a commit touched; those of frames that are not loaded are left to a later request. */
  receiveCommit(message: Commit, rows: RowBlock): void {
    for (const frame of message.frames) {
      const index = chunkOf(frame);
      const late = message.seq < (this.touched.get(index) ?? -1);
      this.touched.set(index, Math.max(message.seq, this.touched.get(index) ?? -1));
      const chunk = this.chunks.get(index);
      const before = chunk?.frames.get(frame);
      if (!chunk || !before || message.seq <= chunk.seq) continue;
      if (late) chunk.asked = false;
      else {
        chunk.frames.set(frame, merged(before, rows, frame, message.removed));
        learn(chunk, message, frame);
      }
    }
  }

  /** Commits were missed: ask for everything again, and go on showing what is here until then. */
  distrust(): void {
    for (const chunk of this.chunks.values()) chunk.asked = false;
  }

  private use(index: number): Chunk {
    const chunk = this.chunks.get(index) ?? blankChunk();
    this.chunks.delete(index);
    this.chunks.set(index, chunk);
    return chunk;
  }

  private evict(wanted: ReadonlySet<number>): void {
    for (const index of [...this.chunks.keys()]) {
      if (this.chunks.size <= KEPT) return;
      if (!wanted.has(index)) this.chunks.delete(index);
    }
  }
}

function blankChunk(): Chunk {
  return { seq: -1, asked: false, frames: new Map(), facts: new Map(), deleted: new Map() };
}

/** Take what a message says of a frame beside its rows. */
function learn(chunk: Chunk, message: PosesMessage | Commit, frame: number): void {
  const facts = message.frame_facts[frame];
  const gone = message.deleted.filter(([, where]) => where === frame).map(([row]) => row);
  if (facts) chunk.facts.set(frame, facts);
  else chunk.facts.delete(frame);
  if (gone.length > 0) chunk.deleted.set(frame, gone);
  else chunk.deleted.delete(frame);
}

function chunkOf(frame: number): number {
  return Math.floor(frame / CHUNK);
}

/** The rows of a frame after a commit: replaced in place, new ones at the end, removed ones gone. */
function merged(
  before: RowBlock,
  rows: RowBlock,
  frame: number,
  removed: readonly number[],
): RowBlock {
  const here = [...rows.row.keys()].filter((i) => rows.frame[i] === frame);
  const all = joinRows(before, rows);
  const kept = [...before.row.keys()]
    .filter((i) => !removed.includes(before.row[i]!))
    .map((i) => newest(before.row[i]!, i, rows, before.count));
  const added = here.filter((i) => indexOfRow(before, rows.row[i]!) < 0);
  return takeRows(all, [...kept, ...added.map((i) => before.count + i)]);
}

function newest(row: number, index: number, rows: RowBlock, offset: number): number {
  const changed = indexOfRow(rows, row);
  return changed < 0 ? index : offset + changed;
}
