import { expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { applyEdits } from "./edits";
import type { Edit } from "./protocol";
import { joinRows, type RowBlock } from "./rows";

const pair = joinRows(person(7, 100, 50), person(8, 200, 50, 1));

function joint(rows: RowBlock, index: number, k: number) {
  const at = index * rows.keypoints + k;
  return {
    xy: [rows.xy[2 * at], rows.xy[2 * at + 1]],
    visibility: rows.visibility[at],
    confidence: rows.confidence[at],
    origin: rows.origin[at],
  };
}

const GONE = { xy: [Number.NaN, Number.NaN], visibility: 0, confidence: Number.NaN, origin: 0 };

test("a moved joint is a person's, and its visibility stays", () => {
  const hidden = applyEdits(
    pair,
    [{ op: "set_visibility", row: 8, keypoint: 1, visibility: 1 }],
    SKELETON.mirror,
  );
  const moved = applyEdits(
    hidden,
    [{ op: "move", row: 8, keypoint: 1, to: [3, 4] }],
    SKELETON.mirror,
  );
  expect(joint(moved, 1, 1)).toEqual({
    xy: [3, 4],
    visibility: 1,
    confidence: Number.NaN,
    origin: 4,
  });
});

test("hiding a joint leaves its position, origin and confidence", () => {
  const rows = applyEdits(
    pair,
    [{ op: "set_visibility", row: 7, keypoint: 0, visibility: 1 }],
    SKELETON.mirror,
  );
  expect(joint(rows, 0, 0)).toEqual({ xy: [100, 50], visibility: 1, confidence: 0.5, origin: 1 });
});

test("a deleted joint has nothing left", () => {
  const edit = { op: "delete_keypoint", row: 7, keypoint: 2 } as const;
  expect(joint(applyEdits(pair, [edit], SKELETON.mirror), 0, 2)).toEqual(GONE);
});

test("a new person has no positions until one is placed", () => {
  const rows = applyEdits(
    pair,
    [
      { op: "add_person", row: 9, frame: 4, track: 2 },
      { op: "place", row: 9, keypoint: 1, to: [1, 2], visibility: 1 },
    ],
    SKELETON.mirror,
  );
  expect([rows.count, rows.row[2], rows.frame[2], rows.track[2]]).toEqual([3, 9, 4, 2]);
  expect(joint(rows, 2, 0)).toEqual(GONE);
  expect(joint(rows, 2, 1)).toMatchObject({ xy: [1, 2], visibility: 1, origin: 4 });
});

test("a deleted person leaves the others in order", () => {
  expect([...applyEdits(pair, [{ op: "delete_person", row: 7 }], SKELETON.mirror).row]).toEqual([
    8,
  ]);
});

test.each<Edit>([
  { op: "move", row: 99, keypoint: 0, to: [0, 0] },
  { op: "delete_person", row: 99 },
  { op: "add_person", row: 7, frame: 0, track: 0 },
])("what Python would refuse changes nothing: $op", (edit) => {
  expect(applyEdits(pair, [edit], SKELETON.mirror)).toEqual(pair);
});

test("a joint without a position can be placed, not moved", () => {
  const gone = applyEdits(pair, [{ op: "delete_keypoint", row: 7, keypoint: 0 }], SKELETON.mirror);
  expect(
    applyEdits(gone, [{ op: "move", row: 7, keypoint: 0, to: [1, 1] }], SKELETON.mirror),
  ).toEqual(gone);
});

test("the rows given stay as they are", () => {
  const before = structuredClone(pair);
  applyEdits(pair, [{ op: "move", row: 7, keypoint: 0, to: [0, 0] }], SKELETON.mirror);
  expect(pair).toEqual(before);
});
