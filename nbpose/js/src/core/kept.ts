import type { Handled } from "./protocol";
import type { Pending } from "./sequence";

/** A gesture as the browser keeps it until Python has answered: over a reload, a restart, a closed page. */
export interface KeptGesture extends Pending {
  readonly document: string;
  readonly client: string;
}

/** What names a kept gesture. */
export type KeptName = Pick<KeptGesture, "document" | "client" | "n">;

/** What becomes of the gestures that dead sessions left. */
export interface Plan {
  /** nothing else has changed since: they may be sent again as if nothing had happened */
  readonly send: readonly KeptGesture[];
  /** the document went on without them: the user decides */
  readonly offer: readonly KeptGesture[];
  /** Python has had them, they were undone before it could, or they are undos themselves */
  readonly forget: readonly KeptGesture[];
  /** undos and redos that nobody can carry out any more: by now they would undo something else */
  readonly lapsed: number;
}

/** Nobody comes back after so long; kept gestures of any document go then. */
export const LIFETIME = 30 * 24 * 3600 * 1000; // ms

/**
 * Decide about gestures left by sessions that are gone.
 *
 * They are sent without asking only if every commit since is their own: then the user sees what was seen before.
 */
export function planFor(
  gestures: readonly KeptGesture[],
  handled: ReadonlyMap<string, Pick<Handled, "ns" | "rejected">>,
  seq: number,
): Plan {
  const open: KeptGesture[] = [];
  let lapsed = 0;
  let alone = true;
  for (const [client, own] of byClient(gestures)) {
    const { ns, rejected } = handled.get(client) ?? { ns: [], rejected: [] };
    const left = withoutUndone(own.filter((g) => !ns.includes(g.n)));
    const seen = Math.max(...own.map((g) => g.base));
    if (left.edits.length > 0 && seq - seen > ns.length - rejected.length) alone = false;
    open.push(...left.edits);
    lapsed += left.lapsed;
  }
  const forget = gestures.filter((g) => !open.includes(g));
  return { send: alone ? open : [], offer: alone ? [] : open, forget, lapsed };
}

/** The edits that are left when each undo has taken back the edit before it, as Python would have. */
function withoutUndone(gestures: readonly KeptGesture[]) {
  const edits: KeptGesture[] = [];
  const undone: KeptGesture[] = [];
  let lapsed = 0;
  for (const gesture of gestures) {
    if (gesture.kind === "edit") {
      edits.push(gesture);
      undone.length = 0;
      continue;
    }
    const [from, onto] = gesture.kind === "undo" ? [edits, undone] : [undone, edits];
    const moved = from.pop();
    if (moved) onto.push(moved);
    else lapsed++;
  }
  return { edits, lapsed };
}

/** The gestures of each client in the order they were made, the client that began first in front. */
export function byClient(gestures: readonly KeptGesture[]): Map<string, KeptGesture[]> {
  const clients = new Map<string, KeptGesture[]>();
  for (const gesture of [...gestures].sort((a, b) => a.n - b.n)) {
    clients.set(gesture.client, [...(clients.get(gesture.client) ?? []), gesture]);
  }
  return new Map([...clients].sort(([, [a]], [, [b]]) => a!.time - b!.time));
}

export function sameGesture(a: KeptName, b: KeptName): boolean {
  return a.document === b.document && a.client === b.client && a.n === b.n;
}

/** "1 edit", "3 edits" */
export function countEdits(count: number): string {
  return count === 1 ? "1 edit" : `${count} edits`;
}

/** When a gesture was made, as people say it: the time today, the day before that. */
export function spokenTime(time: number, now: number, locale?: string): string {
  const [then, today] = [new Date(time), new Date(now)];
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  if (then.toDateString() === today.toDateString()) return then.toLocaleTimeString(locale, clock);
  return then.toLocaleString(locale, { day: "numeric", month: "short", ...clock });
}
