import { expect, test } from "vitest";
import type { Lack, Reading } from "./angles";
import type { AngleDefinition } from "./protocol";
import { linesOf, lineText } from "./readout";

const definition = { name: "knee_flexion", side: "left" } as AngleDefinition;
const trunk = { name: "trunk_lean", side: "" } as AngleDefinition;

function reading(value: number, lack: Lack = "", about = definition): Reading {
  return { definition: about, value, lack };
}

function text(now: Reading[], before: Reading[] = []): string {
  return linesOf(now, before).map(lineText).join("; ");
}

test("an angle is read with its side, in degrees with one decimal, and with its change", () => {
  expect(text([reading(63.24)])).toBe("Knee flexion, left 63.2°");
  expect(text([reading(63.24)], [reading(59.1)])).toBe("Knee flexion, left 63.2° (+4.1°)");
  expect(text([reading(-3, "", trunk)], [reading(1, "", trunk)])).toBe("Trunk lean −3.0° (−4.0°)");
});

test("nothing is read as minus zero, and a change over the seam is a small one", () => {
  expect(text([reading(-0.04)], [reading(0)])).toBe("Knee flexion, left 0.0° (0.0°)");
  expect(text([reading(-179)], [reading(179)])).toBe("Knee flexion, left −179.0° (+2.0°)");
});

test("an angle without a value says why", () => {
  const lacking = reading(Number.NaN, "missing");
  expect(text([lacking, reading(5)], [reading(1)])).toBe(
    "Knee flexion, left not defined: a point is missing; Knee flexion, left 5.0°",
  );
  expect(text([reading(5)], [lacking])).toBe("Knee flexion, left 5.0°");
});

test("a view in which no angle means anything is told once", () => {
  const all = [reading(Number.NaN, "front"), reading(Number.NaN, "front", trunk)];
  expect(text(all)).toBe("No joint angles: faces the camera");
});
