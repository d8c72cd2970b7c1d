import type { Camera } from "../core/protocol";
import { type Draft, EMPTY } from "../core/skeleton/draft";
import {
  decodeDraft,
  encodeDraft,
  type Finding,
  type Ground,
  type SkeletonDown,
  type SkeletonTraits,
  VERSION,
  type WireState,
} from "../core/skeleton/protocol";
import type { SkeletonTool } from "../core/skeleton/tool";
import type { SkeletonHost } from "./host";

export type Selection =
  | { readonly kind: "none" }
  | { readonly kind: "joint"; readonly id: number }
  | { readonly kind: "bone"; readonly a: number; readonly b: number };

export const NOTHING: Selection = { kind: "none" };

export interface SkeletonState {
  readonly draft: Draft;
  readonly findings: readonly Finding[];
  readonly selection: Selection;
  readonly tool: SkeletonTool;
  /** null fits the ground */
  readonly camera: Camera | null;
  readonly labels: boolean;
  /** id of the joint whose name is being typed on the picture, or -1 */
  readonly naming: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** what was sent and not answered yet */
  readonly pending: number;
  readonly welcome: boolean;
  /** nothing was answered for some seconds */
  readonly silent: boolean;
  /** the kernel is gone or new */
  readonly lost: boolean;
  readonly notice: { readonly level: "info" | "warning" | "error"; readonly text: string } | null;
  readonly announcement: string;
  readonly picture: ImageBitmap | null;
}

const BLANK: SkeletonState = {
  draft: EMPTY,
  findings: [],
  selection: NOTHING,
  tool: "build",
  camera: null,
  labels: true,
  naming: -1,
  canUndo: false,
  canRedo: false,
  pending: 0,
  welcome: false,
  silent: false,
  lost: false,
  notice: null,
  announcement: "",
  picture: null,
};

const PATIENCE = 4000; // ms without an answer

/** The state of one model: a view that is rendered anew finds its draft again. */
export class SkeletonSession {
  state = BLANK;
  readonly ground: Ground;
  readonly client = Math.random().toString(36).slice(2);
  private n = 0;
  private seq = 0;
  /** an undo is under way: nobody knows yet what a change would build on */
  private stepping = false;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(readonly host: SkeletonHost) {
    this.ground = host.get("ground");
    host.onMessage((content, buffers) => this.hear(content as SkeletonDown, buffers));
    host.onTrait("outline", () => this.update({}));
    host.onLost(() => this.update({ lost: true }));
  }

  get<K extends keyof SkeletonTraits>(name: K): SkeletonTraits[K] {
    return this.host.get(name);
  }

  setOutline(outline: SkeletonTraits["outline"]): void {
    this.host.set("outline", outline);
    this.update({});
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  update(change: Partial<SkeletonState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** A view exists: Python may speak. */
  greet(): void {
    this.send({ v: VERSION, kind: "ready", client: this.client });
  }

  /** Show a change at once, and send it as one gesture; false when there is nothing to change or no one to tell. */
  commit(label: string, draft: Draft, change: Partial<SkeletonState> = {}): boolean {
    const { state } = this;
    if (draft === state.draft || !state.welcome || this.stepping) return false;
    if (state.lost) {
      this.update({ notice: { level: "error", text: "Not changed: the kernel is gone or new." } });
      return false;
    }
    const base = this.seq + state.pending;
    this.n++;
    this.update({
      ...change,
      draft,
      pending: state.pending + 1,
      notice: null,
      announcement: label,
    });
    this.send({
      v: VERSION,
      kind: "draft",
      client: this.client,
      n: this.n,
      base,
      label,
      draft: encodeDraft(draft),
    });
    return true;
  }

  undo(): void {
    if (this.state.canUndo || this.state.pending > 0) this.turn("undo");
  }

  redo(): void {
    if (this.state.canRedo) this.turn("redo");
  }

  close(): void {
    clearTimeout(this.patience);
    this.host.close();
  }

  private turn(kind: "undo" | "redo"): void {
    if (this.stepping || !this.state.welcome || this.state.lost) return;
    this.stepping = true;
    this.n++;
    this.update({ pending: this.state.pending + 1, naming: -1, announcement: kind });
    this.send({ v: VERSION, kind, client: this.client, n: this.n });
  }

  private send(message: Parameters<SkeletonHost["send"]>[0]): void {
    this.host.send(message);
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.update({ silent: true }), PATIENCE);
  }

  private hear(content: SkeletonDown, buffers: readonly DataView[]): void {
    switch (content.kind) {
      case "welcome":
        if (content.client !== this.client) return;
        this.showPicture(buffers[0]);
        return this.adopt(content, { welcome: true, lost: false });
      case "state":
        return this.follow(content);
      case "reject":
        if (content.client !== this.client) return;
        return this.adopt(content, { notice: { level: "error", text: content.reason } });
      case "status":
        return this.update({ notice: { level: content.level, text: content.text } });
    }
  }

  /** Python has a new draft: ours, or that of somebody else. */
  private follow(content: WireState): void {
    const ours = content.client === this.client;
    if (ours && content.n < this.n) {
      const pending = this.n - content.n;
      this.seq = content.seq;
      return this.update({ findings: content.findings, pending });
    }
    // what came from elsewhere while ours is under way: ours will be refused, and that brings the draft
    if (!ours && this.state.pending > 0) return;
    this.adopt(content, {});
  }

  private adopt(content: WireState, change: Partial<SkeletonState>): void {
    this.seq = content.seq;
    this.stepping = false;
    clearTimeout(this.patience);
    const draft = decodeDraft(content.draft);
    this.update({
      draft,
      findings: content.findings,
      canUndo: content.can_undo,
      canRedo: content.can_redo,
      selection: stillThere(this.state.selection, draft),
      naming: draft.joints.some(({ id }) => id === this.state.naming) ? this.state.naming : -1,
      pending: 0,
      silent: false,
      ...change,
    });
  }

  private showPicture(bytes: DataView | undefined): void {
    if (!bytes || this.state.picture) return;
    createImageBitmap(new Blob([bytes as DataView<ArrayBuffer>], { type: "image/jpeg" })).then(
      (picture) => this.update({ picture }),
      (error: unknown) => this.report(`The template picture cannot be shown: ${error}`),
    );
  }

  private report(text: string): void {
    this.update({ notice: { level: "error", text } });
    this.send({ v: VERSION, kind: "client_error", client: this.client, text });
  }
}

function stillThere(selection: Selection, draft: Draft): Selection {
  if (selection.kind === "joint") {
    return draft.joints.some(({ id }) => id === selection.id) ? selection : NOTHING;
  }
  if (selection.kind === "bone") {
    const { a, b } = selection;
    return draft.bones.some((bone) => bone.a === a && bone.b === b) ? selection : NOTHING;
  }
  return selection;
}
