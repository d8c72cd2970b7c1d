/** A map bounded in bytes that forgets what was used longest ago; `close` is called on whatever leaves. */
export class ByteLru<V> {
  private readonly entries = new Map<number, { value: V; bytes: number }>();
  private total = 0;

  constructor(
    private readonly budget: number,
    private readonly close: (value: V) => void,
  ) {}

  get bytes(): number {
    return this.total;
  }

  /** The value without counting it as used. */
  peek(key: number): V | undefined {
    return this.entries.get(key)?.value;
  }

  get(key: number): V | undefined {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
    return entry?.value;
  }

  /** Keep a value; what is pinned stays even when that breaks the budget. */
  put(key: number, value: V, bytes: number, pinned: ReadonlySet<number>): void {
    this.drop(key);
    this.entries.set(key, { value, bytes });
    this.total += bytes;
    for (const old of [...this.entries.keys()]) {
      if (this.total <= this.budget) return;
      if (old !== key && !pinned.has(old)) this.drop(old);
    }
  }

  clear(): void {
    for (const key of [...this.entries.keys()]) this.drop(key);
  }

  private drop(key: number): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.total -= entry.bytes;
    this.close(entry.value);
  }
}
