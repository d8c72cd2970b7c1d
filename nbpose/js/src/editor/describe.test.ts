import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { factsOf } from "./describe";
import { deleteJoint, setVisibility } from "./joints";
import { setTool } from "./placing";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a joint is told in the words of the list: pending is not absent", async () => {
  const { session } = await editing(person(7, 100, 50));
  session.select({ row: 7, keypoint: 1 });
  expect(factsOf(session).joint).toBe("Person 1, left knee, visible, 110.0, 50.0.");
  deleteJoint(session);
  expect(factsOf(session).joint).toBe("Person 1, left knee, pending.");
  setTool(session, "place");
  expect(factsOf(session).joint).toBe("Person 1, left knee, next, pending.");
  setVisibility(session, 0);
  setTool(session, "edit");
  expect(factsOf(session).joint).toBe("Person 1, left knee, absent.");
});
