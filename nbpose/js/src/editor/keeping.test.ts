import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Traits } from "../core/protocol";
import { FakeKept, Neighbours } from "../testing/browser";
import { person } from "../testing/fixtures";
import { editing, pass, stubBitmaps } from "../testing/python";
import { addPerson } from "./placing";
import { savingOf } from "./saving";
import type { Session } from "./session";
import { watch } from "./watchdog";

let kept: FakeKept;
let neighbours: Neighbours;

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
  vi.spyOn(console, "warn").mockImplementation(() => {});
  kept = new FakeKept();
  neighbours = new Neighbours();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const move = (x: number) => [{ op: "move", row: 7, keypoint: 0, to: [x, 50] }] as const;
const nose = (session: Session) => session.rows(0)!.xy[0];

/** A page with an editor of the same document; the fake Python of another page knows nothing of it. */
async function page(traits: Partial<Traits> = {}) {
  const opened = await editing(person(7, 100, 50), traits, { kept, peers: neighbours.peers() });
  await pass();
  return opened;
}

/** A page that was left with these edits unanswered. */
async function leftPage(labels: readonly string[] = ["one", "two"]) {
  const { session, python } = await page();
  for (const [i, label] of labels.entries()) session.commit(label, move(i));
  await pass();
  session.close();
  return { client: session.client, python };
}

test("an edit is kept until it is answered, and not a moment longer", async () => {
  const { session, python } = await page();
  for (const label of ["one", "two", "three"]) session.commit(label, move(1));
  expect(kept.labels).toEqual(["one", "two", "three"]);
  expect(savingOf(session)).toMatchObject({ kind: "saving", text: "Saving 3 edits …" });
  python.commit(person(7, 1, 50), { client: session.client, n: 1 });
  python.reject(2, "row 7 is locked");
  python.done(3);
  await pass();
  expect([kept.labels, session.state.sequence.pending]).toEqual([[], []]);
});

test("what was left is sent again under its own name, and told", async () => {
  const { client } = await leftPage();
  const { host, session, python } = await page();
  expect(host.kinds("edit")).toEqual([]);
  python.handled(client);
  const sent = host.kinds("edit").map((m) => [m.client, m.n, m.label, m.document]);
  expect(sent).toEqual([
    [client, 1, "one", "d0c1"],
    [client, 2, "two", "d0c1"],
  ]);
  expect(session.state.announcement).toBe("2 edits kept in this browser were sent again.");
  expect(savingOf(session).text).toBe("Saving 2 edits …");
  python.commit(person(7, 0, 50), { client, n: 1 });
  python.done(2, client);
  await pass();
  expect([kept.labels, session.state.adopted, nose(session)]).toEqual([[], [], 0]);
  expect(savingOf(session).text).toBe("Saved in study.nbpose");
});

test("what had arrived after all is forgotten without a word", async () => {
  const { client } = await leftPage();
  const { host, session, python } = await page();
  python.handled(client, [1, 2]);
  await pass();
  expect([kept.labels, host.kinds("edit"), session.state.notice]).toEqual([[], [], null]);
});

test("a left edit that is refused is told with its reason, and goes", async () => {
  const { client } = await leftPage();
  const { session, python } = await page();
  python.handled(client, [1], [{ n: 1, reason: "row 7 is gone" }]);
  expect(session.state.notice?.text).toBe("1 edit kept in this browser was sent again.");
  python.reject(2, "row 7 is locked", client);
  await pass();
  expect(session.state.announcement).toBe("A kept edit was refused: two. row 7 is locked");
  expect([kept.labels, session.state.adopted]).toEqual([[], []]);
});

test("once the document went on, the user is asked, and applies", async () => {
  const { client } = await leftPage();
  const { host, session, python } = await page();
  python.commit(person(7, 300, 50));
  python.handled(client);
  expect(host.kinds("edit")).toEqual([]);
  expect(session.state.offered.map((g) => g.label)).toEqual(["one", "two"]);
  expect(session.state.announcement).toBe("2 edits kept in this browser never reached the file.");
  session.heir.apply();
  expect(host.kinds("edit").map((m) => [m.client, m.n])).toEqual([
    [client, 1],
    [client, 2],
  ]);
  expect(session.state.offered).toEqual([]);
});

test("discarded edits never come back", async () => {
  const { client } = await leftPage();
  const first = await page();
  first.python.commit(person(7, 300, 50));
  first.python.handled(client);
  first.session.heir.discard();
  await pass();
  expect([kept.labels, first.session.state.offered]).toEqual([[], []]);
  const { host } = await page();
  expect(host.kinds("need").filter((m) => m.what === "handled")).toEqual([]);
});

test("a page that lives is not robbed, and one of another document is left alone", async () => {
  const other = await page();
  other.session.commit("one", move(1));
  await leftPage();
  const document = { id: "e1se", name: "other.nbpose", stored: true };
  for (const traits of [{}, { document }]) {
    const { host } = await page(traits);
    const asked = host.kinds("need").flatMap((m) => (m.what === "handled" ? m.of : []));
    expect(asked).not.toContain(other.session.client);
    if (traits.document) expect(asked).toEqual([]);
  }
});

test("an answer that got lost is asked for again after the next welcome", async () => {
  const { client } = await leftPage(["one"]);
  const { host, session, python } = await page();
  python.handled(client);
  session.greet();
  python.welcome();
  await pass();
  expect(host.kinds("edit").map((m) => [m.client, m.n])).toEqual([
    [client, 1],
    [client, 1],
  ]);
});

test("without a name the document's edits are not kept, and leaving is a risk", async () => {
  const { session } = await page({ document: {} });
  session.commit("one", move(1));
  expect([kept.labels, session.keeper.atRisk]).toEqual([[], true]);
});

test("where the browser keeps nothing it is said once, and leaving is a risk", async () => {
  const { session, python } = await page();
  expect(session.keeper.atRisk).toBe(false);
  kept.fail();
  session.commit("one", move(1));
  await pass();
  expect(session.state.notice?.text).toContain("This browser keeps no data");
  expect(session.keeper.atRisk).toBe(true);
  python.done(1);
  session.say("info", "Something else.");
  session.commit("two", move(2));
  await pass();
  expect(session.state.notice).toBe(null);
});

test("while Python is busy the edits are said to be kept in the browser", async () => {
  const { session } = await page();
  const unwatch = watch(session);
  session.commit("one", move(1));
  await pass(3000);
  expect(savingOf(session)).toMatchObject({ kind: "kept", text: "Kept in this browser: 1" });
  unwatch();
});

test("without a kernel a stored document can be edited on, and the next kernel gets it all", async () => {
  const old = await page();
  old.host.cut = true;
  old.session.commit("one", move(1));
  old.session.commit("two", move(2));
  old.session.commit("three", move(3));
  old.session.revert("undo");
  await pass();
  expect([nose(old.session), kept.labels]).toEqual([2, ["one", "two"]]);
  expect(savingOf(old.session)).toMatchObject({ kind: "kept", text: "Kept in this browser: 2" });
  const { host, python } = await page(); // the cell ran again: a new model, the old view beside it
  python.handled(old.session.client);
  expect(host.kinds("edit").map((m) => m.label)).toEqual(["one", "two"]);
  python.commit(person(7, 2, 50), { client: old.session.client, n: 1 });
  python.done(2, old.session.client);
  await pass();
  expect([kept.labels, old.session.state.sequence.pending]).toEqual([[], []]);
});

test("an undo of what may have been sent waits for a kernel", async () => {
  const { host, session } = await page();
  session.commit("one", move(1));
  host.restart();
  session.revert("undo");
  session.revert("redo");
  expect([session.state.sequence.pending.length, nose(session)]).toEqual([1, 1]);
});

test("without a kernel nobody can be added once the row numbers are used up", async () => {
  const { host, session } = await page();
  host.cut = true;
  session.commit("one", move(1));
  session.update({ sequence: { ...session.state.sequence, rows: [64, 65] } });
  addPerson(session);
  expect(session.rows(0)?.row).toEqual(Float64Array.of(7, 64));
  addPerson(session);
  expect(session.state.notice?.text).toContain("Nobody more can be added without the kernel");
  session.commit("two", move(2));
  expect(nose(session)).toBe(2);
});

test("a page whose own kernel answers again sends what it kept", async () => {
  const { host, session, python } = await page();
  host.cut = true;
  session.commit("one", move(1));
  session.commit("two", move(2));
  host.cut = false;
  session.greet();
  python.welcome();
  expect(host.kinds("edit").map((m) => m.n)).toEqual([1, 2]);
  python.done(1);
  python.commit(person(7, 2, 50), { client: session.client, n: 2 });
  await pass();
  expect([kept.labels, savingOf(session).kind]).toEqual([[], "saved"]);
});

test("a dead view's edits are taken by a living one as they come", async () => {
  const living = await page();
  const dead = await page();
  dead.host.cut = true;
  dead.session.commit("one", move(1));
  await pass();
  living.python.handled(dead.session.client);
  expect(living.host.kinds("edit").map((m) => [m.client, m.label])).toEqual([
    [dead.session.client, "one"],
  ]);
});

test("an in-memory document is gone with its kernel, so nothing more is edited", async () => {
  const document = { id: "m3m0", name: "", stored: false };
  const { host, session } = await page({ document });
  expect(savingOf(session)).toMatchObject({ kind: "memory", text: "In memory only" });
  expect(savingOf(session).title).toContain("project=");
  host.restart();
  session.commit("one", move(1));
  expect([session.state.sequence.pending, session.state.announcement]).toEqual([
    [],
    "No edits without the kernel.",
  ]);
});

test("nothing is written to Python while a pointer is down, and all of it afterwards", async () => {
  const { host, session } = await page();
  const write = vi.spyOn(host, "set");
  const view = {};
  session.hold(view, true);
  session.select({ row: 7, keypoint: 2 });
  host.write("view", { zoom: 3, x: 1, y: 1 });
  await pass(1000);
  expect([write.mock.calls, session.state.camera]).toEqual([[], null]);
  session.hold(view, false);
  await pass(1000);
  expect(write.mock.calls).toEqual([[{ selection: { row: 7, keypoint: 2 } }]]);
  expect(session.state.camera).toMatchObject({ zoom: 3 });
});
