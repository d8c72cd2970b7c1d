import type { Session } from "./session";

const TICK = 1000; // ms
/** Without an answer for this long the page greets Python again; each time it waits twice as long, up to the last. */
const FIRST_WAIT = 4000;
const LAST_WAIT = 32_000;

/**
 * Notices when answers fail to come: the kernel is busy, or a connection broke and took messages along.
 *
 * Greeting again is harmless, and it brings back whatever was lost: Python knows which gestures it has had.
 */
export function watch(session: Session): () => void {
  let wait = FIRST_WAIT;
  let greeted = 0;
  let settled = performance.now(); // when nothing was owed for the last time
  const timer = setInterval(() => {
    const now = performance.now();
    const { lost } = session.state; // then what is still heard was sent before, and answers nothing
    if (!due(session)) settled = now;
    const asked = Math.max(session.heard, settled);
    const since = lost ? greeted : Math.max(asked, greeted);
    const silent = lost || now - asked > FIRST_WAIT / 2;
    if (silent !== session.state.silent) session.update({ silent });
    if (!silent) wait = FIRST_WAIT;
    else if (now - since > wait) {
      greeted = now;
      wait = Math.min(LAST_WAIT, wait * 2);
      session.greet();
    }
  }, TICK);
  return () => clearInterval(timer);
}

/** Whether Python owes an answer. */
function due(session: Session): boolean {
  const { welcome, sequence, frame, media } = session.state;
  if (!session.greeted || media.count === 0) return false;
  const unknown = session.store.rows(frame) === null;
  const unanswered = session.checked > session.heard;
  return unanswered || !welcome || sequence.pending.length > 0 || session.source.waiting || unknown;
}
