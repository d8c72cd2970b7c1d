import { countEdits } from "../core/kept";
import type { Session } from "./session";

/** What became of the edits, in a few words. */
export interface Saving {
  readonly kind: "saved" | "memory" | "saving" | "kept" | "waiting" | "error";
  readonly text: string;
  /** what it means, and what to do about it */
  readonly title: string;
}

const NO_PROJECT =
  'The edits are in the kernel and go with it. nbp.annotate(media, project="study.nbpose") keeps them in a file.';
const RESTARTED = "The kernel is gone or new: run the cell again.";

const BUSY = "Python has not answered yet; it may be busy with a cell.";
export const FORGETFUL =
  "This browser keeps no data for this page: closing it loses what is not saved yet.";

export function savingOf(session: Session): Saving {
  const { state } = session;
  const waiting = state.sequence.pending.length + state.adopted.length;
  if (state.lost) return lostSaving(session, waiting);
  if (waiting > 0) return waitingSaving(session, waiting);
  if (!state.welcome) {
    return { kind: "waiting", text: state.silent ? "No answer yet" : "Connecting", title: "" };
  }
  if (state.silent) return { kind: "waiting", text: "No answer from Python yet", title: BUSY };
  if (state.notice?.refused) return { kind: "error", text: "Not applied", title: "" };
  const { name, stored } = session.keeper.document;
  if (!stored) return { kind: "memory", text: "In memory only", title: NO_PROJECT };
  const text = name ? `Saved in ${name}` : "Saved";
  return { kind: "saved", text, title: "Every edit is in the file." };
}

function waitingSaving({ state, keeper }: Session, waiting: number): Saving {
  const edits = countEdits(waiting);
  const title = keeper.safe ? BUSY : FORGETFUL;
  if (!state.silent) return { kind: "saving", text: `Saving ${edits} …`, title };
  if (keeper.safe) return { kind: "kept", text: `Kept in this browser: ${waiting}`, title };
  return { kind: "waiting", text: `No answer from Python yet, ${edits} to send`, title };
}

function lostSaving(session: Session, waiting: number): Saving {
  const title = lostText(session);
  if (waiting === 0) return { kind: "error", text: "No kernel", title };
  if (!session.keeper.bridges) return { kind: "error", text: `Not sent: ${waiting}`, title };
  return { kind: "kept", text: `Kept in this browser: ${waiting}`, title };
}

/** What to do once the kernel is gone; how many edits wait stands beside it. */
export function lostHint(session: Session): string {
  return session.state.sequence.pending.length > 0 ? RESTARTED : lostText(session);
}

/** What there is to say, and to do, once the kernel is gone. */
export function lostText({ state, keeper }: Session): string {
  const waiting = state.sequence.pending.length;
  const edits = countEdits(waiting);
  if (!keeper.bridges) {
    return waiting === 0
      ? RESTARTED
      : `${RESTARTED} ${edits} ${waiting === 1 ? "was" : "were"} not sent.`;
  }
  return waiting === 0
    ? `${RESTARTED} Edits are kept in this browser until then.`
    : `${RESTARTED} ${edits} ${waiting === 1 ? "is" : "are"} kept in this browser.`;
}
