import { isLocked } from "../core/facts";
import type { Edit } from "../core/protocol";
import { indexOfRow } from "../core/rows";
import { keyed } from "./hints";
import type { Session } from "./session";

/** Commit unless an edit is about somebody who is locked; says so then, and gives false. */
export function commitUnlocked(session: Session, label: string, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return false;
  if (edits.some((edit) => "row" in edit && lockedRow(session, edit.row))) {
    sayLocked(session);
    return false;
  }
  session.commit(label, edits);
  return true;
}

function lockedRow(session: Session, row: number): boolean {
  const rows = session.rows(session.state.frame);
  const index = rows ? indexOfRow(rows, row) : -1;
  return index >= 0 && isLocked(rows!, index);
}

export function sayLocked(session: Session): void {
  const how = keyed(session, "lock", (key) => ` ${key} unlocks it.`);
  session.say("info", `This person is locked.${how}`);
}
