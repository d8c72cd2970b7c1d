import type { Commit, Down, PosesMessage, Welcome } from "../core/protocol";
import { copyOf, decodeRows } from "../core/rows";
import { advance, type Pending, settle, welcomed } from "../core/sequence";
import { spokenAngle } from "./angles";
import type { Session } from "./session";

type Buffers = readonly DataView[];

/** What a message from Python does to the session. */
export function receive(session: Session, message: Down, buffers: Buffers): void {
  switch (message.kind) {
    case "welcome":
      return greeted(session, message, buffers);
    case "poses":
      return posesCame(session, message, buffers);
    case "pictures":
      session.source.receive(message, buffers[0]).catch((error) => session.fail(error));
      return;
    case "crop":
      session.crops.receive(message, buffers[0]).catch((error) => session.fail(error));
      return;
    case "commit":
      return committed(session, message, buffers);
    case "reject":
      return rejected(session, message.n, message.reason);
    case "done":
      return answered(session, message.n);
    case "handled":
      return session.heir.hearHandled(message);
    case "rows":
      return session.update({ sequence: { ...session.state.sequence, rows: message.rows } });
    case "show":
      return session.show(message.frame);
    case "facing":
      return session.facing.receive(message);
    case "status":
      return session.say(message.level, message.text);
  }
}

/** Drop what Python has refused, send the rest again in order: each is answered, `done` if it had arrived. */
function greeted(session: Session, message: Welcome, buffers: Buffers): void {
  const lost = session.state.sequence.pending;
  const sequence = welcomed(session.state.sequence, message);
  const [times, people] = buffers;
  session.update({
    sequence,
    welcome: true,
    lost: false,
    times: times ? new Float64Array(copyOf(times)) : new Float64Array(),
    people: people ? new Uint8Array(copyOf(people)) : new Uint8Array(),
  });
  for (const pending of sequence.pending) session.sendPending(pending);
  for (const { n, reason } of message.rejected) {
    const pending = lost.find((p) => p.n === n);
    if (!pending) continue;
    session.keeper.forget(session.client, n);
    refuse(session, pending, reason);
  }
  session.frames.fetch();
  session.heir.welcomed();
}

function posesCame(session: Session, message: PosesMessage, buffers: Buffers): void {
  const { skeleton } = session.state;
  const rows = decodeRows(message.count, skeleton.keypoints.length, buffers);
  const taken = session.store.receivePoses(message, rows);
  session.update({});
  if (taken) session.frames.show();
  else session.frames.fetch();
}

/** Traits come later than messages, so what a commit says of undo and redo is believed at once. */
function committed(session: Session, message: Commit, buffers: Buffers): void {
  const { canUndo, canRedo } = session.state;
  const rows = decodeRows(message.count, session.state.skeleton.keypoints.length, buffers);
  const [known, missed] = advance(session.state.sequence, message.seq);
  const mine = message.client === session.client;
  const gesture = session.state.sequence.pending.find((p) => mine && p.n === message.n);
  session.store.receiveCommit(message, rows);
  session.update({
    sequence: mine ? settle(known, message.n) : known,
    people: counted(session.state.people, message),
    canUndo: canUndo || !message.undo,
    canRedo: canRedo || message.undo,
    announcement: mine
      ? `Done: ${message.label}${spokenAngle(session)}`
      : `${message.by || "Python"}: ${message.label}`,
  });
  if (mine) session.keeper.forget(message.client, message.n);
  else session.heir.hearAnswer(message.client, message.n);
  session.keeper.rebase();
  if (missed) session.store.distrust();
  session.facing.edited();
  session.frames.fetch();
  if (gesture && gesture.kind !== "edit") reverted(session, message);
}

/** What this user undid or brought back must be seen: go there, unless the user has gone on editing. */
function reverted(session: Session, { label, frames }: Commit): void {
  const { frame, sequence } = session.state;
  const [there = frame] = frames.includes(frame) ? [frame] : frames;
  session.say("info", there === frame ? `Done: ${label}` : `Done: ${label}, in frame ${there}`);
  if (!sequence.pending.some((p) => p.kind === "edit")) session.frames.goTo(there);
}

function counted(people: Uint8Array, { frames, people: counts }: Commit): Uint8Array {
  const next = people.slice();
  frames.forEach((frame, i) => {
    next[frame] = Math.min(255, counts[i] ?? 0);
  });
  return next;
}

function rejected(session: Session, n: number, reason: string): void {
  const pending = session.state.sequence.pending.find((p) => p.n === n);
  answered(session, n);
  if (pending) refuse(session, pending, reason);
  session.frames.show();
}

/** A gesture of this session's own needs no keeping any more. */
function answered(session: Session, n: number): void {
  session.update({ sequence: settle(session.state.sequence, n) });
  session.keeper.forget(session.client, n);
}

/** Say what was rolled back, and go back to the joint it was about. */
function refuse(session: Session, { label, frame, edits }: Pending, reason: string): void {
  session.sayRefused(`Refused: ${label}. ${reason}`);
  const last = edits.at(-1);
  if (frame !== session.state.frame || !last || !("keypoint" in last)) return;
  if (last.row === session.state.selection.row) {
    session.select({ row: last.row, keypoint: last.keypoint });
  }
}
