import { expect, test } from "vitest";
import { applyEdits } from "../core/edits";
import { blankRows, joinRows } from "../core/rows";
import { person, SKELETON } from "../testing/fixtures";
import { activeScene, othersScene, personColor, type SceneInput } from "./scene";

const input: SceneInput = {
  rows: joinRows(person(7, 100, 50), person(8, 100, 80, 1)),
  skeleton: SKELETON,
  camera: { zoom: 2, x: 100, y: 50 },
  canvas: { width: 400, height: 200 },
  active: 0,
  keypoint: 1,
  labels: false,
  confidence: false,
  rings: false,
  selected: [1],
  dragging: false,
};

test("joints are drawn where they are, by side in shape and colour", () => {
  const { marks } = activeScene({ ...input, keypoint: -1, selected: [] });
  expect(marks.map(({ at, shape, color }) => [at, shape, color])).toEqual([
    [[200, 100], "diamond", "#009e73"],
    [[220, 100], "circle", "#0072b2"],
    [[240, 100], "square", "#d55e00"],
  ]);
});

test("bones have the colour of their person, those of the active one are stronger", () => {
  const [others, active] = [othersScene(input).bones, activeScene(input).bones];
  expect(others.map((bone) => bone.color)).toEqual([
    personColor(SKELETON, 1, 1),
    personColor(SKELETON, 1, 1),
  ]);
  expect(active.map((bone) => bone.color)).toEqual([
    personColor(SKELETON, 0, 0),
    personColor(SKELETON, 0, 0),
  ]);
  expect(active[0]!.width).toBeGreaterThan(others[0]!.width);
});

test("the selected joint is on top of its person's others", () => {
  const { marks } = activeScene(input);
  expect(marks.at(-1)).toMatchObject({ selected: true, shape: "circle" });
});

test("hidden, placed and absent joints differ", () => {
  const rows = applyEdits(
    input.rows,
    [
      { op: "set_visibility", row: 7, keypoint: 0, visibility: 1 },
      { op: "move", row: 7, keypoint: 1, to: [9, 9] },
      { op: "delete_keypoint", row: 7, keypoint: 2 },
    ],
    SKELETON.mirror,
  );
  const { marks, bones } = activeScene({ ...input, rows });
  expect(marks.map(({ hollow, rim }) => [hollow, rim])).toEqual([
    [true, "dark"],
    [false, "white"],
  ]);
  expect(bones.length).toBe(1);
});

test("what the model is unsure of fades, what a person placed never does", () => {
  const rows = applyEdits(
    person(7, 0, 0),
    [{ op: "move", row: 7, keypoint: 0, to: [1, 1] }],
    SKELETON.mirror,
  );
  const { marks } = activeScene({ ...input, rows, keypoint: -1, confidence: true });
  expect(marks.map((mark) => mark.alpha)).toEqual([1, 0.625, 0.625]);
});

test("a joint in the hand shows what lies under it", () => {
  expect(activeScene({ ...input, dragging: true }).marks.at(-1)?.hollow).toBe(true);
});

test("names are drawn for the active person, and never over each other", () => {
  const rows = applyEdits(
    person(7, 100, 50),
    [{ op: "move", row: 7, keypoint: 0, to: [100, 90] }],
    SKELETON.mirror,
  );
  const camera = { zoom: 8, x: 110, y: 60 };
  const near = activeScene({ ...input, rows, camera, labels: true });
  expect(near.labels.map((label) => label.text)).toEqual(["left knee", "nose", "right knee"]);
  const crowded = activeScene({ ...input, rows, labels: true, camera: { zoom: 0.1, x: 0, y: 0 } });
  expect(crowded.labels.map((label) => label.text)).toContain("left knee");
  expect(crowded.labels.length).toBeLessThan(3);
  expect(activeScene({ ...input, labels: true, active: -1 }).labels).toEqual([]);
});

test("nothing is drawn of people without positions", () => {
  const blank = { ...input, rows: blankRows(3, 3), labels: true };
  const nothing = { rings: [], bones: [], marks: [], labels: [] };
  expect([othersScene(blank), activeScene(blank)]).toEqual([nothing, nothing]);
});

test("a crowd is drawn plainly, a mass as bones only", () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => person(i, 0, 0)).reduce(joinRows);
  const crowd = othersScene({ ...input, rows: many(30) });
  expect([crowd.bones[0]!.edged, crowd.marks[0]!.rim]).toEqual([false, "none"]);
  expect(othersScene({ ...input, rows: many(302) }).marks).toEqual([]);
});

test("small people have small marks, a single joint has a large one", () => {
  const radiusAt = (zoom: number, rows = input.rows) =>
    activeScene({ ...input, rows, keypoint: -1, camera: { zoom, x: 100, y: 50 } }).marks[0]!.radius;
  expect(radiusAt(0.5)).toBeLessThan(radiusAt(10));
  expect(radiusAt(0.001)).toBe(radiusAt(0.01));
  const single = applyEdits(
    blankRows(0, 3),
    [
      { op: "add_person", row: 7, frame: 0, track: 0 },
      { op: "place", row: 7, keypoint: 0, to: [5, 5], visibility: 2 },
    ],
    SKELETON.mirror,
  );
  expect(radiusAt(1, single)).toBe(radiusAt(1000));
});

test("colours that the skeleton gives itself come before the others", () => {
  const colors = { ...SKELETON.colors, joints: ["#112233", "", ""], bones: ["", "#445566"] };
  const scene = activeScene({
    ...input,
    keypoint: -1,
    selected: [],
    skeleton: { ...SKELETON, colors },
  });
  expect(scene.marks.map(({ color }) => color)).toEqual(["#112233", "#0072b2", "#d55e00"]);
  expect(scene.bones.map(({ color }) => color)).toEqual([personColor(SKELETON, 0, 0), "#445566"]);
});

test("the rings of a joint lie where it counts 0.61 and 0.5 in OKS, at any zoom", () => {
  const wide = applyEdits(
    input.rows,
    [{ op: "move", row: 7, keypoint: 2, to: [180, 100] }],
    SKELETON.mirror,
  );
  const area = 80 * 50;
  const k = 2 * 0.087;
  const { rings } = activeScene({ ...input, rows: wide, rings: true });
  const score = (radius: number) => Math.exp(-((radius / 2) ** 2) / (2 * area * k * k)); // zoom 2
  expect(rings.map(({ at, dashed }) => [at, dashed])).toEqual([
    [[220, 100], false],
    [[220, 100], true],
  ]);
  expect(score(rings[0]!.radius)).toBeCloseTo(Math.exp(-0.5));
  expect(score(rings[1]!.radius)).toBeCloseTo(0.5);
});

test("without a joint selected every joint has one ring, and nobody has one without sigmas or area", () => {
  const wide = applyEdits(
    input.rows,
    [{ op: "move", row: 7, keypoint: 2, to: [180, 100] }],
    SKELETON.mirror,
  );
  const all = { ...input, rows: wide, rings: true, keypoint: -1 };
  expect(activeScene(all).rings.map(({ dashed }) => dashed)).toEqual([false, false, false]);
  expect(activeScene({ ...all, rings: false }).rings).toEqual([]);
  expect(activeScene({ ...all, rows: input.rows }).rings).toEqual([]);
  expect(activeScene({ ...all, skeleton: { ...SKELETON, sigmas: null } }).rings).toEqual([]);
});
