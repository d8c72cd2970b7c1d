import { expect, test } from "vitest";
import { SKELETON_KEYS, skeletonAction } from "./keymap";

const key = (code: string, more = {}) => ({
  code,
  key: code.replace("Key", "").toLowerCase(),
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test("keys stand for actions, with their modifiers", () => {
  expect(skeletonAction(key("KeyM"))).toEqual({ do: "mirror" });
  expect(skeletonAction(key("ArrowUp"))).toEqual({ do: "nudge", x: 0, y: -1 });
  expect(skeletonAction(key("ArrowUp", { shiftKey: true }))).toEqual({ do: "nudge", x: 0, y: -10 });
  expect(skeletonAction(key("ArrowUp", { altKey: true }))).toEqual({ do: "order", by: -1 });
  expect(skeletonAction(key("KeyZ", { ctrlKey: true }))).toEqual({ do: "undo" });
  expect(skeletonAction(key("KeyZ", { metaKey: true, shiftKey: true }))).toEqual({ do: "redo" });
  expect(skeletonAction(key("Minus", { key: "?", shiftKey: true }))).toEqual({ do: "keys" });
  expect(skeletonAction(key("KeyM", { ctrlKey: true }))).toBeNull();
});

test("with Ctrl the letter counts, wherever a layout has it", () => {
  expect(skeletonAction(key("KeyY", { key: "z", ctrlKey: true }))).toEqual({ do: "undo" });
});

test("keys that are Jupyter's alone stay free, and none is given twice", () => {
  const bound = SKELETON_KEYS.flatMap(({ bindings }) => bindings.map(({ on }) => on));
  expect(new Set(bound).size).toBe(bound.length);
  for (const code of ["KeyD", "KeyX", "KeyZ", "KeyA", "KeyB", "Digit0", "KeyI"]) {
    expect(skeletonAction(key(code))).toBeNull();
  }
  expect(bound.filter((on) => /(Shift|Ctrl)\+Enter/.test(on))).toEqual([]);
});
