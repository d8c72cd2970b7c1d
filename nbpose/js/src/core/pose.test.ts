import { describe, expect, test } from "vitest";
import { person, SKELETON } from "../testing/fixtures";
import { clippingOf, poseFrom, readClipping } from "./clipboard";
import { applyEdits } from "./edits";
import { nearestPerson } from "./people";
import { averagePose, editsToPut, fitInto, type Pose, placedAt, poseOf } from "./pose";
import { blankRows, joinRows } from "./rows";

const FRAME = { width: 640, height: 360 };
const AT_100 = poseOf(person(7, 100, 50), 0);

function points(pose: Pose) {
  return [...pose.values()].map(({ at }) => at?.map((n) => Math.round(n * 1000) / 1000));
}

describe("a copied pose", () => {
  test("put on somebody else is the same pose", () => {
    const skipped = { op: "set_visibility", row: 7, keypoint: 1, visibility: 0 } as const;
    const hidden = { op: "set_visibility", row: 7, keypoint: 2, visibility: 1 } as const;
    const from = applyEdits(person(7, 100, 50), [skipped, hidden], SKELETON.mirror);
    const edits = editsToPut(9, poseOf(from, 0));
    const onto = applyEdits(person(9, 400, 200), edits, SKELETON.mirror);
    expect(poseOf(onto, 0)).toEqual(poseOf(from, 0));
  });

  test("leaves joints alone that it knows nothing of", () => {
    const some: Pose = new Map([...AT_100].filter(([keypoint]) => keypoint === 0));
    const onto = applyEdits(person(9, 400, 200), editsToPut(9, some), SKELETON.mirror);
    expect(points(poseOf(onto, 0))).toEqual([
      [100, 50],
      [410, 200],
      [420, 200],
    ]);
  });

  test("stays where it is in a picture that it fits, however small that is", () => {
    expect(fitInto(AT_100, FRAME, { width: 121, height: 60 })).toBe(AT_100);
  });

  test("is scaled as the pictures are where it would lie outside", () => {
    const small = fitInto(AT_100, FRAME, { width: 64, height: 36 });
    expect(points(small)).toEqual([
      [10, 5],
      [11, 5],
      [12, 5],
    ]);
  });

  test("finds the joints of another skeleton by name, and says when there are none", () => {
    const clipping = clippingOf(AT_100, SKELETON.keypoints, FRAME);
    expect(points(poseFrom(clipping, ["tail", "right_knee", "nose"]))).toEqual([
      [100, 50],
      [120, 50],
    ]);
    expect(poseFrom(clipping, ["tail"]).size).toBe(0);
  });

  test("comes back from the browser's storage", () => {
    const clipping = clippingOf(AT_100, SKELETON.keypoints, FRAME);
    expect(readClipping(JSON.stringify(clipping))).toEqual(clipping);
  });

  test.each([
    null,
    "",
    "{",
    "[]",
    '{"frame": {"width": 640, "height": 360}}',
    '{"frame": {"width": null, "height": 1}, "joints": []}',
    '{"frame": {"width": 1, "height": 1}, "joints": [["nose", [1, null], 2]]}',
    '{"frame": {"width": 1, "height": 1}, "joints": [["nose", null, 2]]}',
    '{"frame": {"width": 1, "height": 1}, "joints": [[7, [1, 2], 2]]}',
  ])("is none where something else lies there: %s", (text) => {
    expect(readClipping(text)).toBeNull();
  });
});

describe("the average pose", () => {
  test("has the mean shape and the median size, whoever stood where", () => {
    const poses = [1, 2, 5].map((size) => placedAt(AT_100, [-300 * size, 7], size));
    const average = averagePose([...poses, AT_100, AT_100])!;
    expect(average.people).toBe(5);
    expect(average.size).toBe(20); // of 20, 20, 20, 40 and 100
    expect(points(average.pose)).toEqual([
      [-0.5, 0],
      [0, 0],
      [0.5, 0],
    ]);
  });

  test("does without those of whom little is labelled", () => {
    const some: Pose = new Map([...AT_100].slice(0, 2));
    expect(averagePose([some, AT_100])!.people).toBe(1);
    expect(averagePose([some])!.people).toBe(1);
  });

  test("needs somebody with two joints", () => {
    expect(averagePose([])).toBeNull();
    expect(averagePose([new Map([...AT_100].slice(0, 1)), new Map()])).toBeNull();
  });
});

describe("whose pose comes from the frame before", () => {
  const before = joinRows(person(1, 100, 50, 0), person(2, 400, 50, 1));

  test("that of the same track", () => {
    expect(nearestPerson(before, person(5, 110, 50, 1), 0, -1)).toBe(1);
  });

  test("that of whoever is nearest, where nobody has a track", () => {
    const untracked = joinRows(person(1, 100, 50, -1), person(2, 400, 50, -1));
    expect(nearestPerson(untracked, person(5, 390, 50, -1), 0, -1)).toBe(1);
  });

  test("that of the first who is missing, where nobody is active", () => {
    expect(nearestPerson(before, person(5, 110, 50, 0), -1, -1)).toBe(1);
    expect(nearestPerson(before, blankRows(0, 3), -1, 1)).toBe(1);
  });
});
