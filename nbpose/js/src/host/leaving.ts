/** Ask before the page is left, but only while something would be lost with it. */
export function warnBeforeLeaving(atRisk: () => boolean, signal: AbortSignal): void {
  addEventListener("beforeunload", (event) => atRisk() && event.preventDefault(), { signal });
}
