import { expect, test } from "vitest";
import { limbOf } from "./limbs";

type Edges = readonly (readonly [number, number])[];

const COCO17: Edges = [
  [15, 13],
  [13, 11],
  [16, 14],
  [14, 12],
  [11, 12],
  [5, 11],
  [6, 12],
  [5, 6],
  [5, 7],
  [6, 8],
  [7, 9],
  [8, 10],
  [1, 2],
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 4],
  [3, 5],
  [4, 6],
];

/** A wrist and five fingers of four joints; with `palm`, the roots of the fingers are joined as well. */
function hand(palm: boolean): Edges {
  const fingers = [0, 1, 2, 3, 4].flatMap((finger) => {
    const root = 1 + 4 * finger;
    const chain = [0, 1, 2].map((i) => [root + i, root + i + 1] as const);
    return [[0, root] as const, ...chain];
  });
  const across = [5, 9, 13].map((root) => [root, root + 4] as const);
  return palm ? [...fingers, ...across] : fingers;
}

/** Nose, head, neck, back and tail; two legs of three joints at neck and back. */
const ANIMAL: Edges = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 4],
  [2, 5],
  [5, 6],
  [2, 7],
  [7, 8],
  [3, 9],
  [9, 10],
  [3, 11],
  [11, 12],
];

test.each([
  ["an elbow takes the wrist", COCO17, 7, [7, 9]],
  ["a wrist goes alone", COCO17, 9, [9]],
  ["a shoulder takes the arm, in the ring of the trunk", COCO17, 5, [5, 7, 9]],
  ["a hip takes the leg", COCO17, 12, [12, 14, 16]],
  ["a nose in the ring of the head goes alone", COCO17, 0, [0]],
  ["a knuckle takes its finger", hand(false), 5, [5, 6, 7, 8]],
  ["a knuckle in the ring of the palm takes its finger", hand(true), 9, [9, 10, 11, 12]],
  ["a wrist is the middle of a hand", hand(false), 0, Array.from({ length: 21 }, (_, i) => i)],
  ["an animal's head takes the nose", ANIMAL, 1, [0, 1]],
  ["an animal's hip takes the leg", ANIMAL, 9, [9, 10]],
  [
    "the middle of a line takes both ends",
    [
      [0, 1],
      [1, 2],
    ] as Edges,
    1,
    [0, 1, 2],
  ],
  ["one of two moves alone", [[0, 1]] as Edges, 0, [0]],
  ["a joint without a bone moves alone", COCO17, 99, [99]],
  [
    "a part of a skeleton that hangs on nothing stays where it is",
    [
      [0, 1],
      [1, 2],
      [2, 3],
      [7, 8],
    ] as Edges,
    2,
    [2, 3],
  ],
])("%s", (_, edges, keypoint, expected) => {
  expect(limbOf(edges, keypoint)).toEqual(expected);
});

test("a ring holds together: none of its joints takes another along", () => {
  const ring: Edges = [0, 1, 2, 3, 4].map((i) => [i, (i + 1) % 5] as const);
  for (let joint = 0; joint < 5; joint++) expect(limbOf(ring, joint)).toEqual([joint]);
});
