import { describe, expect, test } from "vitest";
import { buffersOf, GOLDEN, golden, numbersOf } from "../testing/golden";
import { isFor, parseDown } from "./protocol";
import { byFrame, decodeRows, encodeRows, ROW_BUFFERS } from "./rows";

const down = GOLDEN.filter((file) => file.direction === "down");
const withRows = down.filter((file) => file.buffers.length === ROW_BUFFERS);

test("there are golden messages of both directions", () => {
  expect(down.length).toBeGreaterThan(10);
  expect(GOLDEN.length - down.length).toBeGreaterThan(10);
});

test.each(down)("$name is understood", ({ content }) => {
  expect(parseDown(content)).toEqual(content);
});

test.each(withRows)("$name: its rows come back as they were sent", (file) => {
  const rows = decodeRows(file.content.count!, 3, buffersOf(file));
  expect(encodeRows(rows)).toEqual(numbersOf(file));
});

describe("a message that cannot be understood says why", () => {
  test.each([
    [null, /no object/],
    [{ v: 2, kind: "rows" }, /version 2/],
    [{ v: 1, kind: "surprise" }, /surprise/],
  ])("%j", (content, reason) => {
    expect(() => parseDown(content)).toThrow(reason);
  });
});

test("rows of the wrong length are refused, not misread", () => {
  const file = golden("poses");
  expect(() => decodeRows(3, 3, buffersOf(file))).toThrow(/row has 16 bytes/);
  expect(() => decodeRows(2, 3, buffersOf(file).slice(0, 6))).toThrow(/origin has 0 bytes/);
});

test.each(["commit", "show", "status"])("a %s is for everybody", (name) => {
  expect(isFor(parseDown(golden(name).content), "somebody else")).toBe(true);
});

test("a reject is for its author only", () => {
  expect(isFor(parseDown(golden("reject").content), "somebody else")).toBe(false);
});

test("every frame of a range has its rows, be there none", () => {
  const rows = decodeRows(2, 3, buffersOf(golden("poses")));
  const frames = byFrame(rows, [2, 5]);
  expect([...frames].map(([frame, block]) => [frame, [...block.row]])).toEqual([
    [2, []],
    [3, [7]],
    [4, [9007199254740990]],
  ]);
});
