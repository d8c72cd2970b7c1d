import { expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { applyEdits } from "./edits";
import { type Size, toCanvas, type XY } from "./geometry";
import { arrowsOf, beside, bringBack, cameraTo, pointOf } from "./outside";
import { joinRows, type RowBlock } from "./rows";

const canvas: Size = { width: 400, height: 200 };
const frame: Size = { width: 640, height: 360 };
const camera = { zoom: 2, x: 100, y: 50 }; // shows 0..200, 0..100

function put(rows: RowBlock, ...joints: [row: number, keypoint: number, to: XY][]): RowBlock {
  const edits = joints.map(([row, keypoint, to]) => ({ op: "move", row, keypoint, to }) as const);
  return applyEdits(rows, edits, SKELETON.mirror);
}

test("what is in sight needs no arrow", () => {
  const rows = joinRows(person(7, 100, 50), person(8, 20, 20, 1));
  expect(arrowsOf(rows, camera, canvas, 0, 1)).toEqual([]);
});

test("an arrow stands at the border on the way to a joint of the active person", () => {
  const rows = put(person(7, 100, 50), [7, 1, [100, -300]], [7, 2, [900, 50]]);
  expect(arrowsOf(rows, camera, canvas, 0, -1)).toEqual([
    { row: 7, keypoint: 1, at: [200, 23], angle: -90, more: 0 },
    { row: 7, keypoint: 2, at: [377, 100], angle: 0, more: 0 },
  ]);
});

test("joints that lie the same way share an arrow, which is the selected one's", () => {
  const rows = put(person(7, 100, 50), [7, 1, [900, 50]], [7, 2, [920, 60]]);
  const [arrow, ...others] = arrowsOf(rows, camera, canvas, 0, 2);
  expect([arrow, others]).toMatchObject([{ keypoint: 2, more: 1 }, []]);
});

test("somebody of whom nothing is in sight has one arrow, the others' single joints have none", () => {
  const far = person(8, 500, 50, 1);
  const partly = put(person(9, 20, 20, 2), [9, 2, [500, 300]]);
  const rows = joinRows(joinRows(person(7, 100, 50), far), partly);
  expect(arrowsOf(rows, camera, canvas, 0, -1)).toMatchObject([{ row: 8, keypoint: -1 }]);
  expect(arrowsOf(far, camera, canvas, 0, -1)).toMatchObject([{ row: 8, keypoint: -1, more: 0 }]);
});

test("an arrow leads to its joint, or to the middle of its person", () => {
  const rows = joinRows(person(7, 100, 50), person(8, 500, 90, 1));
  expect(pointOf({ row: 7, keypoint: 2 }, rows)).toEqual([120, 50]);
  expect(pointOf({ row: 8, keypoint: -1 }, rows)).toEqual([510, 90]);
});

test("the camera goes to a joint on the frame as near as it was", () => {
  expect(cameraTo([500, 300], camera, canvas, frame)).toEqual({ zoom: 2, x: 500, y: 300 });
});

test.each([[[-400, 100]], [[700, 380]], [[300, -250]]] as const)(
  "a joint beside the frame is shown together with the frame (%j)",
  (point) => {
    const there = cameraTo(point, camera, canvas, frame);
    for (const [x, y] of [point, [0, 0], [639, 359]] as const) {
      const [cx, cy] = toCanvas(there, canvas, x, y);
      expect(cx >= 0 && cx <= 400 && cy >= 0 && cy <= 200).toBe(true);
    }
  },
);

test("a joint far away is shown alone", () => {
  expect(cameraTo([1e6, 5], camera, canvas, frame)).toMatchObject({ x: 1e6, y: 5 });
});

test("joints beside the picture are brought to its border, the others stay", () => {
  const rows = put(person(7, 100, 50), [7, 0, [-0.4, 50]], [7, 1, [-80, 50]], [7, 2, [700, 900]]);
  expect(beside(rows, 0, frame)).toEqual([1, 2]);
  expect(bringBack(rows, 0, frame)).toEqual([
    { op: "move", row: 7, keypoint: 1, to: [0, 50] },
    { op: "move", row: 7, keypoint: 2, to: [639, 359] },
  ]);
});
