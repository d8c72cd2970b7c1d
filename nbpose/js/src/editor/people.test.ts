import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinRows } from "../core/rows";
import { MEDIA, person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { askForRange, copyPrevious } from "./people";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("who a swap of many frames is asked for stays, whoever is selected later", async () => {
  const { session } = await editing(joinRows(person(7, 100, 50, 4), person(8, 200, 50, 5)));
  session.select({ row: 8, keypoint: -1 });
  askForRange(session);
  const asked = { first: 0, last: 9, track: 5, who: "Person 2, track 5" };
  expect(session.state.asking).toEqual(asked);
  session.select({ row: 7, keypoint: -1 });
  session.select({ row: -1, keypoint: -1 });
  expect(session.state.asking).toEqual(asked);
});

test("nobody is followed through the frames where nobody has a track", async () => {
  const { session } = await editing(person(7, 100, 50, -1));
  session.select({ row: 7, keypoint: -1 });
  askForRange(session);
  expect(session.state.asking).toMatchObject({ track: -1, who: "This person" });
});

test("a frame before that is not here yet is asked for, and that is said", async () => {
  const media = { ...MEDIA, count: 128 };
  const { host, session } = await editing(person(7, 100, 50, 0, 64), { media, frame: 64 });
  copyPrevious(session);
  expect(session.state.notice?.text).toBe("The frame before is being loaded; press again.");
  const asked = host.kinds("need").filter((m) => m.what === "poses");
  expect(asked.at(-1)).toMatchObject({ start: 0, stop: 64 });
});
