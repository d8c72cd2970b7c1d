import { expect, test } from "vitest";
import { groups, presets, reserved } from "../../../widgets/keymap.json";
import { GOLDEN_KEYMAPS } from "../testing/golden";
import { DEFAULT_KEYMAP, type Key, keymapOf, type Mode, shownKey } from "./keymap";

const MAP = keymapOf(DEFAULT_KEYMAP);

function key(code: string, more: Partial<Key> & { altGraph?: boolean } = {}): Key {
  const modifiers = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const { altGraph = false, ...rest } = more;
  return { code, key: "", ...modifiers, getModifierState: () => altGraph, ...rest };
}

const press = (code: string, more: Partial<Key> = {}, modes: readonly Mode[] = []) =>
  MAP.actionOf(key(code, more), modes);

test("by default no two actions want the same key", () => {
  const keys = groups.flatMap(({ lines, ...group }) =>
    lines.flatMap(([, actions, flags]) => {
      const { when } = { when: "", ...group, ...(flags as object) };
      const wanted = typeof actions === "object" ? Object.values(actions).flat() : [];
      return wanted.map((one) => `${when} ${one}`);
    }),
  );
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((one, i) => keys.indexOf(one) !== i)).toEqual([]);
});

test("the keys that delete, cut and restart in a notebook do nothing alone", () => {
  for (const code of ["KeyD", "KeyX", "KeyZ", "KeyA", "KeyB", "Digit0", "KeyI"]) {
    expect(press(code)).toBeNull();
  }
});

test("Cmd does what Ctrl does", () => {
  expect(press("KeyZ", { ctrlKey: true })).toBe("undo");
  expect(press("KeyZ", { metaKey: true, shiftKey: true })).toBe("redo");
});

test.each(["nbpose", ...Object.keys(presets)])(
  "%s leaves browser and notebook their keys",
  (preset) => {
    const { lines } = keymapOf({ preset, remap: {} });
    const keys = lines.flatMap((line) => line.bound.flatMap((bound) => bound.keys));
    expect(keys.filter((one) => reserved.includes(one))).toEqual([]);
  },
);

test.each(Object.keys(presets))(
  "in %s every action keeps a key, but those it takes away",
  (preset) => {
    const overlay = (presets as Record<string, Record<string, string | string[]>>)[preset]!;
    const bound = keymapOf({ preset, remap: {} }).lines.flatMap((line) => line.bound);
    const without = bound.filter(({ keys }) => keys.length === 0).map(({ action }) => action);
    expect(without.filter((action) => overlay[action]?.length !== 0)).toEqual([]);
  },
);

test("D is the previous frame for users of CVAT and the next one for users of DeepLabCut", () => {
  const d = (preset: string) => keymapOf({ preset, remap: {} }).actionOf(key("KeyD"), []);
  expect([d("cvat"), d("dlc")]).toEqual(["previous_frame", "next_frame"]);
});

test("characters count where the layout moves them: ? and +", () => {
  expect(press("Minus", { key: "?", shiftKey: true })).toBe("key_sheet");
  expect(press("BracketRight", { key: "+" })).toBe("zoom_in");
});

test("with Ctrl the letter counts, as everywhere else; without it the place", () => {
  expect(press("KeyY", { key: "z", ctrlKey: true })).toBe("undo"); // QWERTZ
  expect(press("KeyA", { key: "q" })).toBeNull(); // AZERTY
  expect(press("KeyZ", { key: "я", ctrlKey: true })).toBe("undo"); // Cyrillic
});

test("AltGr types characters and is no Ctrl+Alt; a Mac's Option is Alt", () => {
  const remap = { undo: ["Ctrl+Alt+Q"], play: ["Alt+Q"], fit: ["@"] };
  const map = keymapOf({ preset: "nbpose", remap });
  const at = { key: "@", altGraph: true };
  expect(map.actionOf(key("KeyQ", { ...at, ctrlKey: true, altKey: true }), [])).toBe("fit");
  expect(map.actionOf(key("KeyQ", at), [])).toBe("fit");
  expect(map.actionOf(key("KeyQ", { key: "œ", altKey: true, altGraph: true }), [])).toBe("play");
  expect(map.actionOf(key("KeyQ", { key: "q", ctrlKey: true, altKey: true }), [])).toBe("undo");
});

test("in nudge mode the arrows move the joint and everything else stays", () => {
  expect(press("ArrowLeft", {}, ["nudging"])).toBe("nudge_left");
  expect(press("ArrowDown", { shiftKey: true }, ["nudging"])).toBe("nudge_down_10");
  expect(press("ArrowLeft")).toBe("previous_frame");
  expect(press("KeyQ", {}, ["nudging"])).toBe("occluded");
  expect(press("Home", {}, ["nudging"])).toBe("first_frame");
});

test("Space and Enter place at the cursor while there is one, and play otherwise", () => {
  expect(press("Space", {}, ["cursor", "nudging"])).toBe("place_here");
  expect(press("ArrowLeft", {}, ["cursor", "nudging"])).toBe("nudge_left");
  expect(press("Space", {}, ["nudging"])).toBe("play");
});

test.each(GOLDEN_KEYMAPS)("$about", ({ trait, conflicts, bindings }) => {
  const map = keymapOf(trait);
  expect(map.conflicts).toEqual(conflicts);
  const bound = map.lines.flatMap((line) => line.bound);
  const named = bound.filter(({ action }) => action in bindings);
  expect(Object.fromEntries(named.map(({ action, keys }) => [action, keys]))).toEqual(bindings);
});

test("keys are shown as the user's own keyboard has them, letters after Ctrl as they are", () => {
  const german = (name: string) => (name === "Z" ? "Y" : name);
  expect(shownKey("Shift+Left")).toBe("Shift+←");
  expect(shownKey("Z", german)).toBe("Y");
  expect(shownKey("Ctrl+Z", german)).toBe("Ctrl+Z");
});
