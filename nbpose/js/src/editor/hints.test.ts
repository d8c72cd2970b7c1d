import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { deleteJoint, setVisibility } from "./joints";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([
  [["M"], "press M"],
  [[], "choose Place"],
])("a sentence names the key that the user gave: %j", async (place, told) => {
  const keymap = { preset: "nbpose", remap: { place } };
  const { session } = await editing(person(7, 100, 50), { keymap });
  session.select({ row: 7, keypoint: 1 });
  deleteJoint(session);
  setVisibility(session, 2);
  expect(session.state.notice?.text).toContain(`no position yet: ${told}, then click.`);
});
