import { expect, test } from "vitest";
import { DEFAULT_OPTIONS, isPlain, optionsOf } from "./options";
import { applyTone, toneTable } from "./tone";

const PLAIN = { brightness: 1, contrast: 1, gamma: 1 };

test("factors of one leave the picture as it is", () => {
  expect([...toneTable(PLAIN)]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  expect([isPlain(PLAIN), isPlain({ ...PLAIN, gamma: 2 })]).toEqual([true, false]);
});

test("gamma lifts the dark parts and keeps black and white, brightness multiplies, contrast spreads", () => {
  const lifted = toneTable({ ...PLAIN, gamma: 2 });
  expect([lifted[0], lifted[64], lifted[255]]).toEqual([0, 128, 255]);
  expect(toneTable({ ...PLAIN, brightness: 2 })[60]).toBe(120);
  const spread = toneTable({ ...PLAIN, contrast: 2 });
  expect([spread[64], spread[128], spread[191], spread[230]]).toEqual([0, 128, 254, 255]);
});

test("no tone turns a lighter pixel into a darker one", () => {
  for (const gamma of [0.25, 1, 4]) {
    for (const contrast of [0.25, 1, 4]) {
      const table = [...toneTable({ brightness: 1.7, contrast, gamma })];
      expect(table).toEqual([...table].sort((a, b) => a - b));
    }
  }
});

test("the colours of every pixel are looked up, its alpha is not", () => {
  const pixels = Uint8ClampedArray.from([10, 20, 30, 40, 50, 60, 70, 80]);
  applyTone(pixels, toneTable({ ...PLAIN, brightness: 2 }));
  expect([...pixels]).toEqual([20, 40, 60, 40, 100, 120, 140, 80]);
});

test("options that are missing or no factors are as by default", () => {
  expect(optionsOf({ labels: true })).toEqual({ ...DEFAULT_OPTIONS, labels: true });
  const forged = { brightness: Number.NaN, contrast: "2" as unknown as number, gamma: 99 };
  expect(optionsOf(forged)).toEqual({ ...DEFAULT_OPTIONS, gamma: 4 });
});
