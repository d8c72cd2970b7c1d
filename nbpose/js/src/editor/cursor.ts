import { clampPoint, type XY } from "../core/geometry";
import { isPlacing, place } from "./placing";
import type { Session } from "./session";

/** The pointer of those who have none: while placing or drawing in nudge mode, a cursor that the arrows move. */

/** A frame that is shown whole is about so many screen pixels wide. */
const SHOWN = 1000;

/** Where the cursor is, in image pixels; null while there is none. It begins in the middle of the view. */
export function cursorOf({ state }: Session): XY | null {
  const { tool, nudging, cursor, camera, picture, media } = state;
  if (tool === "edit" || !nudging) return null;
  const frame = picture ?? media;
  const middle = camera ? [camera.x, camera.y] : [frame.width / 2, frame.height / 2];
  const [x, y] = cursor ?? [Math.round(middle[0]!), Math.round(middle[1]!)];
  return clampPoint([x, y], frame);
}

/** Move the cursor by pixels of the screen or of the picture, whichever are more; false if there is none. */
export function moveCursor(session: Session, dx: number, dy: number): boolean {
  const at = cursorOf(session);
  if (!at) return false;
  const { camera, picture, media } = session.state;
  const frame = picture ?? media;
  const step = Math.max(1, Math.round(camera ? 1 / camera.zoom : frame.width / SHOWN));
  session.update({ cursor: clampPoint([at[0] + step * dx, at[1] + step * dy], frame) });
  return true;
}

/** Put the current joint at the cursor; after the last one nudge mode is over, too. */
export function placeAtCursor(session: Session, visibility: 1 | 2): void {
  const at = cursorOf(session);
  if (!at) return;
  if (!session.editable) return session.sayNotEditable();
  place(session, at, visibility);
  if (!isPlacing(session.state.tool)) session.update({ nudging: false });
}
