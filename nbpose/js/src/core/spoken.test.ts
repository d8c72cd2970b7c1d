import { expect, test } from "vitest";
import { spoken } from "./spoken";

test.each([
  ["left_big_toe", "left big toe"],
  ["x".repeat(10_000), `${"x".repeat(47)}…`],
  ["<b>nose</b>", "<b>nose</b>"],
])("a name as people say it", (name, said) => {
  expect(spoken(name)).toBe(said);
});
