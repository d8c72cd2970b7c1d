import { describe, expect, test } from "vitest";
import SHARED from "../../../../tests/protocol/cases/edits.json?raw";
import { applyEdits } from "./edits";
import type { Edit, RowFacts } from "./protocol";
import { blankRows, joinRows, type RowBlock, takeRows } from "./rows";

/** A row as the cases write it; null is NaN. */
interface Plain {
  row: number;
  frame: number;
  track: number;
  xy: (readonly number[] | null)[];
  visibility: number[];
  confidence: (number | null)[];
  origin: number[];
  box: readonly number[] | null;
  box_source: number;
  facts: RowFacts | null;
}

interface Case {
  name: string;
  before: Plain[];
  edits: Edit[];
  after?: Plain[];
}

const { mirror, cases, refused } = JSON.parse(SHARED) as Record<"cases" | "refused", Case[]> & {
  mirror: number[];
};

function block(people: readonly Plain[]): RowBlock {
  return people.map(rowOf).reduce(joinRows);
}

function rowOf(person: Plain): RowBlock {
  const rows = blankRows(1, mirror.length);
  rows.row[0] = person.row;
  rows.frame[0] = person.frame;
  rows.track[0] = person.track;
  rows.xy.set(person.xy.flatMap((at) => at ?? [Number.NaN, Number.NaN]));
  rows.visibility.set(person.visibility);
  rows.confidence.set(person.confidence.map((value) => value ?? Number.NaN));
  rows.origin.set(person.origin);
  if (person.box) rows.box.set(person.box);
  rows.boxSource[0] = person.box_source;
  return { ...rows, facts: [person.facts] };
}

function plain(rows: RowBlock): Plain[] {
  return Array.from({ length: rows.count }, (_, i) => plainRow(takeRows(rows, [i])));
}

function plainRow(rows: RowBlock): Plain {
  const at = (k: number) => [rows.xy[2 * k]!, rows.xy[2 * k + 1]!];
  return {
    row: rows.row[0]!,
    frame: rows.frame[0]!,
    track: rows.track[0]!,
    xy: mirror.map((_, k) => (Number.isNaN(at(k)[0]) ? null : at(k))),
    visibility: [...rows.visibility],
    confidence: [...rows.confidence].map((value) => (Number.isNaN(value) ? null : value)),
    origin: [...rows.origin],
    box: Number.isNaN(rows.box[0]) ? null : [...rows.box],
    box_source: rows.boxSource[0]!,
    facts: rows.facts[0] ?? null,
  };
}

describe("what pytest reads as well", () => {
  test.each(cases)("$name", ({ before, edits, after }) => {
    expect(plain(applyEdits(block(before), edits, mirror))).toEqual(after);
  });

  test.each(refused)("changes nothing: $name", ({ before, edits }) => {
    expect(plain(applyEdits(block(before), edits, mirror))).toEqual(before);
  });
});

test("a range is swapped where this frame lies in it, but for those who are locked or another", () => {
  const { before } = cases[0]!;
  const others = [
    { ...before[0]!, row: 20, track: 5 },
    { ...before[0]!, row: 21, facts: { tags: [], attributes: {}, locked: true, keyframe: false } },
  ];
  const rows = block([...before, ...others]);
  const swap = (start: number, stop: number, track: number) =>
    plain(applyEdits(rows, [{ op: "swap_sides_range", start, stop, track }], mirror)).map(
      (person, i) => person.xy[1] !== plain(rows)[i]!.xy[1] && person.xy[1]?.[0] === 210,
    );
  expect(swap(3, 4, -1)).toEqual([true, true, false]);
  expect(swap(3, 4, 5)).toEqual([false, true, false]);
  expect(swap(4, 9, -1)).toEqual([false, false, false]);
});
