import { factsOf } from "../core/facts";
import { needPerson } from "./people";
import type { Session } from "./session";

/** Go to the nearest frame before or after where the active person's row is a keyframe, of those that are here. */
export function stepKeyframe(session: Session, by: 1 | -1): void {
  const person = needPerson(session);
  if (!person) return;
  const track = person.rows.track[person.index]!;
  const here = session.state.frame;
  const there = session.store
    .knownFrames()
    .filter((frame) => (frame - here) * by > 0 && isKeyframe(session, frame, track))
    .sort((a, b) => (a - b) * by);
  const [nearest] = there;
  if (nearest !== undefined) return session.frames.goTo(nearest);
  const side = by < 0 ? "before" : "after";
  session.say("info", `No keyframe of this person is known ${side} this frame.`);
}

function isKeyframe(session: Session, frame: number, track: number): boolean {
  const rows = session.rows(frame);
  const index = rows && track >= 0 ? rows.track.indexOf(track) : -1;
  return index >= 0 && factsOf(rows!, index).keyframe;
}
