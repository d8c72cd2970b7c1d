/** The keys of the skeleton editor: one table for the keyboard and the key sheet. */

export type SkeletonAction =
  | { do: "add" }
  | { do: "name" }
  | { do: "nudge"; x: number; y: number }
  | { do: "joint"; by: 1 | -1 }
  | { do: "order"; by: 1 | -1 }
  | { do: "mirror" }
  | { do: "connect" }
  | { do: "delete" }
  | { do: "build" }
  | { do: "move" }
  | { do: "labels" }
  | { do: "zoom"; factor: number }
  | { do: "fit" }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "keys" }
  | { do: "leave" };

export interface SkeletonKey {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

interface Binding {
  /** `event.code` with its modifiers, such as `Shift+ArrowUp`; `key:?` names a character instead */
  readonly on: string;
  readonly action: SkeletonAction;
}

export interface KeyLine {
  readonly group: "Joints" | "Bones" | "View" | "Editor";
  readonly keys: string;
  readonly text: string;
  readonly bindings: readonly Binding[];
}

function line(
  group: KeyLine["group"],
  keys: string,
  text: string,
  ...bindings: readonly (readonly [on: string, action: SkeletonAction])[]
): KeyLine {
  return { group, keys, text, bindings: bindings.map(([on, action]) => ({ on, action })) };
}

const STEPS = [
  ["ArrowLeft", -1, 0],
  ["ArrowRight", 1, 0],
  ["ArrowUp", 0, -1],
  ["ArrowDown", 0, 1],
] as const;

const ZOOM = 1.25;

export const SKELETON_KEYS: readonly KeyLine[] = [
  line("Joints", "Click", "add a joint and name it; on a joint or bone: select it"),
  line("Joints", "N", "add a joint near the selected one", ["KeyN", { do: "add" }]),
  line(
    "Joints",
    "Enter or F2",
    "name the joint",
    ["Enter", { do: "name" }],
    ["F2", { do: "name" }],
  ),
  line(
    "Joints",
    "← → ↑ ↓",
    "move the joint by 1 px; with Shift by 10 px",
    ...STEPS.flatMap(
      ([key, x, y]) =>
        [
          [key, { do: "nudge", x, y }],
          [`Shift+${key}`, { do: "nudge", x: 10 * x, y: 10 * y }],
        ] as const,
    ),
  ),
  line(
    "Joints",
    "W S",
    "previous, next joint",
    ["KeyW", { do: "joint", by: -1 }],
    ["KeyS", { do: "joint", by: 1 }],
  ),
  line(
    "Joints",
    "Alt ↑ ↓",
    "earlier, later in the order of the clicks",
    ["Alt+ArrowUp", { do: "order", by: -1 }],
    ["Alt+ArrowDown", { do: "order", by: 1 }],
  ),
  line("Joints", "M", "make the mirror image: a left and a right joint", [
    "KeyM",
    { do: "mirror" },
  ]),
  line(
    "Joints",
    "Del",
    "delete the joint or bone",
    ["Delete", { do: "delete" }],
    ["Backspace", { do: "delete" }],
  ),
  line("Joints", "E", "tool: drag to move joints", ["KeyE", { do: "move" }]),
  line("Joints", "Alt drag", "move a joint whatever the tool is"),

  line("Bones", "Drag", "from a joint to another: connect; to empty ground: a new joint"),
  line("Bones", "Shift click", "connect the selected joint to this one"),
  line("Bones", "C", "connect to a joint of the list", ["KeyC", { do: "connect" }]),
  line("Bones", "P", "tool: click to add, drag to connect", ["KeyP", { do: "build" }]),

  line(
    "View",
    "+ −",
    "zoom; so does the wheel",
    ["key:+", { do: "zoom", factor: ZOOM }],
    ["Equal", { do: "zoom", factor: ZOOM }],
    ["key:-", { do: "zoom", factor: 1 / ZOOM }],
  ),
  line("View", "R", "fit the picture", ["KeyR", { do: "fit" }]),
  line("View", "G", "names of the joints", ["KeyG", { do: "labels" }]),
  line("View", "Drag", "on empty ground: move the picture; middle button: anywhere"),

  line("Editor", "Ctrl Z", "undo", ["Ctrl+KeyZ", { do: "undo" }]),
  line(
    "Editor",
    "Ctrl Shift Z",
    "redo; so does Ctrl Y",
    ["Ctrl+Shift+KeyZ", { do: "redo" }],
    ["Ctrl+KeyY", { do: "redo" }],
  ),
  line("Editor", "Esc", "leave the name, the selection, the editor", ["Escape", { do: "leave" }]),
  line("Editor", "?", "these keys", ["key:?", { do: "keys" }]),
];

const ACTIONS = new Map(
  SKELETON_KEYS.flatMap(({ bindings }) => bindings).map(({ on, action }) => [on, action]),
);

/** The action a key stands for, or null. */
export function skeletonAction(event: SkeletonKey): SkeletonAction | null {
  const ctrl = event.ctrlKey || event.metaKey;
  if (!ctrl && !event.altKey) {
    const byCharacter = ACTIONS.get(`key:${event.key}`);
    if (byCharacter) return byCharacter;
  }
  const modifiers = `${ctrl ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}`;
  // with Ctrl people mean the letter: Ctrl+Z is undo wherever a layout has its Z
  const letter = ctrl && /^[a-z]$/i.test(event.key) ? `Key${event.key.toUpperCase()}` : event.code;
  return ACTIONS.get(modifiers + letter) ?? null;
}

const ONCE: readonly SkeletonAction["do"][] = [
  "add",
  "name",
  "mirror",
  "connect",
  "delete",
  "build",
  "move",
  "labels",
  "fit",
  "keys",
  "leave",
];

/** Whether an action makes sense again and again while its key is held down. */
export function repeats(action: SkeletonAction): boolean {
  return !ONCE.includes(action.do);
}
