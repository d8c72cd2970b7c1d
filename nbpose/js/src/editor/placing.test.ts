import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { joinRows } from "../core/rows";
import { MEDIA, person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { place, toggleLoop } from "./placing";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const STILLS = { media: { ...MEDIA, kind: "images", fps: null } } as const;
const first = person(7, 100, 50, -1);
const second = person(8, 200, 50, -1);

async function looping(rows?: typeof first) {
  const editor = await editing(rows, STILLS);
  toggleLoop(editor.session);
  editor.session.select({ row: -1, keypoint: 1 });
  place(editor.session, [40, 40], 2);
  return { ...editor, edits: () => editor.host.kinds("edit").flatMap((m) => m.edits) };
}

test("in loop mode with several people a click asks whose joint it is, and adds nobody", async () => {
  const { session, edits } = await looping(joinRows(first, second));
  expect(edits()).toEqual([]);
  expect([session.state.notice?.text, session.state.frame]).toEqual([
    "Pick a person first, then click.",
    0,
  ]);
  session.select({ row: 8, keypoint: 1 });
  place(session, [40, 40], 2);
  expect(edits()).toMatchObject([{ op: "place", row: 8, keypoint: 1 }]);
});

test("in loop mode an only person is meant, and where nobody is somebody comes", async () => {
  const only = await looping(first);
  expect(only.edits()).toMatchObject([{ op: "place", row: 7, keypoint: 1 }]);
  const nobody = await looping();
  expect(nobody.edits().map(({ op }) => op)).toEqual(["add_person", "place"]);
});
