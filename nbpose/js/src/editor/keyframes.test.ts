import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinRows, type RowBlock } from "../core/rows";
import { person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { COMMANDS } from "./commands";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function keyframe(row: number, track: number, frame: number): RowBlock {
  const facts = { tags: [], attributes: {}, locked: false, keyframe: true };
  return { ...person(row, 100, 50, track, frame), facts: [facts] };
}

test("comma and period go to the nearest keyframes of the person, and say where there is none", async () => {
  const others = [keyframe(8, 1, 1), keyframe(9, 0, 2), keyframe(10, 0, 6), keyframe(11, 0, 9)];
  const rows = others.reduce(joinRows, person(7, 100, 50, 0, 4));
  const { session } = await editing(rows, { frame: 4, selection: { row: 7, keypoint: -1 } });
  COMMANDS.next_keyframe(session);
  expect(session.state.frame).toBe(6);
  session.frames.goTo(4);
  session.select({ row: 7, keypoint: -1 });
  COMMANDS.previous_keyframe(session);
  expect(session.state.frame).toBe(2);
  session.select({ row: 9, keypoint: -1 });
  COMMANDS.previous_keyframe(session);
  expect([session.state.frame, session.state.notice?.text]).toEqual([
    2,
    "No keyframe of this person is known before this frame.",
  ]);
});
