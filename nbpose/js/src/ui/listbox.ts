import { focusable, h, setAttribute, takeFocus } from "./dom";

/** A list of options of which one is selected; only that one is reached by Tab, as a listbox wants it. */
export interface Listbox {
  readonly el: HTMLElement;
  readonly options: readonly HTMLElement[];
  /** index of the selected option, or -1 */
  readonly selected: number;
  /** Make the list `count` options long. */
  resize(count: number): void;
  select(index: number): void;
  /** Do what a click on an option does. */
  pick(index: number): void;
  /** Give the focus to the selected option, or to the first. */
  focus(): void;
}

/** `arrows` tells whether the arrow keys are free for the list. */
export function listbox(
  label: string,
  makeOption: (index: number) => HTMLElement,
  pick: (index: number) => void,
  arrows: () => boolean = () => true,
): Listbox {
  const el = h("div", "nbp-list");
  el.setAttribute("role", "listbox");
  el.setAttribute("aria-label", label);
  const options: HTMLElement[] = [];
  let selected = -2;

  const add = (index: number) => {
    const option = focusable(makeOption(index), `${label} ${index + 1}`, "option");
    option.addEventListener("click", () => pick(index));
    options.push(option);
    el.append(option);
  };

  el.addEventListener("keydown", (event) => {
    const from = options.indexOf(event.target as HTMLElement);
    const to = plain(event) && arrows() ? goal(event.key, from, options.length) : null;
    if (from < 0 || to === null) return;
    event.preventDefault();
    event.stopPropagation();
    takeFocus(options[to]);
    pick(to);
  });

  return {
    el,
    options,
    pick,
    get selected() {
      return Math.max(-1, selected);
    },
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
        takeFocus(option);
      }
      reveal(el, option);
    },
    focus() {
      takeFocus(options[selected] ?? options[0]);
    },
  };
}

/** Where a key leads in a list of `count`, round and round; null for keys that are none of a list's. */
function goal(key: string, from: number, count: number): number | null {
  if (key === "ArrowUp") return (from + count - 1) % count;
  if (key === "ArrowDown") return (from + 1) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key === "Enter" ? from : null;
}

function plain({ shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return !(shiftKey || ctrlKey || altKey || metaKey);
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
  if (below > list.scrollTop) list.scrollTop = below + 1; // heights are rounded
}
