import { type Line, shownKey } from "../core/keymap";
import type { Session } from "../editor/session";
import { button, focusable, h } from "./dom";
import { icon } from "./icons";

export interface KeySheet {
  readonly el: HTMLElement;
  toggle(): void;
  /** Close it; false when it was not open. */
  close(): boolean;
}

/** All keys on one page, over the editor. */
export function keySheet(session: Session, toCanvas: () => void): KeySheet {
  const close = () => {
    if (el.hidden) return false;
    el.hidden = true;
    toCanvas();
    return true;
  };
  const title = h("div", "nbp-title", h("span", "", "Keys"));
  title.append(button({ icon: icon("close"), label: "Close", action: "leave" }, close));
  const keys = h("div", "nbp-keys");
  const el = focusable(h("div", "nbp-sheet", title, keys), "Keys", "dialog");
  el.tabIndex = -1;
  el.hidden = true;

  return {
    el,
    close,
    toggle() {
      if (close()) return;
      const { lines } = session.state.keymap;
      const groups = [...new Set(lines.map((line) => line.group))];
      keys.replaceChildren(...groups.map((name) => groupOf(name, lines)));
      el.hidden = false;
      el.focus({ preventScroll: true });
    },
  };
}

function groupOf(name: string, lines: readonly Line[]): HTMLElement {
  const list = h("dl", "");
  for (const line of lines.filter((one) => one.group === name)) {
    list.append(h("div", "", h("dt", "", keysText(line)), h("dd", "", line.text)));
  }
  return h("section", "", h("h4", "", name), list);
}

/** More keys than this are shown as the first and the last. */
const MANY = 4;

function keysText({ pointer, bound }: Line): string {
  if (pointer) return pointer;
  const first = bound.flatMap(({ keys }) => keys.slice(0, 1)).map((key) => shownKey(key));
  const text = first.length > MANY ? `${first[0]} … ${first.at(-1)}` : first.join(" ");
  const others = bound.flatMap(({ keys }) => keys.slice(1)).map((key) => shownKey(key));
  return others.length > 0 ? `${text} or ${others.join(" ")}` : text;
}
