import type { Session } from "../editor/session";

/** A part of the editor: an element, and how it follows the session. */
export interface Panel {
  readonly el: HTMLElement;
  update(session: Session): void;
}
