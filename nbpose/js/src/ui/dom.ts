/** Making elements, and making them safe to focus inside a notebook. */

import type { ActionName } from "../core/keymap";

type Child = Node | string;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * Every element that can take the focus passes here.
 *
 * Jupyter looks at the focused element only, not at its parents, before it takes a key as a command: without the
 * attribute the keys a, b, d d would add and delete cells.
 */
export function focusable<E extends HTMLElement>(element: E, label: string, role?: string): E {
  element.tabIndex = 0;
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  element.setAttribute("aria-label", label);
  if (role) element.setAttribute("role", role);
  return element;
}

/** Give an element the focus; the notebook stays where it is. */
export function takeFocus(element: HTMLElement | null | undefined): void {
  element?.focus({ preventScroll: true });
}

/** Change a text only when it differs: the browser lays out less, and screen readers stay calm. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(path: string, filled = false): SVGSVGElement {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", "0 0 16 16");
  element.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  if (filled) shape.setAttribute("fill", "currentColor");
  element.append(shape);
  return element;
}

export interface ButtonLook {
  readonly icon: SVGSVGElement;
  readonly label: string;
  /** what a key does as well: `hints.ts` says which */
  readonly action?: ActionName;
  /** a word beside the icon */
  readonly text?: string;
}

export function button(look: ButtonLook, press: () => void): HTMLButtonElement {
  const { icon, label, action, text } = look;
  const element = focusable(h("button", "nbp-button", icon), label);
  element.type = "button";
  if (text) element.append(h("span", "", text));
  element.title = label;
  if (action) element.dataset.action = action;
  element.addEventListener("click", press);
  return element;
}

export function setPressed(element: HTMLElement, pressed: boolean): void {
  setAttribute(element, "aria-pressed", String(pressed));
}

export function group(label: string, ...children: Child[]): HTMLDivElement {
  const element = h("div", "nbp-group", ...children);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  return element;
}

/** Whether the focus is in the view that an element belongs to: two views of one model do not fight for it. */
export function hasFocus(element: Element): boolean {
  return element.closest(".nbpose")?.matches(":focus-within") ?? false;
}
