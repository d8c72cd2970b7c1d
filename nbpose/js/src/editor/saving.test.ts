import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { person } from "../testing/fixtures";
import { editing, stubBitmaps } from "../testing/python";
import { savingOf } from "./saving";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("only a refused edit is not applied; another error leaves what is saved saved", async () => {
  const { host, session, python } = await editing(person(7, 100, 50));
  session.fail(new Error("a script broke"));
  host.receive({ kind: "status", level: "error", text: "need: no frame 99" });
  expect(session.state.notice?.text).toBe("need: no frame 99");
  expect(savingOf(session).text).toBe("Saved in study.nbpose");
  session.commit("move nose", [{ op: "move", row: 7, keypoint: 0, to: [1, 1] }]);
  python.reject(1, "row 7 is locked");
  expect(savingOf(session)).toMatchObject({ kind: "error", text: "Not applied" });
});
