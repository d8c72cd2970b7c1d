/** The keys of the editor: one table for the keyboard, the key sheet and the hints on the buttons. */

export type Action =
  | { do: "step"; by: number }
  | { do: "end"; which: "first" | "last" }
  | { do: "play" }
  | { do: "joint"; by: 1 | -1 }
  | { do: "person"; by: 1 | -1 }
  | { do: "pick"; person: number }
  | { do: "new_person" }
  | { do: "delete_person" }
  | { do: "delete_joint" }
  | { do: "occluded" }
  | { do: "absent" }
  | { do: "place" }
  | { do: "labels" }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "hide" }
  | { do: "nudge_mode" }
  | { do: "nudge"; x: number; y: number }
  | { do: "zoom"; factor: number }
  | { do: "fit" }
  | { do: "keys" }
  | { do: "leave" };

/** What of a KeyboardEvent counts. */
export interface Key {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

interface Binding {
  /** `event.code`, so that a key keeps its place on every keyboard layout; `key:?` names a character instead */
  readonly codes: readonly string[];
  readonly shift?: boolean;
  /** Ctrl, or Cmd on a Mac */
  readonly ctrl?: boolean;
  readonly action: Action;
}

export interface Help {
  readonly group: "Frames" | "Joints" | "People" | "View" | "Editor";
  readonly keys: string;
  readonly text: string;
}

const ZOOM_STEP = 1.25;

const BINDINGS: readonly Binding[] = [
  { codes: ["ArrowLeft"], action: { do: "step", by: -1 } },
  { codes: ["ArrowRight"], action: { do: "step", by: 1 } },
  { codes: ["ArrowLeft"], shift: true, action: { do: "step", by: -10 } },
  { codes: ["ArrowRight"], shift: true, action: { do: "step", by: 10 } },
  { codes: ["Home"], action: { do: "end", which: "first" } },
  { codes: ["End"], action: { do: "end", which: "last" } },
  { codes: ["Space"], action: { do: "play" } },
  { codes: ["ArrowUp", "KeyW"], action: { do: "joint", by: -1 } },
  { codes: ["ArrowDown", "KeyS"], action: { do: "joint", by: 1 } },
  { codes: ["KeyP"], action: { do: "place" } },
  { codes: ["KeyQ"], action: { do: "occluded" } },
  { codes: ["KeyO"], action: { do: "absent" } },
  { codes: ["KeyE"], action: { do: "nudge_mode" } },
  { codes: ["Delete", "Backspace"], action: { do: "delete_joint" } },
  { codes: ["KeyN"], action: { do: "new_person" } },
  { codes: ["Delete", "Backspace"], shift: true, action: { do: "delete_person" } },
  { codes: ["BracketLeft"], action: { do: "person", by: -1 } },
  { codes: ["BracketRight"], action: { do: "person", by: 1 } },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
    codes: [`Digit${n}`, `Numpad${n}`],
    action: { do: "pick", person: n - 1 } as const,
  })),
  { codes: ["KeyH"], action: { do: "hide" } },
  { codes: ["KeyL"], action: { do: "labels" } },
  { codes: ["Equal", "NumpadAdd", "key:+"], action: { do: "zoom", factor: ZOOM_STEP } },
  { codes: ["Minus", "NumpadSubtract", "key:-"], action: { do: "zoom", factor: 1 / ZOOM_STEP } },
  { codes: ["KeyR"], action: { do: "fit" } },
  { codes: ["KeyZ"], ctrl: true, action: { do: "undo" } },
  { codes: ["KeyZ"], ctrl: true, shift: true, action: { do: "redo" } },
  { codes: ["KeyY"], ctrl: true, action: { do: "redo" } },
  { codes: ["key:?"], action: { do: "keys" } },
  { codes: ["Escape"], action: { do: "leave" } },
];

const NUDGES: readonly Binding[] = (["", "shift"] as const).flatMap((modifier) => {
  const shift = modifier === "shift";
  const by = shift ? 10 : 1;
  return [
    { codes: ["ArrowLeft"], shift, action: { do: "nudge", x: -by, y: 0 } },
    { codes: ["ArrowRight"], shift, action: { do: "nudge", x: by, y: 0 } },
    { codes: ["ArrowUp"], shift, action: { do: "nudge", x: 0, y: -by } },
    { codes: ["ArrowDown"], shift, action: { do: "nudge", x: 0, y: by } },
  ];
});

export const HELP: readonly Help[] = [
  { group: "Frames", keys: "← →", text: "previous, next frame; hold to go faster" },
  { group: "Frames", keys: "Shift ← →", text: "ten frames" },
  { group: "Frames", keys: "Home End", text: "first, last frame" },
  { group: "Frames", keys: "Space", text: "play, pause" },
  { group: "Joints", keys: "Click", text: "select; drag to move" },
  { group: "Joints", keys: "↑ ↓ or W S", text: "previous, next joint" },
  { group: "Joints", keys: "P", text: "place joints click by click" },
  { group: "Joints", keys: "Alt click", text: "place a hidden joint; so does a right click" },
  { group: "Joints", keys: "Q", text: "hidden or visible" },
  { group: "Joints", keys: "O", text: "absent, then the next joint" },
  { group: "Joints", keys: "E then arrows", text: "nudge by 1 px; Shift: 10 px" },
  { group: "Joints", keys: "Del", text: "delete the joint" },
  { group: "People", keys: "N", text: "new person" },
  { group: "People", keys: "[ ] or 1 … 9", text: "previous, next; pick a person" },
  { group: "People", keys: "Shift Del", text: "delete the person" },
  { group: "View", keys: "+ −", text: "zoom; so does the wheel" },
  { group: "View", keys: "R", text: "fit the frame" },
  {
    group: "View",
    keys: "Drag",
    text: "on empty ground: move the picture; middle button: anywhere",
  },
  { group: "View", keys: "hold H", text: "hide the overlay" },
  { group: "View", keys: "L", text: "names of the joints" },
  { group: "Editor", keys: "Ctrl Z", text: "undo" },
  { group: "Editor", keys: "Ctrl Shift Z", text: "redo; so does Ctrl Y" },
  { group: "Editor", keys: "Esc", text: "leave the tool, the selection, the editor" },
  { group: "Editor", keys: "?", text: "these keys" },
];

/** The action a key stands for, or null. While nudging, the arrows move the joint. */
export function actionOf(event: Key, nudging: boolean): Action | null {
  const table = nudging ? [...NUDGES, ...BINDINGS] : BINDINGS;
  const byCharacter = table.find((binding) => matches(binding, event, `key:${event.key}`));
  const binding = byCharacter ?? table.find((candidate) => matches(candidate, event, event.code));
  return binding?.action ?? null;
}

/** Every key and modifier that is bound, for the check that none is bound twice. */
export function boundKeys(): string[] {
  return BINDINGS.flatMap(({ codes, shift, ctrl }) =>
    codes.map((code) => `${ctrl ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${code}`),
  );
}

function matches({ codes, shift, ctrl }: Binding, event: Key, name: string): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== Boolean(ctrl)) return false;
  const named = name.startsWith("key:"); // a character has its Shift in it
  return codes.includes(name) && (named || event.shiftKey === Boolean(shift));
}
