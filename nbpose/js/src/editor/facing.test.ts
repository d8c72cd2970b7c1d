import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Angles, Traits } from "../core/protocol";
import { person } from "../testing/fixtures";
import { editing, pass, stubBitmaps } from "../testing/python";

const KNEE = {
  name: "knee_flexion",
  side: "left",
  convention: "",
  start: [
    [0, -1],
    [1, 1],
  ],
  end: [
    [1, -1],
    [2, 1],
  ],
  offset: 0,
  lowest: -180,
} as const;
const ANGLES: Angles = {
  definitions: [KNEE],
  cues: { trunk: [], feet: [], feet_weight: 1, head: [], breadth: [], knees: [] },
  limits: { confidence: 0, frontal: 90, clear: 1, broad: 1 },
};

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => vi.useRealTimers());

async function opened(angles: Traits["angles"] = ANGLES) {
  const fixture = await editing(person(7, 100, 50), { angles });
  const asked = () => fixture.host.kinds("need").filter((m) => m.what === "facing");
  const answer = (stretches: [number, number, number, "left" | "right"][] = []) => {
    const { client } = fixture.session;
    const gen = asked().at(-1)?.gen ?? 0;
    fixture.host.receive({ kind: "facing", client, gen, start: 0, stop: 10, stretches });
  };
  return { ...fixture, asked, answer };
}

test("facing is asked for once, and once more when edits have come to rest", async () => {
  const { python, asked, answer, session } = await opened();
  expect(asked().length).toBe(1);
  answer([[0, 0, 10, "left"]]);
  expect(session.facing.stretches).toEqual([[0, 0, 10, "left"]]);
  for (let i = 0; i < 5; i++) {
    python.commit(person(7, 100 + i, 50));
    await pass(100);
  }
  expect(asked().length).toBe(1);
  await pass(500);
  expect(asked().length).toBe(2);
});

test("it is not asked for while a joint is in the hand", async () => {
  const { python, asked, answer, session } = await opened();
  answer();
  python.commit(person(7, 101, 50));
  session.hold(session, true);
  await pass(2000);
  expect(asked().length).toBe(1);
  session.hold(session, false);
  await pass(1000);
  expect(asked().length).toBe(2);
});

test("a skeleton without angles does not ask", async () => {
  const { asked } = await opened({});
  expect(asked()).toEqual([]);
});
