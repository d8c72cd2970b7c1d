import { describe, expect, test } from "vitest";
import cases from "../../../../tests/angles/cases.json";
import { anglesAt, type Reading, readAngle } from "./angles";
import { facingOf } from "./facing";
import type { Angles, FacingMessage } from "./protocol";
import { blankRows, type RowBlock } from "./rows";

const TOLERANCE = 0.01; // degrees
const SKELETONS = cases.skeletons as unknown as Record<string, Angles>;

interface Table {
  readonly about: string;
  readonly skeleton: string;
  readonly frame: readonly number[];
  readonly track: readonly number[];
  readonly xy: readonly (readonly (number | null)[])[];
  readonly visibility: readonly (readonly number[])[] | null;
  readonly confidence: readonly (readonly (number | null)[])[] | null;
  readonly stretches: FacingMessage["stretches"];
  readonly values: readonly (readonly (number | null)[])[];
  readonly left_out: readonly { angle: string; side: string; reason: string; rows: number }[];
}
const TABLES = cases.tables as unknown as readonly Table[];

function rowsOf(table: Table): RowBlock {
  const rows = blankRows(table.frame.length, table.xy[0]!.length / 2);
  rows.frame.set(table.frame);
  rows.track.set(table.track);
  rows.xy.set(table.xy.flat().map((value) => value ?? Number.NaN));
  rows.visibility.set(
    table.visibility?.flat() ?? rows.visibility.map((_, k) => (rows.xy[2 * k]! >= -1e9 ? 2 : 0)),
  );
  rows.confidence.set(table.confidence?.flat().map((value) => value ?? Number.NaN) ?? []);
  return rows;
}

/** Every angle of every row, in the order of the file. */
function readTable(table: Table): Reading[][] {
  const angles = SKELETONS[table.skeleton]!;
  const rows = rowsOf(table);
  return [...rows.row.keys()].map((index) => {
    const facing = facingOf(angles, table.stretches, rows, index);
    return angles.definitions.map((definition) =>
      readAngle(definition, rows, index, facing, angles.limits.confidence),
    );
  });
}

const named = TABLES.map((table) => [`${table.about}, ${table.skeleton}`, table] as const);

describe("the angles of nbpose.analysis.joint_angles", () => {
  test.each(named)("%s", (_, table) => {
    readTable(table).forEach((readings, row) => {
      readings.forEach(({ value, definition }, i) => {
        const expected = table.values[row]![i] ?? Number.NaN;
        const where = `row ${row}, ${definition.name} ${definition.side}`;
        if (Number.isNaN(expected)) expect(value, where).toBeNaN();
        else expect(Math.abs(value - expected), where).toBeLessThan(TOLERANCE);
      });
    });
  });
});

const REASONS: Record<string, string> = {
  front: "not seen from the side",
  back: "not seen from the side",
  unknown: "not seen from the side",
  missing: "a keypoint is missing",
  unsure: "a keypoint is below min_confidence",
  coincide: "two keypoints coincide",
};

test.each(named)("values are left out for the same reasons: %s", (_, table) => {
  const counts: Record<string, number> = {};
  for (const { definition, lack } of readTable(table).flat()) {
    const key = `${definition.name} ${definition.side}: ${REASONS[lack]}`;
    if (lack) counts[key] = (counts[key] ?? 0) + 1;
  }
  const told = table.left_out.map((l) => [`${l.angle} ${l.side}: ${l.reason}`, l.rows]);
  expect(counts).toEqual(Object.fromEntries(told));
});

test("a joint's own angle comes before those of its neighbours", () => {
  const names = (keypoint: number) =>
    anglesAt(SKELETONS.coco17!, keypoint).map(({ name, side }) => `${name} ${side}`.trim());
  expect(names(13)).toEqual(["knee_flexion left", "hip_flexion left", "thigh_to_vertical left"]);
  expect(names(0)).toEqual([]);
  expect(names(11)[0]).toBe("hip_flexion left");
  expect(names(11)).toContain("trunk_lean");
});

test("someone new to a track faces as the track does next to them", () => {
  const rows = blankRows(1, 17);
  rows.track[0] = 4;
  const stretches = [
    [4, 0, 10, "right"],
    [4, 10, 20, "left"],
    [5, 0, 90, "front"],
  ] as const;
  const facing = (frame: number) => {
    rows.frame[0] = frame;
    return facingOf(SKELETONS.coco17!, stretches, rows, 0);
  };
  expect([0, 9, 10, 19, 60].map(facing)).toEqual(["right", "right", "left", "left", "left"]);
});
