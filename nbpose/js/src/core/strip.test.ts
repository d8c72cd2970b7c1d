import { expect, test } from "vitest";
import { bars, marks } from "./strip";

test("a column stands for the most people of its frames", () => {
  const people = Uint8Array.from([0, 0, 1, 3, 0, 2, 0, 0, 9]);
  expect([...marks(people, 9, 4)]).toEqual([0, 3, 2, 0]);
});

test("bars are as high as there are people, and nobody is no bar", () => {
  expect(bars(Uint8Array.from([0, 4, 4, 2, 0]), 20)).toBe("M1 20V0.00H3V20ZM3 20V6.50H4V20Z");
  expect(bars(Uint8Array.from([255]), 20)).toBe("M0 20V0.00H1V20Z");
  expect(bars(new Uint8Array(3), 20)).toBe("");
});
