import { type Entry, KEYMAP } from "../core/keymap";
import { button, focusable, h } from "./dom";
import { icon } from "./icons";

export interface KeySheet {
  readonly el: HTMLElement;
  toggle(): void;
  /** Close it; false when it was not open. */
  close(): boolean;
}

/** All keys on one page, over the editor. */
export function keySheet(toCanvas: () => void): KeySheet {
  const close = () => {
    if (el.hidden) return false;
    el.hidden = true;
    toCanvas();
    return true;
  };
  const title = h("div", "nbp-title", h("span", "", "Keys"));
  title.append(button({ icon: icon("close"), label: "Close", keys: "Esc" }, close));
  const groups = [...new Set(KEYMAP.map((entry) => entry.group))].map(groupOf);
  const el = focusable(
    h("div", "nbp-sheet", title, h("div", "nbp-keys", ...groups)),
    "Keys",
    "dialog",
  );
  el.tabIndex = -1;
  el.hidden = true;

  return {
    el,
    close,
    toggle() {
      if (close()) return;
      el.hidden = false;
      el.focus({ preventScroll: true });
    },
  };
}

function groupOf(name: Entry["group"]): HTMLElement {
  const list = h("dl", "");
  for (const { keys, text } of KEYMAP.filter((entry) => entry.group === name)) {
    list.append(h("div", "", h("dt", "", keys), h("dd", "", text)));
  }
  return h("section", "", h("h4", "", name), list);
}
