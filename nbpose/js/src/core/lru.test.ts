import { expect, test } from "vitest";
import { ByteLru } from "./lru";

test("what was used longest ago leaves, and is closed", () => {
  const closed: string[] = [];
  const lru = new ByteLru<string>(10, (value) => closed.push(value));
  const none = new Set<number>();
  lru.put(1, "a", 4, none);
  lru.put(2, "b", 4, none);
  lru.get(1);
  lru.put(3, "c", 4, none);
  expect([closed, lru.bytes, lru.peek(1)]).toEqual([["b"], 8, "a"]);
  lru.put(1, "A", 4, none);
  expect(closed).toEqual(["b", "a"]);
  lru.clear();
  expect(lru.bytes).toBe(0);
});

test("what is on screen stays, even beyond the budget", () => {
  const lru = new ByteLru<string>(10, () => {});
  lru.put(1, "on screen", 8, new Set([1]));
  lru.put(2, "next", 8, new Set([1]));
  expect([lru.peek(1), lru.bytes]).toEqual(["on screen", 16]);
});
