import { expect, test } from "vitest";
import { advance, FIRST, propose, settle, takeRow, welcomed } from "./sequence";

const gesture = { kind: "edit", frame: 3, label: "move nose", edits: [], time: 0 } as const;
const welcome = { kind: "welcome", client: "c", seq: 4, rows: [64, 128], rejected: [] } as const;

function after(count: number) {
  let sequence = welcomed(FIRST, { ...welcome, done: 0 });
  for (let i = 0; i < count; i++) [sequence] = propose(sequence, gesture);
  return sequence;
}

test("gestures are counted from 1 and name the commit they rest on", () => {
  expect(after(2).pending.map(({ n, base }) => [n, base])).toEqual([
    [1, 4],
    [2, 4],
  ]);
});

test("an answer settles its own gesture and no other", () => {
  expect(settle(after(3), 2).pending.map((p) => p.n)).toEqual([1, 3]);
});

test("after a welcome what was refused is gone, the rest is sent again, and counting goes on", () => {
  const rejected = [{ n: 1, reason: "too late" }];
  const again = welcomed(after(3), { ...welcome, done: 2, seq: 6, rejected });
  expect(again.pending.map((p) => p.n)).toEqual([2, 3]);
  expect(propose(again, gesture)[1].n).toBe(4);
});

test("a new page of an old client never reuses a number", () => {
  expect(propose(welcomed(FIRST, { ...welcome, done: 9 }), gesture)[1].n).toBe(10);
});

test("a jump over a commit is noticed, an overtaken one is not a jump", () => {
  expect(advance(after(0), 5)).toMatchObject([{ seq: 5 }, false]);
  expect(advance(after(0), 7)).toMatchObject([{ seq: 7 }, true]);
  expect(advance(after(0), 3)).toMatchObject([{ seq: 4 }, false]);
});

test("row numbers are given once, and run out", () => {
  const [rest, row] = takeRow({ ...after(0), rows: [64, 65] })!;
  expect([row, takeRow(rest)]).toEqual([64, null]);
});
