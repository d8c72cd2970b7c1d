import { clamp } from "../core/geometry";
import { bars, marks } from "../core/strip";
import type { Player } from "../editor/player";
import type { Session } from "../editor/session";
import { focusable, h, setAttribute, setText, svg } from "./dom";
import type { Panel } from "./panel";

/** Of the strip, in CSS pixels. */
const HEIGHT = 20;

/** The frames as a strip: how many people each has, and where we are. */
export function scrubber(session: Session, player: Player, signal: AbortSignal): Panel {
  const strip = svg("", true); // no canvas: it takes the colour of any theme by itself
  strip.classList.add("nbp-strip");
  strip.setAttribute("preserveAspectRatio", "none");
  const head = h("div", "nbp-head");
  const tip = h("div", "nbp-tip");
  const el = focusable(h("div", "nbp-scrubber", strip, head, tip), "Frame", "slider");
  let drawn: { people: Uint8Array; width: number } | null = null;

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

  const draw = () => {
    const { people, media } = session.state;
    const width = el.clientWidth;
    if (width === 0 || (drawn?.people === people && drawn.width === width)) return;
    drawn = { people, width };
    strip.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    strip.firstElementChild?.setAttribute("d", bars(marks(people, media.count, width), HEIGHT));
  };

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
      draw();
    },
  };
}

function percent(frame: number, count: number): string {
  return `${count > 1 ? (100 * frame) / (count - 1) : 0}%`;
}
