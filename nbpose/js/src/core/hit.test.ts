import { expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { applyEdits } from "./edits";
import { nearestBone, nearestJoint } from "./hit";
import { blankRows, joinRows } from "./rows";

const pair = joinRows(person(7, 100, 50), person(8, 104, 50, 1));

test("the nearest joint within reach is hit", () => {
  expect(nearestJoint(pair, [111, 51], 5, -1)).toEqual({ index: 0, keypoint: 1 });
  expect(nearestJoint(pair, [60, 50], 5, -1)).toBeNull();
});

test("where people overlap the active one comes first", () => {
  expect(nearestJoint(pair, [101.5, 50], 5, -1)).toEqual({ index: 0, keypoint: 0 });
  expect(nearestJoint(pair, [101.5, 50], 5, 1)).toEqual({ index: 1, keypoint: 0 });
});

test("the active person does not reach further than the others", () => {
  expect(nearestJoint(pair, [98.9, 50], 5, 1)).toEqual({ index: 0, keypoint: 0 });
});

test("a joint without a label is never hit", () => {
  const gone = applyEdits(
    pair,
    [
      { op: "delete_keypoint", row: 7, keypoint: 0 },
      { op: "delete_keypoint", row: 8, keypoint: 0 },
    ],
    SKELETON.mirror,
  );
  expect(nearestJoint(gone, [100, 50], 5, 0)).toBeNull();
  expect(nearestJoint(blankRows(2, 3), [Number.NaN, 0], 1e9, 0)).toBeNull();
});

test("a bone is hit along its length, and only there", () => {
  const rows = person(7, 100, 50);
  expect(nearestBone(rows, SKELETON.edges, [105, 52], 3)).toBe(0);
  expect(nearestBone(rows, SKELETON.edges, [90, 50], 3)).toBe(-1);
  expect(nearestBone(blankRows(1, 3), SKELETON.edges, [0, 0], 3)).toBe(-1);
});
