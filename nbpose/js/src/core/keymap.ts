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
  /** `event.code`, so that a key keeps its place on every layout; `key:?` names a character instead */
  readonly codes: readonly string[];
  readonly action: Action;
  readonly shift?: boolean;
  /** Ctrl, or Cmd on a Mac */
  readonly ctrl?: boolean;
  /** counts only while nudging, and then before all others */
  readonly nudging?: boolean;
}

/** A line of the key sheet, and the keys that it speaks of; none for what the pointer does. */
export interface Entry {
  readonly group: "Frames" | "Joints" | "People" | "View" | "Editor";
  readonly keys: string;
  readonly text: string;
  readonly bindings: readonly Binding[];
}

type Modifiers = Pick<Binding, "shift" | "ctrl" | "nudging">;

function on(codes: string | readonly string[], action: Action, modifiers: Modifiers = {}): Binding {
  return { codes: typeof codes === "string" ? [codes] : codes, action, ...modifiers };
}

function entry(
  group: Entry["group"],
  keys: string,
  text: string,
  ...bindings: readonly Binding[]
): Entry {
  return { group, keys, text, bindings };
}

const SHIFT = { shift: true };
const CTRL = { ctrl: true };
const DELETE = ["Delete", "Backspace"];
const ZOOM_STEP = 1.25;

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
  on([`Digit${n}`, `Numpad${n}`], { do: "pick", person: n - 1 }),
);

const NUDGES = [false, true].flatMap((shift) => {
  const [by, modifiers] = [shift ? 10 : 1, { shift, nudging: true }];
  return [
    on("ArrowLeft", { do: "nudge", x: -by, y: 0 }, modifiers),
    on("ArrowRight", { do: "nudge", x: by, y: 0 }, modifiers),
    on("ArrowUp", { do: "nudge", x: 0, y: -by }, modifiers),
    on("ArrowDown", { do: "nudge", x: 0, y: by }, modifiers),
  ];
});

export const KEYMAP: readonly Entry[] = [
  entry(
    "Frames",
    "← →",
    "previous, next frame; hold to go faster",
    on("ArrowLeft", { do: "step", by: -1 }),
    on("ArrowRight", { do: "step", by: 1 }),
  ),
  entry(
    "Frames",
    "Shift ← →",
    "ten frames",
    on("ArrowLeft", { do: "step", by: -10 }, SHIFT),
    on("ArrowRight", { do: "step", by: 10 }, SHIFT),
  ),
  entry(
    "Frames",
    "Home End",
    "first, last frame",
    on("Home", { do: "end", which: "first" }),
    on("End", { do: "end", which: "last" }),
  ),
  entry("Frames", "Space", "play, pause", on("Space", { do: "play" })),

  entry("Joints", "Click", "select; drag to move"),
  entry(
    "Joints",
    "↑ ↓ or W S",
    "previous, next joint",
    on(["ArrowUp", "KeyW"], { do: "joint", by: -1 }),
    on(["ArrowDown", "KeyS"], { do: "joint", by: 1 }),
  ),
  entry("Joints", "P", "place joints click by click", on("KeyP", { do: "place" })),
  entry("Joints", "Alt click", "place a hidden joint; so does a right click"),
  entry("Joints", "Q", "hidden or visible", on("KeyQ", { do: "occluded" })),
  entry("Joints", "O", "absent, then the next joint", on("KeyO", { do: "absent" })),
  entry(
    "Joints",
    "E then arrows",
    "nudge by 1 px; Shift: 10 px",
    on("KeyE", { do: "nudge_mode" }),
    ...NUDGES,
  ),
  entry("Joints", "Del", "delete the joint", on(DELETE, { do: "delete_joint" })),

  entry("People", "N", "new person", on("KeyN", { do: "new_person" })),
  entry(
    "People",
    "[ ] or 1 … 9",
    "previous, next; pick a person",
    on("BracketLeft", { do: "person", by: -1 }),
    on("BracketRight", { do: "person", by: 1 }),
    ...DIGITS,
  ),
  entry("People", "Shift Del", "delete the person", on(DELETE, { do: "delete_person" }, SHIFT)),

  entry(
    "View",
    "+ −",
    "zoom; so does the wheel",
    on(["Equal", "NumpadAdd", "key:+"], { do: "zoom", factor: ZOOM_STEP }),
    on(["Minus", "NumpadSubtract", "key:-"], { do: "zoom", factor: 1 / ZOOM_STEP }),
  ),
  entry("View", "R", "fit the frame", on("KeyR", { do: "fit" })),
  entry("View", "Drag", "on empty ground: move the picture; middle button: anywhere"),
  entry("View", "hold H", "hide the overlay", on("KeyH", { do: "hide" })),
  entry("View", "L", "names of the joints", on("KeyL", { do: "labels" })),

  entry("Editor", "Ctrl Z", "undo", on("KeyZ", { do: "undo" }, CTRL)),
  entry(
    "Editor",
    "Ctrl Shift Z",
    "redo; so does Ctrl Y",
    on("KeyZ", { do: "redo" }, { ...CTRL, ...SHIFT }),
    on("KeyY", { do: "redo" }, CTRL),
  ),
  entry(
    "Editor",
    "Esc",
    "leave the tool, the selection, the editor",
    on("Escape", { do: "leave" }),
  ),
  entry("Editor", "?", "these keys", on("key:?", { do: "keys" })),
];

const BINDINGS = KEYMAP.flatMap(({ bindings }) => bindings);

/** The action a key stands for, or null. While nudging, the arrows move the joint. */
export function actionOf(event: Key, nudging: boolean): Action | null {
  const table = nudging
    ? [...BINDINGS].sort((a, b) => Number(b.nudging ?? 0) - Number(a.nudging ?? 0))
    : BINDINGS.filter((binding) => !binding.nudging);
  const byCharacter = table.find((binding) => matches(binding, event, `key:${event.key}`));
  const binding = byCharacter ?? table.find((candidate) => matches(candidate, event, event.code));
  return binding?.action ?? null;
}

function matches({ codes, shift, ctrl }: Binding, event: Key, name: string): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== Boolean(ctrl)) return false;
  const named = name.startsWith("key:"); // a character has its Shift in it
  return codes.includes(name) && (named || event.shiftKey === Boolean(shift));
}
