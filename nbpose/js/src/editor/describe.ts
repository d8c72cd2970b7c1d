import type { Facts } from "../core/announce";
import { stateOf } from "../core/people";
import { spoken } from "../core/spoken";
import { cursorOf } from "./cursor";
import { currentJoint, jointAt } from "./joints";
import { isPlacing, nextToPlace } from "./placing";
import { lostText, savingOf } from "./saving";
import type { Session } from "./session";

/** What a screen reader can be told of the editor, in sentences. */
export function factsOf(session: Session): Facts {
  return {
    sentence: session.state.announcement,
    urgent: isUrgent(session),
    frame: frameText(session),
    joint: cursorText(session) || jointText(session),
    saving: savingOf(session),
  };
}

/** Refusals, warnings, and that the kernel is gone. */
function isUrgent(session: Session): boolean {
  const { announcement, notice, lost } = session.state;
  if (lost && announcement === lostText(session)) return true;
  return notice !== null && notice.level !== "info" && notice.text === announcement;
}

function frameText(session: Session): string {
  const { frame, media } = session.state;
  const count = session.rows(frame)?.count;
  const people = count === undefined ? "" : `, ${count === 1 ? "1 person" : `${count} people`}`;
  return `Frame ${frame} of ${Math.max(0, media.count - 1)}${people}.`;
}

function jointText(session: Session): string {
  const who = session.active < 0 ? "" : `Person ${session.active + 1}`;
  const joint = currentJoint(session);
  if (!joint) return who && `${who}.`;
  const { tool } = session.state;
  const next = isPlacing(tool) && joint.keypoint === nextToPlace(session) ? "next, " : "";
  const state = next + stateOf(joint.rows, joint.index, joint.keypoint);
  return `${who}, ${spoken(joint.name)}, ${state}${pointText(jointAt(session))}.`;
}

function cursorText(session: Session): string {
  const at = cursorOf(session);
  if (!at) return "";
  const name = session.state.skeleton.keypoints[nextToPlace(session)];
  return `${name ? `Next: ${spoken(name)}. ` : ""}Cursor${pointText(at)}.`;
}

function pointText(at: readonly [number, number] | null): string {
  return at ? `, ${at[0].toFixed(1)}, ${at[1].toFixed(1)}` : "";
}
