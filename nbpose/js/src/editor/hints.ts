import { type ActionName, shownKey } from "../core/keymap";
import type { Session } from "./session";

/** A sentence about the key of an action, as the user's map has it; empty where no key does that. */
export function keyed(session: Session, action: ActionName, text: (key: string) => string): string {
  const [key] = session.state.keymap.keysOf(action);
  return key ? text(shownKey(key)) : "";
}
