/** What the editor shows and where it is heading. */
export interface Aim {
  readonly frame: number;
  readonly direction: 1 | -1;
  readonly playing: boolean;
  /** the user has stopped here: the full resolution is worth its bytes */
  readonly resting: boolean;
  /** device pixels the frame is wide on the canvas when it fits, and as it is zoomed now */
  readonly fitted: number;
  readonly zoomed: number;
}

/** Widths pictures come in; the last resort is the frame's own. */
const LEVELS = [320, 480, 640, 960, 1280, 1920, 2560, 3840];
/** Widest picture worth fetching for frames that only pass by. */
const PASSING = 1280;
/** A newer frame waits this long for the one asked for before it, so that scrubbing shows something. */
export const PATIENCE = 250;
/** Place in the queue from which on a wanted frame is asked for again, to come first. */
const FAR = 2;

export interface WantList {
  readonly frames: readonly number[];
  readonly width: number;
}

export interface Window {
  readonly ahead: number;
  readonly behind: number;
}

/** What is here already. */
export interface Stock {
  readonly count: number;
  /** width a frame's picture was asked for with, 0 when there is none */
  width(frame: number): number;
}

/** The smallest level that fills `pixels`, or the frame's own width. */
export function level(pixels: number, full: number): number {
  return Math.min(LEVELS.find((width) => width >= pixels) ?? full, full);
}

/** Every how many-th frame to fetch while playing, so that a slow kernel still keeps up with the clock. */
export function stride(fps: number | null, secondsPerPicture: number): number {
  return Math.max(1, Math.ceil((fps ?? 0) * secondsPerPicture));
}

/** What to ask for now: the frame itself, then its full resolution, then what lies ahead and behind. */
export function wantList(
  aim: Aim,
  stock: Stock,
  full: number,
  window: Window,
  every: number,
): WantList {
  const base = level(Math.min(aim.fitted, PASSING), full);
  const sharp = level(Math.max(aim.zoomed, base), full);
  const here = stock.width(aim.frame);
  if (aim.resting && !aim.playing && here > 0 && here < sharp) {
    return { frames: [aim.frame], width: sharp };
  }
  const frames = aim.playing ? ahead(aim.frame, window, every) : around(aim, window);
  const inside = frames.filter((frame) => frame >= 0 && frame < stock.count);
  return { frames: inside.filter((frame) => stock.width(frame) < base), width: base };
}

function ahead(frame: number, window: Window, every: number): number[] {
  const first = Math.ceil((frame + 1) / every) * every;
  return Array.from({ length: window.ahead }, (_, i) => first + i * every);
}

function around({ frame, direction }: Aim, window: Window): number[] {
  const front = Array.from({ length: window.ahead + 1 }, (_, i) => frame + i * direction);
  const back = Array.from({ length: window.behind }, (_, i) => frame - (i + 1) * direction);
  return [...front, ...back];
}

/** The want-list Python works on. */
export interface Asked {
  readonly width: number;
  /** frames that have not come yet, in the order asked for */
  readonly left: readonly number[];
  /** the first frame asked for, and when */
  readonly head: number;
  readonly at: number;
}

export type Verdict = "ask" | "keep" | "later";

/**
 * Whether a new want-list is worth the pictures on their way, which it throws away.
 *
 * Prefetching tops up at half; only a frame the user looks at may break in, and gives the one before it time to come.
 */
export function judge(
  want: WantList,
  aim: Aim,
  asked: Asked,
  window: Window,
  now: number,
): Verdict {
  const first = want.frames[0];
  if (first === undefined) return "keep";
  if (asked.left.length === 0) return "ask";
  const urgent = !aim.playing && first === aim.frame;
  if (urgent) {
    const place = asked.width === want.width ? asked.left.indexOf(first) : -1;
    if (place >= 0 && place <= FAR) return "keep";
    const headIsComing = asked.left[0] === asked.head && now - asked.at < PATIENCE;
    return headIsComing ? "later" : "ask";
  }
  const useful = asked.left.filter((frame) => want.frames.includes(frame));
  return useful.length < window.ahead / 2 && want.frames.length > useful.length ? "ask" : "keep";
}
