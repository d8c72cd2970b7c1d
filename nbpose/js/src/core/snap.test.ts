import { expect, test } from "vitest";
import type { XY } from "./geometry";
import { type Patch, snapToEdge } from "./snap";

const SIZE = 33;
const MIDDLE: XY = [16, 16];

/** A patch whose pixels are the mean of a picture over their area, as a camera sees it. */
function patchOf(picture: (x: number, y: number) => number): Patch {
  const grey = new Float32Array(SIZE * SIZE);
  const parts = 8;
  for (let i = 0; i < grey.length; i++) {
    for (let p = 0; p < parts * parts; p++) {
      const [px, py] = [(p % parts) / parts, Math.floor(p / parts) / parts];
      const [x, y] = [
        (i % SIZE) - 0.5 + px + 0.5 / parts,
        Math.floor(i / SIZE) - 0.5 + py + 0.5 / parts,
      ];
      grey[i]! += picture(x, y) / (parts * parts);
    }
  }
  return { size: SIZE, grey };
}

/** Dark on one side of a line, light on the other; softened like a lens does. */
function edge(angle: number, offset: number, low = 60, high = 180) {
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  return (x: number, y: number) => {
    const d = (x - 16) * nx + (y - 16) * ny - offset;
    return low + (high - low) / (1 + Math.exp(-d / 0.6));
  };
}

test.each([
  [0, 3.3],
  [Math.PI / 2, -4.7],
  [Math.PI / 4, 2.25],
  [0.3, 5.1],
  [2.1, -1.9],
])("an edge of any direction is hit to a fifth of a pixel (%f, %f)", (angle, offset) => {
  const [x, y] = snapToEdge(patchOf(edge(angle, offset)), MIDDLE, 12)!;
  const beside = (x - 16) * Math.cos(angle) + (y - 16) * Math.sin(angle) - offset;
  expect(Math.abs(beside)).toBeLessThan(0.2);
  const along = -(x - 16) * Math.sin(angle) + (y - 16) * Math.cos(angle);
  expect(Math.abs(along)).toBeLessThan(1); // the nearest point of it, not another
});

test("a point on an edge follows the edge smoothly when the pointer moves along it", () => {
  const patch = patchOf(edge(0, 0.4));
  const found = [0, 0.25, 0.5, 0.75, 1].map((y) => snapToEdge(patch, [16, 16 + y], 8)!);
  for (const [i, [x, y]] of found.entries()) {
    expect(x).toBeCloseTo(16.4, 0.5);
    expect(Math.abs(y - 16 - i / 4)).toBeLessThan(0.05);
  }
});

test("the nearer of two like edges wins, and the stronger of two as near", () => {
  const bar = (x: number) => (x > 13 && x < 22 ? 180 : 60);
  expect(Math.round(snapToEdge(patchOf(bar), MIDDLE, 10)![0])).toBe(13);
  const steps = (x: number) => (x < 12 ? 60 : x < 20 ? 90 : 200);
  expect(Math.round(snapToEdge(patchOf(steps), MIDDLE, 10)![0])).toBe(20);
});

test("a plain ground, a slow change, noise and an edge out of reach attract nothing", () => {
  expect(
    snapToEdge(
      patchOf(() => 90),
      MIDDLE,
      12,
    ),
  ).toBeNull();
  expect(
    snapToEdge(
      patchOf((x) => 3 * x),
      MIDDLE,
      12,
    ),
  ).toBeNull();
  let seed = 1;
  const noise = () => {
    seed = (seed * 16807) % 2147483647;
    return 90 + (seed / 2147483647 - 0.5) * 12;
  };
  const noisy = { size: SIZE, grey: Float32Array.from({ length: SIZE * SIZE }, noise) };
  expect(snapToEdge(noisy, MIDDLE, 12)).toBeNull();
  expect(snapToEdge(patchOf(edge(0, 9)), MIDDLE, 6)).toBeNull();
});

test("a patch too small for anything gives nothing", () => {
  expect(snapToEdge({ size: 4, grey: new Float32Array(16) }, [2, 2], 3)).toBeNull();
});
