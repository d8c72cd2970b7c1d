import { swapRange } from "../editor/people";
import type { Session } from "../editor/session";
import type { Asking } from "../editor/state";
import { button, focusable, group, h, hasFocus, setPressed, setText, takeFocus } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";

/** Asks in which frames, and of whom, left and right are to be swapped. */
export function rangeBar(session: Session, toCanvas: () => void): Panel {
  const [first, last] = [frameField("First frame"), frameField("Last frame")];
  let everybody = false;
  let shown = false;
  const choose = (all: boolean) => () => {
    everybody = all;
    el.dispatchEvent(new Event("change"));
  };
  const name = h("span", "");
  const mine = button({ icon: icon("select"), label: "This person" }, choose(false));
  mine.append(name);
  const all = button({ icon: icon("people"), label: "Everybody", text: "Everybody" }, choose(true));
  const swap = () => {
    const { asking } = session.state;
    if (!asking) return;
    const track = everybody ? -1 : asking.track;
    const [from, to] = [numberIn(first), numberIn(last)];
    if (from === null || to === null) return session.say("info", "Give the numbers of two frames.");
    const end = session.state.media.count - 1;
    swapRange(session, Math.min(from, end), Math.min(to, end), track);
    toCanvas();
  };
  const cancel = () => {
    session.update({ asking: null });
    toCanvas();
  };
  const who = group("Whom", mine, all);
  who.classList.add("nbp-segmented");
  const go = button({ icon: icon("swap"), label: "Swap in these frames", text: "Swap" }, swap);
  const stop = button({ icon: icon("close"), label: "Cancel" }, cancel);
  const el = h("div", "nbp-range", h("b", "", "Swap left and right"));
  el.append(h("label", "nbp-number", "from frame", first), h("label", "nbp-number", "to", last));
  el.append(who, group("Answer", go, stop));
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", "Swap left and right in many frames");
  el.hidden = true;
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) swap();
    else return;
    event.preventDefault();
  });
  const showWho = ({ who, track }: Asking) => {
    setText(name, who);
    mine.setAttribute("aria-label", who);
    mine.title = track < 0 ? "Nobody with a track was selected." : who;
    mine.disabled = track < 0;
  };
  const update = () => {
    const { asking } = session.state;
    el.hidden = asking === null;
    if (asking && !shown) {
      [first.value, last.value] = [String(asking.first), String(asking.last)];
      everybody = asking.track < 0;
      showWho(asking);
      if (hasFocus(el)) takeFocus(first);
      first.select();
    }
    shown = asking !== null;
    setPressed(mine, !everybody);
    setPressed(all, everybody);
  };
  el.addEventListener("change", update);
  return { el, update };
}

function frameField(label: string): HTMLInputElement {
  const field = focusable(h("input", "nbp-field"), label);
  field.inputMode = "numeric";
  field.autocomplete = "off";
  field.size = 6;
  return field;
}

function numberIn({ value }: HTMLInputElement): number | null {
  const number = Number.parseInt(value, 10);
  return Number.isFinite(number) && number >= 0 ? number : null;
}
