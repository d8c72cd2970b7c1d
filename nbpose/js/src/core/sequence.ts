import type { Edit, Range, Welcome } from "./protocol";

/** A gesture that Python has not answered yet. */
export interface Pending {
  readonly n: number;
  readonly kind: "edit" | "undo" | "redo";
  readonly frame: number;
  readonly base: number;
  readonly label: string;
  readonly edits: readonly Edit[];
  /** when it was made, in ms since 1970 */
  readonly time: number;
}

export interface Sequence {
  /** number of the last gesture made */
  readonly made: number;
  /** last commit known */
  readonly seq: number;
  readonly pending: readonly Pending[];
  /** row numbers left to give to new people */
  readonly rows: Range;
}

export const FIRST: Sequence = { made: 0, seq: -1, pending: [], rows: [0, 0] };

/** Below this many row numbers the browser asks for a fresh block. */
export const FEW_ROWS = 16;

type Gesture = Pick<Pending, "kind" | "frame" | "label" | "edits" | "time">;

/** A new gesture at the end of the pending ones. */
export function propose(sequence: Sequence, gesture: Gesture): [Sequence, Pending] {
  const pending = { ...gesture, n: sequence.made + 1, base: Math.max(0, sequence.seq) };
  return [{ ...sequence, made: pending.n, pending: [...sequence.pending, pending] }, pending];
}

/** The gesture `n` was answered: by a commit, a reject or a done. */
export function settle(sequence: Sequence, n: number): Sequence {
  return { ...sequence, pending: sequence.pending.filter((p) => p.n !== n) };
}

/** A commit was seen; `missed` says that one before it was not. */
export function advance(sequence: Sequence, seq: number): [Sequence, missed: boolean] {
  const missed = seq > sequence.seq + 1;
  return [{ ...sequence, seq: Math.max(sequence.seq, seq) }, missed];
}

/** After a welcome: what was refused is dropped; the rest is to be sent again, and each is answered. */
export function welcomed(sequence: Sequence, welcome: Welcome): Sequence {
  const refused = new Set(welcome.rejected.map(({ n }) => n));
  return {
    made: Math.max(sequence.made, welcome.done),
    seq: Math.max(sequence.seq, welcome.seq),
    pending: sequence.pending.filter((p) => !refused.has(p.n)),
    rows: welcome.rows,
  };
}

/** A row number for a new person, or null when the block is used up. */
export function takeRow(sequence: Sequence): [Sequence, row: number] | null {
  const [start, stop] = sequence.rows;
  return start < stop ? [{ ...sequence, rows: [start + 1, stop] }, start] : null;
}

export function rowsLeft(sequence: Sequence): number {
  return sequence.rows[1] - sequence.rows[0];
}
