import { expect, test } from "vitest";
import { frameFactsAfter } from "./facts";

test("a frame is told by its own edits, and by nobody else's", () => {
  const blurred = { tags: ["blurred"], attributes: { phase: "stance" } };
  const edits = [
    { op: "tag_frame", frame: 3, tags: ["dark"] },
    { op: "tag_frame", frame: 4, tags: ["other"] },
    { op: "set_frame_attribute", frame: 3, name: "phase", value: null },
  ] as const;
  expect(frameFactsAfter(blurred, 3, edits)).toEqual({ tags: ["dark"], attributes: {} });
  expect(frameFactsAfter(null, 4, edits)).toEqual({ tags: ["other"], attributes: {} });
});

test("where nothing is said any more there is nothing", () => {
  const edit = { op: "tag_frame", frame: 3, tags: [] } as const;
  expect(frameFactsAfter({ tags: ["blurred"], attributes: {} }, 3, [edit])).toBeNull();
});
