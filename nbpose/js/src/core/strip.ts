/** The most people among the frames that each of `width` columns stands for, 0 where nobody is. */
export function marks(people: Uint8Array, count: number, width: number): Uint8Array {
  const columns = new Uint8Array(width);
  for (let x = 0; x < width; x++) {
    const first = Math.round((x / width) * (count - 1));
    const last = Math.max(first, Math.round(((x + 1) / width) * (count - 1)) - 1);
    for (let frame = first; frame <= last; frame++) {
      columns[x] = Math.max(columns[x]!, people[frame] ?? 0);
    }
  }
  return columns;
}
