import { type ActionName, shownKey } from "../core/keymap";
import { hasOwnBox } from "../core/oks";
import { isPlain, MOST_TONE, TONES, type ToneName } from "../core/options";
import type { Session } from "../editor/session";
import {
  resetTone,
  ringsMissing,
  type Switch,
  setTone,
  toggleOption,
  toggleRings,
} from "../editor/viewing";
import { button, focusable, group, h, hasFocus, setAttribute, setText, takeFocus } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";

export interface ViewMenu extends Panel {
  /** opens and closes it; stands in the toolbar */
  readonly button: HTMLButtonElement;
  /** Close it; false when it was not open. */
  close(): boolean;
  /** A press anywhere else closes it. */
  closeOutside(root: HTMLElement, signal: AbortSignal): void;
}

const EDGE = 8; // CSS pixels kept free around the popover

/** How things are shown: what is drawn on the picture, and the picture's brightness, contrast and gamma. */
export function viewMenu(session: Session, toCanvas: () => void): ViewMenu {
  const parts = [drawn(session), picture(session)];
  const el = h("div", "nbp-view", ...parts.map((part) => part.el));
  el.setAttribute("role", "dialog");
  el.setAttribute("aria-label", "View");
  el.hidden = true;
  const refresh = () => {
    setAttribute(opener, "aria-expanded", String(!el.hidden));
    if (el.hidden) return;
    put(el, opener);
    for (const part of parts) part.update(session);
  };
  const close = () => {
    if (el.hidden) return false;
    const inside = hasFocus(el);
    el.hidden = true;
    refresh();
    if (inside) toCanvas();
    return true;
  };
  const open = () => {
    el.hidden = false;
    refresh();
    takeFocus(el.querySelector("button"));
  };
  const look = { icon: icon("view"), label: "View: what is shown, and how", text: "View" };
  const opener = button(look, () => close() || open());
  opener.setAttribute("aria-haspopup", "dialog");
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // a slider keeps its keys, so the editor would not see this one
    close();
  });

  return {
    el,
    button: opener,
    close,
    closeOutside(root, signal) {
      const press = (event: PointerEvent) => {
        const path = event.composedPath();
        if (!path.includes(el) && !path.includes(opener)) close();
      };
      root.addEventListener("pointerdown", press, { signal, capture: true });
    },
    update() {
      setAttribute(opener, "data-changed", String(!isPlain(session.state.options)));
      refresh();
    },
  };
}

/** Below the button, within the editor. */
function put(el: HTMLElement, opener: HTMLElement): void {
  const root = el.offsetParent as HTMLElement | null;
  if (!root) return;
  const [outer, anchor] = [root.getBoundingClientRect(), opener.getBoundingClientRect()];
  const scale = outer.width > 0 ? root.offsetWidth / outer.width : 1; // notebooks may scale the page
  const top = (anchor.bottom - outer.top) * scale + 4;
  const right = Math.max(EDGE, (outer.right - anchor.right) * scale);
  const free = root.clientWidth - el.offsetWidth - EDGE;
  el.style.top = `${top}px`;
  el.style.right = `${Math.max(EDGE, Math.min(right, free))}px`;
  el.style.maxHeight = `${root.clientHeight - top - EDGE}px`;
}

function drawn(session: Session): Panel {
  const hide = {
    text: "Hide the overlay",
    action: "hide_overlay",
    isOn: () => session.state.overlayHidden,
    press: () => session.update({ overlayHidden: !session.state.overlayHidden }),
  } as const;
  const rows = [
    toggle(session, "labels", "Names of the joints", "names"),
    toggle(session, "confidence", "Fade what the model doubts"),
    toggle(session, "angles", "Joint angles beside the hand"),
    toggle(session, "loupe", "Loupe", "loupe"),
    toggle(session, "rings", "OKS sigma rings", "sigma_rings"),
    switchOf(session, hide),
  ];
  const legend = h("p", "nbp-legend");
  const el = group("On the picture", ...rows.map((row) => row.el), legend);
  return {
    el,
    update() {
      for (const row of rows) row.update(session);
      setText(legend, legendText(session));
      legend.hidden = legend.textContent === "";
    },
  };
}

/** What the rings mean, or why there are none. */
function legendText(session: Session): string {
  const { options, skeleton } = session.state;
  if (!options.rings) return "";
  const missing = ringsMissing(session);
  if (missing) return missing;
  const rows = session.rows(session.state.frame);
  const box =
    rows && hasOwnBox(rows, session.active) ? "the person's box" : "the box around the joints";
  const origin = skeleton.sigma_source === "measured" ? "measured" : "taken over from alike joints";
  return (
    "On the line a joint counts 0.61 in OKS (2 sigma times the root of the area), on the dashed line 0.5. " +
    `Area: ${box}. Sigmas: ${origin}.`
  );
}

function toggle(session: Session, name: Switch, text: string, action?: ActionName): Panel {
  const press = () => (name === "rings" ? toggleRings(session) : toggleOption(session, name));
  const isOn = () => session.state.options[name];
  return switchOf(session, { text, press, isOn, ...(action && { action }) });
}

interface SwitchLook {
  readonly text: string;
  /** what a key does as well */
  readonly action?: ActionName;
  readonly press: () => void;
  readonly isOn: () => boolean;
}

function switchOf(session: Session, { text, action, press, isOn }: SwitchLook): Panel {
  const el = focusable(h("button", "nbp-switch", h("span", "", text)), text, "switch");
  el.type = "button";
  const key = h("kbd", "");
  el.append(key, h("span", "nbp-knob"));
  el.addEventListener("click", press);
  return {
    el,
    update() {
      const [chord] = action ? session.state.keymap.keysOf(action) : [];
      setText(key, chord ? shownKey(chord) : "");
      setAttribute(el, "aria-checked", String(isOn()));
    },
  };
}

function picture(session: Session): Panel {
  const sliders = TONES.map((name) => slider(session, name));
  const reset = button(
    { icon: icon("reset"), label: "Picture as it is", text: "Picture as it is" },
    () => resetTone(session),
  );
  const el = group("Picture", ...sliders.map((each) => each.el), reset);
  return {
    el,
    update() {
      for (const each of sliders) each.update(session);
      reset.disabled = isPlain(session.state.options);
    },
  };
}

/** A factor on a scale of equal ratios: twice as much is as far from the middle as half as much. */
function slider(session: Session, name: ToneName): Panel {
  const label = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const input = focusable(h("input", ""), label);
  const most = Math.log2(MOST_TONE);
  Object.assign(input, { type: "range", min: `${-most}`, max: `${most}`, step: "0.05" });
  const value = h("output", "");
  input.addEventListener("input", () => setTone(session, name, 2 ** Number(input.value)));
  input.addEventListener("dblclick", () => setTone(session, name, 1));
  return {
    el: h("label", "nbp-slider", h("span", "", label), input, value),
    update() {
      const factor = session.state.options[name];
      const text = factor.toFixed(2);
      setText(value, text);
      setAttribute(input, "aria-valuetext", text);
      const position = String(Math.round(Math.log2(factor) * 20) / 20);
      if (Number(input.value) !== Number(position)) input.value = position;
    },
  };
}
