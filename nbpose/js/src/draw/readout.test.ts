import { expect, test } from "vitest";
import { placeBox } from "./readout";

const BOX = { width: 200, height: 60 };
const CANVAS = { width: 600, height: 400 };

test.each([
  ["in the middle it lies below to the right", [300, 200], [318, 218]],
  ["at the right edge it goes to the left", [590, 200], [372, 218]],
  ["at the bottom it goes above", [300, 380], [318, 302]],
  ["beyond the corner it stays inside", [900, 700], [396, 336]],
  ["beyond the other corner as well", [-300, -90], [4, 4]],
] as const)("%s", (_, hand, place) => {
  expect(placeBox(BOX, hand, CANVAS)).toEqual(place);
});

test("a box larger than the canvas begins at its edge", () => {
  expect(placeBox({ width: 700, height: 500 }, [300, 200], CANVAS)).toEqual([4, 4]);
});
