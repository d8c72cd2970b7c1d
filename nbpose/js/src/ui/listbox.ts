import { focusable, h, setAttribute } from "./dom";

/** A list of options of which one is selected; only that one is reached by Tab, as a listbox wants it. */
export interface Listbox {
  readonly el: HTMLElement;
  readonly options: readonly HTMLElement[];
  /** Make the list `count` options long. */
  resize(count: number): void;
  select(index: number): void;
}

export function listbox(
  label: string,
  makeOption: (index: number) => HTMLElement,
  pick: (index: number) => void,
): Listbox {
  const el = h("div", "nbp-list");
  el.setAttribute("role", "listbox");
  el.setAttribute("aria-label", label);
  const options: HTMLElement[] = [];
  let selected = -2;

  const add = (index: number) => {
    const option = focusable(makeOption(index), `${label} ${index + 1}`, "option");
    option.addEventListener("click", () => pick(index));
    option.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey) pick(index);
    });
    options.push(option);
    el.append(option);
  };

  return {
    el,
    options,
    resize(count) {
      if (options.length === count) return;
      while (options.length < count) add(options.length);
      for (const extra of options.splice(count)) extra.remove();
      selected = -2;
    },
    select(index) {
      if (index === selected) return;
      selected = index;
      mark(options, index);
      const option = options[index];
      if (!option) return;
      if (el.contains((el.getRootNode() as Document | ShadowRoot).activeElement)) {
        option.focus({ preventScroll: true });
      }
      reveal(el, option);
    },
  };
}

function mark(options: readonly HTMLElement[], index: number): void {
  const reachable = index in options ? index : 0;
  options.forEach((option, i) => {
    setAttribute(option, "aria-selected", String(i === index));
    option.tabIndex = i === reachable ? 0 : -1;
  });
}

/** Scroll the list alone: `scrollIntoView` would move the notebook as well. */
function reveal(list: HTMLElement, option: HTMLElement): void {
  const top = option.offsetTop; // the list is positioned, so this counts from its content
  if (top < list.scrollTop) list.scrollTop = top;
  const below = top + option.offsetHeight - list.clientHeight;
  if (below > list.scrollTop) list.scrollTop = below;
}
