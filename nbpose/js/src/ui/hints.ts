import { type ActionName, shownKey } from "../core/keymap";
import type { Session } from "../editor/session";
import type { Glyph } from "./layout";

/** Which keys do what a button does: said when the pointer or the focus comes to it, since users may remap them. */
export function listenHints(
  root: HTMLElement,
  session: Session,
  layout: Promise<Glyph>,
  signal: AbortSignal,
): void {
  let glyph: Glyph = (key) => key;
  layout.then((known) => {
    glyph = known;
  });
  const tell = (event: Event) => {
    const button = event.target instanceof Element && event.target.closest("[data-action]");
    if (button instanceof HTMLElement) button.title = hint(button, session, glyph);
  };
  root.addEventListener("pointerover", tell, { signal });
  root.addEventListener("focusin", tell, { signal });
}

function hint(button: HTMLElement, { state }: Session, glyph: Glyph): string {
  const label = button.getAttribute("aria-label") ?? "";
  const [key] = state.keymap.keysOf(button.dataset.action as ActionName);
  return key ? `${label} (${shownKey(key, glyph)})` : label;
}
