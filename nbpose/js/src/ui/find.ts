import { findName } from "../core/typeahead";
import { focusable, h } from "./dom";
import type { Listbox } from "./listbox";

/** A field that finds an option by what is typed: Enter goes to it in the list, Escape back to where one was. */
export function findField(
  label: string,
  names: readonly string[],
  list: Listbox,
): HTMLInputElement {
  const field = focusable(h("input", "nbp-field nbp-find"), label);
  field.type = "search";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.placeholder = "Find";
  let before = -1;

  field.addEventListener("focus", () => {
    before = list.selected;
  });
  field.addEventListener("input", () => {
    const index = findName(names, field.value);
    field.toggleAttribute("aria-invalid", index < 0 && field.value.trim() !== "");
    list.pick(index >= 0 ? index : before);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") list.pick(before); // and the focus goes back to the picture, as from any field
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    list.focus();
  });
  field.addEventListener("blur", () => {
    field.value = "";
    field.removeAttribute("aria-invalid");
  });
  return field;
}
