import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinRows } from "../core/rows";
import { person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { askForRange } from "./people";

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
