/** The messages that pytest and vitest both read, so that neither half drifts from the other. */

interface GoldenFile {
  readonly name: string;
  readonly direction: "up" | "down";
  readonly content: { readonly kind: string; readonly count?: number } & Record<string, unknown>;
  readonly buffers: readonly {
    readonly dtype: keyof typeof TYPES | "json";
    readonly data: unknown[];
  }[];
}

const TYPES = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u8: Uint8Array };

const files = import.meta.glob<GoldenFile>("../../../../tests/protocol/*.json", {
  eager: true,
  import: "default",
});

export const GOLDEN = Object.values(files);

export function golden(name: string): GoldenFile {
  const found = GOLDEN.find((file) => file.name === name);
  if (!found) throw new Error(`no golden message ${name}`);
  return found;
}

/** The numbers of a file's buffers; null stands for NaN. JSON is bytes, and none of them for an empty list. */
export function numbersOf(file: GoldenFile) {
  return file.buffers.map(({ dtype, data }) => {
    if (dtype === "json") {
      return new TextEncoder().encode(data.length > 0 ? JSON.stringify(data) : "");
    }
    return TYPES[dtype].from(data.map((value) => (value === null ? Number.NaN : Number(value))));
  });
}

/** The same as a notebook hands them over: views at odd offsets of larger buffers. */
export function buffersOf(file: GoldenFile): DataView[] {
  return numbersOf(file).map((numbers) => {
    const bytes = new Uint8Array(numbers.buffer);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    return new DataView(larger.buffer, 3, bytes.length);
  });
}

/** Key maps that pytest reads as well. */
export { default as GOLDEN_KEYMAPS } from "../../../../tests/keymap/cases.json";
