import { type Clipping, readClipping } from "../core/clipboard";

const KEY = "nbpose.pose";

/** Keep a pose where other editors of this browser find it; some pages may not store anything. */
export function keepClipping(clipping: Clipping): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(clipping));
  } catch {
    // this editor has it still
  }
}

/** The pose that was copied last in any editor of this browser, or null. */
export function keptClipping(): Clipping | null {
  try {
    return readClipping(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}
