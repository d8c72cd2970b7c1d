import { expect, test } from "vitest";
import { covers, cropAround, fieldAround, LOUPE, loupeRect, loupeZoom } from "./loupe";

const canvas = { width: 800, height: 480 };
const frame = { width: 1768, height: 994 };

test.each([
  ["in the middle", [400, 240], "left above"],
  ["at the top", [400, 20], "left below"],
  ["at the left", [20, 300], "right above"],
  ["in the corner at the top left", [10, 10], "right below"],
  ["at the bottom right", [790, 470], "left above"],
] as const)("%s the loupe flips to where there is room", (_, at, place) => {
  const { x, y } = loupeRect(at, canvas, false);
  expect(`${x < at[0] ? "left" : "right"} ${y < at[1] ? "above" : "below"}`).toBe(place);
  expect([x >= 6, y >= 6, x + LOUPE <= 794, y + LOUPE <= 474]).toEqual([true, true, true, true]);
});

test.each([[{ width: 400, height: 160 }], [{ width: 320, height: 200 }]])(
  "on a small canvas it stays inside and beside the point",
  (small) => {
    for (let x = 0; x <= small.width; x += 20) {
      for (let y = 0; y <= small.height; y += 20) {
        const rect = loupeRect([x, y], small, false);
        expect(rect.x >= 6 && rect.x + LOUPE <= small.width - 6).toBe(true);
        expect(rect.y >= 6 && rect.y + LOUPE <= small.height - 6).toBe(true);
        const covered = x > rect.x && x < rect.x + LOUPE && y > rect.y && y < rect.y + LOUPE;
        expect(covered).toBe(false);
      }
    }
  },
);

test("a finger gets more distance than a pointer", () => {
  const gap = (touch: boolean) => 400 - loupeRect([400, 300], canvas, touch).x - LOUPE;
  expect(gap(true)).toBeGreaterThan(gap(false));
});

test("the loupe magnifies at least three times, and never shows less than the picture does", () => {
  expect([0.3, 1, 3, 20, 64].map(loupeZoom)).toEqual([3, 3, 6, 24, 64]);
});

test("a crop is of whole pixels within the frame, and holds what the loupe shows around the point", () => {
  for (const point of [
    [900, 500],
    [0, 0],
    [1767, 993],
    [300.4, 7.7],
  ] as const) {
    const crop = cropAround(point, frame);
    expect([crop.width, crop.height]).toEqual([512, 512]);
    expect(Number.isInteger(crop.x) && Number.isInteger(crop.y)).toBe(true);
    expect(crop.x >= 0 && crop.x + 512 <= 1768 && crop.y >= 0 && crop.y + 512 <= 994).toBe(true);
    expect(covers(crop, fieldAround(point, 18), frame)).toBe(true);
  }
  expect(cropAround([5, 5], { width: 40, height: 30 })).toEqual({
    x: 0,
    y: 0,
    width: 40,
    height: 30,
  });
});

test("a crop covers a field only as far as the frame goes", () => {
  const crop = { x: 100, y: 0, width: 200, height: 200 };
  expect(covers(crop, fieldAround([120, 10], 18), frame)).toBe(true); // above is no frame
  expect(covers(crop, fieldAround([110, 50], 18), frame)).toBe(false);
  expect(covers(crop, fieldAround([-900, 50], 18), frame)).toBe(true); // nothing of the frame
});
