import { expect, test } from "vitest";
import {
  clampPoint,
  contains,
  fitFrame,
  pan,
  pictureRect,
  pinch,
  reveal,
  stageHeight,
  steepness,
  toCanvas,
  toImage,
  zoomAt,
} from "./geometry";

const canvas = { width: 800, height: 400 };
const frame = { width: 640, height: 360 };
const camera = { zoom: 2, x: 100.25, y: 40 };

test("an integer coordinate is the centre of a pixel", () => {
  const rect = pictureRect(camera, canvas, frame);
  const [x, y] = toCanvas(camera, canvas, 0, 0);
  expect([x - rect.x, y - rect.y]).toEqual([1, 1]); // half a pixel at zoom 2
  expect([rect.width, rect.height]).toEqual([1280, 720]);
});

test("canvas and image points go back and forth", () => {
  const [x, y] = toCanvas(camera, canvas, 12.5, 300);
  expect(toImage(camera, canvas, x, y)).toEqual([12.5, 300]);
});

test("a fitted frame lies inside the canvas, in its middle", () => {
  const rect = pictureRect(fitFrame(frame, canvas), canvas, frame);
  expect(rect.x).toBeGreaterThan(0);
  expect(rect.y).toBeCloseTo(12);
  expect(rect.x + rect.width / 2).toBeCloseTo(400);
});

test.each([4, 1 / 3])("zooming by %d keeps the point under the pointer", (factor) => {
  const at = [430, 190] as const;
  const zoomed = zoomAt(camera, canvas, frame, at, factor);
  const before = toImage(camera, canvas, ...at);
  toImage(zoomed, canvas, ...at).forEach((value, i) => {
    expect(value).toBeCloseTo(before[i]!);
  });
});

test("a stage is as high as the frame needs at its width, and no higher than asked for", () => {
  const rule = "clamp(160px, (100cqi - 28px) * 0.5625 + 24px, 480px)";
  expect(stageHeight(steepness(frame), 480)).toBe(rule);
});

test("zoom has limits, also for tiny frames", () => {
  const far = zoomAt(camera, canvas, frame, [400, 200], 1e9);
  const near = zoomAt(camera, canvas, frame, [400, 200], 1e-9);
  expect([far.zoom, near.zoom]).toEqual([64, fitFrame(frame, canvas).zoom]);
  const icon = { width: 4, height: 4 };
  const fitted = fitFrame(icon, canvas);
  expect(zoomAt(fitted, canvas, icon, [400, 200], 1).zoom).toBe(fitted.zoom);
});

test("a frame that is shown smaller than it could be is not zoomed further out", () => {
  const small = { zoom: 0.5, x: 320, y: 180 };
  expect(zoomAt(small, canvas, frame, [400, 200], 0.5)).toEqual(small);
});

test("the picture cannot be lost by panning", () => {
  expect(pan(camera, frame, 1e6, -1e6)).toEqual({ zoom: 2, x: -0.5, y: 359.5 });
});

test("a point out of sight is brought to the edge, one in sight moves nothing", () => {
  const [x, y] = toImage(camera, canvas, canvas.width + 50, canvas.height / 2);
  const moved = reveal(camera, canvas, frame, [x, y], 40);
  expect(toCanvas(moved, canvas, x, y)).toEqual([canvas.width - 40, canvas.height / 2]);
  expect(reveal(camera, canvas, frame, toImage(camera, canvas, 60, 60), 40)).toBe(camera);
});

test("two fingers zoom by their distance and pan by their middle", () => {
  const before = [
    [350, 200],
    [450, 200],
  ] as const;
  const after = [
    [310, 220],
    [510, 220],
  ] as const;
  const pinched = pinch(camera, canvas, frame, before, after);
  const [x, y] = toImage(pinched, canvas, 410, 220);
  expect([pinched.zoom, x, y]).toEqual([4, 100.25, 40]);
});

test("points are kept inside the frame", () => {
  expect(clampPoint([-3, 999], frame)).toEqual([0, 359]);
  expect(contains(frame, [-0.4, 359.4], 0)).toBe(true);
  expect(contains(frame, [-2, 10], 1)).toBe(false);
});
