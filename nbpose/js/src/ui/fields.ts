/** Text fields keep their keys, and buttons, sliders and the like those they are worked with. */
export function belongsToField(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !(target.type in WORKED_BY) || works(target, event);
  if (target.matches("textarea, select") || target.isContentEditable) return true;
  return target instanceof HTMLButtonElement && PRESSES.test(event.key);
}

const PRESSES = /^( |Enter)$/;
const WORKED_BY: Record<string, RegExp> = {
  checkbox: / /,
  color: PRESSES,
  radio: /^( |Arrow.*)$/,
  range: /^(Arrow.*|Home|End|Page.*)$/,
};

function works({ type }: HTMLInputElement, { key }: KeyboardEvent): boolean {
  return WORKED_BY[type]!.test(key);
}
