import { expect, test } from "vitest";
import { type KeptGesture, planFor, spokenTime } from "./kept";
import type { Edit } from "./protocol";

const move: Edit = { op: "move", row: 7, keypoint: 0, to: [1, 1] };

function kept(n: number, about: Partial<KeptGesture> = {}): KeptGesture {
  const what = { kind: "edit", frame: 0, base: 5, label: `${n}`, edits: [move], time: n } as const;
  return { document: "d", client: "a", n, ...what, ...about };
}

/** The labels of what is sent, offered and forgotten. */
function plan(gestures: KeptGesture[], seq: number, ns: number[] = [], refused: number[] = []) {
  const rejected = refused.map((n) => ({ n, reason: "no" }));
  const { send, offer, forget, lapsed } = planFor(
    gestures,
    new Map([["a", { ns, rejected }]]),
    seq,
  );
  const [sent, offered, forgotten] = [send, offer, forget].map((l) => l.map((g) => g.label));
  return { sent, offered, forgotten, lapsed };
}

test("what rests on the latest commit is sent again in order", () => {
  expect(plan([kept(2), kept(1)], 5)).toEqual({
    sent: ["1", "2"],
    offered: [],
    forgotten: [],
    lapsed: 0,
  });
});

test("after somebody else's commit the user is asked", () => {
  expect(plan([kept(1), kept(2)], 6)).toMatchObject({ sent: [], offered: ["1", "2"] });
});

test("commits that are those kept gestures themselves change nothing", () => {
  expect(plan([kept(1), kept(2), kept(3)], 7, [1, 2])).toMatchObject({
    sent: ["3"],
    forgotten: ["1", "2"],
  });
  // one of the two was refused, so the second commit is somebody else's
  expect(plan([kept(1), kept(2), kept(3)], 7, [1, 2], [2])).toMatchObject({ offered: ["3"] });
});

test("the latest commit that the user saw counts, not that of the first gesture", () => {
  expect(plan([kept(1), kept(2, { base: 9 })], 9)).toMatchObject({ sent: ["1", "2"] });
});

test("an undo that never arrived takes its edit along, a redo brings it back", () => {
  const undo = (n: number) => kept(n, { kind: "undo" });
  const redo = (n: number) => kept(n, { kind: "redo" });
  expect(plan([kept(1), kept(2), undo(3)], 5)).toMatchObject({ sent: ["1"], lapsed: 0 });
  expect(plan([kept(1), undo(2), redo(3)], 5)).toMatchObject({ sent: ["1"], lapsed: 0 });
  expect(plan([kept(1), undo(2), kept(3), redo(4)], 5)).toMatchObject({ sent: ["3"], lapsed: 1 });
});

test("an undo of what was committed is dropped and told: now it would undo something else", () => {
  expect(plan([kept(1, { kind: "undo" }), kept(2)], 5)).toEqual({
    sent: ["2"],
    offered: [],
    forgotten: ["1"],
    lapsed: 1,
  });
});

test("of several pages, the one that began first comes first; one stale page makes all wait", () => {
  const other = kept(1, { client: "b", label: "b", time: 0 });
  expect(plan([kept(1), kept(2), other], 5).sent).toEqual(["b", "1", "2"]);
  expect(plan([kept(1), { ...other, base: 4 }], 5)).toMatchObject({
    sent: [],
    offered: ["b", "1"],
  });
});

test("a time is told as the clock shows it today, with its day after that", () => {
  const noon = new Date(2026, 2, 4, 12, 5).getTime();
  expect(spokenTime(noon, noon + 3600_000, "en-GB")).toBe("12:05");
  expect(spokenTime(noon, noon + 86_400_000, "en-GB")).toBe("4 Mar, 12:05");
});
