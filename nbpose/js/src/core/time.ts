/** Seconds of every frame: the container's own, or even steps where it has none. */
export function frameTime(frame: number, times: Float64Array, fps: number | null): number {
  const own = times[frame];
  if (own !== undefined && Number.isFinite(own)) return own;
  return fps ? frame / fps : Number.NaN;
}

/** The last frame that begins at or before `seconds`, by bisection: steps may be uneven. */
export function frameAt(
  seconds: number,
  count: number,
  times: Float64Array,
  fps: number | null,
): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (frameTime(middle, times, fps) <= seconds) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `0:07.480`, `1:02:07.480`; empty for a still image. */
export function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  const ms = Math.round(Math.abs(seconds) * 1000);
  const pad = (n: number, width: number) => String(n).padStart(width, "0");
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, ms % 60_000];
  const tail = `${pad(Math.floor(s / 1000), 2)}.${pad(s % 1000, 3)}`;
  const sign = seconds < 0 ? "-" : "";
  return h > 0 ? `${sign}${h}:${pad(m, 2)}:${tail}` : `${sign}${m}:${tail}`;
}

/** Pauses before the steps of a key held down, in ms: a first look, then faster and faster. */
const HOLD = [400, 180, 100, 40];

export function holdDelay(steps: number): number {
  return HOLD[Math.min(steps, HOLD.length - 1)]!;
}
