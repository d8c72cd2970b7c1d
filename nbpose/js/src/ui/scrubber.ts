import { clamp } from "../core/geometry";
import { marks } from "../core/strip";
import { prepare } from "../draw/paint";
import type { Player } from "../editor/player";
import type { Session } from "../editor/session";
import { focusable, h, setAttribute, setText } from "./dom";
import type { Panel } from "./panel";

/** People a mark of full height stands for. */
const FULL = 4;

/** The frames as a strip: how many people each has, and where we are. */
export function scrubber(session: Session, player: Player, signal: AbortSignal): Panel {
  const strip = h("canvas", "nbp-strip");
  const head = h("div", "nbp-head");
  const tip = h("div", "nbp-tip");
  const el = focusable(h("div", "nbp-scrubber", strip, head, tip), "Frame", "slider");
  let drawn: { people: Uint8Array; width: number; color: string } | null = null;

  const frameUnder = (event: PointerEvent) => {
    const box = el.getBoundingClientRect();
    const share = clamp((event.clientX - box.left) / Math.max(1, box.width), 0, 1);
    return Math.round(share * Math.max(0, session.state.media.count - 1));
  };
  const follow = (event: PointerEvent) => {
    const frame = frameUnder(event);
    setText(tip, String(frame));
    tip.style.left = percent(frame, session.state.media.count);
    if (el.hasPointerCapture(event.pointerId)) session.frames.goTo(frame);
  };
  el.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      el.setPointerCapture(event.pointerId);
      player.pause();
      follow(event);
    },
    { signal },
  );
  el.addEventListener("pointermove", follow, { signal });

  const paint = () => {
    const { people, media } = session.state;
    const [width, color] = [el.clientWidth, getComputedStyle(strip).color];
    if (drawn?.people === people && drawn.width === width && drawn.color === color) return;
    drawn = { people, width, color };
    paintStrip(strip, people, media.count, color);
  };
  strip.addEventListener("transitionend", paint, { signal }); // another theme, another colour

  return {
    el,
    update() {
      const { frame, media, people } = session.state;
      const last = Math.max(0, media.count - 1);
      setAttribute(el, "aria-valuemin", "0");
      setAttribute(el, "aria-valuemax", String(last));
      setAttribute(el, "aria-valuenow", String(frame));
      const count = people[frame] ?? 0;
      setAttribute(el, "aria-valuetext", `Frame ${frame} of ${last}, people: ${count}`);
      head.style.left = percent(frame, media.count);
      paint();
    },
  };
}

function percent(frame: number, count: number): string {
  return `${count > 1 ? (100 * frame) / (count - 1) : 0}%`;
}

/** One mark a pixel column, as high as the most people any of its frames has. */
function paintStrip(
  strip: HTMLCanvasElement,
  people: Uint8Array,
  count: number,
  color: string,
): void {
  const size = { width: strip.clientWidth, height: strip.clientHeight };
  if (size.width === 0) return;
  const context = prepare(strip, size, devicePixelRatio || 1);
  context.fillStyle = color;
  const columns = marks(people, count, Math.floor(size.width));
  columns.forEach((most, x) => {
    if (most === 0) return;
    const height = size.height * (0.35 + (0.65 * Math.min(most, FULL)) / FULL);
    context.fillRect(x, size.height - height, 1, height);
  });
}
