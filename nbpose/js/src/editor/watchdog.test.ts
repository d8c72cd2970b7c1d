import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { person } from "../testing/fixtures";
import { editing, pass, stubBitmaps } from "../testing/python";
import { watch } from "./watchdog";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("an edit without an answer makes the page greet again, ever more rarely", async () => {
  const { host, session, python } = await editing(person(7, 0, 0));
  const unwatch = watch(session);
  session.commit("move nose", [{ op: "move", row: 7, keypoint: 0, to: [1, 1] }]);
  await pass(3000);
  expect([session.state.silent, host.kinds("ready").length]).toEqual([true, 1]);
  await pass(60_000);
  expect(host.kinds("ready").length).toBe(4);
  python.welcome(1);
  python.done(1);
  python.poses(session.rows(0)!);
  await python.pictures();
  await pass(1000);
  expect(session.state).toMatchObject({ silent: false, sequence: { pending: [] } });
  unwatch();
});

test("an edit after a long silence has time to be answered", async () => {
  const { host, session } = await editing(person(7, 0, 0));
  const unwatch = watch(session);
  await pass(60_500);
  session.commit("move nose", [{ op: "move", row: 7, keypoint: 0, to: [1, 1] }]);
  await pass(1000);
  expect([session.state.silent, host.kinds("ready").length]).toEqual([false, 1]);
  await pass(3000);
  expect(session.state.silent).toBe(true);
  unwatch();
});

test("a page that waits for nothing leaves Python in peace", async () => {
  const { host, session } = await editing(person(7, 0, 0));
  const unwatch = watch(session);
  await pass(600_000);
  expect([session.state.silent, host.kinds("ready").length]).toEqual([false, 1]);
  unwatch();
});
