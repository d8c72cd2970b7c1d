import { applyEdits, editsOfRanges } from "../core/edits";
import { frameFactsAfter } from "../core/facts";
import type { KeptGesture } from "../core/kept";
import {
  type Edit,
  type FrameFacts,
  isFor,
  type Outgoing,
  parseDown,
  type Selection,
  VERSION,
} from "../core/protocol";
import { indexOfRow, type RowBlock } from "../core/rows";
import { FEW_ROWS, type Pending, propose, rowsLeft, settle, takeRow } from "../core/sequence";
import { PoseStore } from "../core/store";
import type { Host } from "../host/host";
import { NOTHING_KEPT } from "../host/kept";
import { ALONE } from "../host/peers";
import { Crops } from "../video/crops";
import { EdgeFinder } from "../video/patch";
import { PictureSource } from "../video/pictures";
import { FacingFeed } from "./facing";
import { Frames } from "./frames";
import { Heir } from "./heir";
import { receive } from "./inbox";
import { type Browser, Keeper } from "./keeper";
import { lostText } from "./saving";
import { type EditorState, firstState, type Notice } from "./state";
import { type SharedTraits, stateOf, TraitSync } from "./traits";

/** How long a sentence stays in the status line. */
const FADE = { info: 5000, warning: 6000, error: 15_000 }; // ms

/** After so long without a word from Python, it is not taken for granted that it is there. */
const QUIET = 10_000; // ms

/** One editor of one model: its state, its gestures, and its talk with Python. */
export class Session {
  state: EditorState;
  readonly store: PoseStore;
  readonly source: PictureSource;
  readonly crops: Crops;
  readonly edges = new EdgeFinder();
  readonly frames: Frames;
  readonly facing: FacingFeed;
  readonly keeper: Keeper;
  readonly heir: Heir;
  /** not crypto.randomUUID: plain http has none */
  readonly client = Math.random().toString(36).slice(2, 12);
  greeted = false;
  /** when Python was heard last, in ms */
  heard = performance.now();
  /** when Python was last asked whether it is there, in ms */
  checked = 0;

  private readonly views = new Set<() => void>();
  private readonly hands = new Set<object>();
  private readonly traits: TraitSync;
  private fading: ReturnType<typeof setTimeout> | undefined;
  /** number of the last gesture that was sent, or may have been */
  private sent = 0;
  private overlaid: { base: RowBlock; pending: readonly Pending[]; rows: RowBlock } | null = null;

  constructor(
    private readonly host: Host,
    browser: Browser = { kept: NOTHING_KEPT, peers: ALONE },
  ) {
    this.state = firstState(host);
    this.keeper = new Keeper(this, browser, host.get("document"));
    this.heir = new Heir(this);
    const { skeleton, media } = this.state;
    this.store = new PoseStore(skeleton.keypoints.length, media.count);
    this.source = new PictureSource(
      media,
      (message) => this.send(message),
      (picture) => this.frames.arrived(picture),
    );
    this.crops = new Crops(
      (message) => this.send(message),
      () => this.update({}),
    );
    this.frames = new Frames(this);
    this.facing = new FacingFeed(this);
    this.traits = new TraitSync(host, this);
    host.onLost((error) => this.lose(error));
    host.onConnection(() => this.check());
    host.onMessage((content, buffers) => this.guard(() => this.hear(content, buffers)));
  }

  /** Change the state and let every view paint it. */
  update(patch: Partial<EditorState>): void {
    this.state = { ...this.state, ...patch };
    for (const repaint of this.views) repaint();
  }

  /** Call `repaint` after every change until `signal` aborts. */
  subscribe(repaint: () => void, signal: AbortSignal): void {
    this.views.add(repaint);
    signal.addEventListener("abort", () => this.views.delete(repaint));
  }

  send(message: Outgoing): void {
    this.host.send({ v: VERSION, client: this.client, ...message });
  }

  /** Greet Python: a view exists, or an answer is overdue. What was on its way is asked for again. */
  greet(): void {
    this.greeted = true;
    this.send({ kind: "ready" });
    this.store.distrust();
    this.source.restart();
    this.facing.restart();
    this.crops.restart();
    this.frames.fetch();
  }

  /** The user comes back: is Python still there? A restart is told before an edit is made in vain. */
  back(): void {
    if (performance.now() - Math.max(this.heard, this.checked) > QUIET) this.check();
  }

  /** Rows of a frame as the user sees them: committed, with the pending gestures on top; null while unknown. */
  rows(frame: number): RowBlock | null {
    const base = this.store.rows(frame);
    const { pending } = this.state.sequence;
    const edits = pending.flatMap((p) => (p.frame === frame ? p.edits : editsOfRanges(p.edits)));
    if (!base || edits.length === 0) return base;
    if (this.overlaid?.base !== base || this.overlaid.pending !== pending) {
      this.overlaid = { base, pending, rows: applyEdits(base, edits, this.state.skeleton.mirror) };
    }
    return this.overlaid.rows;
  }

  /** What is said of a frame, pending gestures included; null for nothing. */
  frameFacts(frame: number): FrameFacts | null {
    const edits = this.state.sequence.pending.flatMap((p) => p.edits);
    return frameFactsAfter(this.store.facts(frame), frame, edits);
  }

  /** Index of the active person among the rows of the frame, or -1. */
  get active(): number {
    const rows = this.rows(this.state.frame);
    return rows ? indexOfRow(rows, this.state.selection.row) : -1;
  }

  /** Whether an edit would mean what the user sees: the frame on screen is the frame asked for. */
  get editable(): boolean {
    const { picture, frame, playing, welcome, lost } = this.state;
    const settled = picture?.frame === frame && this.rows(frame) !== null;
    return welcome && (!lost || this.keeper.bridges) && !playing && settled;
  }

  /** Make a gesture: apply it at once, keep it as pending, send it. */
  commit(label: string, edits: readonly Edit[]): void {
    if (!this.editable) return this.sayNotEditable();
    this.propose("edit", label, edits);
  }

  /** Undo or redo the document's last commit; Python decides what that is. */
  revert(kind: "undo" | "redo"): void {
    if (!this.state.lost) this.propose(kind, kind, []);
    else if (kind === "undo") this.takeBack();
    else this.say("info", "Nothing can be redone without the kernel.");
  }

  sendPending({ kind, n, base, label, edits }: Pending): void {
    const document = this.keeper.document.id;
    this.send(kind === "edit" ? { kind, document, n, base, label, edits } : { kind, document, n });
    if (!this.state.lost) this.sent = Math.max(this.sent, n);
  }

  /** Send what another session kept, under its name: if it arrived then, it is not applied again. */
  sendAs({ client, document, n, base, label, edits }: KeptGesture): void {
    this.host.send({ v: VERSION, kind: "edit", client, document, n, base, label, edits });
  }

  /** A number for a new row, or null while Python has not given any. */
  newRow(): number | null {
    const taken = takeRow(this.state.sequence);
    const left = taken ? rowsLeft(taken[0]) : 0;
    if (left === FEW_ROWS || left === 0) this.send({ kind: "need", what: "rows", gen: 0 });
    if (taken) this.update({ sequence: taken[0] });
    return taken?.[1] ?? null;
  }

  /** Select a person and a joint, or several: `keypoint` is one of them then. */
  select(selection: Selection, several: readonly number[] = []): void {
    const rows = this.rows(this.state.frame);
    const index = rows ? indexOfRow(rows, selection.row) : -1;
    const track = index >= 0 ? rows!.track[index]! : this.state.memory.track;
    const chosen = several.length > 1 ? several : [];
    this.update({ memory: { track, keypoint: selection.keypoint }, chosen });
    this.setTraits({ selection });
  }

  /** Change traits, here and in Python. */
  setTraits(values: Partial<SharedTraits>): void {
    this.update(stateOf(values));
    this.traits.write(values);
  }

  /** Whether a pointer is down: until it is up, nothing is written to Python, and nothing moves the picture under it. */
  get held(): boolean {
    return this.hands.size > 0;
  }

  /** A pointer is down in a view, or up again. */
  hold(view: object, down: boolean): void {
    if (down) this.hands.add(view);
    else if (this.hands.delete(view) && !this.held) this.traits.resume();
  }

  /** Python goes to a frame: be there, and let it be the last that either side writes. */
  show(frame: number): void {
    this.frames.goTo(frame);
    this.traits.insist(this.state.frame);
  }

  /** Show a sentence in the status line for a while. */
  say(level: Notice["level"], text: string): void {
    this.tell({ level, text });
  }

  /** Say that an edit was refused: not every error is about edits. */
  sayRefused(text: string): void {
    this.tell({ level: "error", text, refused: true });
  }

  sayNotEditable(): void {
    const { lost } = this.state;
    if (this.editable) return this.sayNoRow();
    this.say(
      "warning",
      lost ? "No edits without the kernel." : "Wait for the frame, then edit it.",
    );
  }

  /** New people need a number that only Python gives. */
  sayNoRow(): void {
    const { lost } = this.state;
    this.say(
      "warning",
      lost
        ? "Nobody more can be added without the kernel: run the cell again."
        : "Wait for Python, then add the person.",
    );
  }

  /** Run something that must not break the page. */
  guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Show an error, and tell Python. */
  fail(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    if (text === this.state.notice?.text) return; // every repaint would say it again
    this.say("error", text);
    this.send({ kind: "client_error", text });
  }

  close(): void {
    clearTimeout(this.fading);
    this.frames.close();
    this.facing.close();
    this.traits.close();
    this.source.close();
    this.crops.close();
    this.keeper.close();
    this.host.close();
  }

  private tell(notice: Notice): void {
    this.update({ notice, announcement: notice.text });
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.update({ notice: null }), FADE[notice.level]);
  }

  /** Keep a gesture here, in the browser and, if it can be sent, in Python: in this order. */
  private propose(kind: Pending["kind"], label: string, edits: readonly Edit[]): void {
    const gesture = { kind, frame: this.state.frame, label, edits, time: Date.now() };
    const [sequence, pending] = propose(this.state.sequence, gesture);
    this.update({ sequence, notice: null });
    this.keeper.put(pending);
    this.sendPending(pending);
  }

  /** Undo without a kernel: what was never sent is simply dropped. */
  private takeBack(): void {
    const last = this.state.sequence.pending.at(-1);
    if (!last || last.n <= this.sent) {
      return this.say("info", "Nothing more can be undone without the kernel.");
    }
    this.update({ sequence: settle(this.state.sequence, last.n) });
    this.keeper.forget(this.client, last.n);
    this.say("info", `Undone: ${last.label}`);
  }

  /** The kernel that knew this session is gone. What is here can still be looked at. */
  private lose(error: unknown): void {
    if (this.state.lost) return;
    console.warn("nbpose: nothing can be sent to Python:", error);
    this.update({ lost: true, notice: null });
    this.update({ announcement: lostText(this) });
    this.keeper.leave();
  }

  /** Ask for the rows again: it cannot be sent, it is answered, or the watchdog misses the answer. */
  private check(): void {
    if (!this.greeted) return;
    this.checked = performance.now();
    if (this.state.lost) return this.greet();
    this.store.distrust();
    this.frames.fetch();
  }

  private hear(content: unknown, buffers: readonly DataView[]): void {
    this.heard = performance.now();
    const message = parseDown(content);
    if (isFor(message, this.client)) return receive(this, message, buffers);
    if (message.kind === "done") this.heir.hearAnswer(message.client, message.n);
    if (message.kind === "reject") {
      this.heir.hearAnswer(message.client, message.n, message.reason);
    }
  }
}
