import { expect, test } from "vitest";
import { addJoint, EMPTY } from "./draft";
import { lowerSnake, mirroredName, sideOf, suggestNames } from "./naming";

test.each([
  ["nose", "nose"],
  ["Left Knee", "left_knee"],
  ["LKnee", "left_knee"],
  ["knee R", "right_knee"],
  ["mouth_left", "mouth_left"],
  ["  Big Toe! ", "big_toe"],
  ["SpineMid", "spine_mid"],
  ["2nd toe", "joint_2nd_toe"],
  ["R", "r"],
  ["頭", "頭"],
  ["", ""],
])("%j is spelled %j", (typed, name) => {
  expect(lowerSnake(typed)).toBe(name);
});

test("the name of the other side differs in the side alone", () => {
  expect(mirroredName("left_knee")).toBe("right_knee");
  expect(mirroredName("front_right_paw")).toBe("front_left_paw");
  expect(mirroredName("nose")).toBe("nose");
  expect(sideOf("bright_eye")).toBe("");
});

test("the first name is the nose, the next ones follow the body", () => {
  expect(suggestNames(EMPTY, [0, 0], 50, {})[0]).toBe("nose");
  const shoulder = addJoint(EMPTY, [70, 0], "left_shoulder");
  expect(suggestNames(shoulder, [80, 300], 50, {})[0]).toBe("left_elbow");
  expect(suggestNames(shoulder, [20, 300], 50, {})[0]).toBe("right_elbow");
});

test("numbers go on, and what is taken is never suggested", () => {
  const tail = addJoint(addJoint(EMPTY, [0, 0], "tail_1"), [0, 200], "tail_2");
  expect(suggestNames(tail, [0, 400], 50, {})).toEqual(["tail_3", "joint_3"]);
  const taken = addJoint(addJoint(EMPTY, [0, 0], "joint_2"), [0, 9], "joint_3");
  expect(suggestNames(taken, [0, 400], 50, {})).toEqual(["joint_4"]);
});

test("opposite a joint of a side lies its partner", () => {
  const draft = addJoint(EMPTY, [80, 40], "left_wing");
  expect(suggestNames(draft, [22, 41], 50, {})[0]).toBe("right_wing");
});

test("on an outline joints have the names of their places", () => {
  const known = { left_knee: [70, 300], nose: [50, 20] } as const;
  expect(suggestNames(EMPTY, [72, 296], 50, known)[0]).toBe("left_knee");
  expect(suggestNames(EMPTY, [72, 200], 50, known)[0]).toBe("nose"); // too far from any
});
