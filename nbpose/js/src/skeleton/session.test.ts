import { describe, expect, test, vi } from "vitest";
import { addJoint, type Draft, EMPTY } from "../core/skeleton/draft";
import {
  encodeDraft,
  type Finding,
  type SkeletonDown,
  type SkeletonTraits,
  type SkeletonUp,
} from "../core/skeleton/protocol";
import { draftScene } from "../draw/skeleton_scene";
import { add, mirror, remove, rename, step } from "./commands";
import type { SkeletonHost } from "./host";
import { NOTHING, SkeletonSession } from "./session";

const COLORS = { left: "#0072b2", right: "#d55e00", middle: "#009e73", people: ["#56b4e9"] };

class FakeHost implements SkeletonHost {
  readonly sent: SkeletonUp[] = [];
  cut = false;
  private hear: (content: unknown, buffers: readonly DataView[]) => void = () => {};
  private lost = () => {};
  readonly traits: SkeletonTraits = {
    ground: {
      name: "",
      width: 400,
      height: 300,
      picture: false,
      outlines: { human: [], animal: [] },
      names: { human: {}, animal: {} },
    },
    palette: COLORS,
    outline: "none",
  };

  get<K extends keyof SkeletonTraits>(name: K): SkeletonTraits[K] {
    return this.traits[name];
  }
  set<K extends keyof SkeletonTraits>(name: K, value: SkeletonTraits[K]): void {
    this.traits[name] = value;
  }
  onTrait(): void {}
  onMessage(handler: (content: unknown, buffers: readonly DataView[]) => void): void {
    this.hear = handler;
  }
  send(message: SkeletonUp): void {
    if (this.cut) this.lost();
    else this.sent.push(message);
  }
  onLost(handler: () => void): void {
    this.lost = handler;
  }
  close(): void {}

  say(kind: "welcome" | "state" | "reject", draft: Draft, more: object = {}): void {
    const state = { seq: 0, client: "", n: 0, findings: [], can_undo: false, can_redo: false };
    this.hear(
      { kind, ...state, reason: "no", ...more, draft: encodeDraft(draft) } as SkeletonDown,
      [],
    );
  }
}

function begun(draft: Draft = EMPTY) {
  const host = new FakeHost();
  const session = new SkeletonSession(host);
  session.greet();
  host.say("welcome", draft, { client: session.client });
  return { host, session, drafts: () => host.sent.filter((m) => m.kind === "draft") };
}

const nose = addJoint(EMPTY, [10, 20], "nose");

describe("a change", () => {
  test("shows at once and is sent whole, with the number of what it builds on", () => {
    const { session, drafts } = begun();
    add(session, [10, 20], -1, true);
    rename(session, 0, "Left Ear");
    expect(session.state.draft.joints[0]!.name).toBe("left_ear");
    expect(session.state.selection).toEqual({ kind: "joint", id: 0 });
    expect(drafts().map(({ n, base }) => [n, base])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  test("is kept while an older one is answered, and adopts what Python has in the end", () => {
    const { host, session } = begun();
    add(session, [10, 20], -1, false);
    add(session, [90, 20], -1, false);
    host.say("state", nose, { seq: 1, n: 1, client: session.client });
    expect(session.state.draft.joints).toHaveLength(2);
    host.say("state", session.state.draft, {
      seq: 2,
      n: 2,
      client: session.client,
      can_undo: true,
    });
    expect(session.state).toMatchObject({ pending: 0, canUndo: true });
  });

  test("that is refused is rolled back and said", () => {
    const { host, session } = begun(nose);
    remove(session);
    add(session, [90, 20], -1, false);
    host.say("reject", nose, { seq: 3, n: 1, client: session.client, reason: "changed elsewhere" });
    expect(session.state.draft).toEqual(nose);
    expect(session.state.notice).toEqual({ level: "error", text: "changed elsewhere" });
  });

  test("is not made when the kernel is gone, and nothing is lost from the screen", () => {
    const { host, session } = begun(nose);
    host.cut = true;
    add(session, [90, 20], -1, false);
    expect(session.state.lost).toBe(true);
    add(session, [90, 80], -1, false);
    expect(session.state.draft.joints).toHaveLength(2);
    expect(session.state.notice?.level).toBe("error");
  });
});

test("while an undo is under way nothing is changed that would undo the undo", () => {
  const { host, session, drafts } = begun(nose);
  add(session, [90, 20], -1, false);
  session.undo();
  add(session, [90, 80], -1, false);
  expect(drafts()).toHaveLength(1);
  host.say("state", nose, { seq: 2, n: 2, client: session.client });
  expect(session.state.draft).toEqual(nose);
  expect(session.state.selection).toEqual(NOTHING);
  add(session, [90, 80], -1, false);
  expect(drafts()).toHaveLength(2);
});

test("what others change shows at once", () => {
  const { host, session } = begun(EMPTY);
  host.say("state", nose, { seq: 1 });
  expect(session.state.draft).toEqual(nose);
});

test("a mirror image is selected; the order of the joints goes round", () => {
  const { session } = begun(addJoint(EMPTY, [300, 20], "left_ear"));
  step(session, 1);
  mirror(session);
  expect(session.state.selection).toEqual({ kind: "joint", id: 1 });
  step(session, 1);
  expect(session.state.selection).toEqual({ kind: "joint", id: 0 });
});

test("silence is said after a while", () => {
  vi.useFakeTimers();
  const { session } = begun(nose);
  add(session, [90, 20], -1, false);
  vi.advanceTimersByTime(60_000);
  expect(session.state.silent).toBe(true);
  vi.useRealTimers();
});

test("a joint with an error is drawn hollow, a selected bone thick, and labels stay on the canvas", () => {
  const draft = addJoint(addJoint(EMPTY, [0, 0], "nose"), [398, 200], "left_ear");
  const error: Finding = {
    severity: "error",
    field: "keypoints",
    text: "",
    joints: [0],
    bones: [],
  };
  const scene = draftScene({
    draft: { ...draft, bones: [{ a: 0, b: 1, color: "#112233" }] },
    findings: [error],
    selection: { kind: "bone", a: 0, b: 1 },
    colors: COLORS,
    camera: { zoom: 1, x: 200, y: 150 },
    canvas: { width: 400, height: 300 },
    labels: true,
    raised: -1,
    naming: -1,
  });
  expect(scene.marks.map(({ hollow, shape }) => [hollow, shape])).toEqual([
    [true, "diamond"],
    [false, "circle"],
  ]);
  expect(scene.bones[0]).toMatchObject({ color: "#112233", width: 7 });
  expect(scene.labels.map(({ side }) => side)).toEqual(["right", "left"]);
});
