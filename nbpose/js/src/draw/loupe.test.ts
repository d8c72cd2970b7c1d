import { expect, test } from "vitest";
import { applyEdits } from "../core/edits";
import { joinRows } from "../core/rows";
import { person, SKELETON } from "../testing/fixtures";
import { loupeMarks } from "./loupe";

const rows = joinRows(person(7, 100, 50), person(8, 300, 50, 1)); // joints 10 pixels apart

test("joints around the point are marked by the shape of their side, where the loupe has them", () => {
  const marks = loupeMarks(rows, SKELETON, [110, 52], 4, null);
  expect(marks).toEqual([
    { from: [-40, -8], shape: "diamond", color: "#009e73" },
    { from: [0, -8], shape: "circle", color: "#0072b2" },
    { from: [40, -8], shape: "square", color: "#d55e00" },
  ]);
});

test("the joint in the hand, joints without a position and joints out of the loupe are not", () => {
  const held = { row: 7, keypoint: 1 };
  const edits = [{ op: "delete_keypoint", row: 7, keypoint: 0 }] as const;
  const without = applyEdits(rows, edits, SKELETON.mirror);
  const marks = loupeMarks(without, SKELETON, [110, 52], 4, held);
  expect(marks.map(({ shape }) => shape)).toEqual(["square"]);
  expect(loupeMarks(rows, SKELETON, [110, 52], 24, null).map(({ shape }) => shape)).toEqual([
    "circle",
  ]);
});
