import { expect, test } from "vitest";
import { findName } from "./typeahead";

const NAMES = ["nose", "left eye", "left knee", "right knee", "left big toe", "neck"];

test.each([
  ["n", "nose"],
  ["ne", "neck"],
  ["LK", "left knee"],
  ["rk", "right knee"],
  ["lbt", "left big toe"],
  ["lb", "left big toe"],
  ["knee", "left knee"],
  ["right_knee", "right knee"],
  [" left k", "left knee"],
  ["oe", "left big toe"],
])("%s finds the %s", (typed, name) => {
  expect(NAMES[findName(NAMES, typed)]).toBe(name);
});

test("nothing typed, and nothing known, finds nothing", () => {
  expect([findName(NAMES, " "), findName(NAMES, "xyz"), findName([], "a")]).toEqual([-1, -1, -1]);
});
