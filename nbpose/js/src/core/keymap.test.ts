import { expect, test } from "vitest";
import { actionOf, KEYMAP, type Key } from "./keymap";

function key(code: string, more: Partial<Key> = {}): Key {
  const modifiers = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  return { code, key: "", ...modifiers, ...more };
}

test("no key is bound twice", () => {
  const keys = KEYMAP.flatMap((entry) => entry.bindings).flatMap((binding) =>
    binding.codes.map((code) => JSON.stringify({ ...binding, codes: [code], action: "" })),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test("the keys that delete, cut and restart in a notebook do nothing alone", () => {
  for (const code of ["KeyD", "KeyX", "KeyZ", "KeyA", "KeyB", "Digit0", "KeyI"]) {
    expect(actionOf(key(code), false)).toBeNull();
  }
});

test("Cmd does what Ctrl does", () => {
  expect(actionOf(key("KeyZ", { ctrlKey: true }), false)).toEqual({ do: "undo" });
  expect(actionOf(key("KeyZ", { metaKey: true, shiftKey: true }), false)).toEqual({ do: "redo" });
});

test("the browser keeps its own: Ctrl+W, Ctrl+N, Ctrl and plus", () => {
  for (const code of ["KeyW", "KeyN", "Equal", "KeyR"]) {
    expect(actionOf(key(code, { ctrlKey: true }), false)).toBeNull();
  }
});

test("characters count where the layout moves them: ? and +", () => {
  expect(actionOf(key("Minus", { key: "?", shiftKey: true }), false)).toEqual({ do: "keys" });
  expect(actionOf(key("BracketRight", { key: "+" }), false)).toMatchObject({ do: "zoom" });
});

test("while nudging, the arrows move the joint and everything else stays", () => {
  expect(actionOf(key("ArrowLeft"), true)).toEqual({ do: "nudge", x: -1, y: 0 });
  expect(actionOf(key("ArrowDown", { shiftKey: true }), true)).toEqual({
    do: "nudge",
    x: 0,
    y: 10,
  });
  expect(actionOf(key("ArrowLeft"), false)).toEqual({ do: "step", by: -1 });
  expect(actionOf(key("KeyQ"), true)).toEqual({ do: "occluded" });
  expect(actionOf(key("Home"), true)).toEqual({ do: "end", which: "first" });
});
