import { type KeyLine, SKELETON_KEYS } from "../../core/skeleton/keymap";
import { button, focusable, h } from "../dom";
import { icon } from "../icons";

/** All keys on one page, over the editor. */
export function skeletonKeySheet(toCanvas: () => void) {
  const close = () => {
    if (el.hidden) return false;
    el.hidden = true;
    toCanvas();
    return true;
  };
  const title = h("div", "nbp-title", h("span", "", "Keys"));
  title.append(button({ icon: icon("close"), label: "Close" }, close));
  const groups = [...new Set(SKELETON_KEYS.map((line) => line.group))].map(groupOf);
  const sheet = h("div", "nbp-sheet", title, h("div", "nbp-keys", ...groups));
  const el = focusable(sheet, "Keys", "dialog");
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

function groupOf(name: KeyLine["group"]): HTMLElement {
  const list = h("dl", "");
  for (const { keys, text } of SKELETON_KEYS.filter((line) => line.group === name)) {
    list.append(h("div", "", h("dt", "", keys), h("dd", "", text)));
  }
  return h("section", "", h("h4", "", name), list);
}
