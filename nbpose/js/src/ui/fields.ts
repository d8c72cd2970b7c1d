const PRESSES = /^( |Enter)$/;
const SLIDES = /^(Arrow.*|Home|End|Page.*)$/;

/** Text fields keep their keys, and buttons and sliders those they are worked with. */
export function belongsToField(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("button")) return PRESSES.test(event.key);
  if (target.matches("[type=range]")) return SLIDES.test(event.key);
  return target.matches("input, textarea, select") || target.isContentEditable;
}
