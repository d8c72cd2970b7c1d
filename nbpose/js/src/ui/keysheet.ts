import {
  type ActionName,
  type Bound,
  type Keymap,
  type Line,
  shownKey,
  splitKey,
} from "../core/keymap";
import type { Session } from "../editor/session";
import { button, focusable, h, takeFocus } from "./dom";
import { icon } from "./icons";
import type { Glyph } from "./layout";

export interface KeySheet {
  readonly el: HTMLElement;
  readonly open: boolean;
  toggle(): void;
  /** Close it; false when it was not open. */
  close(): boolean;
}

/** All keys on one page, over the editor, which cannot be reached meanwhile. */
export function keySheet(session: Session, layout: Promise<Glyph>, toCanvas: () => void): KeySheet {
  const heading = h("h3", "", "Keys");
  const title = h("div", "nbp-title", heading);
  title.append(button({ icon: icon("close"), label: "Close", action: "leave" }, () => close()));
  const page = h("div", "nbp-page");
  const el = focusable(h("div", "nbp-sheet", title, page), "Keys", "dialog");
  el.setAttribute("aria-modal", "true");
  el.tabIndex = -1;
  el.hidden = true;

  const show = (open: boolean) => {
    el.hidden = !open;
    for (const other of el.parentElement?.children ?? []) {
      if (other !== el && other instanceof HTMLElement) other.inert = open;
    }
  };
  const close = () => {
    if (el.hidden) return false;
    show(false);
    toCanvas();
    return true;
  };

  return {
    el,
    close,
    get open() {
      return !el.hidden;
    },
    toggle() {
      if (close()) return;
      page.replaceChildren(...contents(session.state.keymap, (key) => key));
      layout.then((glyph) => page.replaceChildren(...contents(session.state.keymap, glyph)));
      show(true);
      el.scrollTop = 0;
      takeFocus(el);
    },
  };
}

/** What presets are called in the sheet; the default needs no name. */
const PRESETS: Readonly<Record<string, string>> = {
  cvat: "CVAT",
  sleap: "SLEAP",
  dlc: "napari-deeplabcut",
};

function contents(keymap: Keymap, glyph: Glyph): HTMLElement[] {
  const groups = [...new Set(keymap.lines.map((line) => line.group))];
  const keys = h("div", "nbp-keys", ...groups.map((name) => groupOf(name, keymap, glyph)));
  return [...notes(keymap), keys, ...footnotes(keymap, glyph)];
}

/** Whose keys these are, and which of them are in dispute. */
function notes({ trait, conflicts }: Keymap): HTMLElement[] {
  const peer = PRESETS[trait.preset];
  const own = Object.keys(trait.remap).length > 0 && "Keys of your own are framed.";
  const whose = [peer && `Keys as in ${peer}.`, own].filter(Boolean).join(" ");
  const disputes = conflicts.map(({ key, winner, loser }) => {
    const text = `${shownKey(key)} was given to ${spokenAction(winner)} and ${spokenAction(loser)}: ${spokenAction(winner)} has it.`;
    return h("p", "nbp-dispute", text);
  });
  return [...(whose ? [h("p", "nbp-whose", whose)] : []), ...disputes];
}

function footnotes({ lines }: Keymap, glyph: Glyph): HTMLElement[] {
  const keys = lines.flatMap(({ bound }) => bound.flatMap((one) => one.keys));
  if (keys.every((key) => usName(key, glyph) === "")) return [];
  return [h("p", "nbp-whose", "Small: the same key on a US keyboard.")];
}

function groupOf(name: string, keymap: Keymap, glyph: Glyph): HTMLElement {
  const list = h("dl", "");
  for (const line of keymap.lines.filter((one) => one.group === name)) {
    list.append(h("div", "", h("dt", "", ...keysOf(line, keymap, glyph)), h("dd", "", line.text)));
  }
  return h("section", "", h("h4", "", name), list);
}

/** More actions than this on one line are shown by the first and the last. */
const MANY = 4;

function keysOf(line: Line, keymap: Keymap, glyph: Glyph): Node[] {
  if (line.pointer) return [h("span", "", line.pointer)];
  const most = Math.max(...line.bound.map(({ keys }) => keys.length));
  if (most === 0) return [h("span", "nbp-unbound", "no key")];
  const ways = Array.from({ length: most }, (_, i) => chordsOf(line.bound, i, keymap, glyph));
  return ways.flatMap((way, i) => (i > 0 ? [h("span", "nbp-or", "or"), ...way] : way));
}

/** The i-th keys of all actions of a line; modifiers that they share come once. */
function chordsOf(bound: readonly Bound[], i: number, keymap: Keymap, glyph: Glyph): Node[] {
  const has = bound.filter(({ keys }) => keys[i] !== undefined);
  const shared = new Set(has.map(({ keys }) => splitKey(keys[i]!)[0])).size === 1;
  const many = has.length > MANY && shared;
  const caps = has.map(({ action, keys }, n) => {
    const all = capsOf(keys[i]!, n > 0 && shared, glyph);
    if (action in keymap.trait.remap) for (const cap of all) cap.classList.add("nbp-own");
    return all;
  });
  if (many) return [h("span", "", ...caps[0]!, " … ", ...caps.at(-1)!)];
  return shared ? [h("span", "", ...caps.flat())] : caps.map((all) => h("span", "", ...all));
}

function capsOf(chord: string, keyAlone: boolean, glyph: Glyph): HTMLElement[] {
  const [modifiers] = splitKey(chord);
  const held = keyAlone ? [] : modifiers.split("+").filter(Boolean);
  const key = h("kbd", "", shownKey(chord, glyph).slice(modifiers.length));
  const name = usName(chord, glyph);
  if (name) key.append(h("small", "", name));
  return [...held.map((modifier) => h("kbd", "", modifier)), key];
}

/** The name on a US keyboard of a key whose own differs. */
function usName(chord: string, glyph: Glyph): string {
  const us = shownKey(chord);
  return shownKey(chord, glyph) === us ? "" : us.slice(splitKey(chord)[0].length);
}

function spokenAction(action: ActionName): string {
  return `“${action.replaceAll("_", " ")}”`;
}
