/**
 * The keys of the editor: one table for the keyboard, the key sheet and the hints on the buttons.
 *
 * The table is `nbpose/widgets/keymap.json`, which Python reads as well. It says how an action is added.
 */
import { groups as GROUPS, keys as NAMED, presets as PRESETS } from "../../../widgets/keymap.json";

/** When the actions of a group or a line count, and whether they go on while a key is held. */
interface Flags {
  readonly when?: When;
  readonly repeat?: boolean;
}

type KeysOf<U> = U extends unknown ? keyof U : never;

/** The stable name of what a key does, as users write it to remap the key. */
export type ActionName = Exclude<
  KeysOf<Exclude<(typeof GROUPS)[number]["lines"][number][number], string>>,
  keyof Flags
>;

/** The trait: a preset, and the keys the user gave to actions. */
export interface KeymapTrait {
  readonly preset: string;
  readonly remap: Readonly<Record<string, readonly string[]>>;
}

export const DEFAULT_KEYMAP: KeymapTrait = { preset: "nbpose", remap: {} };

/** What of a KeyboardEvent counts. */
export type Key = Pick<
  KeyboardEvent,
  "code" | "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "getModifierState"
>;

/** An action and its keys, such as `Ctrl+Z`. */
export interface Bound {
  readonly action: ActionName;
  readonly keys: readonly string[];
}

/** A line of the key sheet: what keys do, or what the pointer does. */
export interface Line {
  readonly group: string;
  readonly text: string;
  readonly pointer: string;
  readonly bound: readonly Bound[];
}

/** A key that two actions were given: `winner` has it. */
export interface Conflict {
  readonly key: string;
  readonly winner: ActionName;
  readonly loser: ActionName;
}

export interface Keymap {
  readonly trait: KeymapTrait;
  readonly lines: readonly Line[];
  readonly conflicts: readonly Conflict[];
  keysOf(action: ActionName): readonly string[];
  /** The action a key stands for, or null. In a mode some keys mean something else; the first mode counts most. */
  actionOf(key: Key, modes: readonly Mode[]): ActionName | null;
}

/** Nudge mode, and in it the cursor that stands for the pointer while placing. */
export type Mode = "nudging" | "cursor";

type When = "always" | Mode;
type Overlay = Readonly<Record<string, OneOrMore>>;
type OneOrMore = string | readonly string[];

interface Definition {
  readonly when: When;
  readonly repeat: boolean;
  readonly keys: readonly string[];
}

type Entry = readonly [text: string, what: string | Overlay, flags?: Flags];

const LINES = GROUPS.flatMap(({ name, lines, ...rest }) =>
  (lines as unknown as Entry[]).map(([text, what, flags]) => ({
    group: name,
    text,
    what,
    ...({ when: "always", repeat: false, ...rest, ...flags } as Required<Flags>),
  })),
);

const ACTIONS = new Map<ActionName, Definition>();
for (const { what, when, repeat } of LINES) {
  for (const [action, keys] of boundIn(what)) ACTIONS.set(action, { when, repeat, keys });
}

/** Whether an action makes sense again and again while its key is held down. */
export function repeats(action: ActionName): boolean {
  return ACTIONS.get(action)!.repeat;
}

/** The map of a preset and a user's own keys upon the default. Names that do not exist are left out. */
export function keymapOf(trait: KeymapTrait): Keymap {
  const { preset, remap } = trait;
  const overlay: Overlay = (PRESETS as Record<string, Overlay>)[preset] ?? {};
  const keys = new Map([...ACTIONS].map(([action, { keys }]) => [action, keys]));
  lay(keys, overlay);
  const conflicts = lay(keys, remap);
  const tables = {
    always: tableOf(keys, "always"),
    nudging: tableOf(keys, "nudging"),
    cursor: tableOf(keys, "cursor"),
  };
  const keysOf = (action: ActionName) => keys.get(action) ?? [];

  return {
    trait,
    lines: LINES.map(({ group, text, what }) => ({
      group,
      text,
      pointer: typeof what === "string" ? what : "",
      bound: boundIn(what).map(([action]) => ({ action, keys: keysOf(action) })),
    })),
    conflicts,
    keysOf,
    actionOf(key, modes) {
      const names = namesOf(key);
      for (const when of [...modes, "always"] as const) {
        const name = names.find((one) => tables[when].has(one));
        if (name) return tables[when].get(name)!;
      }
      return null;
    },
  };
}

/**
 * Give actions the keys of an overlay, which wins over what lies below it; the first of two in one overlay wins.
 *
 * Says which actions lost a key by that. An action that the overlay gives other keys has lost none.
 */
function lay(keys: Map<ActionName, readonly string[]>, overlay: Overlay): Conflict[] {
  const given = Object.entries(overlay).filter(([action]) => keys.has(action as ActionName));
  for (const [action, wanted] of given) keys.set(action as ActionName, listOf(wanted));
  const order = [...given.map(([action]) => action as ActionName), ...keys.keys()];
  const conflicts: Conflict[] = [];
  const owners = new Map<string, ActionName>();
  for (const action of new Set(order)) {
    const left = keys.get(action)!.filter((key) => {
      const slot = `${ACTIONS.get(action)!.when} ${key}`;
      const winner = owners.get(slot);
      if (winner) conflicts.push({ key, winner, loser: action });
      else owners.set(slot, action);
      return !winner;
    });
    keys.set(action, left);
  }
  return conflicts;
}

/** What a key event may be called in a table, the character before the place. */
function namesOf(event: Key): string[] {
  const { code, key, shiftKey, altKey } = event;
  const ctrl = event.ctrlKey || event.metaKey;
  const types = event.getModifierState("AltGraph") && (ctrl || !altKey); // a Mac's Option is both Alt and AltGr
  if (types) return [`key:${key}`];
  const modifiers = `${ctrl ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shiftKey ? "Shift+" : ""}`;
  // with Ctrl people mean the letter: Ctrl+Z is undo wherever a layout has its Z
  const letter = ctrl && /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code;
  const name = modifiers + letter;
  return ctrl || altKey ? [name] : [`key:${key}`, name];
}

function tableOf(
  keys: ReadonlyMap<ActionName, readonly string[]>,
  when: When,
): Map<string, ActionName> {
  const table = new Map<string, ActionName>();
  for (const [action, chords] of keys) {
    if (ACTIONS.get(action)!.when !== when) continue;
    for (const name of chords.flatMap(eventNames)) table.set(name, action);
  }
  return table;
}

/** The parts of a key such as `Ctrl+Shift+Z`: its modifiers as written, and the key alone. */
export function splitKey(chord: string): [modifiers: string, key: string] {
  const modifiers = /^(Ctrl\+)?(Alt\+)?(Shift\+)?/.exec(chord)![0];
  return [modifiers, chord.slice(modifiers.length)];
}

/** The `event.code`s a key such as `Del` stands for; `key:?` names a character. */
export function codesOf(key: string): readonly string[] {
  const named = (NAMED as Record<string, OneOrMore>)[key];
  if (named) return listOf(named);
  if (/^[A-Z]$/.test(key)) return [`Key${key}`];
  if (/^\d$/.test(key)) return [`Digit${key}`, `Numpad${key}`];
  return [key.length > 1 ? key : `key:${key}`];
}

function eventNames(chord: string): string[] {
  const [modifiers, key] = splitKey(chord);
  const codes = codesOf(key).filter((code) => !modifiers || !code.startsWith("key:"));
  return codes.map((code) => modifiers + code);
}

function boundIn(what: string | Overlay): [ActionName, readonly string[]][] {
  if (typeof what === "string") return []; // what the pointer does
  return Object.entries(what).map(([action, keys]) => [action as ActionName, listOf(keys)]);
}

function listOf(value: OneOrMore): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

const GLYPHS: Readonly<Record<string, string>> = {
  Left: "←",
  Right: "→",
  Up: "↑",
  Down: "↓",
  Plus: "+",
  Minus: "−",
};

/** A key as it is shown, such as `Shift+←`; `glyph` gives a key's name on the user's own keyboard. */
export function shownKey(chord: string, glyph: (key: string) => string = (key) => key): string {
  const [modifiers, key] = splitKey(chord);
  return modifiers + (GLYPHS[key] ?? (modifiers.includes("Ctrl") ? key : glyph(key)));
}
