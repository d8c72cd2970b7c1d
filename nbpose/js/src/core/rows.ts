import type { Range, RowFacts } from "./protocol";

/** Rows of people as columns: `row[i]`, `xy[(i * keypoints + k) * 2]`, `visibility[i * keypoints + k]` ... */
export interface RowBlock {
  readonly keypoints: number;
  readonly count: number;
  readonly row: Float64Array;
  readonly frame: Int32Array;
  readonly track: Int32Array;
  /** NaN where a joint has no position */
  readonly xy: Float32Array;
  readonly visibility: Uint8Array;
  /** NaN where a person placed the joint */
  readonly confidence: Float32Array;
  readonly origin: Uint8Array;
  /** x, y, width, height; NaN where there is none */
  readonly box: Float32Array;
  readonly boxSource: Uint8Array;
  /** what is said of each person; null where nothing is */
  readonly facts: readonly (RowFacts | null)[];
}

type Column = Float64Array | Float32Array | Int32Array | Uint8Array;

/** The columns of a block in wire order, with the number of values a row has in each. */
const COLUMNS = [
  ["row", Float64Array, () => 1],
  ["frame", Int32Array, () => 1],
  ["track", Int32Array, () => 1],
  ["xy", Float32Array, (k: number) => 2 * k],
  ["visibility", Uint8Array, (k: number) => k],
  ["confidence", Float32Array, (k: number) => k],
  ["origin", Uint8Array, (k: number) => k],
  ["box", Float32Array, () => 4],
  ["boxSource", Uint8Array, () => 1],
] as const;

/** The columns, and the facts. */
export const ROW_BUFFERS = COLUMNS.length + 1;

/** A block of `count` rows without any position. */
export function blankRows(count: number, keypoints: number): RowBlock {
  const joints = count * keypoints;
  return {
    keypoints,
    count,
    row: new Float64Array(count),
    frame: new Int32Array(count),
    track: new Int32Array(count).fill(-1),
    xy: new Float32Array(2 * joints).fill(Number.NaN),
    visibility: new Uint8Array(joints),
    confidence: new Float32Array(joints).fill(Number.NaN),
    origin: new Uint8Array(joints),
    box: new Float32Array(4 * count).fill(Number.NaN),
    boxSource: new Uint8Array(count),
    facts: new Array<RowFacts | null>(count).fill(null),
  };
}

/**
 * The rows of a message.
 *
 * A buffer is a view at any offset of a larger one, so its bytes are copied before they become numbers.
 */
export function decodeRows(
  count: number,
  keypoints: number,
  buffers: readonly DataView[],
): RowBlock {
  const columns = COLUMNS.map(([name, Type, width], i) => {
    const view = buffers[i];
    const bytes = count * width(keypoints) * Type.BYTES_PER_ELEMENT;
    if (view === undefined || view.byteLength !== bytes) {
      throw new Error(
        `rows: ${name} has ${view?.byteLength ?? 0} bytes, ${count} rows of ${keypoints} keypoints need ${bytes}`,
      );
    }
    return [name, new Type(copyOf(view))];
  });
  const facts = decodeFacts(count, buffers[COLUMNS.length]);
  return { keypoints, count, ...Object.fromEntries(columns), facts } as RowBlock;
}

/** The facts of `count` rows: JSON, or nothing at all where nothing is said of anybody. */
function decodeFacts(count: number, view: DataView | undefined): (RowFacts | null)[] {
  if (view === undefined) throw new Error("rows: facts are missing");
  if (view.byteLength === 0) return new Array<RowFacts | null>(count).fill(null);
  const facts: unknown = JSON.parse(new TextDecoder().decode(view));
  if (!Array.isArray(facts) || facts.length !== count) {
    throw new Error(`rows: facts are no list of ${count}`);
  }
  return facts;
}

/** The buffers of a block, in wire order. */
export function encodeRows(rows: RowBlock): Column[] {
  const said = rows.facts.some((facts) => facts !== null);
  const facts = new TextEncoder().encode(said ? JSON.stringify(rows.facts) : "");
  return [...COLUMNS.map(([name]) => rows[name]), facts];
}

export function copyOf(view: DataView): ArrayBuffer {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer;
}

export function copyRows(rows: RowBlock): RowBlock {
  const columns = COLUMNS.map(([name]) => [name, rows[name].slice()]);
  return { ...rows, ...Object.fromEntries(columns) };
}

/** The rows at `indices`, in that order. */
export function takeRows(rows: RowBlock, indices: readonly number[]): RowBlock {
  const taken = blankRows(indices.length, rows.keypoints);
  indices.forEach((from, to) => {
    writeRow(taken, to, rows, from);
  });
  return { ...taken, facts: indices.map((from) => rows.facts[from] ?? null) };
}

/** `rows` and then `more`. */
export function joinRows(rows: RowBlock, more: RowBlock): RowBlock {
  const joined = blankRows(rows.count + more.count, rows.keypoints);
  for (const [name] of COLUMNS) {
    joined[name].set(rows[name]);
    joined[name].set(more[name], rows[name].length);
  }
  return { ...joined, facts: [...rows.facts, ...more.facts] };
}

/** Index of a row number in a block, or -1. */
export function indexOfRow(rows: RowBlock, row: number): number {
  return row < 0 ? -1 : rows.row.indexOf(row);
}

/** The block split by frame; every frame of `range` has an entry, be it empty. */
export function byFrame(rows: RowBlock, range: Range): Map<number, RowBlock> {
  const indices = new Map<number, number[]>();
  for (let frame = range[0]; frame < range[1]; frame++) indices.set(frame, []);
  rows.frame.forEach((frame, i) => {
    indices.get(frame)?.push(i);
  });
  return new Map([...indices].map(([frame, list]) => [frame, takeRows(rows, list)]));
}

function writeRow(target: RowBlock, to: number, source: RowBlock, from: number): void {
  for (const [name, , width] of COLUMNS) {
    const n = width(source.keypoints);
    target[name].set(source[name].subarray(from * n, (from + 1) * n), to * n);
  }
}
