import { expect, test } from "vitest";
import {
  addJoint,
  axisOf,
  boneOf,
  boneSide,
  canMirror,
  colorBone,
  colorSide,
  connect,
  type Draft,
  EMPTY,
  jointOf,
  mirrorPair,
  moveJoint,
  partnerOf,
  removeBone,
  removeJoint,
  renameJoint,
  reorder,
  setPartner,
} from "./draft";
import { decodeDraft, encodeDraft } from "./protocol";

const names = (draft: Draft) => draft.joints.map(({ name }) => name);
const WIDTH = 201;

/** Nose in the middle, a left shoulder joined to it, and a left elbow joined to that. */
function half(): Draft {
  let draft = addJoint(EMPTY, [100, 20], "nose");
  draft = addJoint(draft, [140, 60], "left_shoulder");
  draft = addJoint(draft, [150, 100], "left_elbow");
  return connect(connect(draft, 0, 1), 1, 2);
}

test("joints get ids that are never given again", () => {
  const draft = addJoint(removeJoint(half(), 2), [1, 2], "tail");
  expect(draft.joints.map(({ id }) => id)).toEqual([0, 1, 3]);
  expect(draft.next).toBe(4);
});

test("a joint takes its bones and its pair with it", () => {
  const draft = removeJoint(setPartner(half(), 1, 2), 1);
  expect(draft.bones).toEqual([]);
  expect(draft.pairs).toEqual([]);
});

test("two joints are joined once, whichever way round, and none to itself", () => {
  const draft = half();
  expect(connect(draft, 1, 0)).toBe(draft);
  expect(connect(draft, 1, 1)).toBe(draft);
  expect(connect(draft, 0, 2).bones).toHaveLength(3);
  expect(removeBone(draft, 1, 0).bones).toHaveLength(1);
});

test("the order of the joints is that of the clicks, and ends at its ends", () => {
  expect(names(reorder(half(), 2, -1))).toEqual(["nose", "left_elbow", "left_shoulder"]);
  const draft = half();
  expect(reorder(draft, 0, -1)).toBe(draft);
  expect(reorder(draft, 2, 1)).toBe(draft);
});

test("the mirror image has the other side's name, place and bones", () => {
  const shoulders = mirrorPair(half(), 1, WIDTH);
  expect(names(shoulders)).toContain("right_shoulder");
  expect(jointOf(shoulders, 3)).toMatchObject({ x: 60, y: 60 });
  expect(boneOf(shoulders, 0, 3)).toBeDefined();
  const elbows = mirrorPair(shoulders, 2, WIDTH);
  expect(jointOf(elbows, 4)).toMatchObject({ name: "right_elbow", x: 50, y: 100 });
  expect(boneOf(elbows, 3, 4)).toBeDefined();
  expect(boneOf(elbows, 1, 4)).toBeUndefined();
});

test("a joint without a side gets one by where it lies, and whoever has a partner gets no other", () => {
  const draft = mirrorPair(renameJoint(half(), 2, "paw"), 2, WIDTH);
  expect(names(draft)).toEqual(["nose", "left_shoulder", "left_paw", "right_paw"]);
  expect(canMirror(draft, 2)).toBe(false);
  expect(mirrorPair(draft, 2, WIDTH)).toBe(draft);
  const other = mirrorPair(addJoint(half(), [20, 100], "paw"), 3, WIDTH);
  expect(names(other).slice(-2)).toEqual(["right_paw", "left_paw"]);
});

test("the mirror image stays on the picture", () => {
  const draft = mirrorPair(addJoint(EMPTY, [5, 5], "right_ear"), 0, WIDTH);
  expect(jointOf(draft, 1)!.x).toBeLessThanOrEqual(WIDTH - 1);
});

test("left and right meet between partners, else in the joints of the middle, else in the picture's middle", () => {
  expect(axisOf(EMPTY, WIDTH)).toBe(100);
  expect(axisOf(moveJoint(half(), 0, [90, 20]), WIDTH)).toBe(90);
  const pair = addJoint(half(), [120, 60], "right_shoulder");
  expect(axisOf(pair, WIDTH)).toBe(130);
});

test("partners go by name, unless somebody says otherwise", () => {
  const draft = addJoint(half(), [60, 60], "right_shoulder");
  expect(partnerOf(draft, 1)?.name).toBe("right_shoulder");
  expect(partnerOf(draft, 0)).toBeNull();
  const paired = setPartner(draft, 0, 1);
  expect(partnerOf(paired, 0)?.id).toBe(1);
  expect(partnerOf(paired, 3)).toBeNull();
  expect(partnerOf(setPartner(draft, 1, null), 1)).toBeNull();
  expect(partnerOf(setPartner(draft, 1, null), 3)).toBeNull();
  expect(setPartner(paired, 0, "name").pairs).toEqual([]);
});

test("a colour may be that of a bone, or of a whole side", () => {
  const draft = colorSide(colorBone(half(), 1, 0, "#112233"), "left", "#445566");
  expect(draft.joints.map(({ color }) => color)).toEqual(["", "#445566", "#445566"]);
  expect(draft.bones.map(({ color }) => color)).toEqual(["#112233", "#445566"]);
  expect(draft.bones.map((bone) => boneSide(draft, bone))).toEqual(["", "left"]);
});

test("a draft comes back from a message as it was", () => {
  const draft = setPartner(colorBone(half(), 0, 1, "#112233"), 0, null);
  expect(decodeDraft(JSON.parse(JSON.stringify(encodeDraft(draft))))).toEqual(draft);
});
