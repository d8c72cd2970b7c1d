import {
  byClient,
  countEdits,
  type KeptGesture,
  type KeptName,
  planFor,
  sameGesture,
} from "../core/kept";
import type { Handled } from "../core/protocol";
import type { Session } from "./session";

/** A search for what dead sessions left: what was found, and what Python has said of it so far. */
interface Search {
  readonly gen: number;
  readonly found: readonly KeptGesture[];
  readonly handled: Map<string, Handled>;
}

/** Sees to the gestures of sessions that are gone: those of a page that was reloaded, of a kernel that was restarted. */
export class Heir {
  private search: Search | null = null;
  private searches = 0;
  private readonly refused: string[] = [];

  constructor(private readonly session: Session) {}

  /** Python is there: send again what was sent without an answer, and look for more. */
  welcomed(): void {
    for (const gesture of this.session.state.adopted) this.session.sendAs(gesture);
    this.look();
  }

  /** Look for gestures that nobody sends, and ask Python which of them it has had. */
  look(): void {
    this.find().catch((error) => this.session.fail(error));
  }

  /** What Python says of the gestures of one client. */
  hearHandled(message: Handled): void {
    const { search } = this;
    if (message.gen !== search?.gen) return;
    search.handled.set(message.of, message);
    if (search.handled.size === byClient(search.found).size) this.decide(search);
  }

  /** An answer to a gesture of another client, which this session may have sent for it. */
  hearAnswer(client: string, n: number, reason?: string): void {
    const { adopted, offered } = this.session.state;
    const known = [...adopted, ...offered, ...(this.search?.found ?? [])];
    const gesture = known.find((g) => g.client === client && g.n === n);
    if (!gesture) return;
    if (reason !== undefined) this.refused.push(`${gesture.label}. ${reason}`);
    this.forget([gesture]);
  }

  /** The user wants what was offered. */
  apply(): void {
    this.sendAgain(this.session.state.offered);
  }

  /** The user does not want it. */
  discard(): void {
    const { offered } = this.session.state;
    this.forget(offered);
    this.session.say("info", `Discarded: ${countEdits(offered.length)} kept in this browser.`);
  }

  /** A gesture was seen to. */
  drop(name: KeptName): void {
    const { adopted, offered } = this.session.state;
    const other = (gesture: KeptGesture) => !sameGesture(gesture, name);
    this.session.update({ adopted: adopted.filter(other), offered: offered.filter(other) });
    if (this.session.state.adopted.length === 0) this.tellRefused();
  }

  private async find(): Promise<void> {
    const gen = ++this.searches;
    const { session } = this;
    const orphans = await session.keeper.orphans();
    const { welcome, lost, adopted } = session.state;
    if (gen !== this.searches || !welcome || lost) return;
    const found = orphans.filter((g) => !adopted.some((a) => sameGesture(a, g)));
    if (found.length === 0) return this.offer([]);
    this.search = { gen, found, handled: new Map() };
    for (const [of, gestures] of byClient(found)) {
      session.send({ kind: "need", what: "handled", gen, of, ns: gestures.map((g) => g.n) });
    }
  }

  private decide({ found, handled }: Search): void {
    this.search = null;
    const { session } = this;
    const { send, offer, forget, lapsed } = planFor(found, handled, session.state.sequence.seq);
    for (const { client, n, label } of forget) {
      const answer = handled.get(client)?.rejected.find((refusal) => refusal.n === n);
      if (answer) this.refused.push(`${label}. ${answer.reason}`);
    }
    this.forget(forget);
    this.offer(offer);
    if (send.length > 0) this.sendAgain(send);
    if (lapsed > 0) session.say("warning", lapsedText(lapsed));
  }

  private offer(offered: readonly KeptGesture[]): void {
    const before = this.session.state.offered.length;
    this.session.update({ offered });
    if (offered.length <= before) return;
    const announcement = `${countEdits(offered.length)} kept in this browser never reached the file.`;
    this.session.update({ announcement });
  }

  /** Under their own names, so that one which did arrive is not applied twice. */
  private sendAgain(gestures: readonly KeptGesture[]): void {
    const { adopted } = this.session.state;
    this.session.update({ adopted: [...adopted, ...gestures], offered: [] });
    const were = gestures.length === 1 ? "was" : "were";
    this.session.say(
      "info",
      `${countEdits(gestures.length)} kept in this browser ${were} sent again.`,
    );
    for (const gesture of gestures) this.session.sendAs(gesture);
  }

  private forget(gestures: readonly KeptGesture[]): void {
    for (const gesture of gestures) {
      this.session.keeper.forget(gesture.client, gesture.n);
      this.drop(gesture);
    }
  }

  /** Once all are answered, say what was refused. */
  private tellRefused(): void {
    const reasons = this.refused.splice(0);
    if (reasons.length === 0) return;
    const which =
      reasons.length === 1
        ? "A kept edit was refused"
        : `${reasons.length} kept edits were refused`;
    this.session.sayRefused(`${which}: ${reasons.at(-1)}`);
  }
}

function lapsedText(count: number): string {
  return count === 1
    ? "An undo that never reached Python was dropped."
    : `${count} undos that never reached Python were dropped.`;
}
