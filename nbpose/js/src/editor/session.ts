import { applyEdits } from "../core/edits";
import { clamp } from "../core/geometry";
import { follow } from "../core/people";
import {
  type Edit,
  isFor,
  type Outgoing,
  parseDown,
  type Selection,
  VERSION,
} from "../core/protocol";
import { indexOfRow, type RowBlock } from "../core/rows";
import { FEW_ROWS, type Pending, propose, rowsLeft, takeRow } from "../core/sequence";
import { PoseStore } from "../core/store";
import type { Host } from "../host/host";
import { PictureSource } from "../video/pictures";
import type { Picture } from "../video/source";
import { receive } from "./inbox";
import { type EditorState, firstState, type Notice } from "./state";
import { TraitSync } from "./traits";

/** A frame that stays this long is worth its full resolution. */
const REST = 180; // ms
/** How long a sentence stays in the status line. */
const FADE = { info: 5000, warning: 6000, error: 15_000 }; // ms

type Repaint = () => void;
type Display = { readonly fitted: number; readonly zoomed: number };

/** One editor of one model: its state, what it knows of the poses and pictures, and its talk with Python. */
export class Session {
  state: EditorState;
  readonly store: PoseStore;
  readonly source: PictureSource;
  /** not crypto.randomUUID: plain http has none */
  readonly client = Math.random().toString(36).slice(2, 12);
  greeted = false;
  /** when Python was heard last, in ms */
  heard = performance.now();

  private readonly views = new Map<Repaint, Display>();
  private readonly traits: TraitSync;
  private fading: ReturnType<typeof setTimeout> | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private poseRequests = 0;
  private overlaid: { base: RowBlock; pending: readonly Pending[]; rows: RowBlock } | null = null;

  constructor(private readonly host: Host) {
    this.state = firstState(host);
    const { skeleton, media } = this.state;
    this.store = new PoseStore(skeleton.keypoints.length, media.count);
    this.source = new PictureSource(
      media,
      (message) => this.send(message),
      (picture) => this.arrived(picture),
    );
    this.traits = new TraitSync(host, this);
    host.onMessage((content, buffers) => this.guard(() => this.hear(content, buffers)));
  }

  /** Change the state and let every view paint it. */
  update(patch: Partial<EditorState>): void {
    this.state = { ...this.state, ...patch };
    for (const repaint of this.views.keys()) repaint();
  }

  /** Call `repaint` after every change until `signal` aborts. */
  subscribe(repaint: Repaint, signal: AbortSignal): void {
    this.views.set(repaint, { fitted: 0, zoomed: 0 });
    signal.addEventListener("abort", () => this.views.delete(repaint));
  }

  send(message: Outgoing): void {
    this.host.send({ v: VERSION, client: this.client, ...message });
  }

  /** Let the source fetch ahead of a frame that is due, without going there. */
  look(due: number): void {
    this.aim(false, due);
  }

  /** Greet Python: a view exists, or an answer is overdue. What was on its way is asked for again. */
  greet(): void {
    this.greeted = true;
    this.send({ kind: "ready" });
    this.store.distrust();
    this.source.restart();
    this.fetch();
  }

  /** Rows of a frame as the user sees them: committed, with the pending gestures on top; null while unknown. */
  rows(frame: number): RowBlock | null {
    const base = this.store.rows(frame);
    const { pending } = this.state.sequence;
    const edits = pending.filter((p) => p.frame === frame).flatMap((p) => p.edits);
    if (!base || edits.length === 0) return base;
    if (this.overlaid?.base !== base || this.overlaid.pending !== pending) {
      this.overlaid = { base, pending, rows: applyEdits(base, edits) };
    }
    return this.overlaid.rows;
  }

  /** Index of the active person among the rows of the frame, or -1. */
  get active(): number {
    const rows = this.rows(this.state.frame);
    return rows ? indexOfRow(rows, this.state.selection.row) : -1;
  }

  /** Whether an edit would mean what the user sees: the frame on screen is the frame asked for. */
  get editable(): boolean {
    const { picture, frame, playing, welcome } = this.state;
    return welcome && !playing && picture?.frame === frame && this.rows(frame) !== null;
  }

  /** Make a gesture: apply it at once, keep it as pending, send it. */
  commit(label: string, edits: readonly Edit[]): void {
    if (!this.editable) return this.say("warning", "Wait for the frame, then edit it.");
    const gesture = { kind: "edit", frame: this.state.frame, label, edits } as const;
    const [sequence, pending] = propose(this.state.sequence, gesture);
    this.update({ sequence, notice: null });
    this.sendPending(pending);
  }

  /** Undo or redo the document's last commit; Python decides what that is. */
  revert(kind: "undo" | "redo"): void {
    const gesture = { kind, frame: this.state.frame, label: kind, edits: [] };
    const [sequence, pending] = propose(this.state.sequence, gesture);
    this.update({ sequence, notice: null });
    this.sendPending(pending);
  }

  sendPending({ kind, n, base, label, edits }: Pending): void {
    this.send(kind === "edit" ? { kind, n, base, label, edits } : { kind, n });
  }

  /** A number for a new row, or null while Python has not given any. */
  newRow(): number | null {
    const taken = takeRow(this.state.sequence);
    if (!taken) return null;
    this.update({ sequence: taken[0] });
    if (rowsLeft(taken[0]) === FEW_ROWS) this.send({ kind: "need", what: "rows", gen: 0 });
    return taken[1];
  }

  select(selection: Selection): void {
    const rows = this.rows(this.state.frame);
    const index = rows ? indexOfRow(rows, selection.row) : -1;
    const track = index >= 0 ? rows!.track[index]! : this.state.memory.track;
    this.update({ selection, memory: { track, keypoint: selection.keypoint } });
    this.traits.write({ selection });
  }

  /** Show another frame as soon as its picture is here. */
  goTo(frame: number): void {
    const target = clamp(Math.round(frame), 0, Math.max(0, this.state.media.count - 1));
    if (target === this.state.frame) return;
    this.update({ frame: target, direction: target < this.state.frame ? -1 : 1 });
    this.traits.write({ frame: target });
    this.fetch();
  }

  /** Ask for what the current frame needs, and show what is here. */
  fetch(): void {
    const { frame, direction, media, playing } = this.state;
    if (media.count === 0) return;
    for (const [start, stop] of this.store.want(frame, direction)) {
      const gen = ++this.poseRequests;
      this.send({ kind: "need", what: "poses", gen, start, stop });
    }
    clearTimeout(this.rest);
    this.aim(false);
    if (!playing) this.rest = setTimeout(() => this.aim(true), REST);
    this.show();
  }

  /** How many device pixels a view shows the frame wide, fitted and as it is zoomed: pictures need no more. */
  setDisplay(view: Repaint, display: Display): void {
    const before = this.views.get(view);
    if (before?.fitted === display.fitted && before.zoomed === display.zoomed) return;
    this.views.set(view, display);
    this.fetch();
  }

  setTraits(values: Parameters<TraitSync["write"]>[0]): void {
    this.traits.apply(values);
  }

  /** Show a sentence in the status line for a while. */
  say(level: Notice["level"], text: string): void {
    const notice: Notice = { level, text };
    this.update({ notice, announcement: text });
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.update({ notice: null }), FADE[level]);
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
    clearTimeout(this.rest);
    clearTimeout(this.fading);
    this.traits.close();
    this.source.close();
    this.host.close();
  }

  /** Put the frame asked for on screen if its picture is here, and find the same person in it. */
  show(): void {
    const { frame, selection, memory, picture: before } = this.state;
    const picture = this.source.get(frame);
    if (picture && picture !== before) this.put(picture);
    const rows = this.rows(frame);
    if (!rows || this.state.playing) return;
    const next = follow(rows, selection, memory);
    if (next.row !== selection.row || next.keypoint !== selection.keypoint) this.select(next);
  }

  /** A picture of another size shows the whole frame again: the old view may lie beside it. */
  private put(picture: Picture): void {
    const { picture: before, camera } = this.state;
    const same = before?.width === picture.width && before.height === picture.height;
    this.update({ picture });
    if (before && !same && camera) this.setTraits({ view: {} });
  }

  private arrived(picture: Picture): void {
    const { frame, picture: before } = this.state;
    if (picture.frame === frame) return this.show();
    const gap = before ? Math.abs(before.frame - frame) : Number.POSITIVE_INFINITY;
    if (Math.abs(picture.frame - frame) < gap && this.source.get(picture.frame)) this.put(picture);
  }

  private aim(resting: boolean, frame = this.state.frame): void {
    const { direction, playing, picture } = this.state;
    const own = picture?.width ?? this.state.media.width;
    const displays = [...this.views.values()];
    const fitted = Math.max(...displays.map((d) => d.fitted), 0);
    const zoomed = Math.min(Math.max(...displays.map((d) => d.zoomed), 0), own);
    if (fitted === 0) return; // no view has been laid out yet
    this.source.aim({ frame, direction, playing, resting, fitted, zoomed });
  }

  private hear(content: unknown, buffers: readonly DataView[]): void {
    this.heard = performance.now();
    const message = parseDown(content);
    if (isFor(message, this.client)) receive(this, message, buffers);
  }
}
