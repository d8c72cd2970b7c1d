import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MEDIA, person } from "../testing/fixtures";
import { editing, pass, stubBitmaps } from "../testing/python";
import { badgeText } from "./badge";
import { watch } from "./watchdog";

const RESTARTED = "The kernel is gone or new: run the cell again.";
const move = { op: "move", row: 7, keypoint: 0, to: [120, 50] } as const;

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** An editor with the first half of a hundred frames, whose kernel was restarted behind its back. */
async function cutOff() {
  const editor = await editing(person(7, 100, 50), { media: { ...MEDIA, count: 100 } });
  editor.host.cut = true;
  return editor;
}

test("an edit that cannot be sent is counted and told once, and no other is made", async () => {
  const { session } = await cutOff();
  session.commit("move nose", [move]);
  expect(session.state.lost).toBe(true);
  expect(session.state.announcement).toBe(`${RESTARTED} 1 edit was not sent.`);
  session.commit("move nose", [move]);
  expect(session.state.announcement).toBe("No edits without the kernel.");
  expect(session.state.sequence.pending.length).toBe(1);
  session.revert("undo");
  expect(session.state.sequence.pending).toEqual([]);
});

test("a restart is told at once where the notebook tells of it", async () => {
  const { host, session } = await editing(person(7, 100, 50));
  host.restart();
  expect([session.state.lost, session.state.announcement]).toEqual([true, RESTARTED]);
});

test("a user who comes back after a while learns of a restart, and one who stays asks for nothing", async () => {
  const { host, session } = await cutOff();
  session.back();
  expect(session.state.lost).toBe(false);
  await pass(11_000);
  session.back();
  expect([session.state.lost, session.state.announcement]).toEqual([true, RESTARTED]);
  expect(host.kinds("edit")).toEqual([]);
});

test("where nothing can be noticed, the answer is missed until it comes", async () => {
  const { host, session, python } = await editing(person(7, 100, 50));
  const unwatch = watch(session);
  await pass(11_000);
  const asked = host.kinds("need").length;
  session.back();
  session.back();
  expect(host.kinds("need").length).toBe(asked + 1);
  await pass(3000);
  expect(session.state.silent).toBe(true);
  python.poses(session.rows(0)!);
  await pass(1000);
  expect([session.state.silent, host.kinds("ready").length]).toEqual([false, 1]);
  unwatch();
});

test("frames that are here can be stepped through, others say that they are not", async () => {
  const { session } = await cutOff();
  session.frames.goTo(70);
  expect(session.state.announcement).toBe(RESTARTED);
  expect(badgeText(session)).toBe("Frame 0; 70 was not loaded.");
  session.frames.goTo(3);
  expect([session.state.picture?.frame, badgeText(session)]).toEqual([3, ""]);
});

test("the page goes on greeting, and a welcome brings everything back", async () => {
  const { host, session, python } = await cutOff();
  const unwatch = watch(session);
  session.commit("move nose", [move]);
  host.cut = false;
  host.sent.length = 0;
  await pass(10_000);
  expect(host.kinds("ready").length).toBeGreaterThan(0);
  python.welcome();
  expect([session.state.lost, session.editable]).toEqual([false, true]);
  expect(host.kinds("edit").map((edit) => edit.n)).toEqual([1]);
  unwatch();
});
