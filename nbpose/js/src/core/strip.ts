/** People a bar of full height stands for. */
const FULL = 4;
/** Share of the height that every bar has, so that a single person is seen. */
const LEAST = 0.35;

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

/** The marks as bars: the path of an SVG as wide as there are columns; neighbours of one height are one bar. */
export function bars(columns: Uint8Array, height: number): string {
  const parts: string[] = [];
  for (let start = 0, x = 1; x <= columns.length; x++) {
    const most = columns[start]!;
    if (columns[x] === most) continue;
    const top = height * (1 - LEAST) * (1 - Math.min(most, FULL) / FULL);
    if (most > 0) parts.push(`M${start} ${height}V${top.toFixed(2)}H${x}V${height}Z`);
    start = x;
  }
  return parts.join("");
}
