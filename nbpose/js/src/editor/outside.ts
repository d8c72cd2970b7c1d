import { bringBack } from "../core/outside";
import { commitUnlocked } from "./locks";
import type { Session } from "./session";

/** Move the active person's joints that lie beside the picture to its border, in one gesture. */
export function bringBackJoints(session: Session): void {
  const { frame, picture } = session.state;
  const [rows, index] = [session.rows(frame), session.active];
  if (!rows || !picture || index < 0) return session.say("info", "Pick a person first.");
  const edits = bringBack(rows, index, picture);
  if (edits.length === 0)
    return session.say("info", "All joints of this person are on the picture.");
  const joints = edits.length === 1 ? "1 joint" : `${edits.length} joints`;
  commitUnlocked(session, `bring back ${joints}`, edits);
}
