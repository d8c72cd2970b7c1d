import { expect, test } from "vitest";
import { type Aim, type Asked, judge, level, PATIENCE, stride, wantList } from "./wantlist";

const aim: Aim = {
  frame: 10,
  direction: 1,
  playing: false,
  resting: false,
  fitted: 600,
  zoomed: 600,
};
const window = { ahead: 4, behind: 2 };
const asked: Asked = { width: 640, left: [], head: 10, at: 1000 };

/** A stock of frames that are here, by the width they were asked for with. */
function stock(widths: Record<number, number> = {}) {
  return { count: 100, width: (frame: number) => widths[frame] ?? 0 };
}

function want(change: Partial<Aim> = {}, widths: Record<number, number> = {}) {
  return wantList({ ...aim, ...change }, stock(widths), 1920, window, 1);
}

test("the frame itself comes first, then those ahead, then those behind", () => {
  expect(want()).toEqual({ frames: [10, 11, 12, 13, 14, 9, 8], width: 640 });
  expect(want({ direction: -1 }).frames).toEqual([10, 9, 8, 7, 6, 11, 12]);
});

test("what is here is not asked for, nor what does not exist", () => {
  expect(want({ frame: 98 }, { 99: 640 }).frames).toEqual([98, 97, 96]);
});

test("a zoomed frame at rest gets its full resolution, a passing one does not", () => {
  const here = { 10: 640, 11: 640, 12: 640, 13: 640, 14: 640, 9: 640, 8: 640 };
  expect(want({ zoomed: 3000, resting: true }, here)).toEqual({ frames: [10], width: 1920 });
  expect(want({ zoomed: 3000 }, here).frames).toEqual([]);
  expect(want({ zoomed: 3000, resting: true }, { ...here, 10: 1920 }).frames).toEqual([]);
});

test("while playing, a slow kernel is asked for every second frame, the same ones each time", () => {
  const ahead = (frame: number) =>
    wantList({ ...aim, frame, playing: true }, stock(), 1920, window, 2).frames;
  expect([ahead(10), ahead(11)]).toEqual([
    [12, 14, 16, 18],
    [12, 14, 16, 18],
  ]);
  expect([stride(25, 0.01), stride(25, 0.07), stride(null, 1)]).toEqual([1, 2, 1]);
});

test("pictures come in a few widths, never wider than the frame", () => {
  expect([level(1, 1920), level(641, 1920), level(5000, 1920), level(300, 200)]).toEqual([
    320, 960, 1920, 200,
  ]);
});

test("a frame on its way is not asked for again", () => {
  const left = [10, 11, 12, 13];
  expect(judge(want(), aim, { ...asked, left }, window, 1010)).toBe("keep");
});

test("a frame deep in the queue breaks in", () => {
  const left = [6, 7, 8, 9, 10];
  expect(judge(want(), aim, { ...asked, head: 5, left }, window, 1010)).toBe("ask");
});

test("scrubbing waits for the frame asked for before, but not for long", () => {
  const late = { ...asked, head: 50, left: [50, 51] };
  expect(judge(want(), aim, late, window, 1010)).toBe("later");
  expect(judge(want(), aim, late, window, 1001 + PATIENCE)).toBe("ask");
  expect(judge(want(), aim, { ...late, left: [51] }, window, 1010)).toBe("ask");
});

test("prefetching tops up when half is used", () => {
  const more = want({}, { 10: 640 });
  expect(judge(more, aim, { ...asked, left: [11, 12] }, window, 1010)).toBe("keep");
  expect(judge(more, aim, { ...asked, left: [12] }, window, 1010)).toBe("ask");
});

test("with nothing to fetch nothing is asked", () => {
  expect(judge({ frames: [], width: 640 }, aim, asked, window, 1010)).toBe("keep");
});
