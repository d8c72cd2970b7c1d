import type { Action } from "../core/keymap";
import { deleteJoint, nudge, stepJoint, toggleHidden } from "./joints";
import { addPerson, deletePerson, makeAbsent, pickPerson, setTool, stepPerson } from "./placing";
import type { Session } from "./session";

type Commands = {
  [Name in Action["do"]]?: (session: Session, action: Extract<Action, { do: Name }>) => void;
};

const COMMANDS: Commands = {
  end: (session, { which }) =>
    session.frames.goTo(which === "first" ? 0 : session.state.media.count - 1),
  joint: (session, { by }) => stepJoint(session, by),
  person: (session, { by }) => stepPerson(session, by),
  pick: (session, { person }) => pickPerson(session, person),
  new_person: addPerson,
  delete_person: deletePerson,
  delete_joint: deleteJoint,
  occluded: toggleHidden,
  absent: makeAbsent,
  place: togglePlace,
  labels: toggleLabels,
  undo,
  redo,
  nudge_mode: toggleNudging,
  nudge: (session, { x, y }) => nudge(session, x, y),
};

/** Do what a key stands for; false when it concerns the view that has the focus, not the document. */
export function run(session: Session, action: Action): boolean {
  const command = COMMANDS[action.do] as ((s: Session, a: Action) => void) | undefined;
  command?.(session, action);
  return command !== undefined;
}

export function togglePlace(session: Session): void {
  setTool(session, session.state.tool === "place" ? "edit" : "place");
}

export function toggleLabels(session: Session): void {
  const { options } = session.state;
  session.setTraits({ options: { ...options, labels: !options.labels } });
}

export function toggleConfidence(session: Session): void {
  const { options } = session.state;
  session.setTraits({ options: { ...options, confidence: !options.confidence } });
}

export function undo(session: Session): void {
  if (canUndo(session)) session.revert("undo");
  else session.say("info", "Nothing to undo.");
}

export function redo(session: Session): void {
  if (session.state.canRedo) session.revert("redo");
  else session.say("info", "Nothing to redo.");
}

/** A pending edit can be undone as well: Python has it before it has the undo. */
export function canUndo({ state }: Session): boolean {
  return state.canUndo || state.sequence.pending.some((p) => p.kind === "edit");
}

function toggleNudging(session: Session): void {
  const nudging = !session.state.nudging;
  session.update({ nudging });
  session.say("info", nudging ? "The arrows move the joint. Esc ends that." : "Nudging is over.");
}

/** One step out of what the user is in; false when nothing is left to leave but the editor. */
export function leaveOne(session: Session): boolean {
  const { nudging, tool, selection } = session.state;
  if (nudging) toggleNudging(session);
  else if (tool === "place") setTool(session, "edit");
  else if (selection.keypoint >= 0) session.select({ row: selection.row, keypoint: -1 });
  else return false;
  return true;
}
