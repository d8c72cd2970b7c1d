import { expect, test } from "vitest";
import { person } from "../testing/fixtures";
import type { Commit, PosesMessage } from "./protocol";
import { blankRows, joinRows, type RowBlock } from "./rows";
import { CHUNK, PoseStore } from "./store";

const none = blankRows(0, 3);

function poses(seq: number, count: number, start = 0): PosesMessage {
  const range = { start, stop: start + CHUNK, count, frame_facts: {}, deleted: [] };
  return { kind: "poses", client: "c", gen: 1, seq, ...range };
}

function commit(seq: number, frames: number[], removed: number[] = []): Commit {
  const about = { client: "", n: 0, by: "", label: "", undo: false, people: frames.map(() => 1) };
  const facts = { frame_facts: {}, deleted: [] };
  return { kind: "commit", seq, frames, removed, count: 0, ...facts, ...about };
}

function loaded(rows: RowBlock, seq = 5): PoseStore {
  const store = new PoseStore(3, 1000);
  store.want(0, 1);
  store.receivePoses(poses(seq, rows.count), rows);
  return store;
}

const rowsOf = (store: PoseStore, frame: number) => [...(store.rows(frame)?.row ?? ["unknown"])];

test("the chunk of the cursor and the next one ahead are asked for, once", () => {
  const store = new PoseStore(3, 150);
  expect(store.want(70, 1)).toEqual([
    [64, 128],
    [128, 150],
  ]);
  expect(store.want(71, 1)).toEqual([]);
  expect(store.want(71, -1)).toEqual([[0, 64]]);
});

test("a frame without people is known to be empty, another one is not known", () => {
  const store = loaded(person(7, 0, 0));
  expect([rowsOf(store, 0), rowsOf(store, 1), rowsOf(store, 500)]).toEqual([[7], [], ["unknown"]]);
});

test("a commit replaces rows in place, adds new ones at the end and takes removed ones away", () => {
  const store = loaded(joinRows(person(7, 0, 0), person(8, 0, 0)));
  store.receiveCommit(commit(6, [0]), joinRows(person(9, 1, 1), person(7, 50, 50)));
  expect(rowsOf(store, 0)).toEqual([7, 8, 9]);
  expect(store.rows(0)!.xy[0]).toBe(50);
  store.receiveCommit(commit(7, [0], [8]), none);
  expect(rowsOf(store, 0)).toEqual([7, 9]);
});

test("rows read before a commit that is already known are asked for again", () => {
  const store = new PoseStore(3, 1000);
  store.want(0, 1);
  store.receiveCommit(commit(6, [0]), person(7, 50, 50));
  expect(store.receivePoses(poses(5, 1), person(7, 0, 0))).toBe(false);
  expect(store.want(0, 1)).toEqual([[0, CHUNK]]);
  expect(store.receivePoses(poses(6, 1), person(7, 50, 50))).toBe(true);
  expect(rowsOf(store, 0)).toEqual([7]);
});

test("a commit that rows already contain does not take them back", () => {
  const store = loaded(person(7, 80, 80), 9);
  store.receiveCommit(commit(8, [0]), person(7, 1, 1));
  expect(store.rows(0)!.xy[0]).toBe(80);
});

test("a commit overtaken by a later one never shows old rows, and its frames are asked for again", () => {
  const store = loaded(person(7, 0, 0));
  store.receiveCommit(commit(7, [0]), person(7, 70, 70));
  store.receiveCommit(commit(6, [0]), person(7, 60, 60));
  expect(store.rows(0)!.xy[0]).toBe(70);
  expect(store.want(0, 1)).toEqual([[0, CHUNK]]);
});

test("distrusted rows stay on screen until fresh ones come", () => {
  const store = loaded(person(7, 0, 0));
  store.distrust();
  expect(rowsOf(store, 0)).toEqual([7]);
  expect(store.want(0, 1)).toContainEqual([0, CHUNK]);
});

test("far chunks are forgotten, and asked for when they are needed again", () => {
  const store = new PoseStore(3, 100 * CHUNK);
  store.want(0, 1);
  store.receivePoses(poses(1, 0), none);
  for (let chunk = 2; chunk < 60; chunk++) store.want(chunk * CHUNK, 1);
  expect(rowsOf(store, 0)).toEqual(["unknown"]);
  expect(store.want(0, 1)).toEqual([
    [0, CHUNK],
    [CHUNK, 2 * CHUNK],
  ]);
});
