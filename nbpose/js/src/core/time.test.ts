import { expect, test } from "vitest";
import { marks } from "./strip";
import { formatTime, frameAt, frameTime, holdDelay } from "./time";

const uneven = Float64Array.of(0, 0.1, 0.4, 0.5);

test("a moment belongs to the frame that has begun, with even and uneven steps", () => {
  const at = [-1, 0, 0.39, 0.4, 99].map((t) => frameAt(t, 4, uneven, 10));
  expect(at).toEqual([0, 0, 1, 2, 3]);
  expect(frameAt(0.35, 100, new Float64Array(), 10)).toBe(3);
});

test("still images have no time", () => {
  expect(frameTime(3, new Float64Array(), null)).toBeNaN();
  expect(formatTime(Number.NaN)).toBe("");
});

test.each([
  [0, "0:00.000"],
  [7.48, "0:07.480"],
  [59.9996, "1:00.000"],
  [3727.5, "1:02:07.500"],
  [-0.04, "-0:00.040"],
])("%d s reads %s", (seconds, text) => {
  expect(formatTime(seconds)).toBe(text);
});

test("a held key steps faster and faster, up to 25 frames a second", () => {
  expect([0, 1, 2, 3, 50].map(holdDelay)).toEqual([400, 180, 100, 40, 40]);
});

test("a mark shows the most people of the frames it stands for", () => {
  const people = Uint8Array.of(0, 1, 0, 0, 3, 0, 0, 2, 0, 0);
  expect([...marks(people, 10, 3)]).toEqual([1, 3, 2]);
});

test("with fewer frames than columns every frame has its marks", () => {
  const columns = marks(Uint8Array.of(1, 0, 2), 3, 9);
  expect(new Set(columns)).toEqual(new Set([0, 1, 2]));
});
