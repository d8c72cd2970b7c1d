import { expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { applyEdits } from "./edits";
import { follow, labelled, newTrack, nextUnlabelled } from "./people";
import { blankRows, joinRows } from "./rows";

const pair = joinRows(person(7, 0, 0, 3), person(8, 0, 0, 5));
const nobody = blankRows(0, 3);

test("placing goes on in skeleton order over joints that have a label, and ends", () => {
  const rows = applyEdits(
    person(7, 0, 0),
    [
      { op: "delete_keypoint", row: 7, keypoint: 0 },
      { op: "delete_keypoint", row: 7, keypoint: 2 },
    ],
    SKELETON.mirror,
  );
  expect([-1, 0, 2].map((from) => nextUnlabelled(rows, 0, from))).toEqual([0, 2, -1]);
  expect(labelled(rows, 0)).toBe(1);
});

test("the same track is selected in the next frame, with the same joint", () => {
  const selection = { row: 1, keypoint: 2 };
  expect(follow(pair, selection, { track: 5, keypoint: 2 })).toEqual({ row: 8, keypoint: 2 });
});

test("a row that is still here stays selected", () => {
  const selection = { row: 7, keypoint: 0 };
  expect(follow(pair, selection, { track: 5, keypoint: 0 })).toEqual(selection);
});

test("an only person is selected, among several strangers nobody", () => {
  const selection = { row: -1, keypoint: -1 };
  const memory = { track: -1, keypoint: -1 };
  expect(follow(person(7, 0, 0), selection, memory).row).toBe(7);
  expect(follow(pair, selection, memory).row).toBe(-1);
});

test("a new person continues the track last worked on, or takes the first free one", () => {
  expect(newTrack(nobody, { track: 3, keypoint: 0 }, false)).toBe(3);
  expect(newTrack(pair, { track: 3, keypoint: 0 }, false)).toBe(0);
  expect(newTrack(pair, { track: 3, keypoint: 0 }, true)).toBe(-1);
});
