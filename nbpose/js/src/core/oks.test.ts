import { expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { applyEdits } from "./edits";
import { areaOf, sigmaRing, whyNoRings } from "./oks";
import { blankRows } from "./rows";

const flat = person(7, 100, 50); // three joints in a row: no area
const wide = applyEdits(flat, [{ op: "move", row: 7, keypoint: 2, to: [120, 90] }], [0, 2, 1]);

test("a ring is twice the sigma times the root of the area", () => {
  expect(sigmaRing(0.05, 10_000).spread).toBeCloseTo(10);
  expect(sigmaRing(0.05, 10_000).half).toBeCloseTo(11.774, 3);
});

test("the area is that of the person's box, or of the box around the joints", () => {
  expect([areaOf(wide, 0), areaOf(flat, 0), areaOf(blankRows(1, 3), 0)]).toEqual([800, 0, 0]);
  const boxed = applyEdits(flat, [{ op: "set_box", row: 7, box: [0, 0, 30, 50] }], [0, 2, 1]);
  expect(areaOf(boxed, 0)).toBe(1500);
  const derived = applyEdits(boxed, [{ op: "set_box", row: 7, box: null }], [0, 2, 1]);
  expect(areaOf(derived, 0)).toBe(0);
});

test("where there is no ring the reason is said", () => {
  expect(whyNoRings(SKELETON, wide, 0)).toBe("");
  expect(whyNoRings({ ...SKELETON, sigmas: null }, wide, 0)).toContain("leg3 has no OKS sigmas");
  expect(whyNoRings(SKELETON, wide, -1)).toContain("Pick a person");
  expect(whyNoRings(SKELETON, null, 0)).toContain("Pick a person");
  expect(whyNoRings(SKELETON, flat, 0)).toContain("no area");
});
