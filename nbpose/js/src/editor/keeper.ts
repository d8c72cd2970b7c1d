import type { KeptGesture, KeptName } from "../core/kept";
import type { DocumentInfo } from "../core/protocol";
import { type Pending, settle } from "../core/sequence";
import type { Kept } from "../host/kept";
import type { News, Peers } from "../host/peers";
import { FORGETFUL } from "./saving";
import type { Session } from "./session";

/** What a browser has beside a notebook: a place for gestures, and other sessions. */
export interface Browser {
  readonly kept: Kept;
  readonly peers: Peers;
}

/** Keeps the gestures that Python has not answered in the browser, so that they outlive the page. */
export class Keeper {
  readonly document: DocumentInfo;
  private warned = false;
  private closed = false;
  private written = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly browser: Browser,
    document: Partial<DocumentInfo>,
  ) {
    this.document = { id: "", name: "", stored: false, ...document };
    browser.kept.onChange(() => session.update({}));
    browser.peers.join(
      session.client,
      () => !this.closed && !session.state.lost,
      (news) => this.hear(news),
    );
  }

  /** Whether what this session makes outlives the page. */
  get safe(): boolean {
    return this.named && this.browser.kept.safe;
  }

  /** Whether edits make sense without a kernel: they are safe here until the next one opens the same file. */
  get bridges(): boolean {
    return this.safe && this.document.stored;
  }

  /** Whether something is lost when the page is closed now. */
  get atRisk(): boolean {
    return this.session.state.sequence.pending.length > 0 && !this.safe;
  }

  /** Keep a gesture that is about to be sent. */
  put(pending: Pending): void {
    if (!this.named) return;
    this.written = this.browser.kept.put(this.entry(pending)).then(() => this.warnOnce());
    if (this.session.state.lost) this.leave();
  }

  /** A commit came while gestures wait: note with the last of them what the user has seen since. */
  rebase(): void {
    const { pending, seq } = this.session.state.sequence;
    const last = pending.at(-1);
    if (last && this.named) void this.browser.kept.put(this.entry({ ...last, base: seq }));
  }

  /** A gesture was answered, or the user does not want it: nobody needs to keep it, whoever does. */
  forget(client: string, n: number): void {
    if (!this.named) return;
    const name = { document: this.document.id, client, n };
    void this.browser.kept.remove(name);
    this.browser.peers.tell({ kind: "settled", ...name });
  }

  /** What sessions left that do not live any more. */
  async orphans(): Promise<KeptGesture[]> {
    if (!this.named) return [];
    const kept = await this.browser.kept.of(this.document.id);
    const theirs = kept.filter((gesture) => gesture.client !== this.session.client);
    if (theirs.length === 0) return [];
    const living = await this.browser.peers.living([...new Set(theirs.map((g) => g.client))]);
    return theirs.filter((gesture) => !living.has(gesture.client));
  }

  /** Others may send what this session cannot. */
  leave(): void {
    if (!this.named || this.session.state.sequence.pending.length === 0) return;
    const news = { kind: "left", document: this.document.id } as const;
    void this.written.then(() => this.browser.peers.tell(news));
  }

  close(): void {
    this.closed = true;
    this.leave();
    void this.written.then(() => this.browser.peers.close());
  }

  private get named(): boolean {
    return this.document.id !== "";
  }

  private hear(news: News): void {
    if (!this.named || news.document !== this.document.id) return;
    if (news.kind === "left") this.session.heir.look();
    else this.settledElsewhere(news);
  }

  /** Another session has seen to a gesture; one of this session's own is then in the file, or unwanted. */
  private settledElsewhere(name: KeptName): void {
    const { sequence } = this.session.state;
    if (name.client !== this.session.client) this.session.heir.drop(name);
    else this.session.update({ sequence: settle(sequence, name.n) });
  }

  private warnOnce(): void {
    if (this.warned || this.browser.kept.safe) return;
    this.warned = true;
    this.session.say("warning", FORGETFUL);
  }

  private entry(pending: Pending): KeptGesture {
    return { ...pending, document: this.document.id, client: this.session.client };
  }
}
