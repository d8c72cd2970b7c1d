import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Up } from "../core/protocol";
import { joinRows } from "../core/rows";
import { MEDIA, person } from "../testing/fixtures";
import { golden } from "../testing/golden";
import { editing, pass, stubBitmaps } from "../testing/python";
import { canUndo } from "./commands";
import { deleteJoint, setVisibility } from "./joints";
import { addPerson, deletePerson, place } from "./placing";
import type { Session } from "./session";

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const at = (session: Session, index: number) => session.rows(0)!.xy[2 * index];
const move = { op: "move", row: 7, keypoint: 0, to: [120, 50] } as const;

/** A message as its golden file has it, under the golden client's name. */
function asGolden(message: Up | undefined) {
  return { ...JSON.parse(JSON.stringify(message)), client: "c4b1" };
}

test("a view is announced before anything is asked for", async () => {
  const { host } = await editing();
  const [ready, poses, pictures] = host.sent;
  expect(asGolden(ready)).toEqual(golden("ready").content);
  expect(asGolden(poses)).toEqual(golden("need_poses").content);
  expect(asGolden(host.kinds("ack")[0])).toEqual(golden("ack").content);
  expect(pictures).toMatchObject({ kind: "need", what: "pictures", gen: 1 });
});

const GESTURES: [string, (session: Session) => void][] = [
  [
    "edit_move",
    (s) => s.commit("move left_knee", [{ op: "move", row: 7, keypoint: 1, to: [130, 85.5] }]),
  ],
  ["edit_set_visibility", (s) => setVisibility(s, 1)],
  ["edit_delete_keypoint", deleteJoint],
  ["edit_delete_person", deletePerson],
  ["undo", (s) => s.revert("undo")],
  ["redo", (s) => s.revert("redo")],
];

test.each(GESTURES)("%s is sent as its golden message", async (name, gesture) => {
  const { host, session } = await editing(person(7, 100, 50));
  session.select({ row: 7, keypoint: 1 });
  gesture(session);
  expect(asGolden(host.sent.at(-1))).toEqual(golden(name).content);
});

/** Frame 3 was edited, and frame 5 is looked at. */
async function lookedElsewhere() {
  const editor = await editing(joinRows(person(7, 100, 50, 0, 3), person(8, 100, 50, 0, 5)), {
    can_undo: true,
    frame: 5,
  });
  const { session, python } = editor;
  const back = (about = {}) =>
    python.commit(person(7, 90, 50, 0, 3), {
      client: session.client,
      label: "undo move",
      ...about,
    });
  return { ...editor, back };
}

test("undo goes to the frame it changes, and says which", async () => {
  const { session, back } = await lookedElsewhere();
  session.revert("undo");
  back({ n: 1, undo: true });
  expect(session.state.frame).toBe(3);
  expect(session.state.notice).toEqual({ level: "info", text: "Done: undo move, in frame 3" });
});

test("undo stays where the user has gone on editing, and what others undo leads nowhere", async () => {
  const { session, back } = await lookedElsewhere();
  back({ client: "other", n: 1, undo: true });
  expect(session.state.frame).toBe(5);
  session.revert("undo");
  session.commit("move nose", [{ ...move, row: 8 }]);
  back({ n: 1, undo: true });
  expect(session.state.frame).toBe(5);
  expect(session.state.sequence.pending.length).toBe(1);
});

test("an edit is seen at once, and stays when it is committed", async () => {
  const { session, python } = await editing(person(7, 100, 50));
  session.commit("move nose", [move]);
  expect([at(session, 0), session.state.sequence.pending.length]).toEqual([120, 1]);
  python.commit(session.rows(0)!, { client: session.client, n: 1, label: "move nose" });
  expect([at(session, 0), session.state.sequence.pending.length]).toEqual([120, 0]);
  expect(session.state.announcement).toBe("Done: move nose");
});

test("a commit can be undone before the trait says so", async () => {
  const { session, python } = await editing(person(7, 100, 50));
  session.commit("move nose", [move]);
  expect(canUndo(session)).toBe(true);
  python.commit(session.rows(0)!, { client: session.client, n: 1 });
  expect([canUndo(session), session.state.canRedo]).toEqual([true, false]);
  python.commit(session.rows(0)!, { undo: true });
  expect(session.state.canRedo).toBe(true);
});

test("a reject rolls back, says why and keeps later edits", async () => {
  const { session, python } = await editing(person(7, 100, 50));
  session.commit("move nose", [move]);
  session.commit("move left_knee", [{ ...move, keypoint: 1, to: [9, 9] }]);
  python.reject(1, "row 7 is locked");
  expect([at(session, 0), at(session, 1)]).toEqual([100, 9]);
  expect(session.state.announcement).toContain("row 7 is locked");
});

test("somebody else's commit lies under the pending edits", async () => {
  const { session, python } = await editing(person(7, 100, 50));
  session.commit("move nose", [move]);
  python.commit(person(7, 300, 50), { by: "ada", label: "smooth" });
  expect([at(session, 0), at(session, 1)]).toEqual([120, 310]);
});

test("after a reconnect only what Python has not handled is sent again, in order", async () => {
  const { host, session, python } = await editing(person(7, 100, 50));
  for (const x of [1, 2, 3]) session.commit("move nose", [{ ...move, to: [x, 1] }]);
  session.greet();
  python.welcome(1, [{ n: 1, reason: "too late" }]);
  expect(host.kinds("edit").map((edit) => edit.n)).toEqual([1, 2, 3, 2, 3]);
  for (const n of [2, 3]) python.done(n);
  expect(session.state.sequence.pending).toEqual([]);
  expect(session.state.notice?.text).toContain("too late");
});

test("while another frame is on screen an edit is refused, not misplaced", async () => {
  const { host, session } = await editing(person(7, 100, 50));
  host.sent.length = 0;
  session.frames.goTo(9);
  session.state = { ...session.state, picture: { ...session.state.picture!, frame: 0 } };
  session.commit("move nose", [move]);
  expect(host.kinds("edit")).toEqual([]);
  expect(session.state.notice?.level).toBe("warning");
});

test("while scrubbing, frames passed on the way are shown under their own number, prefetched ones are not", async () => {
  const media = { ...MEDIA, count: 100 };
  const { session, python } = await editing(person(7, 100, 50), { media });
  session.frames.goTo(80);
  session.frames.goTo(90);
  await python.pictures([81]);
  expect(session.state.picture?.frame).toBe(0);
  await python.pictures([80]);
  expect([session.state.picture?.frame, session.editable]).toEqual([80, false]);
  await python.pictures();
  expect(session.state.picture?.frame).toBe(90);
});

test("a missed commit makes the page ask for its rows again", async () => {
  const { host, session, python } = await editing(person(7, 100, 50));
  host.sent.length = 0;
  python.commit(person(7, 300, 50), { seq: 9 });
  expect(host.kinds("need").filter((need) => need.what === "poses").length).toBe(1);
  expect(at(session, 0)).toBe(300);
});

test("commits keep the count of people of every frame", async () => {
  const { session, python } = await editing(person(7, 100, 50));
  python.commit(joinRows(person(7, 1, 1), person(8, 1, 1)), { frames: [0, 4], people: [2, 0] });
  expect([session.state.people[0], session.state.people[4], session.state.people[5]]).toEqual([
    2, 0, 1,
  ]);
});

test("what breaks is shown and told to Python, and the page lives on", async () => {
  const { host, session } = await editing();
  host.receive({ kind: "surprise" } as never);
  expect(asGolden(host.sent.at(-1))).toEqual(golden("client_error").content);
  expect(session.editable).toBe(true);
});

test("Python's traits reach the editor, the editor's reach Python in one go", async () => {
  const { host, session } = await editing(person(7, 100, 50));
  host.write("frame", 4);
  host.write("tool", "place");
  host.write("can_undo", true);
  expect(session.state).toMatchObject({ frame: 4, tool: "place", canUndo: true });
  session.setTraits({ view: { zoom: 3, x: 1, y: 2 } });
  session.frames.goTo(2);
  expect(host.traits.frame).toBe(4);
  await pass(100);
  expect(host.traits).toMatchObject({ frame: 2, view: { zoom: 3, x: 1, y: 2 } });
});

test("a frame that Python shows is the last one written, whatever was about to be", async () => {
  const { host, session } = await editing(person(7, 100, 50));
  session.frames.goTo(8);
  host.receive({ kind: "show", frame: 4 });
  expect([session.state.frame, host.insisted]).toEqual([4, [4]]);
  await pass(100);
  expect([host.traits.frame, session.state.frame]).toEqual([4, 4]);
});

test("showing the frame that is shown is still written: Python may have another by now", async () => {
  const { host } = await editing(person(7, 100, 50));
  host.receive({ kind: "show", frame: 0 });
  expect(host.insisted).toEqual([0]);
});

test("a frame beyond the media is the last one", async () => {
  const { session } = await editing();
  session.frames.goTo(999);
  expect(session.state.frame).toBe(9);
});

test("clicking through an empty frame makes one person, joint by joint", async () => {
  const { host, session } = await editing();
  addPerson(session);
  for (const x of [10, 20, 30]) place(session, [x, 5], x === 20 ? 1 : 2);
  const edits = host.kinds("edit").flatMap((edit) => edit.edits);
  expect(edits.map((e) => ("keypoint" in e ? e.keypoint : e.op))).toEqual(["add_person", 0, 1, 2]);
  expect([...session.rows(0)!.visibility]).toEqual([2, 1, 2]);
  expect(session.state).toMatchObject({ tool: "edit", selection: { row: 64, keypoint: -1 } });
});

test("the first click without a person makes one in the same gesture", async () => {
  const { host, session } = await editing();
  place(session, [310.5, 120], 2);
  expect(asGolden(host.sent.at(-1))).toMatchObject({
    ...golden("edit_add_and_place").content,
    base: 5,
  });
});

test("without row numbers left nobody is added, and new ones are asked for early", async () => {
  const { host, session } = await editing();
  for (let i = 0; i < 70; i++) addPerson(session);
  expect(host.kinds("edit").length).toBe(64);
  const asked = host.kinds("need").filter((need) => need.what === "rows");
  expect(asGolden(asked[0])).toEqual(golden("need_rows").content);
  host.receive({ kind: "rows", client: session.client, gen: 0, rows: [192, 256] });
  addPerson(session);
  expect(host.kinds("edit").at(-1)?.edits[0]).toMatchObject({ row: 192 });
});
