import type { SkeletonAction } from "../../core/skeleton/keymap";
import { SKELETON_KEYS } from "../../core/skeleton/keymap";
import { type ButtonLook, button, focusable, h } from "../dom";

/** A part of the skeleton editor: an element, and how it follows the session. */
export interface SkeletonPanel {
  readonly el: HTMLElement;
  update(): void;
}

/** A button that says its key as well. */
export function keyed(
  look: Omit<ButtonLook, "action">,
  action: SkeletonAction["do"] | null,
  press: () => void,
): HTMLButtonElement {
  const element = button(look, press);
  const line = SKELETON_KEYS.find(({ bindings }) =>
    bindings.some((one) => one.action.do === action),
  );
  if (line) element.title = `${look.label} (${line.keys})`;
  return element;
}

/** A text field that is told when its value was settled: by Enter, or by leaving it. Escape brings the old one back. */
export function field(
  label: string,
  className: string,
  settle: (value: string) => void,
  after: () => void,
): HTMLInputElement {
  const input = focusable(h("input", `nbp-field ${className}`), label);
  input.spellcheck = false;
  input.autocomplete = "off";
  let before = "";
  input.addEventListener("focus", () => {
    before = input.value;
  });
  input.addEventListener("change", () => settle(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") input.value = before;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    after();
  });
  return input;
}

/** Show a value, unless somebody is typing there. */
export function show(input: HTMLInputElement, value: string): void {
  const scope = input.getRootNode() as Document | ShadowRoot;
  if (scope.activeElement !== input && input.value !== value) input.value = value;
}

/** The options of a select; it keeps its choice where it can. */
export function fill(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, text: string])[],
): void {
  const key = JSON.stringify(options);
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  const chosen = select.value;
  select.replaceChildren(
    ...options.map(([value, text]) => {
      const option = h("option", "");
      option.value = value;
      option.textContent = text;
      return option;
    }),
  );
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}
